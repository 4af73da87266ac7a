"""Chapters inside a feed: Podlove Simple Chapters 1.2, which Spotify reads (podlove.org/simple-chapters)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.feed.document import Feed
from publisher.checks.feed.rows import NOTE, WARNING, quoted
from publisher.checks.feed.shapes import duration_s, npt_ms
from publisher.clock import format_short, format_time
from publisher.sources.timestamp_list import chapter_of_line

_FEWEST: Final = 3
_LINE_END: Final = re.compile(r"\n|<br\s*/?>|</?(?:p|li|ul|ol|div|h[1-6])\b[^>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^>]*>")
# What the narrowest of the readers take.
_READ_BY_ALL: Final = re.compile(r"(\d{2}:)?\d{2}:\d{2}(\.\d{3})?", re.ASCII)


@check("feed-psc-incomplete", WARNING, "spotify")
def incomplete(feed: Feed) -> Iterator[Finding]:
    """A list of chapters without any, or a chapter without a title.

    Bad: <psc:chapter start="00:03:07.000"/>
    Good: <psc:chapter start="00:03:07.000" title="Walking"/>
    """
    for chapters in feed.every("psc:chapters"):
        if not chapters.each("psc:chapter"):
            yield feed.finding(
                chapters, "Spotify reads <psc:chapter> in it, and there is none; write some, or delete it"
            )
    for chapter in feed.every("psc:chapter"):
        if not chapter.get("title"):
            yield feed.finding(chapter, 'Spotify asks for a title of each chapter; write title="…"', field="title")


@check("feed-psc-start", WARNING, "spotify")
def starts(feed: Feed) -> Iterator[Finding]:
    """A chapter whose start is no time: readers skip it.

    Bad: <psc:chapter start="3m7s" title="Walking"/>
    Good: <psc:chapter start="00:03:07.000" title="Walking"/>
    """
    for chapter in feed.every("psc:chapter"):
        start = chapter.get("start")
        if npt_ms(start) is None:
            said = f", not {quoted(start)}" if start else ""
            message = f"Spotify asks for a time as start{said}; write it like 00:03:07.000"
            yield feed.finding(chapter, message, field="start", about=start)


@check("feed-psc-form", NOTE, "spotify")
def forms_of_starts(feed: Feed) -> Iterator[Finding]:
    """A start of a chapter in a form that some readers do not take.

    Bad: <psc:chapter start="7:48" title="Walking"/>
    Good: <psc:chapter start="00:07:48.000" title="Walking"/>
    """
    for chapter in feed.every("psc:chapter"):
        start_ms = npt_ms(chapter.get("start"))
        if start_ms is not None and not _READ_BY_ALL.fullmatch(chapter.get("start")):
            message = f"Spotify reads {quoted(chapter.get('start'))}, and others do not; write {format_time(start_ms)}"
            yield feed.finding(chapter, message, field="start", about=chapter.get("start"))


@check("feed-psc-order", WARNING, "spotify")
def order(feed: Feed) -> Iterator[Finding]:
    """A chapter that starts before the one above it, or at the same time.

    Bad: start="00:10:00.000" above start="00:03:07.250"
    Good: start="00:03:07.250" above start="00:10:00.000"
    """
    for chapters in feed.every("psc:chapters"):
        latest_ms = -1
        for chapter in chapters.each("psc:chapter"):
            start_ms = npt_ms(chapter.get("start"))
            if start_ms is not None and start_ms <= latest_ms:
                message = f"Spotify asks for chapters in order, and one above is at {format_time(latest_ms)}; sort them"
                yield feed.finding(chapter, message, field="start", about=chapter.get("start"))
            latest_ms = max(latest_ms, -1 if start_ms is None else start_ms)


@check("feed-psc-past-end", WARNING, "spotify")
def past_end(feed: Feed) -> Iterator[Finding]:
    """A chapter that starts after the episode has ended.

    Bad: start="01:00:00.000" in an episode of half an hour
    Good: start="00:10:00.000"
    """
    for item in feed.items:
        seconds = duration_s(item.value_of("itunes:duration"))
        for chapters in item.each("psc:chapters") if seconds else ():
            for chapter in chapters.each("psc:chapter"):
                start_ms = npt_ms(chapter.get("start"))
                if start_ms is not None and seconds and start_ms > seconds * 1000:
                    end = format_time(seconds * 1000)
                    message = f"Spotify cannot show a chapter after the end of the episode, {end}; correct its start"
                    yield feed.finding(chapter, message, field="start", about=chapter.get("start"))


@check("feed-timestamps", NOTE, "apple", "spotify")
def timestamps_in_notes(feed: Feed) -> Iterator[Finding]:
    """Times in show notes that platforms make no chapters of: fewer than three, the first not at zero, out of order.

    Bad: 01:00 Welcome, above 00:30 Walking
    Good: 00:00 Welcome, 01:00 Walking, 10:00 Talking, a line each
    """
    for item in feed.items:
        for description in item.each("description"):
            fault = _fault_of_list(list(_timestamps(description.text)))
            if fault:
                message = f"Apple and Spotify make no chapters of these times: {fault}; mend them, or leave them so"
                yield feed.finding(description, message)


def _timestamps(html: str) -> Iterator[int]:
    """The times at the beginnings of lines, in seconds; each block of HTML is a line."""
    for line in _LINE_END.split(html):
        chapter = chapter_of_line(unescape(_TAG.sub("", line)).strip())
        if chapter and chapter.title:
            yield chapter.start_ms // 1000


def _fault_of_list(starts_s: list[int]) -> str:
    if len(starts_s) < 2:
        return ""  # a time alone is no list
    if starts_s[0] != 0:
        return f"the first is at {format_short(starts_s[0] * 1000)}, and must be at 00:00"
    if any(later <= earlier for earlier, later in pairwise(starts_s)):
        return "they are not in order"
    return "there must be three" if len(starts_s) < _FEWEST else ""


CHECKS: Final[tuple[Check[Feed], ...]] = (incomplete, starts, forms_of_starts, order, past_end, timestamps_in_notes)
