"""Where chapters start that nobody made: in what pieces a transcript is looked at, and how it is cut."""

from __future__ import annotations

import sys
from itertools import combinations, pairwise
from math import isfinite, log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.chapters.drafts.boundaries import draft_starts, shipped_models
from publisher.chapters.drafts.features import features_of, host_of
from publisher.chapters.drafts.passages import Layout, layout_of, passages_of
from publisher.chapters.drafts.segments import best_cuts
from publisher.transcripts.timing import TimedLine
from tests.needs import real_files

sys.path.append(str(Path(__file__).parents[1] / "tools"))
from chapter_metrics import agreement, mean
from edited_episodes import laid_out, read_corpus

ANSWER = "The first thing that I would say is that the pipeline needs an owner who looks at it every single morning."
QUESTION = "Okay, and how do you usually find such an owner in a company that has never had one before?"


def said(*lines: tuple[int | None, str | None, str]) -> list[TimedLine]:
    """Lines with their times in seconds; one without a time follows ten seconds after the line before it."""
    result: list[TimedLine] = []
    for number, (start_s, speaker, text) in enumerate(lines, 1):
        start_ms = result[-1].start_ms + 10_000 if start_s is None else start_s * 1000
        is_timed = start_s is not None
        result.append(TimedLine(start_ms=start_ms, speaker=speaker, text=text, line=number, is_timed=is_timed))
    return result


def captions(text: str, speaker: str | None = None) -> list[TimedLine]:
    """A text in captions of four words, two seconds each."""
    words = text.split()
    parts = [" ".join(words[first : first + 4]) for first in range(0, len(words), 4)]
    return said(*((2 * number, speaker, part) for number, part in enumerate(parts)))


def test_paragraphs_under_one_time_are_one_passage() -> None:
    lines = said((0, "Ada", QUESTION), (10, "Bob", ANSWER), (None, "Bob", ANSWER), (40, "Ada", QUESTION))
    assert [passage.index for passage in passages_of(lines)] == [0, 1, 3]


def test_turns_between_times_that_stand_once_a_minute_are_passages() -> None:
    lines = said((0, "Ada", QUESTION), (None, "Bob", ANSWER), (None, "Ada", QUESTION), (60, "Bob", ANSWER))
    assert [passage.index for passage in passages_of(lines)] == [0, 1, 2, 3]


def test_captions_are_joined_to_turns() -> None:
    turns = [captions(QUESTION, "Ada"), captions(ANSWER, "Bob"), captions(QUESTION, "Ada")]
    lines = [line for turn in turns for line in turn]
    assert [passage.text for passage in passages_of(lines)] == [QUESTION, ANSWER, QUESTION]


def test_captions_without_names_are_joined_to_questions_and_answers() -> None:
    # The question starts within a caption; its passage starts with the next line that it has for itself.
    lines = captions(f"{ANSWER} {QUESTION} {ANSWER}")
    assert layout_of(lines) is Layout.WORDS
    assert [passage.text for passage in passages_of(lines)] == [ANSWER, QUESTION, ANSWER]


def test_japanese_is_counted_in_letters() -> None:
    lines = said(*((30 * number, None, "これは長い答えです。" * 10) for number in range(6)))
    assert layout_of(lines) is Layout.TURNS
    assert len(passages_of(lines)) == 6


def test_the_host_asks_and_speaks_less() -> None:
    lines = said((0, "Bob", ANSWER), (30, "Ada", QUESTION), (40, "Bob", 3 * ANSWER), (90, "Ada", QUESTION))
    assert host_of(passages_of(lines)) == "Ada"


@pytest.mark.parametrize("layout", list(Layout))
def test_there_is_a_weight_for_each_feature(layout: Layout) -> None:
    passages = passages_of(said((0, "Ada", QUESTION), (10, "Bob", ANSWER)))
    columns = features_of(passages, 60_000, with_speakers=layout is Layout.SPEAKERS)
    assert shipped_models()[layout].weights.keys() == columns.keys()


@pytest.mark.parametrize("layout", [Layout.SPEAKERS, Layout.TURNS])
def test_most_chapters_start_where_editors_start_theirs(layout: Layout) -> None:
    episodes = [laid_out(episode, layout) for episode in read_corpus(real_files("corpus"))[::4]]
    found = [draft_starts(episode.lines, episode.end_ms, 16) for episode in episodes]
    result = mean([agreement(one.lines, one.starts, starts) for one, starts in zip(episodes, found, strict=True)])
    assert result.f1 > 0.55
    assert result.f1_30s > 0.62
    assert result.pk < 0.28
    assert 14 <= result.count <= 18


WORDS = st.sampled_from([QUESTION, ANSWER, "Yes.", "?", "はい。", "…", "", "no punctuation at all in here"])
LINES = st.lists(
    st.tuples(st.one_of(st.none(), st.integers(1, 90)), st.sampled_from([None, "Ada", "Bob"]), WORDS), max_size=60
)


@given(LINES)
def test_features_are_finite_and_starts_are_apart(spoken: list[tuple[int | None, str | None, str]]) -> None:
    at_s, timed = 0, []
    for step_s, speaker, text in spoken:
        at_s += step_s or 10
        timed.append((at_s if step_s else None, speaker, text))
    lines = said((0, "Ada", QUESTION), *timed)
    end_ms = lines[-1].start_ms + 30_000
    columns = features_of(passages_of(lines), end_ms, with_speakers=layout_of(lines) is Layout.SPEAKERS)
    assert all(isfinite(value) for column in columns.values() for value in column)
    starts = draft_starts(lines, end_ms, 16)
    assert starts == sorted(set(starts))
    bounds_ms = [lines[0].start_ms, *(lines[index].start_ms for index in starts), end_ms]
    assert not starts or all(after - before >= 30_000 for before, after in pairwise(bounds_ms))


def total(starts_ms: list[int], scores: list[float], end_ms: int, cuts: tuple[int, ...]) -> float:
    """What cuts are worth: their scores, less 0.15 times the squared deviation of each length."""
    bounds_ms = [starts_ms[0], *(starts_ms[cut] for cut in cuts), end_ms]
    mean_ms = (end_ms - starts_ms[0]) / (len(cuts) + 1)
    lengths = [after - before for before, after in pairwise(bounds_ms)]
    if min(lengths) < 30_000:
        return float("-inf")
    return sum(scores[cut] for cut in cuts) - 0.15 * sum((log(length / mean_ms) / 0.5) ** 2 for length in lengths)


@given(
    st.lists(st.integers(20, 100), min_size=4, max_size=9),
    st.lists(st.floats(-5, 5), min_size=9, max_size=9),
    st.integers(1, 3),
)
def test_no_other_cuts_are_worth_more(steps_s: list[int], scores: list[float], count: int) -> None:
    starts_ms = [1000 * sum(steps_s[:number]) for number in range(len(steps_s))]
    end_ms = 1000 * sum(steps_s)
    found = best_cuts(starts_ms, scores[: len(starts_ms)], end_ms, count, (0.0, 0.5))
    every = [total(starts_ms, scores, end_ms, cuts) for cuts in combinations(range(1, len(starts_ms)), count)]
    if max(every) > float("-inf"):
        assert total(starts_ms, scores, end_ms, tuple(found)) == pytest.approx(max(every))
