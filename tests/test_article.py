"""Chapters from an edited article: each question is found where readers say that it is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.chapters.alignment import WEAK, Aligned, align
from publisher.chapters.article import Section, sections_of
from publisher.chapters.sentences import sentences_of, split_long_lines
from publisher.sources.episode_file import read_episode
from publisher.transcripts.timing import TimedLine, TimedTranscript, timed
from tests import article_truth
from tests.article_truth import Judged
from tests.needs import real_files

TOLERANCE_MS = 15_000
SEED = "data-team-roles"
OPEN_SOURCE = "open-source-ml-contributions"
TECHNICAL_WRITING = "technical-writing-for-data-scientists"
# What is found elsewhere than readers say, by how the question begins.
MISSED = {
    SEED: set[str](),
    OPEN_SOURCE: {"As a Research Advocate at Rasa"},
    TECHNICAL_WRITING: {"You publish weekly", "What's your advice for growing a blog"},
}


def read(name: str, tmp_path: Path) -> tuple[list[Section], TimedTranscript]:
    """The sections of a real episode's article, and its transcript."""
    folder = real_files("seed" if name == SEED else "corpus")
    source = next(folder.glob("*.txt")) if name == SEED else folder / "episodes" / f"{name}.md"
    path = tmp_path / "episodes" / f"{name}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(source.read_bytes())
    episode = read_episode(tmp_path, f"episodes/{name}.md").value
    assert episode is not None
    assert episode.article is not None
    assert episode.transcript is not None
    transcript = timed(episode.transcript, 2_700_000 if name == SEED else None)
    return sections_of(episode.article.value, episode.article.place.line), transcript


def aligned(sections: Sequence[Section], transcript: TimedTranscript) -> list[Aligned]:
    return align(sections, transcript.lines, transcript.cues[-1].end_ms)


def missed(found: Sequence[Aligned], judged: Sequence[Judged]) -> set[str]:
    """The questions that are not where readers say."""
    starts_ms = {one.section.question: one.start_ms for one in found}
    near = {
        one.question
        for one in judged
        for question, start_ms in starts_ms.items()
        if question.startswith(one.question) and abs(start_ms - one.start_ms) <= TOLERANCE_MS
    }
    return {one.question for one in judged} - near


@pytest.mark.parametrize(
    ("name", "judged"),
    [
        (SEED, article_truth.DATA_TEAM_ROLES),
        (OPEN_SOURCE, article_truth.OPEN_SOURCE),
        (TECHNICAL_WRITING, article_truth.TECHNICAL_WRITING),
    ],
)
def test_questions_are_found_where_readers_say(name: str, judged: list[Judged], tmp_path: Path) -> None:
    sections, transcript = read(name, tmp_path)
    assert len(sections) == len(judged)
    assert missed(aligned(sections, transcript), judged) == MISSED[name]


def test_readers_give_the_times_of_words_that_are_said_there(tmp_path: Path) -> None:
    judged = {SEED: article_truth.DATA_TEAM_ROLES, OPEN_SOURCE: article_truth.OPEN_SOURCE}
    judged |= {TECHNICAL_WRITING: article_truth.TECHNICAL_WRITING, "crisp-dm": article_truth.CRISP_DM}
    for name, rows in judged.items():
        _, transcript = read(name, tmp_path)
        said = sentences_of(transcript.lines, transcript.cues[-1].end_ms)
        for row in rows:
            texts = [" ".join(one.text for one in said[at : at + 2]) for at in range(len(said))]
            starts_ms = [one.start_ms for one, text in zip(said, texts, strict=True) if text.startswith(row.said)]
            assert any(abs(start_ms - row.start_ms) <= 3000 for start_ms in starts_ms), row


def test_a_monologue_of_many_steps_is_found_step_by_step(tmp_path: Path) -> None:
    sections, transcript = read("crisp-dm", tmp_path)
    found = aligned(sections, transcript)
    assert len(sections) == len(article_truth.CRISP_DM) == 38
    assert len(missed(found, article_truth.CRISP_DM)) <= 1


def test_sections_out_of_order_are_found_at_the_same_times(tmp_path: Path) -> None:
    sections, transcript = read(SEED, tmp_path)
    swapped = [*sections[10:], *sections[:10]]
    assert missed(aligned(swapped, transcript), article_truth.DATA_TEAM_ROLES) == set()


@pytest.mark.parametrize(("name", "other"), [(SEED, OPEN_SOURCE), (OPEN_SOURCE, TECHNICAL_WRITING)])
def test_the_article_of_another_episode_is_left_out_or_doubtful(name: str, other: str, tmp_path: Path) -> None:
    _, transcript = read(name, tmp_path)
    strange, _ = read(other, tmp_path)
    assert [one.section.question for one in aligned(strange, transcript) if one.confidence >= WEAK] == []


def test_a_section_that_nobody_speaks_of_is_left_out(tmp_path: Path) -> None:
    sections, transcript = read(OPEN_SOURCE, tmp_path)
    links = Section(question="Links", answer_text="Newsletter, Mastodon, merchandise and our sponsors", line=999)
    found = aligned([*sections, links], transcript)
    assert "Links" not in {one.section.question for one in found}
    assert len(found) == len(sections)


