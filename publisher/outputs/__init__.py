"""What a show becomes, beside the feed (``rss``): each output is a function of the show that yields files of feed/."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from publisher.model import OutputFile, Show
from publisher.outputs import chapters_json, pictures, srt, transcript_html, transcript_json, webvtt

OUTPUTS: Final[tuple[Callable[[Show], Iterator[OutputFile]], ...]] = (
    chapters_json.output,
    webvtt.output,
    srt.output,
    transcript_json.output,
    transcript_html.output,
    pictures.output,
)
