"""Transcripts as SubRip, for the apps that read no WebVTT."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import Final

from publisher.clock import format_time
from publisher.model import Cue, OutputFile, Show
from publisher.outputs.paths import transcript_files
from publisher.transcripts.captions import Caption, captions

_LINE_LENGTH: Final = 32  # https://github.com/Podcastindex-org/podcast-namespace, transcripts
_MAX_LINES: Final = 2

# Most captions start when the one before them ends.
_time: Final = lru_cache(maxsize=2)(partial(format_time, decimal_mark=","))


def output(show: Show) -> Iterator[OutputFile]:
    """transcripts/SLUG.srt for each episode that has a transcript."""
    return transcript_files(show, "srt", render)


def render(cues: Iterable[Cue]) -> bytes:
    """The cues as captions; a speaker is named at the start and on a change."""
    made = captions(cues, line_length=_LINE_LENGTH, max_lines=_MAX_LINES, name_speakers=True)
    return "\n".join(_cue(number, caption) for number, caption in enumerate(made, start=1)).encode()


def _cue(number: int, caption: Caption) -> str:
    # SubRip has no escapes, and some readers take any arrow for a time.
    text = "\n".join(caption.lines).replace("-->", "→")
    return f"{number}\n{_time(caption.start_ms)} --> {_time(caption.end_ms)}\n{text}\n"
