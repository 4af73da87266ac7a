"""Checks of lists of times in show notes, of which podcast apps and platforms make chapters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final, TypeAlias

from publisher.checks.check import Check, Finding, check
from publisher.checks.markdown_links import without_code
from publisher.checks.notes import Notes, notes_of
from publisher.clock import format_short
from publisher.layout import SHOW_FILE
from publisher.merge.show import MergedShow
from publisher.model import Chapter, Severity
from publisher.sources.marked_up_list import is_opening, timed_items
from publisher.transcripts.longest_run import longest_run

_FEWEST: Final = 3
_LINES_APART: Final = 2  # items of one list: a blank line may stand between all of them
_HALF_HOUR_MS: Final = 30 * 60_000

_Item: TypeAlias = tuple[int, Chapter]  # with its line of the text, from 0


@check("notes-times", Severity.WARNING, "apple", "spotify")
def backwards(merged: MergedShow) -> Iterator[Finding]:
    """A list of times in show notes that runs backwards, or does not begin at 0:00: platforms make no chapters of it.

    Bad: 00:50 The bread, above 00:10 The oven
    Good: 00:10 The oven, above 00:50 The bread
    """
    used = {episode.place.path for episode in merged.episodes if episode.listed.source == "notes"}
    for notes in notes_of(merged):
        if notes.place.path == SHOW_FILE:
            continue
        for items in _lists(notes):
            if notes.place.path not in used:  # else it is said of the chapter
                yield from _late_start(notes, items[0])
            for (_, before), item in pairwise(items):
                yield from _step_back(notes, before, item)


CHECKS: Final[tuple[Check[MergedShow], ...]] = (backwards,)


def _lists(notes: Notes) -> Iterator[list[_Item]]:
    """Lists that are meant for chapters: times of day, scores and programmes rarely begin so, and rise."""
    items: list[_Item] = []
    for item in timed_items(without_code(notes.text).split("\n"), 0):
        apart = items[1][0] - items[0][0] if len(items) > 1 else _LINES_APART
        if items and item[0] - items[-1][0] > max(apart, 1):
            yield from _if_meant(items)
            items = []
        if items or is_opening(item[1].start_ms):
            items.append(item)
    yield from _if_meant(items)


def _if_meant(items: list[_Item]) -> Iterator[list[_Item]]:
    run = [start_ms for start_ms in longest_run([chapter.start_ms for _, chapter in items]) if start_ms is not None]
    if len(items) >= _FEWEST and len(run) * 3 >= len(items) * 2:
        yield items


def _late_start(notes: Notes, first: _Item) -> Iterator[Finding]:
    line, chapter = first
    if chapter.start_ms >= 1000:
        message = (
            f"this list begins at {format_short(chapter.start_ms)}, and platforms make chapters only of one that "
            "begins at 0:00; write what comes first above it, with 0:00"
        )
        yield Finding(place=notes.place_of_line(line), message=message)


def _step_back(notes: Notes, before: Chapter, item: _Item) -> Iterator[Finding]:
    line, chapter = item
    if chapter.start_ms > before.start_ms:
        return
    start, last = format_short(chapter.start_ms), format_short(before.start_ms)
    message = f"{start} stands below {last}, and platforms make no chapters of such a list; correct one of the two"
    if before.start_ms > _HALF_HOUR_MS and before.start_ms < chapter.start_ms * 60:
        message = f"{message}, or write {start}:00 if hours and minutes are meant"
    yield Finding(place=notes.place_of_line(line), message=message)
