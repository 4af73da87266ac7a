"""Checks of season and episode numbers, published or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.episodes import one_number_each
from publisher.checks.habits import full_episodes, nearly_all, number_of, place_of
from publisher.merge.episode import MergedEpisode
from publisher.merge.matching import number_in_name
from publisher.merge.show import MergedShow
from publisher.model import Severity

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

    Bad: season 2 with the episodes 1, 2 and 4
    Good: 1, 2 and 3
    """
    full = full_episodes(merged)
    numbered = [one for one in merged.episodes if "number" in one.values]
    if not nearly_all(sum("number" in one.values for one in full), len(full)):
        return
    seasons = _by_season(numbered)
    restarts = len(seasons) > 1 and any(1 in numbers for season, numbers in seasons.items() if season != min(seasons))
    waiting = _numbers_of_drafts(merged)
    for season, numbers in seasons.items() if restarts else [(0, _all(seasons))]:
        taken_numbers = {*numbers, *(number for of, number in waiting if of == season or not restarts)}
        before = [0, *sorted(numbers)] if restarts else sorted(numbers)
        for last, number in pairwise(before):
            missing = [one for one in range(last + 1, number) if one not in taken_numbers]
            if missing:
                yield _gap(numbers[number], numbers.get(last), missing)


CHECKS: Final[tuple[Check[MergedShow], ...]] = (taken, forgotten, gaps)


def _by_season(numbered: Sequence[MergedEpisode]) -> dict[int, dict[int, MergedEpisode]]:
    """The episodes of each season by their numbers; 0 is no season."""
    seasons: dict[int, dict[int, MergedEpisode]] = defaultdict(dict)
    for one in numbered:
        seasons[one.values.get("season", 0)].setdefault(one.values["number"], one)
    return dict(sorted(seasons.items()))


def _all(seasons: Mapping[int, Mapping[int, MergedEpisode]]) -> dict[int, MergedEpisode]:
    """All episodes of a show that counts on from season to season."""
    return {number: one for numbers in seasons.values() for number, one in numbers.items()}


def _numbers_of_drafts(merged: MergedShow) -> set[tuple[int, int]]:
    """The seasons and numbers in the names of drafts: they are not missing, but on their way."""
    drafts = merged.inputs.drafts if merged.inputs else ()
    return {numbers for path in drafts if (numbers := number_in_name(PurePosixPath(path).stem.lstrip("_")))}


def _gap(episode: MergedEpisode, last: MergedEpisode | None, missing: Sequence[int]) -> Finding:
    after = f"between {last.values['number']} and this one" if last else "before this one"
    what = f"number {_listed(missing)}" if len(missing) == 1 else f"the numbers {_listed(missing)}"
    season = f" of season {episode.values['season']}" if episode.values.get("season") else ""
    verb = "is" if len(missing) == 1 else "are"
    message = f"{what}{season} {verb} missing {after}; correct the number, or add what is missing"
    return Finding(place=place_of(episode, "episode"), message=message, about=str(episode.values["number"]))


def _listed(numbers: Sequence[int]) -> str:
    """Numbers in words.

    >>> _listed([3]), _listed([3, 4, 6]), _listed(list(range(3, 60)))
    ('3', '3, 4 and 6', '3 to 59 (57)')
    """
    if len(numbers) > _LISTED:
        return f"{numbers[0]} to {numbers[-1]} ({len(numbers)})"
    *most, last = map(str, numbers)
    return f"{', '.join(most)} and {last}" if most else last


def _is_reported(episode: MergedEpisode, key: str, merged: MergedShow) -> bool:
    """Whether a value that is wrong, or a number that a serial show must have, is a problem already."""
    is_serial = merged.show is not None and merged.show.kind == "serial" and key == "episode"
    is_zero = key in episode.known.file.values  # left out, with a warning
    return is_zero or key in episode.known.file.broken or (is_serial and _is_published(episode, merged))


def _is_published(episode: MergedEpisode, merged: MergedShow) -> bool:
    return merged.show is not None and any(one.place == episode.place for one in merged.show.episodes)
