"""The measures of chapters against cases counted by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.transcripts.timing import TimedLine

sys.path.append(str(Path(__file__).parents[1] / "tools"))
import chapter_metrics as metrics


def timed_lines(*starts_s: int | None) -> list[TimedLine]:
    """Lines with these times; those without one share that of the line before."""
    lines: list[TimedLine] = []
    for number, start_s in enumerate(starts_s):
        start_ms = lines[-1].start_ms if start_s is None else start_s * 1000
        lines.append(
            TimedLine(start_ms=start_ms, speaker=None, text="Words.", line=number, is_timed=start_s is not None)
        )
    return lines


def test_f1_counts_the_same_lines() -> None:
    # Of three wanted two are found, of four found two are wanted: precision 2/4, recall 2/3.
    assert metrics.f1({10, 20, 30}, {10, 12, 30, 40}) == pytest.approx(2 * 2 / (3 + 4))


def test_nothing_agrees_with_nothing() -> None:
    assert metrics.f1(set(), set()) == 1
    assert metrics.f1({1}, set()) == metrics.f1(set(), {1}) == 0


def test_a_group_beside_it_is_near() -> None:
    # Groups:        0   1   1     2   3   4
    lines = timed_lines(0, 60, None, 90, 95, 200)
    assert metrics.group_numbers(lines) == [0, 1, 1, 2, 3, 4]
    # 2 (group 1) is near 3 (group 2); 5 (group 4) is two groups from 3.
    assert metrics.agreement(lines, {2}, {3}).f1_near == 1
    assert metrics.agreement(lines, {3}, {5}).f1_near == 0


def test_each_boundary_of_the_reference_is_found_once() -> None:
    lines = timed_lines(0, 60, 70, 80, 200)
    # Both 1 and 3 are within 30 s of 2, which is one boundary: one pair, one wanted, two found.
    assert metrics.agreement(lines, {2}, {1, 3}).f1_30s == pytest.approx(2 * 1 / (1 + 2))


def test_thirty_seconds_are_near_and_thirty_one_are_not() -> None:
    assert metrics.agreement(timed_lines(0, 60, 90, 200), {1}, {2}).f1_30s == 1
    assert metrics.agreement(timed_lines(0, 60, 91, 200), {1}, {2}).f1_30s == 0


def test_pairing_from_the_left_pairs_as_many_as_can_be() -> None:
    # 60 with 85 and 100 with 120, although 85 is nearer to 100.
    lines = timed_lines(0, 60, 85, 100, 120)
    assert metrics.agreement(lines, {1, 3}, {2, 4}).f1_30s == 1


def test_pk_and_window_diff_of_a_boundary_that_is_late() -> None:
    # Ten lines, one boundary: two chapters of five lines on average, half of that is 2.5, a window of 2.
    # Windows (i, i+2] for i = 0..7. Reference 5: those of i = 3, 4. Found 6: those of i = 4, 5.
    # They differ for i = 3 and 5: two of eight.
    assert metrics.window_lines({5}, 10) == 2
    assert metrics.pk({5}, {6}, 10) == pytest.approx(2 / 8)
    assert metrics.window_diff({5}, {6}, 10) == pytest.approx(2 / 8)


def test_window_diff_counts_what_pk_does_not_see() -> None:
    # Reference 5, found 5 and 6. Of the windows i = 0..7 the reference has a boundary in i = 3, 4; found has one in
    # i = 3, two in i = 4, one in i = 5. Pk: i = 5 differs. WindowDiff: i = 4 too.
    assert metrics.pk({5}, {5, 6}, 10) == pytest.approx(1 / 8)
    assert metrics.window_diff({5}, {5, 6}, 10) == pytest.approx(2 / 8)


def test_start_of_the_recording_is_no_boundary() -> None:
    lines = timed_lines(0, 60, 120, 180)
    assert metrics.agreement(lines, {0, 2}, {2}) == metrics.agreement(lines, {2}, {0, 2})
    assert metrics.agreement(lines, {0, 2}, {0, 2}).count == 1


def test_mean_is_over_episodes() -> None:
    lines = timed_lines(0, 60, 120, 180)
    good, bad = metrics.agreement(lines, {2}, {2}), metrics.agreement(lines, {1}, {3})
    assert metrics.mean([good, bad]).f1 == 0.5


def test_rouge_counts_words_as_often_as_they_stand_in_both() -> None:
    # Shared: the, data. Of three and four words: 2 * 2 / 7.
    assert metrics.rouge_1("The data team", "the the big data") == pytest.approx(4 / 7)
    assert metrics.rouge_1("Costs", "Benefits") == 0


BOUNDARIES = st.sets(st.integers(min_value=1, max_value=39))


@given(BOUNDARIES, BOUNDARIES)
def test_measures_stay_within_their_bounds(reference: set[int], found: set[int]) -> None:
    result = metrics.agreement(timed_lines(*range(0, 1200, 30)), reference, found)
    assert 0 <= result.f1 <= result.f1_near <= 1
    assert 0 <= result.pk <= result.window_diff <= 1


@given(BOUNDARIES)
def test_the_reference_agrees_with_itself(reference: set[int]) -> None:
    result = metrics.agreement(timed_lines(*range(0, 1200, 30)), reference, reference)
    assert (result.f1, result.f1_near, result.f1_30s, result.pk, result.window_diff) == (1, 1, 1, 0, 0)