@pytest.mark.parametrize(
    "article",
    [
        "**Q: Why?**\n\nOne.\n\n**Q: How?**\n\nTwo.",
        "**Q:** Why?\n\nOne.\n\n**Q:** How?\n\nTwo.",
        "**Q** Why?\n\nOne.\n\n**Q** How?\n\nTwo.",
        "Q: Why?\nA: One.\n\nQ: How?\nA: Two.",
        "Intro.\n\n**Why?**\n\nOne.\n\n**How?**\nTwo.",
        "# Title\n\n## Why?\n\nOne.\n\n### How? ###\n\nTwo.",
        "<h2 id='a'>Why?</h2><p>One.</p>\n<h2>How?</h2><p>Two.</p>",
        "<p><strong>Q: Why?</strong></p><p>One.</p><p><b>Q: How?</b></p><p>Two.</p>",
        "## Part\n\n**Q: Why?**\n\nOne.\n\n## [Part](#part)\n\n1. **Q: How?** Two.",
    ],
)
def test_questions_in_many_forms(article: str) -> None:
    sections = sections_of(article, 1)
    assert [(one.question, one.answer_text) for one in sections] == [("Why?", "One."), ("How?", "Two.")]


def test_a_question_over_two_lines_is_one_and_has_its_line() -> None:
    sections = sections_of("Hi.\n\n**Q: Why\nso?**\nOne.\n\n**Q: How?**\nTwo.", 40)
    assert [(one.question, one.line) for one in sections] == [("Why so?", 42), ("How?", 46)]


def test_headings_are_sections_where_there_are_several() -> None:
    article = "## Roots\nAt home.\n## Work\nAt sea.\n```\n# no heading\n```\n## Rest\nNowhere."
    assert [one.question for one in sections_of(article, 1)] == ["Roots", "Work", "Rest"]


@pytest.mark.parametrize("article", ["", "Only words.", "## Links\n\n* https://example.org", "**Q: Why?**\nSo."])
def test_what_is_no_article_has_no_sections(article: str) -> None:
    assert sections_of(article, 1) == []


def line(text: str, start_ms: int = 0) -> TimedLine:
    return TimedLine(start_ms=start_ms, speaker=None, text=text, line=1, is_timed=True)


def test_sentences_share_the_time_of_their_line() -> None:
    found = sentences_of([line("One of them. And two more."), line("Next.", 4000)], 5000)
    assert [(one.text, one.index, one.starts_line) for one in found] == [
        ("One of them.", 0, True),
        ("And two more.", 0, False),
        ("Next.", 1, True),
    ]
    assert [one.start_ms for one in found] == [0, pytest.approx(2000, abs=200), 4000]


def test_a_line_of_an_hour_becomes_lines_of_a_few_sentences() -> None:
    text = "What is it? It is a box with a lid and a lock. Some say more. " * 600
    lines = split_long_lines([line(text)], 3_600_000)
    assert " ".join(one.text for one in lines).split() == text.split()
    assert len(lines) > 600
    assert [one.is_timed for one in lines[:2]] == [True, False]
    starts_ms = [one.start_ms for one in lines]
    assert starts_ms == sorted(starts_ms)


def test_words_without_punctuation_are_split_too() -> None:
    lines = split_long_lines([line("word " * 2000)], 900_000)
    assert max(len(one.text.split()) for one in lines) <= 80


def test_lines_of_ordinary_length_stay_whole() -> None:
    lines = (line("word " * 330), line("Next.", 90_000))
    assert split_long_lines(lines, None) is lines


_WORDS = st.lists(st.sampled_from(["boats", "sails", "why?", "Ropes.", "日本。", "?", ".", "[x](y)"]), max_size=30)
_TEXTS = _WORDS.map(" ".join) | st.text(max_size=20)
_LINES = st.lists(
    st.builds(
        TimedLine,
        start_ms=st.integers(0, 3_600_000),
        speaker=st.sampled_from([None, "Ada", "Bob"]),
        text=_TEXTS,
        line=st.just(1),
        is_timed=st.booleans(),
    ),
    max_size=12,
).map(lambda lines: sorted(lines, key=lambda one: one.start_ms))
_SECTIONS = st.lists(st.builds(Section, question=_TEXTS, answer_text=_TEXTS, line=st.integers(1, 99)), max_size=6)


@settings(deadline=None)
@given(_SECTIONS, _LINES, st.none() | st.just(3_600_001))
def test_whatever_is_said_places_are_in_order_and_inside(
    sections: list[Section], lines: list[TimedLine], end_ms: int | None
) -> None:
    found = align(sections, lines, end_ms)
    starts_ms = [one.start_ms for one in found]
    assert starts_ms == sorted(starts_ms)
    for one in found:
        assert 0 <= one.confidence <= 1
        after = [later.start_ms for later in lines[one.line_index + 1 :]] or [end_ms or one.start_ms]
        assert lines[one.line_index].start_ms <= one.start_ms <= after[0]


@given(
    st.lists(st.sampled_from(["**", "Q:", "##", "\n", " ", "why?", "__", "<h2>", "```", "A: ", "[x](y)"])).map("".join)
)
def test_sections_of_any_text_have_words_and_lines(article: str) -> None:
    for one in sections_of(article, 7):
        assert re.search(r"\S", one.question)
        assert 7 <= one.line <= 7 + article.count("\n")
