"""FFmetadata, from which ffmpeg puts chapters into a recording. https://ffmpeg.org/ffmpeg-formats.html#Metadata-1

``ffmpeg -i in.m4a -i chapters.ffmetadata -map 0 -map_chapters 1 -c copy out.m4a``
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from publisher.model import Chapter
from publisher.outputs.chapter_formats.chapter_list import ChapterList, end_ms_of, plain

_SPECIAL: Final = re.compile(r"[=;#\\\n]")


def write(chapters: ChapterList) -> str:
    """The chapters that are listed, in milliseconds; the format has no place for links and pictures."""
    about = (("title", chapters.title), ("album", chapters.show), ("artist", chapters.author))
    lines = [";FFMETADATA1", *(f"{key}={_escape(plain(value))}" for key, value in about if plain(value))]
    for chapter in chapters.listed:
        lines += _section(chapter)
    return "\n".join(lines) + "\n"


def _section(chapter: Chapter) -> Iterator[str]:
    yield "[CHAPTER]"
    yield "TIMEBASE=1/1000"  # without it, ffmpeg counts nanoseconds
    yield f"START={chapter.start_ms}"
    yield f"END={end_ms_of(chapter)}"
    yield f"title={_escape(chapter.title)}"


def _escape(text: str) -> str:
    if text.endswith("\\"):
        text += " "  # ffmpeg takes a backslash at the end of a line for that of a newline, escaped or not
    return _SPECIAL.sub(r"\\\g<0>", text)
