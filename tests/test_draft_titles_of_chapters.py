"""Titles of chapters that nobody made: of the words that are said there, one line, each its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.chapters.drafts.title_ranker import draft_titles
from publisher.transcripts.timing import TimedLine


def line(text: str, speaker: str | None = None) -> TimedLine:
    return TimedLine(start_ms=0, speaker=speaker, text=text, line=1, is_timed=True)


INTERVIEW = (
    line("Welcome to the show. Today we talk about feeds.", "Ada"),
    line("Thanks for having me.", "Grace Hopper"),
    line("Before we start, can you tell us about your background?", "Ada"),
    line("I worked on compilers, and then on more compilers.", "Grace Hopper"),
    line("What is a podcast namespace?", "Ada"),
    line("The podcast namespace is a set of tags. Apps read the namespace.", "Grace Hopper"),
    line("Can you recommend a book about tags to our listeners?", "Ada"),
    line("Any book will do.", "Grace Hopper"),
    line("Where can people find you?", "Ada"),
    line("At the sea.", "Grace Hopper"),
)


def test_an_interview_gets_titles_that_say_what_it_is_about() -> None:
    opening, background, topic, books, end = draft_titles(INTERVIEW, [0, 2, 4, 6, 8])
    assert (opening, background) == ("Intro", "Grace’s background")
    assert "podcast namespace" in topic
    assert (books, end) == ("Grace’s book recommendations", "Finding Grace online")


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("So tell me, how do you publish a feed?", "Publishing a feed"),
        ("What about your first paper on compilers?", "Grace’s first paper on compilers"),
        ("Als Nächstes eine Frage zu Kapiteln. Was ist ein gutes Kapitel?", "Was ist ein gutes Kapitel?"),
        ("次の質問です。章とは何ですか？", "章とは何ですか？"),
        ("🎉 🎉", "In the name"),
    ],
)
def test_a_title_is_what_is_asked(said: str, title: str) -> None:
    answer = (
        "Das ist nicht so einfach." if "Frage" in said else "そうですね。" if "質問" in said else "It is in the name."
    )
    assert draft_titles([line("Hi.", "Ada"), line(said, "Ada"), line(answer, "Grace")], [0, 1])[1] == title


def test_only_what_opens_the_recording_is_the_intro() -> None:
    assert "Intro" not in draft_titles(INTERVIEW, [4, 6])


def test_where_nobody_is_named_titles_speak_of_the_only_guest() -> None:
    lines = [replace(one, speaker=None) for one in INTERVIEW]
    assert draft_titles(lines, [0, 2, 6], guests=["Grace Hopper"])[1:] == [
        "Grace’s background",
        "Grace’s book recommendations",
    ]
    assert draft_titles(lines, [0, 2, 6])[1:] == ["Background", "Book recommendations"]


def test_labels_that_are_no_names_are_in_no_title() -> None:
    lines = [
        line("Welcome.", "Speaker 1"),
        line("What about your background?", "Speaker 1"),
        line("Well.", "Speaker 2"),
    ]
    assert not draft_titles(lines, [0, 1])[1].startswith("Speaker")


def test_no_two_titles_are_alike() -> None:
    lines = [line("The weather is nice."), line("The weather is nice."), line("The weather is nice.")]
    titles = draft_titles(lines, [0, 1, 2])
    assert len({title.casefold() for title in titles}) == 3


@given(st.lists(st.tuples(st.text(max_size=60), st.sampled_from([None, "Ada", "陳大文"])), min_size=1, max_size=12))
@settings(max_examples=150)
def test_whatever_is_said_there_are_titles(spoken: list[tuple[str, str | None]]) -> None:
    lines = [line(" ".join(text.split()), speaker) for text, speaker in spoken]
    starts = list(range(0, len(lines), 2))
    titles = draft_titles(lines, starts)
    assert len(titles) == len(starts)
    assert all(title == " ".join(title.split()) != "" for title in titles)
    assert len({title.casefold() for title in titles}) == len(titles)
