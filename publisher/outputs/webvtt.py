"""Transcripts as WebVTT, the format that Apple Podcasts and most apps read. https://www.w3.org/TR/webvtt1/"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from publisher.clock import format_time
from publisher.model import Cue, OutputFile, Show
from publisher.outputs.paths import transcript_files
from publisher.transcripts.captions import Caption, captions

_LINE_LENGTH: Final = 65  # https://github.com/Podcastindex-org/podcast-namespace, transcripts
_MAX_LINES: Final = 2

_time: Final = lru_cache(maxsize=2)(format_time)  # most captions start when the one before them ends


def output(show: Show) -> Iterator[OutputFile]:
    """transcripts/SLUG.vtt for each episode that has a transcript."""
    return transcript_files(show, "vtt", render)


def render(cues: Iterable[Cue]) -> bytes:
    """The cues as captions, each with its voice where the speaker is known."""
    made = captions(cues, line_length=_LINE_LENGTH, max_lines=_MAX_LINES)
    return "\n".join(["WEBVTT\n", *map(_cue, made)]).encode()


def _cue(caption: Caption) -> str:
    voice = f"<v {_escape(caption.speaker)}>" if caption.speaker else ""
    text = _escape("\n".join(caption.lines))
    return f"{_time(caption.start_ms)} --> {_time(caption.end_ms)}\n{voice}{text}\n"


def _escape(text: str) -> str:
    """Text that is no markup; an arrow in it could pass for a time."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
