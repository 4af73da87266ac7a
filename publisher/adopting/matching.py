"""Which item of a feed is which episode file: each gets one at most, and what cannot be told is not guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from publisher.adopting.clues import Clues
from publisher.adopting.comparing import Comparer, Comparison

Sureness: TypeAlias = Literal["certain", "likely"]
Pair: TypeAlias = tuple[int, int]  # the positions of an item and of a file

_ENOUGH: Final = 25  # fewer points are no match
_MARGIN: Final = 10  # by so many more points than any rival
_CERTAIN: Final = 45  # the same title and number
_CERTAIN_BY_ID: Final = 30
_WORTH_SHOWING: Final = 15
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An item and its file, by their positions."""

    item: int
    file: int
    sureness: Sureness
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file that an item may belong to."""

    file: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """What belongs together, and for items that cannot be told, what they may belong to (the likeliest first)."""

    matches: tuple[Match, ...]
    ambiguous: Mapping[int, tuple[Candidate, ...]]


def match(items: Sequence[Clues], files: Sequence[Clues]) -> Matches:
    """Matches items to files, one to one."""
    pairs = Comparer(items, files).pairs()
    found = dict(_settle(pairs))
    taken = set(found.values())
    left: defaultdict[int, list[tuple[int, Comparison]]] = defaultdict(list)
    for (item, file), comparison in pairs.items():
        if item not in found and file not in taken:
            left[item].append((file, comparison))
    ambiguous = {item: candidates for item, several in left.items() if (candidates := _candidates(several))}
    matches = tuple(_match(item, file, pairs[item, file]) for item, file in sorted(found.items()))
    return Matches(matches=matches, ambiguous=ambiguous)


def _settle(pairs: Mapping[Pair, Comparison]) -> Mapping[int, int]:
    """The pairs that are the best for both, by far; what they leave over may be told apart then."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    while True:
        left = {pair: one for pair, one in pairs.items() if pair[0] not in found and pair[1] not in taken}
        new = [pair for pair in _clear(left) if pair[0] not in found and pair[1] not in taken]
        if not new:
            return found
        found.update(new)
        taken.update(file for _, file in new)


def _clear(pairs: Mapping[Pair, Comparison]) -> list[Pair]:
    """The pairs whose rivals on both sides have fewer points by the margin."""
    best_two: list[defaultdict[int, list[int]]] = [defaultdict(list), defaultdict(list)]
    for pair, comparison in pairs.items():
        for side in (0, 1):
            best_two[side][pair[side]].append(comparison.points)
    rivals = [{key: sorted(points)[-2:] for key, points in side.items()} for side in best_two]
    return [pair for pair, one in pairs.items() if one.points >= _ENOUGH and _leads(pair, one.points, rivals)]


def _leads(pair: Pair, points: int, rivals: Sequence[Mapping[int, Sequence[int]]]) -> bool:
    for side in (0, 1):
        best = rivals[side][pair[side]]
        second = best[0] if len(best) == 2 else 0
        if points != best[-1] or points - second < _MARGIN:
            return False
    return True


def _match(item: int, file: int, comparison: Comparison) -> Match:
    is_certain = comparison.points >= (_CERTAIN_BY_ID if comparison.identifies else _CERTAIN)
    return Match(item=item, file=file, sureness="certain" if is_certain else "likely", why=comparison.why)


def _candidates(several: Sequence[tuple[int, Comparison]]) -> tuple[Candidate, ...]:
    worth = [(file, one) for file, one in several if one.points >= _WORTH_SHOWING or one.identifies]
    worth.sort(key=lambda pair: (-pair[1].points, pair[0]))
    return tuple(Candidate(file=file, why=one.why) for file, one in worth[:_SHOWN])
