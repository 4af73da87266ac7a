"""Chapters come out as every reader accepts them, and whatever was mended is said."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from publisher.chapters.repair import repair
from publisher.model import Chapter, Place, Problem, Severity

LOST = {"chapter-title-empty", "chapter-past-end", "chapter-same-time", "chapter-repeated"}

chapters = st.builds(
    Chapter,
    start_ms=st.integers(0, 30_000) | st.integers(0, 10_000_000),
    end_ms=st.none() | st.integers(0, 10_000_000),
    title=st.sampled_from(["", " ", "Intro", "A", "a", "B\n b", "C\x0b"]) | st.text(max_size=8),
    toc=st.booleans(),
)
durations = st.none() | st.integers(1, 10_000_000)


def places_of(listed: list[Chapter]) -> list[Place]:
    return [Place(path="episodes/e.md", line=number) for number in range(1, len(listed) + 1)]


def mended(*listed: Chapter, duration_ms: int | None = None) -> tuple[tuple[Chapter, ...], tuple[Problem, ...]]:
    result = repair(listed, places_of(list(listed)), duration_ms)
    assert len(result.places) == len(result.chapters)
    return result.chapters, result.problems


def at(seconds: float, title: str, *, end: float | None = None, toc: bool = True) -> Chapter:
    end_ms = None if end is None else round(end * 1000)
    return Chapter(start_ms=round(seconds * 1000), end_ms=end_ms, title=title, toc=toc)


@given(st.lists(chapters, max_size=12), durations)
def test_repaired_chapters_are_what_readers_accept(listed: list[Chapter], duration_ms: int | None) -> None:
    result, _ = mended(*listed, duration_ms=duration_ms)
    assert not result or result[0].start_ms == 0
    assert all(before.start_ms + 1000 <= after.start_ms for before, after in pairwise(result))
    assert all(before.end_ms is not None and before.end_ms <= after.start_ms for before, after in pairwise(result))
    for chapter in result:
        assert chapter.title == " ".join(chapter.title.split()) != ""
        assert chapter.end_ms is None or chapter.start_ms < chapter.end_ms
        assert duration_ms is None or (chapter.end_ms is not None and chapter.end_ms <= duration_ms)


@given(st.lists(chapters, max_size=12), durations)
def test_no_chapter_is_lost_without_a_problem_at_its_place(listed: list[Chapter], duration_ms: int | None) -> None:
    result, problems = mended(*listed, duration_ms=duration_ms)
    lost = [problem for problem in problems if problem.check in LOST]
    put_in = [problem for problem in problems if "is put in" in problem.message]
    assert len(listed) - len(lost) + len(put_in) == len(result)
    assert len({problem.place for problem in lost}) == len(lost)


@given(st.lists(chapters, max_size=12), durations)
def test_what_is_repaired_needs_no_repair(listed: list[Chapter], duration_ms: int | None) -> None:
    once, _ = mended(*listed, duration_ms=duration_ms)
    assert mended(*once, duration_ms=duration_ms) == (once, ())


def test_each_chapter_keeps_its_place() -> None:
    listed = [at(5, ""), at(20, "One"), at(20, "First of all"), at(90, "Two"), at(300, "Three")]
    result = repair(listed, places_of(listed), 400_000)
    assert [(chapter.title, place.line) for chapter, place in zip(result.chapters, result.places, strict=True)] == [
        ("Intro", 2),
        ("One; First of all", 2),
        ("Two", 4),
        ("Three", 5),
    ]


def test_good_chapters_pass_untouched() -> None:
    good = (at(0, "One", end=60), at(60, "Two", end=90), at(120, "Three", end=300))
    assert mended(*good, duration_ms=300_000) == (good, ())


def test_an_end_is_the_next_start_where_none_is_given_or_it_overlaps() -> None:
    result, problems = mended(at(0, "One"), at(60, "Two", end=200), at(120, "Three", end=100), duration_ms=300_000)
    assert [chapter.end_ms for chapter in result] == [60_000, 120_000, 300_000]
    assert problems == ()


def test_the_last_end_is_unknown_while_the_length_is() -> None:
    result, _ = mended(at(0, "One"))
    assert result[0].end_ms is None


def test_an_opening_within_ten_seconds_is_moved_to_zero_with_a_note() -> None:
    result, (problem,) = mended(at(4, "Welcome"), at(60, "Two"))
    assert (result[0].start_ms, result[0].title) == (0, "Welcome")
    assert problem.severity is Severity.NOTE
    assert str(problem) == (
        'episodes/e.md:1: note: chapter 00:00:04 "Welcome" is the first, and starts at 00:00:00 now [chapter-first]'
    )


def test_a_late_first_chapter_gets_an_opening_before_it_with_a_note() -> None:
    result, (problem,) = mended(at(60, "One"))
    assert [chapter.title for chapter in result] == ["Intro", "One"]
    assert (problem.check, problem.severity) == ("chapter-first", Severity.NOTE)


def test_two_chapters_at_one_time_become_one() -> None:
    result, (problem,) = mended(at(0, "One"), at(0.5, "Other"))
    assert [chapter.title for chapter in result] == ["One; Other"]
    assert (problem.check, problem.place.line) == ("chapter-same-time", 2)
    assert problem.message == (
        'chapter 00:00:00 "Other" starts within the same second as chapter 00:00:00 "One"; '
        'the two are made one, "One; Other": correct the time of one'
    )


def test_of_two_titles_at_one_time_that_say_the_same_the_longer_one_stays() -> None:
    result, (problem,) = mended(at(0, "Feeds"), at(0, "What feeds are"))
    assert [chapter.title for chapter in result] == ["What feeds are"]
    assert (problem.check, problem.place.line) == ("chapter-same-time", 2)


def test_of_two_titles_too_long_for_one_the_one_that_says_more_stays() -> None:
    result, (problem,) = mended(
        at(0, "An introduction to the podcast"), at(0, "How the guest came to write about feeds")
    )
    assert [chapter.title for chapter in result] == ["How the guest came to write about feeds"]
    assert (problem.check, problem.place.line) == ("chapter-same-time", 1)
    assert "is left out" in problem.message


def test_what_lists_show_starts_at_0_also_behind_a_silent_chapter() -> None:
    silent = Chapter(start_ms=3000, title="Jingle", toc=False)
    result, problems = mended(silent, at(60, "One"), duration_ms=90_000)
    assert [(chapter.start_ms, chapter.title, chapter.toc) for chapter in result] == [
        (0, "Intro", True),
        (3000, "Jingle", False),
        (60_000, "One", True),
    ]
    assert [problem.check for problem in problems] == ["chapter-first"]


def test_the_chapter_put_in_takes_no_title_that_comes_later() -> None:
    result = mended(at(60, "One"), at(120, "Intro"), duration_ms=300_000)[0]
    assert [chapter.title for chapter in result] == ["Intro", "One", "Intro (2)"]


def test_a_silent_chapter_gives_way_to_one_that_is_listed() -> None:
    result, (problem,) = mended(at(0, "Picture", toc=False), at(0, "One"))
    assert [chapter.title for chapter in result] == ["One"]
    assert (problem.check, problem.place.line) == ("chapter-same-time", 1)


def test_a_title_repeated_in_a_row_makes_one_chapter() -> None:
    result, (problem,) = mended(at(0, "One", end=9), at(60, "one", end=80), at(90, "Two"))
    assert [(chapter.title, chapter.end_ms) for chapter in result] == [("One", 80_000), ("Two", None)]
    assert (problem.check, problem.place.line) == ("chapter-repeated", 2)


def test_a_chapter_out_of_order_is_sorted_in_and_one_behind_the_end_is_left_out() -> None:
    result, problems = mended(at(0, "One"), at(60, "Three"), at(30, "Two"), at(90, "Late"), duration_ms=90_000)
    assert [chapter.title for chapter in result] == ["One", "Two", "Three"]
    assert {(problem.check, problem.place.line) for problem in problems} == {
        ("chapter-order", 3),
        ("chapter-past-end", 4),
    }


def test_a_time_that_runs_backwards_is_mended_where_the_others_say_where_it_belongs() -> None:
    typo = at(75, "Four")  # 1:15, where 11:15 was meant
    listed = (at(0, "One"), at(300, "Two"), at(500, "Three"), typo, at(900, "Five"), at(1000, "Six"))
    result, (problem,) = mended(*listed, duration_ms=2_000_000)
    assert [chapter.title for chapter in result] == ["One", "Two", "Three", "Four", "Five", "Six"]
    assert (result[3].start_ms, result[3].end_ms) == (700_000, 900_000)
    assert str(problem) == (
        'episodes/e.md:4: warning: chapter 00:01:15 "Four" is out of order beside chapter 00:08:20 "Three" and '
        'chapter 00:15:00 "Five"; it starts at 00:11:40 now: correct its time [chapter-order]'
    )


def test_backward_times_in_a_row_are_spread_and_each_is_reported() -> None:
    listed = (at(0, "A"), at(100, "B"), at(300, "C"), at(20, "D"), at(10, "E"), at(600, "F"), at(700, "G"))
    result, problems = mended(*listed, duration_ms=900_000)
    assert [chapter.start_ms for chapter in result] == [0, 100_000, 300_000, 400_000, 500_000, 600_000, 700_000]
    assert [(problem.check, problem.place.line) for problem in problems] == [("chapter-order", 4), ("chapter-order", 5)]


def test_a_list_in_another_order_altogether_is_sorted() -> None:
    result, problems = mended(at(600, "Three"), at(300, "Two"), at(0, "One"), duration_ms=900_000)
    assert [(chapter.start_ms, chapter.title) for chapter in result] == [
        (0, "One"),
        (300_000, "Two"),
        (600_000, "Three"),
    ]
    assert {problem.check for problem in problems} == {"chapter-order"}


def test_a_chapter_without_a_title_is_left_out() -> None:
    result, (problem,) = mended(at(0, "One"), at(30, " \x0b "))
    assert [chapter.title for chapter in result] == ["One"]
    assert problem.message == "chapter 00:00:30 has no title, and is left out; give it one"
