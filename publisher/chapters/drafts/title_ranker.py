"""Titles for chapters that nobody made: the span of words that looks most like a title, or a plain one for usual parts.

The weights are in titles.json; tools/train_titles.py makes them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from publisher.chapters.drafts.features import host_of
from publisher.chapters.drafts.passages import Passage, words_of
from publisher.chapters.drafts.title_spans import spans_of, vocabularies
from publisher.chapters.drafts.titles import title_of_question
from publisher.text import one_line
from publisher.transcripts.timing import TimedLine

_WEIGHTS_FILE: Final = "titles.json"
_OPENING: Final = "Intro"
_OPENING_WORDS: Final = 3
_EARLY: Final = 4  # chapters, in which a guest is introduced
_LATE: Final = 3  # chapters, in which people say goodbye
_ANSWER_WORDS: Final = 60

_QUESTION: Final = re.compile(r"(?:how(?! to\b)|what|why|is)\b", re.IGNORECASE)
_BACKGROUND: Final = re.compile(
    r"background|career journey|introduce yourself|about yourself|your journey|who you are|your story|dein hintergrund",
    re.IGNORECASE,
)
_FINDING: Final = re.compile(
    r"(?:find|reach|contact|connect with|follow|get in touch with|reach out to) you\b|where can (?:people|listeners)",
    re.IGNORECASE,
)
_RECOMMENDING: Final = re.compile(
    r"\b(?:books?|resources?)\b.{0,80}(?:recommend|suggest)|recommend.{0,60}\b(?:books?|resources?)\b", re.IGNORECASE
)
_CLOSING: Final = re.compile(
    r"(?:thanks?|thank you)[^.?!]{0,40}(?:joining|coming|sharing|being|your time)|wrap(?:ping)? (?:it )?up|last words",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterWords:
    """What is said in a chapter: by whom it starts, what follows, and the first name of who answers, if known."""

    number: int  # from 0
    is_late: bool
    is_last: bool
    question: str
    answer: str
    whole: str
    guest: str | None


def draft_titles(
    lines: Sequence[TimedLine], starts: Sequence[int], weights: Sequence[float] | None = None
) -> list[str]:
    """A short title for each chapter, by the lines at which they start; no two alike, none empty.

    ``weights`` are others than those that come with the program.
    """
    weights = weights or _shipped_weights()
    chapters = list(chapter_words(lines, starts))
    known = vocabularies([chapter.whole for chapter in chapters])
    titles: list[str] = []
    for chapter, vocabulary in zip(chapters, known, strict=True):
        spans = spans_of(chapter.question, chapter.answer, vocabulary)
        ranked = sorted(spans, key=lambda span: -_score(span.features, weights))
        candidates = (_usual(chapter), *(with_guest(span.text, chapter.guest) for span in ranked))
        taken = {title.casefold() for title in titles}
        written = (_written(title) for title in candidates if title)
        titles.append(next((one for one in written if one.casefold() not in taken), None) or _fallback(chapter, taken))
    return titles


def _score(features: Sequence[float], weights: Sequence[float]) -> float:
    """How much a span looks like a title."""
    return sum(weight * value for weight, value in zip(weights, features, strict=True))


def with_guest(text: str, guest: str | None) -> str:
    """A title that speaks of the guest, where the host speaks to them.

    >>> with_guest("your first job", "Ada"), with_guest("your first job", None)
    ('Ada’s first job', 'your first job')
    """
    return re.sub(r"\byour\b", f"{guest}’s", text, flags=re.IGNORECASE) if guest else text


def chapter_words(lines: Sequence[TimedLine], starts: Sequence[int]) -> Iterator[ChapterWords]:
    """What is said in each chapter."""
    host = host_of([_passage(line) for line in lines]) if any(line.speaker for line in lines) else None
    bounds = [*starts, len(lines)]
    for number, (first, after) in enumerate(pairwise(bounds)):
        here = lines[first:after]
        turn = next((index for index, line in enumerate(here) if line.speaker != here[0].speaker), min(1, len(here)))
        yield ChapterWords(
            number=number,
            is_late=number >= len(starts) - _LATE,
            is_last=number == len(starts) - 1,
            question=" ".join(line.text for line in here[:turn]),
            answer=" ".join(line.text for line in here[turn : turn + 3]),
            whole=" ".join(line.text for line in here),
            guest=_guest(here, host),
        )


def _passage(line: TimedLine) -> Passage:
    return Passage(index=0, start_ms=0, speaker=line.speaker, text=line.text, words=tuple(line.text.split()))


def _guest(lines: Sequence[TimedLine], host: str | None) -> str | None:
    said = Counter[str]()
    for line in lines:
        if line.speaker and line.speaker != host:
            said[line.speaker] += len(line.text)
    return said.most_common(1)[0][0].split()[0] if said else None


def _usual(chapter: ChapterWords) -> str | None:
    """The title of a part that most interviews have, in English."""
    if chapter.number < _EARLY and chapter.guest and _BACKGROUND.search(chapter.question):
        return f"{chapter.guest}’s background"
    if chapter.number == 0 and chapter.is_last is False:
        return _OPENING
    if chapter.is_late and chapter.guest and _FINDING.search(chapter.question):
        return f"Finding {chapter.guest} online"
    if chapter.guest and _RECOMMENDING.search(chapter.question):
        return f"{chapter.guest}’s resource recommendations"
    if chapter.is_last and _CLOSING.search(chapter.question):
        return "Wrapping up"
    return None


def _written(title: str) -> str:
    mark = "?" if _QUESTION.match(title) else ""
    return f"{title[:1].upper()}{title[1:]}{mark}"


def _fallback(chapter: ChapterWords, taken: set[str]) -> str:
    """The beginning of what is said, or a number, where no span will do."""
    title = title_of_question(chapter.question) if len(words_of(chapter.question)) >= _OPENING_WORDS else ""
    title = one_line(title)
    return title if title and title.casefold() not in taken else f"Chapter {chapter.number + 1}"


@cache
def _shipped_weights() -> tuple[float, ...]:
    text = files(__package__).joinpath(_WEIGHTS_FILE).read_text(encoding="utf-8")
    return tuple(json.loads(text)["weights"])
