"""Parts that most interviews have, and what they are called: the guest's background, what they recommend, the end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from publisher.chapters.drafts.title_words import set_of
from publisher.chapters.sentences import split_sentences

OPENING: Final = "Intro"  # a word that most languages share
_EARLY: Final = 0.15  # of all lines: until there, or in the first chapters, a guest is introduced
_FIRST_CHAPTERS: Final = 3
_RECOMMENDED_FROM: Final = 0.6
_FOUND_FROM: Final = 0.75
_CLOSED_FROM: Final = 0.9
_QUESTION_WORDS: Final = 5  # of one that is about something
_NO_NAMES: Final = set_of("speaker guest host interviewer interviewee moderator narrator participant")

_BACKGROUND: Final = re.compile(
    r"\byour (?:\w+ )?(?:background|journey|story)\b|\b(?:about|introduce) yourself\b|\bwho you are\b", re.IGNORECASE
)
_RECOMMENDING: Final = re.compile(
    r"\b(?:books?|resources?)\b[^.?!]{0,80}\brecommend|\brecommend[^.?!]{0,80}\b(?:books?|resources?)\b"
    r"|\b(?:book|resource) recommendation",
    re.IGNORECASE,
)
_FINDING: Final = re.compile(
    r"\b(?:find|reach|contact|follow|reach out to|get in touch with|connect with|get (?:a )?hold of) you\b"
    r"|\bfind (?:out )?more about you\b",
    re.IGNORECASE,
)
_CLOSING: Final = re.compile(
    r"\bwrap(?:ping)? (?:it |things )?up\b|\b(?:last|final) (?:words|thoughts)\b"
    r"|\bbefore we (?:finish|wrap|end|close)\b|\banything else\b"
    r"|\b(?:thanks|thank you)\b[^.?!]{0,30} for (?:joining|being|coming|sharing)\b"
    r"|\bthat's (?:all|it) for\b|\bhave a (?:great|nice|good) |\bwant(?:ed)? to (?:say|add|mention)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How a chapter begins: what is said by whoever starts it, the answer, and the first name of the guest.

    ``number`` counts from 0, ``place`` is from 0 at the beginning of the transcript to 1 at its end.
    """

    question: str
    answer: str
    is_hosted: bool  # it is the host who starts it, or nobody knows
    guest: str | None
    number: int
    place: float
    is_last: bool


def usual_title(chapter: Opening) -> str | None:
    """The title of a part that most interviews have, in English; None for a part like no other."""
    guest, said = chapter.guest, chapter.question if chapter.is_hosted else ""
    is_early = chapter.place < _EARLY or chapter.number < _FIRST_CHAPTERS
    if is_early and _BACKGROUND.search(said):
        return _of(guest, "background")
    if chapter.place == 0 and not chapter.is_last:
        return OPENING
    if chapter.place >= _RECOMMENDED_FROM and (found := _RECOMMENDING.search(said)):
        return _of(guest, f"{'resource' if 'resource' in found[0].lower() else 'book'} recommendations")
    if guest and chapter.place >= _FOUND_FROM and _FINDING.search(said):
        return f"Finding {guest} online"
    if chapter.is_last and chapter.place >= _CLOSED_FROM and _is_closing(said):
        return "Wrapping up"
    return None


def _of(guest: str | None, what: str) -> str:
    return f"{guest}’s {what}" if guest else what.capitalize()


def first_name(speaker: str) -> str | None:
    """What a title calls a speaker; None for a label that is no name.

    >>> first_name("Grace Hopper"), first_name("Dr. Who"), first_name("Speaker 2"), first_name("陳大文")
    ('Grace', 'Dr. Who', None, '陳大文')
    """
    words = speaker.split()
    if not words or words[0].casefold() in _NO_NAMES or any(letter.isdigit() for letter in speaker):
        return None
    return speaker if words[0].endswith(".") else words[0]


def _is_closing(said: str) -> bool:
    """Whether people say goodbye, and nothing else is asked."""
    questions = (text for text in split_sentences(said) if text.endswith("?") and len(text.split()) > _QUESTION_WORDS)
    return bool(_CLOSING.search(said)) and all(_CLOSING.search(question) for question in questions)
