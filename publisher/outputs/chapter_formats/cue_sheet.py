"""A CUE sheet, by which players find the chapters of one long file as if they were tracks of a CD.

https://www.gnu.org/software/libcdio/cd-text-format.html has what a sheet may say; nobody owns the format.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

from publisher.model import Chapter
from publisher.outputs.chapter_formats.chapter_list import ChapterList, end_ms_of, plain

_FRAMES_PER_SECOND: Final = 75
_TRACKS: Final = 99  # numbers have two digits
_TYPES: Final = {".mp3": "MP3", ".aiff": "AIFF", ".aif": "AIFF"}  # the habit of players: all others are WAVE
_FILE_NAME: Final = "audio.mp3"


def write(chapters: ChapterList) -> str:
    """A track for each chapter that is listed, at most 99: of more, the shortest are left out, but never the first.

    Times are ``MM:SS:FF``, with 75 frames a second, rounded down. The format has no escapes: a quotation mark becomes
    an apostrophe. Titles are whole, though a CD would take 80 characters only. Nothing where no chapter is listed.
    """
    tracks = _longest(chapters.listed)
    if not tracks:
        return ""
    about = (("PERFORMER", plain(chapters.author or chapters.show)), ("TITLE", plain(chapters.title)))
    lines = [f"{command} {_quoted(value)}" for command, value in about if value]
    name = plain(chapters.file_name) or _FILE_NAME
    lines.append(f"FILE {_quoted(name)} {_TYPES.get(PurePosixPath(name).suffix.lower(), 'WAVE')}")
    for number, chapter in enumerate(tracks, start=1):
        lines.append(f"  TRACK {number:02} AUDIO")
        lines.append(f"    TITLE {_quoted(chapter.title)}")
        lines.append(f"    INDEX 01 {_time(chapter.start_ms)}")
    return "\n".join(lines) + "\n"


def _longest(chapters: Sequence[Chapter]) -> list[Chapter]:
    by_length = sorted(chapters[1:], key=lambda chapter: chapter.start_ms - end_ms_of(chapter))
    return sorted([*chapters[:1], *by_length[: _TRACKS - 1]], key=lambda chapter: chapter.start_ms)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "'") + '"'


def _time(time_ms: int) -> str:
    """``MM:SS:FF``; minutes go on beyond 59 and 99."""
    seconds, milliseconds = divmod(time_ms, 1000)
    return f"{seconds // 60:02}:{seconds % 60:02}:{milliseconds * _FRAMES_PER_SECOND // 1000:02}"
