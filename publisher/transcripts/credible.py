"""Which times of a transcript can be right: those in order, and of two that exclude each other the more plausible one.

Where a time is earlier than the one before it, either may be wrong. How long the words take to say tells which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from math import log
from typing import Final

from publisher.transcripts.longest_run import longest_run

_SHORTEST_MS: Final = 500  # so that two times that are the same can be compared too


def credible_times(times_ms: Sequence[int | None], needed_ms: Iterable[int]) -> list[int | None]:
    """The times without those that cannot be right; ``needed_ms`` says how long the words under each take.

    Here the words under the second time take ten seconds, so that the third one is wrong:

    >>> credible_times([0, 10_000, 9_000, 30_000], [9_000, 10_000, 9_000, 1_000])
    [0, 10000, None, 30000]
    >>> longest_run([0, 10_000, 9_000, 30_000])
    [0, None, 9000, 30000]
    """
    run = longest_run(times_ms)
    if run == list(times_ms):
        return run
    needed_until_ms = tuple(accumulate(needed_ms, initial=0))
    timed = [(index, time_ms) for index, time_ms in enumerate(times_ms) if time_ms is not None]
    for position, pair in enumerate(pairwise(timed)):
        around = timed[max(position - 1, 0) : position], timed[position + 2 : position + 3]
        one, other = pair if run[pair[0][0]] is None else reversed(pair)
        is_choice = run[one[0]] is None and all(run[index] is not None for index, _ in (*around[0], other, *around[1]))
        with_one, with_other = ([*around[0], chosen, *around[1]] for chosen in (one, other))
        if is_choice and _misfit(with_one, needed_until_ms) < _misfit(with_other, needed_until_ms):
            run[one[0]], run[other[0]] = one[1], None
    return run


def _misfit(timed: Sequence[tuple[int, int]], needed_until_ms: Sequence[int]) -> float:
    """How far the time between lines is from what their words take; infinite where it runs backwards."""
    total = 0.0
    for (first, from_ms), (last, until_ms) in pairwise(timed):
        if until_ms < from_ms:
            return float("inf")
        takes_ms = needed_until_ms[last] - needed_until_ms[first]
        total += abs(log(max(until_ms - from_ms, _SHORTEST_MS) / max(takes_ms, _SHORTEST_MS)))
    return total
