"""LRC, the form of synchronised lyrics in Vorbis comments: [mm:ss.xx] in front of each line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from publisher.model import Cue
from publisher.text import one_line

UNIT_MS: Final = 10  # its times have two digits behind the seconds
_LINE: Final = re.compile(r"\[(\d{1,4}):(\d\d)[.:](\d\d)\](.*)", re.ASCII)


def lrc_of(cues: Iterable[Cue]) -> str:
    """Cues as lines.

    >>> lrc_of([Cue(start_ms=61_510, end_ms=62_000, speaker=None, text="Hello")])
    '[01:01.51]Hello'
    """
    return "\n".join(f"[{_time(cue.start_ms)}]{one_line(cue.text)}" for cue in cues)


def parse_lrc(text: str) -> tuple[Cue, ...]:
    """The lines that have a time; each lasts no longer than it must, for LRC has no ends.

    >>> [cue.start_ms for cue in parse_lrc("[ar:Anna]\\n[01:01.51]Hello")]
    [61510]
    """
    matches = filter(None, map(_LINE.fullmatch, text.splitlines()))
    starts = ((((int(one[1]) * 60 + int(one[2])) * 1000 + int(one[3]) * UNIT_MS), one[4]) for one in matches)
    return tuple(
        Cue(start_ms=start_ms, end_ms=start_ms + UNIT_MS, speaker=None, text=said) for start_ms, said in starts
    )


def _time(time_ms: int) -> str:
    seconds, milliseconds = divmod(time_ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes:02}:{seconds:02}.{milliseconds // UNIT_MS:02}"
