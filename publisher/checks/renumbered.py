"""What is wrong only because an episode says another number than the name of its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final, TypeAlias

from publisher.checks.dates import order
from publisher.checks.episodes import one_number_each
from publisher.checks.numbers import gaps, taken
from publisher.merge.episode import MergedEpisode
from publisher.merge.matching import number_in_name
from publisher.merge.show import MergedShow
from publisher.model import Episode, Problem

_WRONG: Final = frozenset({"number-differs", "number-zero"})

Numbers: TypeAlias = Mapping[str, tuple[int, int]]  # season and number by the path of the episode file


def of_wrong_numbers(problems: Iterable[Problem], merged: MergedShow) -> frozenset[Problem]:
    """What would not be found if each number that is said to be wrong were that of the file's or the recording's name.

    Gaps, dates out of order, and numbers that stand twice.
    """
    wrong = {one.place.path for one in problems if one.check in _WRONG}
    numbers = {one.place.path: named for one in merged.episodes if one.place.path in wrong and (named := _named(one))}
    if not numbers:
        return frozenset()
    return frozenset(_found(merged)) - frozenset(_found(_renumbered(merged, numbers)))


def _named(episode: MergedEpisode) -> tuple[int, int] | None:
    stems = [episode.known.file.stem, *(PurePosixPath(one.path).stem for one in episode.known.recordings)]
    return next(filter(None, map(number_in_name, stems)), None)


def _found(merged: MergedShow) -> Iterator[Problem]:
    for one in (gaps, order, taken):
        yield from one.problems(merged)
    if merged.show:
        yield from one_number_each.problems(merged.show)


def _renumbered(merged: MergedShow, numbers: Numbers) -> MergedShow:
    """The same show with these numbers."""
    episodes = tuple(
        replace(one, values=_with_numbers(one, *numbers[one.place.path])) if one.place.path in numbers else one
        for one in merged.episodes
    )
    show = merged.show and replace(
        merged.show,
        episodes=tuple(_with_number(one, numbers) for one in merged.show.episodes),
        upcoming=tuple(_with_number(one, numbers) for one in merged.show.upcoming),
    )
    return replace(merged, episodes=episodes, show=show)


def _with_numbers(episode: MergedEpisode, season: int, number: int) -> dict[str, object]:
    numbers = {"season": season, "number": number}
    return {**episode.values, **{name: count for name, count in numbers.items() if count}}


def _with_number(episode: Episode, numbers: Numbers) -> Episode:
    season, number = numbers.get(episode.place.path, (episode.season, episode.number))
    return replace(episode, season=season, number=number)
