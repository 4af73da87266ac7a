"""Transcripts as a fragment of HTML: for people, and for apps that show text without following it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from publisher.clock import format_short
from publisher.model import Cue, OutputFile, Show
from publisher.outputs.paths import transcript_files


def output(show: Show) -> Iterator[OutputFile]:
    """transcripts/SLUG.html for each episode that has a transcript."""
    return transcript_files(show, "html", render)


def render(cues: Iterable[Cue]) -> bytes:
    """The cues as ``cite``, ``time`` and ``p``, uncut.

    https://github.com/Podcastindex-org/podcast-namespace (transcripts, HTML)
    """
    return "\n".join(map(_cue, cues)).encode()


def _cue(cue: Cue) -> str:
    speaker = f"<cite>{escape(cue.speaker)}:</cite>\n" if cue.speaker else ""
    return f"{speaker}<time>{format_short(cue.start_ms)}</time>\n<p>{escape(cue.text)}</p>\n"
