"""Nero's list of chapters (moov/udta/chpl), which AntennaPod, VLC and mutagen read.

Its version 1: four reserved bytes, the number of chapters in one byte, then of each the start in 100 ns (eight bytes),
the bytes of the title in one byte, and the title in UTF-8.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Final

from publisher.tags.mp4_boxes import Box
from publisher.tags.wanted import TagChapter

MOST_CHAPTERS: Final = 255
MOST_TITLE_BYTES: Final = 127  # AntennaPod's M4AChapterReader takes the byte for a signed one
_UNITS_PER_MS: Final = 10_000
_MOST_UNITS: Final = (1 << 64) - 1


def chpl(chapters: Sequence[TagChapter]) -> Box:
    """The list of the first 255 chapters, their titles cut."""
    listed = chapters[:MOST_CHAPTERS]
    return Box(kind=b"chpl", content=struct.pack(">B7xB", 1, len(listed)) + b"".join(map(_entry, listed)))


def _entry(chapter: TagChapter) -> bytes:
    title = cut(chapter.title, MOST_TITLE_BYTES).encode()
    return struct.pack(">QB", min(chapter.start_ms * _UNITS_PER_MS, _MOST_UNITS), len(title)) + title


def cut(text: str, most_bytes: int) -> str:
    """As many whole characters as so many bytes of UTF-8 hold.

    >>> cut("für", 2), cut("für", 3), cut("für", 9)
    ('f', 'fü', 'für')
    """
    return text.encode()[:most_bytes].decode("utf-8", "ignore")


def read_chpl(content: bytes) -> tuple[TagChapter, ...]:
    """The chapters in such a list, by start; they have no ends there, so that each ends where it starts."""
    position = 8 if content[:1] != b"\0" else 4  # version 0 has no reserved bytes
    chapters = []
    for _ in range(int.from_bytes(content[position : position + 1], "big")):
        units, title_bytes = struct.unpack(">QB", content[position + 1 : position + 10].ljust(9, b"\0"))
        title = content[position + 10 : position + 10 + title_bytes]
        if position + 10 + title_bytes > len(content):
            break  # cut off
        start_ms = round(units / _UNITS_PER_MS)
        chapters.append(TagChapter(start_ms=start_ms, end_ms=start_ms, title=title.decode("utf-8", "replace")))
        position += 9 + title_bytes
    return tuple(sorted(chapters, key=lambda chapter: chapter.start_ms))
