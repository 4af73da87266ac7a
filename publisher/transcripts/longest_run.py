"""Which of some times can be right, where a few of them run backwards."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence


def longest_run(times_ms: Sequence[int | None]) -> list[int | None]:
    """The times without those that are not part of the longest run that never goes backwards.

    >>> longest_run([0, 33, 50, None, 0, 88])
    [0, 33, 50, None, None, 88]
    """
    last_times: list[int] = []  # the smallest time that a run of each length can end with
    last_indexes: list[int] = []  # and where it stands
    before: dict[int, int | None] = {}
    for index, time_ms in enumerate(times_ms):
        if time_ms is None:
            continue
        length = bisect_right(last_times, time_ms)
        before[index] = last_indexes[length - 1] if length else None
        last_times[length : length + 1] = [time_ms]
        last_indexes[length : length + 1] = [index]
    run: list[int | None] = [None] * len(times_ms)
    at = last_indexes[-1] if last_indexes else None
    while at is not None:
        run[at] = times_ms[at]
        at = before[at]
    return run
