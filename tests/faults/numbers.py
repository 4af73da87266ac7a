"""Faults of season and episode numbers, dates and durations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Final

from tests.faults.fault import Fault, Folder, Kind, inserted, replaced
from tests.faults.page import Edit, Page

_OF_WHAT_IS_OUT: Final = frozenset({"transcript-missing", "platform-missing"})
_LAST_DAY: Final = "2026-10-31"
_OF_NO_SEASON: Final = frozenset(["season:"])  # the claim to the numbers of none


def number_repeated(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """The number of the episode before it: its own is missing then."""
    line, number = page.one_line("episode"), _number(page)
    before = _season(page, folder).get(number - 1)
    if line is None or before is None or before.path > page.path:
        return None
    fault = replaced(line, f"episode: {number - 1}", brings=[(line, _by_name(page, "number-repeated"))])
    return _without_number(
        replace(fault, claims=frozenset([before.path])), page, folder, leaves_gap=not _is_named(page)
    )


def number_zero(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """Episode 0."""
    line = page.one_line("episode")
    if line is None:
        return None
    fault = replaced(line, "episode: 0", brings=[(line, "number-zero")])
    return _without_number(fault, page, folder, leaves_gap=not _is_named(page))


def number_missing(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """No number, where all others have one."""
    line = page.one_line("episode")
    if line is None or not folder.has_habits or _is_named(page):
        return None
    fault = Fault(edits=(Edit(line=line, removed=1, inserted=()),), brings=frozenset([(0, "number-forgotten")]))
    return _without_number(fault, page, folder)


def number_todo(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A number that is yet to come."""
    line = page.one_line("episode")
    if line is None or not folder.has_habits or _is_named(page):
        return None
    return _without_number(replaced(line, "episode: TODO", brings=[(line, "value-todo")]), page, folder)


