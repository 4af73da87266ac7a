"""Timestamps in a description, where Apple, Spotify and YouTube look for chapters.

Each shows no chapters at all where one of its rules is broken. Common to the three: a line for each chapter, in order,
the first at 0, three at least. YouTube wants each to last ten seconds, and takes no angle brackets in a description.
Spotify asks for titles in plain text without emoji, of about 40 characters, and for one punctuation mark at most
between time and title.
https://podcasters.apple.com/support/5482-using-chapters
https://support.spotify.com/creators/article/creating-and-managing-chapters/
https://support.google.com/youtube/answer/9884579
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from publisher.chapters.repair import OPENING_TITLE
from publisher.clock import format_seconds, format_short
from publisher.model import Chapter
from publisher.notes import ELLIPSIS
from publisher.outputs.chapter_formats.chapter_list import ChapterList
from publisher.text import one_line

TITLE_CHARACTERS: Final = 40  # Spotify's advice

_MINIMUM_CHAPTERS: Final = 3
_MINIMUM_LENGTH_S: Final = 10  # YouTube
# Pictographs, dingbats, flags and what joins them; not the signs of music, which titles of songs need.
_PICTOGRAPH: Final = (
    "[\u231a\u231b\u23e9-\u23ff\u2600-\u266c\u2670-\u27bf\u2b00-\u2bff\ufe0f\u20e3"
    "\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)
_EMOJI: Final = re.compile(rf"{_PICTOGRAPH}(?:\u200d?{_PICTOGRAPH})*")
_LEADING_MARKS: Final = re.compile(r"\A[\W_]{2,}")
_ANGLES: Final = str.maketrans("<>", "‹›")


class Timestamp(NamedTuple):
    """A line of the list: a whole second, and a title."""

    second: int
    title: str


def write_description(chapters: ChapterList) -> str:
    """One block of text that all three take: ``HH:MM:SS Title``, titles of 40 characters; nothing if they would not."""
    listed = timestamps(chapters, title_characters=TITLE_CHARACTERS)
    return "".join(f"{format_seconds(second)} {title.translate(_ANGLES)}\n" for second, title in listed)


def write_youtube(chapters: ChapterList) -> str:
    """``M:SS Title`` with whole titles, emoji too; nothing where YouTube would show no chapters."""
    listed = _accepted(chapters.listed, chapters.duration_ms)
    return "".join(f"{format_short(one.start_ms)} {one.title.translate(_ANGLES)}\n" for one in listed)


def timestamps(chapters: ChapterList, *, title_characters: int | None = None) -> tuple[Timestamp, ...]:
    """The chapters that a description lists; none where directories would refuse the list.

    Titles have no emoji, and at most ``title_characters``, if that is given. Where nothing is left of a title, its
    chapter is left out; the opening is called "Intro" then. Of chapters within ten seconds, the longer one stays.
    """
    accepted = _accepted(list(_in_plain_text(chapters.listed)), chapters.duration_ms)
    return tuple(
        Timestamp(
            second=_second(chapter),
            title=shortened(chapter.title, title_characters) if title_characters else chapter.title,
        )
        for chapter in accepted
    )


def _in_plain_text(chapters: Sequence[Chapter]) -> Iterator[Chapter]:
    for chapter in chapters:
        title = _LEADING_MARKS.sub("", one_line(_EMOJI.sub("", chapter.title)))
        if title or chapter is chapters[0]:
            yield replace(chapter, title=title or OPENING_TITLE)


def _accepted(chapters: Sequence[Chapter], end_ms: int | None) -> Sequence[Chapter]:
    """As many chapters as may stay, if they make a list: three at least, the first at 0."""
    apart = _apart(chapters, end_ms)
    return apart if len(apart) >= _MINIMUM_CHAPTERS and _second(apart[0]) == 0 else ()


def _apart(chapters: Sequence[Chapter], end_ms: int | None) -> list[Chapter]:
    """The chapters that last ten seconds, as shown; the first is not left out for a longer one."""
    kept: list[Chapter] = []
    for chapter in chapters:
        if end_ms is not None and end_ms // 1000 - _second(chapter) < _MINIMUM_LENGTH_S:
            break
        if not kept or _second(chapter) - _second(kept[-1]) >= _MINIMUM_LENGTH_S:
            kept.append(chapter)
        elif len(kept) > 1 and _length_ms(chapter) > _length_ms(kept[-1]):
            kept[-1] = chapter
    return kept


def _second(chapter: Chapter) -> int:
    return chapter.start_ms // 1000


def _length_ms(chapter: Chapter) -> int:
    """How long a chapter lasts; a last one whose end nobody knows is long enough."""
    return _MINIMUM_LENGTH_S * 1000 if chapter.end_ms is None else chapter.end_ms - chapter.start_ms


def shortened(title: str, characters: int) -> str:
    """A title of at most so many characters, shortened at a word where it can be.

    >>> shortened("A conversation about podcast feeds", 20), shortened("Feeds", 20)
    ('A conversation…', 'Feeds')
    """
    if len(title) <= characters:
        return title
    part = title[:characters]  # one more than there is room for, to see whether a word ends there
    words, space, _ = part.rpartition(" ")
    return (words if space else part[:-1]).rstrip() + ELLIPSIS
