"""Times that run backwards: which of them are taken for wrong."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.transcripts.credible import credible_times
from publisher.transcripts.longest_run import longest_run

PACE_MS = 10_000  # that each line takes

times = st.lists(st.none() | st.integers(0, 100_000), max_size=12)


@given(times, st.lists(st.integers(0, 50_000), min_size=12, max_size=12))
def test_no_more_are_wrong_than_must_be(times_ms: list[int | None], needed_ms: list[int]) -> None:
    kept = credible_times(times_ms, needed_ms)
    assert all(known is None or known == time_ms for known, time_ms in zip(kept, times_ms, strict=True))
    assert len([time for time in kept if time is not None]) == len(
        [time for time in longest_run(times_ms) if time is not None]
    )
    assert all(before <= after for before, after in pairwise(time for time in kept if time is not None))


@pytest.mark.parametrize("by_ms", [-1000, -9000, 1000, 9000])
@pytest.mark.parametrize("index", range(1, 9))
def test_a_time_that_is_a_line_or_two_off_is_the_wrong_one(index: int, by_ms: int) -> None:
    right_ms = [number * PACE_MS for number in range(10)]
    time_ms = right_ms[index + 1] + by_ms if by_ms > 0 else right_ms[index - 1] + by_ms
    given_ms = [*right_ms[:index], max(time_ms, 0), *right_ms[index + 1 :]]
    kept = credible_times(given_ms, [PACE_MS] * 10)
    wrong = [number for number, known in enumerate(kept) if known is None]
    assert wrong == ([index] if time_ms >= 0 else [])
