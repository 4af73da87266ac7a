"""Where a recording is cut into chapters: the best places, so that the chapters have about the usual length."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from math import inf, log
from typing import Final

_MINIMUM_MS: Final = 30_000  # Spotify's advice for a chapter
_LONGEST: Final = 6.0  # times the mean length: no chapter is that long while there is another place to cut
_SHARE: Final = 0.3  # what the length counts against the places, found by cross-validation


def best_cuts(
    starts_ms: Sequence[int], scores: Sequence[float], end_ms: int, count: int, usual: tuple[float, float]
) -> list[int]:
    """The indexes of the ``count`` places with the highest sum of scores and of log-likelihoods of lengths.

    ``starts_ms`` ascend, and the first is where the recording starts, which is no cut. ``usual`` is the mean and the
    standard deviation of the logarithm of a length over the mean length. Fewer where there is no room for so many.
    Dynamic programming over the number of cuts; takes time in proportion to count x places x places of a long chapter.
    """
    mean_ms = (end_ms - starts_ms[0]) / (count + 1)
    lengths = [list(_lengths_before(starts_ms, place, mean_ms, usual)) for place in range(len(starts_ms))]
    lasts = [_liking(end_ms - start_ms, mean_ms, usual) for start_ms in starts_ms]
    best = [0.0] + [-inf] * (len(starts_ms) - 1)
    froms: list[list[int]] = []
    cuts: list[int] = []
    for _ in range(count):
        best, came_from = _one_more(scores, best, lengths)
        froms.append(came_from)
        totals = [total + last for total, last in zip(best, lasts, strict=True)]
        if max(totals) == -inf:
            break
        cuts = _way_back(froms, totals.index(max(totals)))
    return cuts


def _lengths_before(
    starts_ms: Sequence[int], place: int, mean_ms: float, usual: tuple[float, float]
) -> Iterator[tuple[int, float]]:
    """Every place that a chapter up to this one may start at, and how usual its length is then."""
    first = bisect_left(starts_ms, starts_ms[place] - _LONGEST * mean_ms, 0, place)
    for last in range(first, place):
        liking = _liking(starts_ms[place] - starts_ms[last], mean_ms, usual)
        if liking > -inf:
            yield last, liking


def _one_more(
    scores: Sequence[float], best: Sequence[float], lengths: Sequence[Sequence[tuple[int, float]]]
) -> tuple[list[float], list[int]]:
    """The best total with one more cut, for each place that it may be at, and the place of the cut before it."""
    totals, came_from = [-inf], [0]
    for score, before in zip(scores[1:], lengths[1:], strict=True):
        total, last = max(((best[last] + liking, last) for last, liking in before), default=(-inf, 0))
        totals.append(total + score)
        came_from.append(last)
    return totals, came_from


def _way_back(froms: Sequence[Sequence[int]], place: int) -> list[int]:
    cuts = []
    for came_from in reversed(froms):
        cuts.append(place)
        place = came_from[place]
    return cuts[::-1]


def _liking(length_ms: float, mean_ms: float, usual: tuple[float, float]) -> float:
    """How usual the length of a chapter is; minus infinity for one that is too short."""
    if length_ms < _MINIMUM_MS:
        return -inf
    mean, deviation = usual
    return -_SHARE / 2 * ((log(length_ms / mean_ms) - mean) / deviation) ** 2
