"""Chapters as lines of text: a time, then a title, as people type them and as mp4chaps and Podlove write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from publisher.model import Chapter
from publisher.sources.spoken import Broken, clean_text, time_or_none_ms
from publisher.urls import http_url

# Seconds have two digits: 3:2 is a ratio. No two neighbours in these patterns match the same characters.
_TIME: Final = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?"
_STAMP: Final = re.compile(rf"[\[(]?({_TIME})(?:\s?(?:-->|[-–—])\s?({_TIME}))?[\])]?(?!\w|:\d)", re.ASCII)
_SEPARATOR: Final = re.compile(r"\s*(?:[-–—:|]|\.(?=\s))?\s*")
_MP4CHAPS: Final = re.compile(r"(\d{2,3}:\d{2}:\d{2}\.\d{3})(?: (.*))?", re.ASCII)
_TRAILING: Final = re.compile(rf"[\[(]?({_TIME})[\])]?", re.ASCII)
_COMMENT: Final = "#"


def read_timestamps(text: str) -> Iterator[tuple[int, Chapter] | Broken]:
    """The chapter of each line, with its number: ``00:01:12 Title``, ``(1:12) Title``, ``[01:12] - Title <https://…>``.

    Where times stand at the ends of all lines instead, in ascending order, they are read from there.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), start=1)]
    lines = [(number, line) for number, line in lines if line and not line.startswith(_COMMENT)]
    chapters = [(number, chapter_of_line(line)) for number, line in lines]
    if not any(chapter for _, chapter in chapters):
        chapters = _with_times_behind(lines)
    for (number, chapter), (_, line) in zip(chapters, lines, strict=True):
        if chapter:
            yield number, chapter
        else:
            yield Broken(line=number, message=f"{line[:40]!r} has no time in front; write it like 00:01:12 Title")


def chapter_of_line(line: str) -> Chapter | None:
    """The chapter of a line that begins with a time, or None; ``0:00 - 1:12 Title`` says its end too.

    >>> chapter_of_line("[01:12] – What is a feed?")
    Chapter(start_ms=72000, end_ms=None, title='What is a feed?', url=None, image=None, toc=True)
    >>> chapter_of_line("at 00:10 we"), chapter_of_line("1:12pm")
    (None, None)
    """
    exact = _MP4CHAPS.fullmatch(line)
    if exact:  # behind milliseconds no people but programs write, and whatever follows is the title
        return _chapter(exact[1], None, exact[2] or "")
    match = _STAMP.match(line)
    if match is None:
        return None
    separator = _SEPARATOR.match(line, match.end())
    return _chapter(match[1], match[2], line[separator.end() if separator else match.end() :])


def _chapter(start: str, end: str | None, title: str) -> Chapter | None:
    start_ms, end_ms = time_or_none_ms(start), time_or_none_ms(end or "")
    if start_ms is None:
        return None
    if end_ms is not None and end_ms <= start_ms:
        title, end_ms = f"{end} {title}", None  # no end, then: a title that begins with a time
    title, url = _without_link(title.strip())
    return Chapter(start_ms=start_ms, end_ms=end_ms, title=clean_text(title), url=url)


def _without_link(title: str) -> tuple[str, str | None]:
    """A title without the link in angle brackets at its end, and the link."""
    before, bracket, link = title.removesuffix(">").rpartition("<")
    url = http_url(link) if bracket and title.endswith(">") else None
    return (before, url) if url else (title, None)


def _with_times_behind(lines: list[tuple[int, str]]) -> list[tuple[int, Chapter | None]]:
    """``Title 1:12``: any sentence may end in a time, so these count where every line has one, later than the last."""
    found = []
    for number, line in lines:
        title, _, last = line.rpartition(" ")
        match = _TRAILING.fullmatch(last)
        found.append((number, _chapter(match[1], None, title.rstrip(" -–—:|")) if match else None))
    chapters = [chapter for _, chapter in found if chapter]
    in_order = all(before.start_ms < after.start_ms for before, after in pairwise(chapters))
    return found if in_order and len(chapters) == len(found) else [(number, None) for number, _ in found]
