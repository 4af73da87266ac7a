"""Chapters as frames of ID3, and back.

https://id3.org/id3v2-chapters-1.0. Players that have a table of contents go by CTOC; the others list every CHAP.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from publisher.tags.id3_frames import NO_OFFSET, Frames
from publisher.tags.id3_raw import RawFrame
from publisher.tags.note import held_artwork
from publisher.tags.wanted import Artwork, TagChapter

LAST_MS: Final = NO_OFFSET - 1  # the greatest number stands for no time at all
MOST_IN_TABLE: Final = 255

_URL_DESCRIPTION: Final = "chapter url"  # as Forecast and Auphonic call it
_TABLE: Final = "toc"
_LISTED: Final = "chp"
_SILENT: Final = "silent"  # a chapter in no table, also where there is no table at all
_TOP_LEVEL: Final = 0b10


def chapter_frames(chapters: Sequence[TagChapter], version: int) -> Iterator[RawFrame]:
    """The table of contents, then the chapters in the order of time; silent ones are in no table."""
    names = [f"{_LISTED if chapter.toc else _SILENT}{number}" for number, chapter in enumerate(chapters)]
    make = Frames(version)
    yield from _tables([name for name in names if name.startswith(_LISTED)], make)
    for name, chapter in zip(names, chapters, strict=True):
        yield make.chapter(name, chapter.start_ms, chapter.end_ms, _inside(chapter, make))


def chapters_of(chapters: Sequence[Any], tables: Sequence[Any], note: bytes) -> tuple[TagChapter, ...]:
    """What CHAP and CTOC frames of mutagen say, by time."""
    listed = _listed(tables)
    if not tables:
        listed = frozenset(one.element_id for one in chapters if not one.element_id.startswith(_SILENT))
    timed = (one for one in chapters if one.start_time <= LAST_MS)
    found = (_chapter(one, one.element_id in listed, note) for one in timed)
    return tuple(sorted(found, key=lambda chapter: chapter.start_ms))


def _tables(names: Sequence[str], make: Frames) -> Iterator[RawFrame]:
    """Tables of at most 255 entries; the last entry of a full one is the next table, which holds the rest."""
    number, is_top = 0, True
    while names:
        is_last = len(names) <= MOST_IN_TABLE
        count = len(names) if is_last else MOST_IN_TABLE - 1
        next_table = () if is_last else (f"{_TABLE}{number + 1}",)
        yield make.contents(f"{_TABLE}{number or ''}", (*names[:count], *next_table), is_top=is_top)
        names, number, is_top = names[count:], number + 1, False


def _inside(chapter: TagChapter, make: Frames) -> Iterator[RawFrame]:
    if chapter.title:
        yield make.text("TIT2", chapter.title)
    if chapter.url:
        yield make.user_url(_URL_DESCRIPTION, chapter.url)
    if chapter.artwork:
        yield make.picture(chapter.artwork, is_cover=False)


def _listed(tables: Sequence[Any]) -> frozenset[str]:
    """The ids of all that can be reached from the table on top; from any, where none says that it is on top."""
    children: Mapping[str, Sequence[str]] = {table.element_id: table.child_element_ids for table in tables}
    top = [table.element_id for table in tables if int(table.flags) & _TOP_LEVEL]
    waiting = top or list(children)
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += children.get(name, ())
    return frozenset(reached)


def _chapter(frame: Any, is_listed: bool, note: bytes) -> TagChapter:
    inside = frame.sub_frames
    titles, links, pictures = (inside.getall(name) for name in ("TIT2", "WXXX", "APIC"))
    return TagChapter(
        start_ms=frame.start_time,
        end_ms=frame.end_time,
        title=str(titles[0]) if titles else "",
        url=links[0].url.rstrip("\0") or None if links else None,
        artwork=_picture(pictures[0], note) if pictures else None,
        toc=is_listed,
    )


def _picture(frame: Any, note: bytes) -> Artwork:
    return held_artwork(frame.data, note, frame.mime)
