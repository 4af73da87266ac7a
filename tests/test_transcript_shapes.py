"""Transcripts of every shape: sensible chapters of their words, or none, and never a crash."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import pairwise

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.cli import main
from publisher.clock import format_short
from publisher.lone_file import parse_lone

TOPICS = ("bread", "sails", "music", "winter", "clocks", "gardens", "bridges", "stars", "letters", "horses")
DEUTSCH = ("Brot", "Segel", "Musik", "Winter", "Uhren", "Gärten", "Brücken", "Sterne", "Briefe", "Pferde")


def answered(text: str) -> Result:
    return CliRunner().invoke(main, ["chapters", "-", "--format", "json"], input=text, catch_exceptions=False)


def chapters_of(text: str) -> list[tuple[float, str]]:
    result = answered(text)
    assert result.exit_code == 0, result.stderr
    return [(one["startTime"], one["title"]) for one in json.loads(result.stdout)["chapters"]]


def assert_sensible(chapters: list[tuple[float, str]], *, end_s: float, at_least: int, at_most: int) -> None:
    """A list that a listener can use: from 0, in order, half a minute each, titles of their own that are short."""
    starts = [start for start, _ in chapters]
    assert at_least <= len(starts) <= at_most
    assert starts[0] == 0
    assert all(later - earlier >= 30 for earlier, later in pairwise(starts))
    assert starts[-1] <= end_s - 30
    titles = [title for _, title in chapters]
    assert len(set(titles)) == len(titles)
    assert all(1 <= len(title) <= 80 for title in titles)


def sentences(topic: str, count: int, seed: int) -> Iterator[str]:
    """Talk about one thing, with words around it that say nothing."""
    chosen = random.Random(seed)
    for _ in range(count):
        verb = chosen.choice(("is", "was", "needs", "gives", "takes"))
        yield f"I think that {topic} {verb} {chosen.choice(('more', 'less', 'enough'))} than we had in {topic} before."


def blocks(*spoken: tuple[str, str], step_s: int = 30) -> str:
    """Plain text: a time, a speaker, a paragraph."""
    return "\n".join(f"{format_short(i * step_s * 1000)}\n{who}\n{text}\n" for i, (who, text) in enumerate(spoken))


def interview(speakers: tuple[str, ...], *, ask: str = "What do you think about {}?") -> list[tuple[str, str]]:
    """Ten questions of the first speaker, each with three answers of the others."""
    spoken = [(speakers[0], "Welcome to our show, where we talk about many things.")]
    for number, topic in enumerate(TOPICS):
        spoken.append((speakers[0], ask.format(topic)))
        for part in range(3):
            who = speakers[1 + (number + part) % (len(speakers) - 1)]
            spoken.append((who, " ".join(sentences(topic, 12, number * 10 + part))))
    return spoken


def test_an_interview_has_chapters_where_the_host_asks() -> None:
    spoken = interview(("Ada", "Grace"))
    chapters = chapters_of(blocks(*spoken))
    assert_sensible(chapters, end_s=41 * 30, at_least=4, at_most=9)
    asked = {index * 30 for index, (_, text) in enumerate(spoken) if text.endswith("?")}
    assert sum(start in asked for start, _ in chapters[1:]) >= len(chapters[1:]) - 1


def test_a_panel_of_five() -> None:
    spoken = interview(("Ada", "Grace", "Edith", "Joan", "Radia"))
    assert_sensible(chapters_of(blocks(*spoken)), end_s=41 * 30, at_least=4, at_most=9)


def test_a_monologue() -> None:
    spoken = [("Ada", " ".join(sentences(TOPICS[number // 8], 6, number))) for number in range(80)]
    assert_sensible(chapters_of(blocks(*spoken)), end_s=80 * 30, at_least=4, at_most=14)


def test_no_speakers() -> None:
    spoken = interview(("Ada", "Grace"))
    text = "WEBVTT\n\n" + "".join(
        f"{i // 2:02}:{i % 2 * 30:02}.000 --> {(i + 1) // 2:02}:{(i + 1) % 2 * 30:02}.000\n{text}\n\n"
        for i, (_, text) in enumerate(spoken)
    )
    assert_sensible(chapters_of(text), end_s=41 * 30, at_least=4, at_most=9)


def test_no_punctuation() -> None:
    spoken = [(who, text.replace(".", "").replace("?", "").lower()) for who, text in interview(("Ada", "Grace"))]
    assert_sensible(chapters_of(blocks(*spoken)), end_s=41 * 30, at_least=4, at_most=9)


def test_german() -> None:
    spoken = interview(("Ada", "Grete"), ask="Was hältst du von {}?")
    for topic, wort in zip(TOPICS, DEUTSCH, strict=True):
        spoken = [(who, text.replace(topic, wort)) for who, text in spoken]
    swaps = {"I think that": "Ich glaube, dass", "than we had in": "als wir hatten bei", "before": "davor"}
    for english, deutsch in swaps.items():
        spoken = [(who, text.replace(english, deutsch)) for who, text in spoken]
    chapters = chapters_of(blocks(*spoken))
    assert_sensible(chapters, end_s=41 * 30, at_least=4, at_most=9)
    assert sum(any(wort in title for wort in DEUTSCH) for _, title in chapters) >= len(chapters) // 2


def test_one_line_of_an_hour() -> None:
    words = " ".join(sentence for number in range(10) for sentence in sentences(TOPICS[number], 60, number))
    chapters = chapters_of(blocks(("Ada", words)))
    assert_sensible(chapters, end_s=len(words) * 0.07, at_least=6, at_most=20)


def test_captions_of_two_seconds() -> None:
    spoken = interview(("Ada", "Grace"))
    pieces = [piece for _, text in spoken for piece in text.replace(". ", ".|").split("|")]
    text = "".join(
        f"{number + 1}\n00:{number * 3 // 60:02}:{number * 3 % 60:02},000 --> "
        f"00:{(number * 3 + 3) // 60:02}:{(number * 3 + 3) % 60:02},000\n{piece}\n\n"
        for number, piece in enumerate(pieces)
    )
    assert_sensible(chapters_of(text), end_s=len(pieces) * 3, at_least=3, at_most=9)


def test_no_times_at_all() -> None:
    paragraphs = "\n\n".join(f"{who}: {text}" for who, text in interview(("Ada", "Grace")))
    chapters = chapters_of(paragraphs)
    assert chapters[0][0] == 0
    assert 4 <= len(chapters) <= 20


def test_a_hundred_thousand_lines() -> None:
    text = "".join(
        f"{number * 4 // 3600:02}:{number * 4 // 60 % 60:02}:{number * 4 % 60:02}\n"
        f"About {TOPICS[number // 50 % 10]} we say this.\n\n"
        for number in range(100_000)
    )
    chapters = chapters_of(text)
    assert chapters[0][0] == 0
    assert 30 <= len(chapters) <= 101


@pytest.mark.parametrize("text", ["0:00\nAda\nHello there.\n", "WEBVTT\n", "0:00\n\n", "?\n", "0:00\n🎙️\n"])
def test_next_to_nothing_has_no_chapters(text: str) -> None:
    result = answered(text)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1].startswith("publish: -: ")


LINES = st.lists(
    st.tuples(
        st.none() | st.integers(0, 7200),
        st.sampled_from(["Ada", "Grace", "陳大文", ""]),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
        | st.sampled_from(["What is it?", "Why?", "Yes.", "word " * 400, "? ? ?", "今日は何ですか？", "…"]),
    ),
    max_size=60,
)


@given(LINES)
@settings(max_examples=80)
def test_whatever_is_said_is_no_crash(lines: list[tuple[int | None, str, str]]) -> None:
    text = "".join(
        (f"{second // 60}:{second % 60:02}\n" if second is not None else "") + f"{who}\n{words}\n\n"
        for second, who, words in lines
    )
    read = parse_lone("talk.txt", text, "many")
    if read.value:
        starts = [chapter.start_ms for chapter in read.value.decided.chapters]
        assert starts == sorted(starts)
        assert starts[:1] in ([], [0])
