"""Faults of chapters, as clips give them."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Final

from tests.faults.fault import Fault, Folder, Kind, replaced
from tests.faults.page import Edit, Page


def clip_past_end(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A clip that starts after the end."""
    return _clip_at(page, len(page.clips) - 1, 10_000, "chapter-past-end")


def clips_at_one_time(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """Two clips that start at one time: the one that says less gives way."""
    at = _inner_clip(page, rng)
    if at is None or not 100 > len(page.title(page.clips[at - 1])) > len(page.title(page.clips[at])):
        return None
    return _clip_at(page, at, _clip_start(page, at - 1), "chapter-same-time")


def clips_out_of_order(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A clip that starts before the one before it."""
    at = _inner_clip(page, rng)
    if at is None or not page.is_free(page.clips[at - 1]):
        return None
    return _clip_at(page, at, _clip_start(page, at - 1) - 15, "chapter-order")


def clip_short(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A clip of a few seconds."""
    at = _inner_clip(page, rng)
    return _clip_at(page, at, _clip_start(page, at + 1) - 5, "chapter-short") if at else None


def clip_without_title(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A clip without a title."""
    return _clip_named(page, rng, "''", "chapter-title-empty")


def clip_renamed(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A clip whose title is not that of the header at its time."""
    clips = [
        (clip, at)
        for at, clip in enumerate(page.clips)
        if (second := _second_of_header(page, clip)) is not None and abs(second - _clip_start(page, at)) <= 3
    ]
    inner = [(clip, at) for clip, at in clips if at and page.is_free(clip)]
    if not inner or page.has("chapter-differs"):
        return None
    clip, _ = rng.choice(inner)
    edit = Edit(line=clip, removed=page.length(clip) - 3, inserted=("- name: What nobody said",))
    return Fault(edits=(edit,), brings=frozenset([(clip, "chapter-differs")]))


def clip_without_words(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A clip whose title has no letter."""
    return _clip_named(page, rng, rng.choice(("'---'", "…", "'#'")), "chapter-title-wordless")


KINDS: Final[tuple[Kind, ...]] = (
    clip_past_end,
    clips_at_one_time,
    clips_out_of_order,
    clip_short,
    clip_without_title,
    clip_renamed,
    clip_without_words,
)


def _clip_start(page: Page, at: int) -> int:
    return int(page.value(page.inside(page.clips[at], "startOffset") or 1))


def _inner_clip(page: Page, rng: Random) -> int | None:
    """A clip with others around it, well apart."""
    if len(page.clips) < 6:
        return None
    at = rng.randrange(2, len(page.clips) - 2)
    starts = [_clip_start(page, index) for index in range(at - 2, at + 3)]
    is_apart = all(later - earlier > 30 for earlier, later in pairwise(starts))
    return at if is_apart else None


def _clip_at(page: Page, at: int, start: int, check: str) -> Fault | None:
    """Another start for a clip: the header of its title, if there is one, contradicts it then."""
    clip = page.clips[at] if page.clips else 0
    line = page.inside(clip, "startOffset") if clip else None
    if line is None or not page.is_free(clip) or page.has("chapter-differs"):
        return None
    differs = {(clip, "chapter-differs")} if _is_contradicted(page, clip, start) else set()
    return replaced(line, f"  startOffset: {start}", brings={(clip, check), *differs})


def _is_contradicted(page: Page, clip: int, start: int) -> bool:
    """Whether the header of its title is at another time."""
    second = _second_of_header(page, clip)
    return second is not None and abs(second - start) > 10


def _second_of_header(page: Page, clip: int) -> int | None:
    """The time of the line right below the header with the title of a clip, if there is one such clip and header."""
    title = page.title(clip)
    seconds = [_second_below(page, header) for header in page.headers if page.title(header) == title]
    known = [second for second in seconds if second is not None]
    is_only = len(known) == 1 and [page.title(one) for one in page.clips].count(title) == 1
    return known[0] if is_only else None


def _second_below(page: Page, header: int) -> int | None:
    """The time of the line right below a header that stands alone."""
    below = header + page.length(header)
    is_alone = page.line(header - 1).startswith(" ") and page.line(below).startswith("- line: ")
    sec = page.inside(below, "sec") if is_alone else None
    return int(page.value(sec)) if sec and page.is_free(sec) else None


def _clip_named(page: Page, rng: Random, name: str, check: str) -> Fault | None:
    if len(page.clips) < 6 or page.has("chapter-differs"):
        return None
    clip = page.clips[rng.randrange(2, len(page.clips))]
    if not page.is_free(clip):
        return None
    edit = Edit(line=clip, removed=page.length(clip) - 3, inserted=(f"- name: {name}",))
    return Fault(edits=(edit,), brings=frozenset([(clip, check)]))