def number_in_words(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A number that is none."""
    line = page.one_line("episode")
    if line is None or _is_named(page):
        return None
    slip = rng.choice(("seven", "S7", "7 of 9", "-3", "7.5"))
    return _without_number(replaced(line, f"episode: {slip}", brings=[(line, "episode-field")]), page, folder)


def number_skipped(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """The last number of a season, too high by some."""
    line, number = page.one_line("episode"), _number(page)
    season = _season(page, folder)
    is_last = number == max(season) and (number == 1 or number - 1 in season)
    if line is None or not is_last or not folder.has_habits:
        return None
    slip = f"episode: {number + rng.randint(1, 40)}"
    return replace(replaced(line, slip, brings=[(line, _by_name(page, "number-gap"))]), claims=_of_season(page))


def season_zero(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """Season 0."""
    line = page.one_line("season")
    if line is None:
        return None
    fault = replaced(line, "season: 0", brings=[(line, "number-zero")])
    return _without_number(replace(fault, claims=_OF_NO_SEASON), page, folder, leaves_gap=not _is_named(page))


def season_missing(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """No season, where all others have one."""
    line = page.one_line("season")
    if line is None or not folder.has_habits or _is_named(page):
        return None
    edit = Edit(line=line, removed=1, inserted=())
    fault = Fault(edits=(edit,), brings=frozenset([(0, "number-forgotten")]), claims=_OF_NO_SEASON)
    return _without_number(fault, page, folder)


def date_impossible(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A day that no calendar has."""
    slip = rng.choice(("2025-02-30", "2025-13-01", "31.02.2025", "soon", "2025-06"))
    return _date(page, folder, rng, slip, "episode-field")


def date_todo(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A date that is yet to come."""
    return None if _has_day(page, folder) else _date(page, folder, rng, "TODO", "date-missing")


def date_missing(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """No date at all."""
    line = _only_date(page, folder)
    if line is None or _has_day(page, folder):
        return None
    fault = Fault(edits=(Edit(line=line, removed=1, inserted=()),), brings=frozenset([(0, "date-missing")]))
    return _unpublished(fault, page)


def date_too_early(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A date before that of all others."""
    line = _only_date(page, folder)
    if line is None or not _is_between(page, folder):
        return None
    key = page.line(line).partition(":")[0]
    day = f"20{rng.randint(10, 18)}-{rng.randint(1, 12):02}-17"
    return replaced(line, f"{key}: {day}", brings=[(line, "date-order")])


def date_of_the_page(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """The day on which a page was edited, in place of the day on which the episode came out."""
    line = _only_date(page, folder)
    if line is None or "dateadded" not in page.keys or not _is_between(page, folder):
        return None
    return inserted(line + 1, f"date: {_LAST_DAY}", brings=[(line + 1, "date-order")])


def date_in_future(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A date that is yet to come: the episode waits, and is out of order."""
    fault = _date(page, folder, rng, f"20{rng.randint(27, 60)}-05-01", "date-future")
    line = _only_date(page, folder)
    if fault is None or line is None or not _is_between(page, folder):
        return None
    return replace(fault, brings=fault.brings | {(line, "date-order")})


def duration_short(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A duration that is not that of the recording."""
    line, path = page.one_line("duration"), folder.recording_of(page)
    if line is None or path is None:
        return None
    percent, check = rng.choice(
        ((4, "duration-differs"), (8, "duration-differs"), (15, "duration-far-off"), (60, "duration-far-off"))
    )
    seconds = folder.recordings[path].duration_ms * (100 + rng.choice((1, -1)) * percent) // 100_000
    return replaced(line, f"duration: PT{seconds}S", brings=[(line, check)])


KINDS: Final[tuple[Kind, ...]] = (
    number_repeated,
    number_zero,
    number_missing,
    number_todo,
    number_in_words,
    number_skipped,
    season_zero,
    season_missing,
    date_impossible,
    date_todo,
    date_missing,
    date_too_early,
    date_of_the_page,
    date_in_future,
    duration_short,
)


def without_episode(fault: Fault, page: Page, folder: Folder) -> Fault | None:
    """The same where the episode cannot be read, and does not count in its season."""
    return _without_number(fault, page, folder, leaves_gap=False) if page.one_line("episode") else None


def _number(page: Page) -> int:
    line = page.key("episode")
    return int(page.value(line)) if line else 0


def _season(page: Page, folder: Folder) -> Mapping[int, Page]:
    """The episodes of its season by number."""
    line = page.key("season")
    same = [
        one for one in folder.pages.values() if line and (key := one.key("season")) and one.line(key) == page.line(line)
    ]
    return {_number(one): one for one in same}


def _of_season(page: Page) -> frozenset[str]:
    """The claim to the numbers of a season."""
    line = page.key("season")
    return frozenset([page.line(line)] if line else [])


def _without_number(fault: Fault, page: Page, folder: Folder, *, leaves_gap: bool = True) -> Fault | None:
    """The fault, and the gap that the episode leaves before the next one of its season, if there was none."""
    season, number = _season(page, folder), _number(page)
    if page.has("date-order") or (number > 1 and number - 1 not in season) or _is_needed(page, folder):
        return None  # what has been found of its number would not be found, or elsewhere, without it
    claims = fault.claims | _of_season(page)
    after = season.get(number + 1)
    line = after.key("episode") if after else None
    if after is None or line is None or not folder.has_habits:
        return replace(fault, claims=claims)
    if not leaves_gap:
        return replace(fault, claims=claims | {after.path})
    gap = (after.path, (line, "number-gap"))
    return replace(fault, elsewhere=fault.elsewhere | {gap}, claims=claims | {after.path})


def _is_named(page: Page) -> bool:
    return re.search(r"/s\d+e\d+", page.path) is not None


def _by_name(page: Page, check: str) -> str:
    """What is found of a wrong number: where the name of the file says another one, that alone."""
    return "number-differs" if _is_named(page) else check


def _only_date(page: Page, folder: Folder) -> int | None:
    """The line of the only date of an episode, if no other date is out of order beside it alone."""
    names = [name for name in ("date", "dateadded") if name in page.keys]
    return page.one_line(names[0]) if len(names) == 1 and not _is_needed(page, folder) else None


def _has_day(page: Page, folder: Folder) -> bool:
    """Whether the recording has a date, too."""
    path = folder.recording_of(page)
    return path is not None and folder.recordings[path].tags.date is not None


def _date(page: Page, folder: Folder, rng: Random, value: str, check: str) -> Fault | None:
    line = _only_date(page, folder)
    if line is None:
        return None
    key = page.line(line).partition(":")[0]
    return _unpublished(replaced(line, f"{key}: {value}", brings=[(line, check)]), page)


def _unpublished(fault: Fault, page: Page) -> Fault:
    """The fault of an episode that is not in the feed then: what was found of what is out is gone."""
    gone = (found for found in page.found if found[1].startswith("feed-") or found[1] in _OF_WHAT_IS_OUT)
    return replace(fault, ends=frozenset(gone))


def _is_needed(page: Page, folder: Folder) -> bool:
    """Whether another date is out of order beside that of this episode alone."""
    order = _in_order(folder)
    sound = [(at, _day(one)) for at, one in enumerate(order) if one is not page and not one.has("date-order")]
    slips = [(at, _day(one)) for at, one in enumerate(order) if one.has("date-order")]
    return not all(any((at < other) != (day < seen) for other, seen in sound if seen != day) for at, day in slips)


def _in_order(folder: Folder) -> list[Page]:
    """The episodes with a date, by season and number."""
    dated = [one for one in folder.pages.values() if _day(one)]
    return sorted(dated, key=lambda one: (int(one.value(one.key("season") or 1) or 0), _number(one)))


def _day(page: Page) -> str:
    line = page.key("date") or page.key("dateadded")
    return page.value(line)[:10] if line else ""


def _is_between(page: Page, folder: Folder) -> bool:
    """Whether enough episodes stand around it that only it can be out of order."""
    order = _in_order(folder)
    return folder.has_habits and page in order[20:-20] and not _is_needed(page, folder)
