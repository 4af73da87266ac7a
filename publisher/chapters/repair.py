"""Chapters as every reader accepts them, wherever they came from; each mend is reported where the chapter stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise
from typing import Final

from publisher.clock import format_seconds
from publisher.model import Chapter, Place, Problem, Severity
from publisher.text import one_line, without_not_xml
from publisher.urls import http_url

MINIMUM_GAP_MS: Final = 1000  # lists in show notes count whole seconds
OPENING_MS: Final = 10_000
OPENING_TITLE: Final = "Intro"  # a word that most languages share


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    chapter: Chapter
    place: Place

    def problem(self, check: str, message: str, severity: Severity = Severity.WARNING) -> Problem:
        return Problem(place=self.place, check=check, severity=severity, message=f"{_named(self.chapter)} {message}")


def repair(
    chapters: Sequence[Chapter], places: Sequence[Place], duration_ms: int | None
) -> tuple[tuple[Chapter, ...], tuple[Problem, ...]]:
    """Chapters in order, the first at 0, at least a second apart, inside the audio; and what had to be mended.

    ``places`` says where each chapter is written, one for one; without ``duration_ms`` nothing is known to lie past
    the end. No chapter goes without a problem that names it. Of two chapters at one time the first stays, except that
    a silent one (``toc=False``) gives way. An opening within the first ten seconds is moved to 0; otherwise one is
    put in. Each chapter ends where the next one starts, or where it says itself if that is before.
    """
    problems: list[Problem] = []
    placed = [_Placed(chapter=c, place=p) for c, p in zip(chapters, places, strict=True)]
    placed = _with_titles(placed, problems)
    placed = [_with_sound_link(each, problems) for each in placed]
    placed = _inside(placed, duration_ms, problems)
    placed = _in_order(placed, problems)
    placed = _apart(placed, problems)
    placed = _without_repeats(placed, problems)
    placed = _from_zero(placed, problems)
    placed = _with_own_titles(placed, problems)
    return tuple(_with_ends([each.chapter for each in placed], duration_ms)), tuple(problems)


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
    problems.append(each.problem("chapter-link", "has a link that is no URL, and is left without it"))
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


def _in_order(placed: list[_Placed], problems: list[Problem]) -> list[_Placed]:
    for before, each in pairwise(placed):
        if each.chapter.start_ms < before.chapter.start_ms:
            message = f"stands behind {_named(before.chapter)}; it is sorted in, check its time"
            problems.append(each.problem("chapter-order", message))
    return sorted(placed, key=lambda each: each.chapter.start_ms)


def _apart(placed: list[_Placed], problems: list[Problem]) -> list[_Placed]:
    kept: list[_Placed] = []
    for each in placed:
        if not kept or each.chapter.start_ms - kept[-1].chapter.start_ms >= MINIMUM_GAP_MS:
            kept.append(each)
            continue
        loser, winner = each, kept[-1]
        if each.chapter.toc and not winner.chapter.toc:
            loser, winner = winner, each
            kept[-1] = each
        message = f"is left out: {_named(winner.chapter)} starts within the same second"
        problems.append(loser.problem("chapter-same-time", message))
    return kept


def _without_repeats(placed: list[_Placed], problems: list[Problem]) -> list[_Placed]:
    kept: list[_Placed] = []
    for each in placed:
        last = kept[-1].chapter if kept else None
        if last and _key(last) == _key(each.chapter):
            kept[-1] = replace(kept[-1], chapter=replace(last, end_ms=each.chapter.end_ms))
            message = f"has the title of the chapter before it ({_at(last)}); the two are made one"
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
            message = f'has the title of an earlier one; it becomes "{chapter.title}"'
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
