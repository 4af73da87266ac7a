"""Chapters as every reader accepts them, wherever they came from; each mend is reported where the chapter stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise
from typing import Final

from publisher.clock import format_seconds
from publisher.model import Chapter, Place, Problem, Severity
from publisher.text import one_line, without_not_xml
from publisher.transcripts.longest_run import longest_run
from publisher.urls import http_url

MINIMUM_GAP_MS: Final = 1000  # lists in show notes count whole seconds
OPENING_MS: Final = 10_000
OPENING_TITLE: Final = "Intro"  # a word that most languages share
_TITLE_CHARACTERS: Final = 100  # what is longer is a paragraph
_JOINED_CHARACTERS: Final = 60  # of two titles in one


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    chapter: Chapter
    place: Place

    def problem(self, check: str, message: str, severity: Severity = Severity.WARNING) -> Problem:
        return Problem(place=self.place, check=check, severity=severity, message=f"{_named(self.chapter)} {message}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """Sound chapters, where each is written (one that was put in: where the next one is), and what had to be mended."""

    chapters: tuple[Chapter, ...]
    places: tuple[Place, ...]
    problems: tuple[Problem, ...]


def repair(chapters: Sequence[Chapter], places: Sequence[Place], duration_ms: int | None) -> Repaired:
    """Chapters in order, the first at 0, at least a second apart, inside the audio; and what had to be mended.

    ``places`` says where each chapter is written, one for one; without ``duration_ms`` nothing is known to lie past
    the end. No chapter goes without a problem that names it. Where a few times run backwards, the longest run in order
    is right, and the others come to lie half way between their neighbours. Two chapters at one time become one with
    both titles, or the one that says more; a silent one (``toc=False``) gives way. An opening within the first ten
    seconds is moved to 0; otherwise one is put in. Each chapter ends where the next one starts, or where it says itself
    if that is before.
    """
    problems: list[Problem] = []
    placed = [_Placed(chapter=c, place=p) for c, p in zip(chapters, places, strict=True)]
    placed = _with_titles(placed, problems)
    placed = [_with_sound_link(each, problems) for each in placed]
    placed = _inside(placed, duration_ms, problems)
    placed = _in_order(placed, duration_ms, problems)
    placed = _apart(placed, problems)
    placed = _without_repeats(placed, problems)
    placed = _from_zero(placed, problems)
    placed = _with_own_titles(placed, problems)
    return Repaired(
        chapters=tuple(_with_ends([each.chapter for each in placed], duration_ms)),
        places=tuple(each.place for each in placed),
        problems=tuple(problems),
    )


def _with_titles(placed: list[_Placed], problems: list[Problem]) -> list[_Placed]:
    kept = []
    for each in placed:
        title = one_line(without_not_xml(each.chapter.title))
        if title:
            kept.append(replace(each, chapter=replace(each.chapter, title=title)))
        else:
            problems.append(each.problem("chapter-title-empty", "has no title, and is left out; give it one"))
    return kept


def _with_sound_link(each: _Placed, problems: list[Problem]) -> _Placed:
    """Recordings carry links that nobody has checked; readers follow them."""
    url = each.chapter.url
    if url is None or http_url(url):
        return replace(each, chapter=replace(each.chapter, url=url and http_url(url)))
    problems.append(
        each.problem("chapter-link", "has a link that is no URL, and is left without it; write it whole, with https://")
    )
    return replace(each, chapter=replace(each.chapter, url=None))


def _inside(placed: list[_Placed], duration_ms: int | None, problems: list[Problem]) -> list[_Placed]:
    if duration_ms is None:
        return placed
    length = format_seconds(duration_ms // 1000)
    for each in placed:
        if each.chapter.start_ms >= duration_ms:
            message = f"starts after the end of the audio ({length}), and is left out; correct its time"
            problems.append(each.problem("chapter-past-end", message))
    return [each for each in placed if each.chapter.start_ms < duration_ms]


def _in_order(placed: list[_Placed], duration_ms: int | None, problems: list[Problem]) -> list[_Placed]:
    """Times that run backwards are mended where it is plain which they are; elsewhere the list is sorted."""
    starts_ms = _plain_run([each.chapter.start_ms for each in placed])
    if starts_ms is None or (duration_ms is None and starts_ms[-1] is None):
        return _sorted(placed, problems)
    mended = list(placed)
    strays = [index for index, start_ms in enumerate(starts_ms) if start_ms is None]
    for index, start_ms in zip(strays, _between(starts_ms, duration_ms), strict=True):
        mended[index] = replace(placed[index], chapter=replace(placed[index].chapter, start_ms=start_ms, end_ms=None))
        message = (
            f"is out of order beside {_neighbours(placed, starts_ms, index)}; "
            f"it starts at {format_seconds(start_ms // 1000)} now: correct its time"
        )
        problems.append(placed[index].problem("chapter-order", message))
    return mended


def _plain_run(starts_ms: list[int]) -> list[int | None] | None:
    """The longest run in order, with None for the times outside it; None if it is no majority, or not the only one."""
    run = longest_run(starts_ms)
    backwards = longest_run([-start_ms for start_ms in reversed(starts_ms)])  # of several runs it finds another one
    is_only = run == [start_ms if start_ms is None else -start_ms for start_ms in reversed(backwards)]
    return run if starts_ms and is_only and run.count(None) * 2 < len(run) else None


def _between(starts_ms: Sequence[int | None], duration_ms: int | None) -> Iterator[int]:
    """The missing times, spread evenly between the known ones, the beginning and the end."""
    known = [(-1, 0), *((i, start) for i, start in enumerate(starts_ms) if start is not None)]
    known.append((len(starts_ms), known[-1][1] if duration_ms is None else duration_ms))
    for (first, from_ms), (last, until_ms) in pairwise(known):
        for index in range(first + 1, last):
            yield from_ms + (until_ms - from_ms) * (index - first) // (last - first)


def _neighbours(placed: Sequence[_Placed], starts_ms: Sequence[int | None], index: int) -> str:
    before = next((i for i in range(index - 1, -1, -1) if starts_ms[i] is not None), None)
    after = next((i for i in range(index + 1, len(placed)) if starts_ms[i] is not None), None)
    return " and ".join(_named(placed[i].chapter) for i in (before, after) if i is not None)


def _sorted(placed: list[_Placed], problems: list[Problem]) -> list[_Placed]:
    for before, each in pairwise(placed):
        if each.chapter.start_ms < before.chapter.start_ms:
            message = f"stands behind {_named(before.chapter)}; it is sorted in, check its time"
            problems.append(each.problem("chapter-order", message))
    return sorted(placed, key=lambda each: each.chapter.start_ms)


def _apart(placed: list[_Placed], problems: list[Problem]) -> list[_Placed]:
    kept: list[_Placed] = []
    for each in placed:
        if kept and each.chapter.start_ms - kept[-1].chapter.start_ms < MINIMUM_GAP_MS:
            kept[-1] = _made_one(kept[-1], each, problems)
        else:
            kept.append(each)
    return kept


def _made_one(first: _Placed, second: _Placed, problems: list[Problem]) -> _Placed:
    """One chapter of two at one time: with both titles where that is not too long, else the better one."""
    if first.chapter.toc and second.chapter.toc and (title := _both_titles(first.chapter, second.chapter)):
        message = (
            f'starts within the same second as {_named(first.chapter)}; the two are made one, "{title}": '
            "correct the time of one"
        )
        problems.append(second.problem("chapter-same-time", message))
        return replace(first, chapter=replace(first.chapter, title=title, end_ms=second.chapter.end_ms))
    winner, loser = (first, second) if _is_better(first.chapter, second.chapter) else (second, first)
    message = f"is left out: {_named(winner.chapter)} starts within the same second; correct the time of one"
    problems.append(loser.problem("chapter-same-time", message))
    return winner


def _is_better(first: Chapter, second: Chapter) -> bool:
    """Whether the first says more: a silent chapter says nothing in a list of contents, a longer title more."""
    return _worth(first) >= _worth(second)


def _worth(chapter: Chapter) -> tuple[bool, bool, int]:
    return chapter.toc, len(chapter.title) <= _TITLE_CHARACTERS, len(chapter.title)


def _both_titles(first: Chapter, second: Chapter) -> str | None:
    """One title that says what both say; None where that would be too long for any list."""
    shorter, longer = sorted((first.title, second.title), key=len)
    title = longer if shorter.casefold() in longer.casefold() else f"{first.title}; {second.title}"
    return title if len(title) <= max(_JOINED_CHARACTERS, len(longer)) else None


def _without_repeats(placed: list[_Placed], problems: list[Problem]) -> list[_Placed]:
    kept: list[_Placed] = []
    for each in placed:
        last = kept[-1].chapter if kept else None
        if last and _key(last) == _key(each.chapter):
            kept[-1] = replace(kept[-1], chapter=replace(last, end_ms=each.chapter.end_ms))
            message = (
                f"has the title of the chapter before it ({_at(last)}); the two are made one: "
                "delete one, or give it its own title"
            )
            problems.append(each.problem("chapter-repeated", message))
        else:
            kept.append(each)
    return kept


def _with_own_titles(placed: list[_Placed], problems: list[Problem]) -> list[_Placed]:
    """A list of contents with one title twice leads listeners to the wrong place: later ones are numbered."""
    taken: set[tuple[str, bool]] = set()
    kept = []
    for each in placed:
        chapter = _untaken(each.chapter, taken)
        if chapter is not each.chapter:
            message = f'has the title of an earlier one; it becomes "{chapter.title}": give it its own title'
            problems.append(each.problem("chapter-renamed", message))
        taken.add(_key(chapter))
        kept.append(replace(each, chapter=chapter))
    return kept


def _untaken(chapter: Chapter, taken: set[tuple[str, bool]]) -> Chapter:
    if _key(chapter) not in taken:
        return chapter
    numbered = (replace(chapter, title=f"{chapter.title} ({number})") for number in count(2))
    return next(one for one in numbered if _key(one) not in taken)


def _from_zero(placed: list[_Placed], problems: list[Problem]) -> list[_Placed]:
    first = next((each for each in placed if each.chapter.toc), placed[0] if placed else None)
    if first is None or first.chapter.start_ms == 0:
        return placed
    if first is not placed[0]:
        return _opened_before_silent(placed, problems)
    opening = Chapter(start_ms=0, title=OPENING_TITLE)
    if first.chapter.start_ms <= OPENING_MS or _key(first.chapter) == _key(opening):
        problems.append(first.problem("chapter-first", "is the first, and starts at 00:00:00 now", Severity.NOTE))
        return [replace(first, chapter=replace(first.chapter, start_ms=0)), *placed[1:]]
    message = f'is the first; "{OPENING_TITLE}" is put in before it, because chapters must start at 00:00:00'
    problems.append(first.problem("chapter-first", message, Severity.NOTE))
    return [_Placed(chapter=opening, place=first.place), *placed]


def _opened_before_silent(placed: list[_Placed], problems: list[Problem]) -> list[_Placed]:
    """A silent chapter is in no list, so that a list that starts with one needs another chapter at 0."""
    opening = _Placed(chapter=Chapter(start_ms=0, title=OPENING_TITLE), place=placed[0].place)
    message = f'is silent; "{OPENING_TITLE}" is put in before it, because chapters must start at 00:00:00'
    problems.append(placed[0].problem("chapter-first", message, Severity.NOTE))
    return _apart([opening, *placed], problems)


def _with_ends(chapters: list[Chapter], duration_ms: int | None) -> Iterator[Chapter]:
    limits = [*(chapter.start_ms for chapter in chapters[1:]), duration_ms]
    for chapter, limit_ms in zip(chapters, limits, strict=False):
        end_ms = chapter.end_ms
        sane = end_ms is not None and chapter.start_ms < end_ms and (limit_ms is None or end_ms <= limit_ms)
        yield chapter if sane else replace(chapter, end_ms=limit_ms)


def _key(chapter: Chapter) -> tuple[str, bool]:
    return chapter.title.casefold(), chapter.toc


def _named(chapter: Chapter) -> str:
    title = one_line(without_not_xml(chapter.title))
    return f'chapter {_at(chapter)} "{title}"' if title else f"chapter {_at(chapter)}"


def _at(chapter: Chapter) -> str:
    return format_seconds(chapter.start_ms // 1000)
