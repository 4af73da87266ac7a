"""What chapters that nobody made are called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.chapters.drafts.titles import title_of_question


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("What about data analysts? What are their responsibilities?", "What about data analysts?"),
        ("So, can you tell us a bit about your career journey?", "Your career journey"),
        ("Before we dive into writing, could you walk us through your work?", "Your work"),
        (
            "Okay. You publish weekly. How do you fit writing into your schedule?",
            "How do you fit writing into your schedule?",
        ),
        (
            "What are the main steps in the methodology, and what does each of the steps involve?",
            "What are the main steps in the methodology?",
        ),
        (
            "For those unfamiliar with the field of feeds, could you explain what a feed actually does?",
            "What a feed actually does",
        ),
        (
            "What role do data engineers play in the data understanding step of projects?",
            "What role do data engineers play in the data understanding…",
        ),
        ("Wie lange arbeiten Sie schon daran? Und wo?", "Wie lange arbeiten Sie schon daran?"),
        ("これは何ですか？箱です。", "これは何ですか？"),
        ("The end.", "The end"),
        ("So?", "So?"),
    ],
)
def test_question_keeps_its_words_as_a_title(question: str, title: str) -> None:
    assert title_of_question(question) == title


@given(st.text(max_size=300), st.integers(min_value=20, max_value=80))
def test_any_question_becomes_a_short_title_on_one_line(question: str, limit: int) -> None:
    title = title_of_question(question, limit)
    assert len(title) <= limit
    assert title == " ".join(title.split())
    assert bool(title) == bool(question.split())
