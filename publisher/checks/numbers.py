"""Checks of season and episode numbers, published or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.episodes import one_number_each
from publisher.checks.habits import full_episodes, is_still_open, nearly_all, number_of, place_of
from publisher.layout import EPISODES_FOLDER
from publisher.merge.episode import MergedEpisode
from publisher.merge.matching import number_in_name
from publisher.merge.show import MergedShow
from publisher.model import Place, Severity
from publisher.sources.unread_episode import UnreadEpisode

_LONGEST: Final = 1_000  # of a gap whose numbers are looked at one by one
_NOT_LISTED: Final = frozenset({"folder-unreadable", "folder-link"})
_LISTED: Final = 6  # more missing numbers than these are given as a range


def _taken(merged: MergedShow) -> Iterator[Finding]:
    """The same for episodes that wait: those that can be published have their numbers first."""
    numbered = [one for one in full_episodes(merged) if "number" in one.values]
    first: dict[tuple[int | None, int], MergedEpisode] = {}
    for episode in sorted(numbered, key=lambda one: (one.episode is None, one.place)):
        other = first.setdefault((episode.values.get("season"), episode.values["number"]), episode)
        if other is not episode and episode.episode is None:
            message = f"{number_of(episode)} is {other.place} too; change one, or write type: bonus"
            yield Finding(place=place_of(episode, "episode"), message=message)


taken: Final[Check[MergedShow]] = one_number_each.also(_taken)


@check("number-forgotten", Severity.WARNING)
def forgotten(merged: MergedShow) -> Iterator[Finding]:
    """An episode without the number or the season that nearly all others have.

    Bad: no episode:, in a show of numbered episodes
    Good: episode: 12, or type: bonus
    """
    full = full_episodes(merged)
    for field, key in (("number", "episode"), ("season", "season")):
        having = [one for one in full if field in one.values]
        if not nearly_all(len(having), len(full)):
            continue
        for one in full:
            if field not in one.values and not _is_reported(one, key, merged):
                message = (
                    f"{len(having)} of {len(full)} episodes have {key}:, this one has none; write {key}: and its number"
                )
                yield Finding(place=place_of(one, key), message=message)


@check("number-gap", Severity.NOTE)
def gaps(merged: MergedShow) -> Iterator[Finding]:
    """Numbers that no episode has, between two of one season: one is wrong, or an episode got lost.

    Nothing is said where the missing one may be a file that cannot be read.

    Bad: season 2 with the episodes 1, 2 and 4
    Good: 1, 2 and 3
    """
    full = full_episodes(merged)
    is_listed_whole = not any(one.check in _NOT_LISTED and _is_of_episodes(one.place) for one in merged.problems)
    if not is_listed_whole or not nearly_all(sum("number" in one.values for one in full), len(full)):
        return
    numbered = _in_seasons([one for one in merged.episodes if "number" in one.values])
    waiting = _waiting(merged)
    nameless = sum(one is None for one in waiting)
    for run in _runs(numbered):
        known = {*run.episodes, *(one[1] for one in waiting if one and (run.season in (one[0], None) or not one[0]))}
        for last, number in pairwise([*run.before, *sorted(run.episodes)]):
            missing = _missing(range(last + 1, number), known)
            if len(missing) > nameless:
                yield _gap(run, number, last, missing)


CHECKS: Final[tuple[Check[MergedShow], ...]] = (taken, forgotten, gaps)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """The episodes that are numbered in one go, by number: of a season, or (None) of all seasons of the show."""

    season: int | None
    episodes: Mapping[int, MergedEpisode]
    before: tuple[int, ...] = ()  # 0 where the first of them must have the number 1


def _in_seasons(numbered: Sequence[MergedEpisode]) -> Sequence[MergedEpisode]:
    """Those in a season, where nearly all are: nobody knows what comes before a number whose season was forgotten."""
    in_season = [one for one in numbered if "season" in one.values]
    return in_season if nearly_all(len(in_season), len(numbered)) else numbered


def _runs(numbered: Sequence[MergedEpisode]) -> list[_Run]:
    """One for each season where seasons count from 1, else one for all: a show may come here at its 57th episode."""
    seasons: dict[int, dict[int, MergedEpisode]] = defaultdict(dict)
    for one in numbered:
        seasons[one.values.get("season", 0)].setdefault(one.values["number"], one)
    in_order = [episodes for _, episodes in sorted(seasons.items())]
    if all(max(earlier) < min(later) for earlier, later in pairwise(in_order)):
        return [_Run(season=None, episodes={number: one for part in in_order for number, one in part.items()})]
    before = (0,) if any(1 in episodes for episodes in in_order) else ()
    return [_Run(season=season, episodes=episodes, before=before) for season, episodes in sorted(seasons.items())]


def _waiting(merged: MergedShow) -> list[tuple[int | None, int] | None]:
    """The season and number of each draft that has them in its name, and of each file that cannot be read.

    They are not missing. None for a file that can have any number.
    """
    inputs = merged.inputs
    drafts = [number_in_name(PurePosixPath(path).stem.lstrip("_")) for path in inputs.drafts] if inputs else []
    return [*filter(None, drafts), *(_numbers_of(one) for one in (inputs.unread if inputs else ()))]


def _numbers_of(unread: UnreadEpisode) -> tuple[int | None, int] | None:
    if unread.number is not None:
        return unread.season, unread.number
    return number_in_name(PurePosixPath(unread.path).stem)


def _is_of_episodes(place: Place) -> bool:
    return PurePosixPath(place.path).parts[0] == EPISODES_FOLDER


def _missing(between: range, known: Collection[int]) -> Sequence[int]:
    """The numbers of a gap; of one as long as that of a date for a number, all."""
    return between if len(between) > _LONGEST else [number for number in between if number not in known]


def _gap(run: _Run, number: int, last: int, missing: Sequence[int]) -> Finding:
    what = f"number {missing[0]} is" if len(missing) == 1 else f"the numbers {_listed(missing)} are"
    where = f"between {last} and this one" if last else "before this one"
    season = f" in season {run.season}" if run.season else ""
    message = f"{what} missing{season} {where}; correct the number, or add what is missing"
    return Finding(place=place_of(run.episodes[number], "episode"), message=message, about=str(number))


def _listed(numbers: Sequence[int]) -> str:
    """Numbers in words.

    >>> _listed([3, 4]), _listed([3, 4, 6]), _listed(range(3, 60))
    ('3 and 4', '3, 4 and 6', '3 to 59 (57)')
    """
    if len(numbers) > _LISTED:
        return f"{numbers[0]} to {numbers[-1]} ({len(numbers)})"
    *most, last = map(str, numbers)
    return f"{', '.join(most)} and {last}"


def _is_reported(episode: MergedEpisode, key: str, merged: MergedShow) -> bool:
    """Whether a value that is wrong, or a number that a serial show must have, is a problem already."""
    is_serial = merged.show is not None and merged.show.kind == "serial" and key == "episode"
    is_zero = key in episode.known.file.values  # left out, with a warning
    is_wrong = is_zero or key in episode.known.file.broken or is_still_open(episode, key)
    return is_wrong or (is_serial and _is_published(episode, merged))


def _is_published(episode: MergedEpisode, merged: MergedShow) -> bool:
    return merged.show is not None and any(one.place == episode.place for one in merged.show.episodes)
