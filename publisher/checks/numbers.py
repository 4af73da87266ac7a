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

_LONGEST: Final = 1_000  # of a gap whose numbers are looked at one by one
_NOT_READ: Final = frozenset({"file-unreadable", "file-name"})
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

    Nothing is said where the missing one may be an episode without a number, or one that cannot be read.

    Bad: season 2 with the episodes 1, 2 and 4
    Good: 1, 2 and 3
    """
    full = full_episodes(merged)
    is_listed_whole = not any(one.check in _NOT_LISTED and _is_of_episodes(one.place) for one in merged.problems)
    if not is_listed_whole or not nearly_all(sum("number" in one.values for one in full), len(full)):
        return
    numbered = _in_seasons([one for one in merged.episodes if "number" in one.values])
    unnumbered, unread = [one for one in full if "number" not in one.values], _unread(merged)
    waiting = {numbers for path in (*_drafts(merged), *unread) if (numbers := _numbers_in(path))}
    nameless = sum(_numbers_in(path) is None for path in unread)
    for run in _runs(numbered):
        known = {*run.episodes, *(number for season, number in waiting if run.season in (season, None))}
        for last, number in pairwise([*run.before, *sorted(run.episodes)]):
            missing = _missing(range(last + 1, number), known)
            if len(missing) > nameless + sum(run.may_have(one, last, number) for one in unnumbered):
                yield _gap(run, number, last, missing)


CHECKS: Final[tuple[Check[MergedShow], ...]] = (taken, forgotten, gaps)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """The episodes that are numbered in one go, by number: of a season, or (None) of all seasons of the show."""

    season: int | None
    episodes: Mapping[int, MergedEpisode]
    before: tuple[int, ...] = ()  # 0 where the first of them must have the number 1

    def may_have(self, unnumbered: MergedEpisode, last: int, number: int) -> bool:
        """Whether an episode without a number may be one between these two, by its season and its date."""
        if self.season is not None and unnumbered.values.get("season", self.season) != self.season:
            return False
        around = [one for one in (self.episodes.get(last), self.episodes[number]) if one]
        if not all("published_at" in one.values for one in (unnumbered, *around)):
            return True
        days = sorted(one.values["published_at"] for one in around)
        day = unnumbered.values["published_at"]
        return bool(day <= days[-1] and (len(days) == 1 or days[0] <= day))


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


def _drafts(merged: MergedShow) -> Collection[str]:
    """Episodes that are not missing, but on their way."""
    return merged.inputs.drafts if merged.inputs else ()


def _unread(merged: MergedShow) -> set[str]:
    """The episode files that cannot be read."""
    read = {one.place.path for one in merged.episodes}
    unread = {one.place.path for one in merged.problems if one.check in _NOT_READ and _is_of_episodes(one.place)}
    return {path for path in unread - read if path.casefold().endswith(".md")}


def _is_of_episodes(place: Place) -> bool:
    return PurePosixPath(place.path).parts[0] == EPISODES_FOLDER


def _numbers_in(path: str) -> tuple[int, int] | None:
    return number_in_name(PurePosixPath(path).stem.lstrip("_"))


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
