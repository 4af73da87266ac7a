"""Where each section of an article is spoken of: the likeliest path of a recording through the sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from publisher.chapters.article import Section
from publisher.chapters.sentences import Sentence, sentences_of
from publisher.chapters.similarity import Scores, asks, coverage, fits, stems
from publisher.transcripts.timing import TimedLine

WEAK: Final = 0.45  # sections of other articles get at most so much, one in twenty of the right ones less
_ABSENT: Final = 0.2
_MOST_PIECES: Final = 2000  # what is longer than a few hours is looked at more coarsely
_LONGEST_QUESTION_MS: Final = 45_000

# Logarithms of odds, like the scores: what it costs to begin a section, and what speaks for it.
_START: Final = -5.0
_START_OF_LINE: Final = 3.0
_START_OF_ASKERS_TURN: Final = 1.0
_ASKING: Final = 2.0
_WORDS_OF_QUESTION: Final = 1.0
_FROM_NOWHERE: Final = -3.0  # after words that no section is about
_OUT_OF_ORDER: Final = -6.0
_END: Final = -2.0
_ASKED_WITHIN: Final = 6  # sentences of a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """A section with when it begins to be spoken of, in which line of the transcript, and how sure that is (0 to 1)."""

    section: Section
    start_ms: int
    confidence: float
    line_index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A sentence, or a few of a very long recording."""

    sentence: Sentence  # the first
    stems: frozenset[str]
    starts_turn: bool
    is_asking: bool  # it or what follows in its line
    is_askers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Pieces in a row about one section."""

    section: int
    first: int
    after: int
    score: float


def align(sections: Sequence[Section], lines: Sequence[TimedLine], end_ms: int | None) -> list[Aligned]:
    """The sections in the order of the recording, each where it is asked, or else where the answer to it begins.

    Sections may come in another order than in the article, and some not at all: these are left out. The path through
    them is that of a hidden Markov model (Viterbi): sentences that share rare words with a section are about it, and a
    section begins sooner in the article's order, at a new turn, and with a question.

    ``end_ms`` is that of the recording, if known. Confidence is the share of the section's words that are said
    there; below WEAK the place is doubtful.
    """
    pieces = _pieces(sentences_of(lines, end_ms))
    if not sections or not pieces:
        return []
    scores = fits(sections, [piece.stems for piece in pieces])
    path = _path(_starts(sections, pieces), scores)
    best: dict[int, _Run] = {}
    for run in _runs(path, scores):
        if run.section not in best or run.score > best[run.section].score:
            best[run.section] = run
    aligned = [_aligned(sections[run.section], run, pieces) for run in best.values()]
    found = [one for one in aligned if one.confidence >= _ABSENT]
    return sorted(found, key=lambda one: (one.start_ms, one.section.line))


def _pieces(sentences: Sequence[Sentence]) -> list[_Piece]:
    size = -(-len(sentences) // _MOST_PIECES)
    asker = _asker(sentences)
    asking = _asking(sentences)
    return [_piece(sentences, first, size, asker, asking) for first in range(0, len(sentences), size or 1)]


def _piece(sentences: Sequence[Sentence], first: int, size: int, asker: str | None, asking: Sequence[bool]) -> _Piece:
    sentence = sentences[first]
    said = frozenset(stem for one in sentences[first : first + size] for stem in stems(one.text))
    is_new = first == 0 or sentence.speaker is None or sentence.speaker != sentences[first - 1].speaker
    return _Piece(
        sentence=sentence,
        stems=said,
        starts_turn=sentence.starts_line and is_new,
        is_asking=asking[first],
        is_askers=asker is not None and sentence.speaker == asker,
    )


def _asker(sentences: Sequence[Sentence]) -> str | None:
    """Who asks most, the host; None where nobody else speaks."""
    if len({sentence.speaker for sentence in sentences}) == 1:
        return None
    questions = Counter(sentence.speaker for sentence in sentences if sentence.text.endswith("?"))
    return questions.most_common(1)[0][0] if questions else None


def _asking(sentences: Sequence[Sentence]) -> list[bool]:
    """For each sentence whether it, or one soon after it in its line, is a question."""
    found: list[bool] = []
    distance, line = _ASKED_WITHIN, -1
    for sentence in reversed(sentences):
        distance = distance + 1 if sentence.index == line else _ASKED_WITHIN
        line = sentence.index
        distance = 0 if sentence.text.endswith("?") else distance
        found.append(distance < _ASKED_WITHIN)
    return found[::-1]


def _starts(sections: Sequence[Section], pieces: Sequence[_Piece]) -> Iterator[Scores]:
    """For each piece what speaks for each section to begin with it."""
    for piece, words in zip(pieces, asks(sections, [piece.stems for piece in pieces]), strict=True):
        score = _START + _ASKING * piece.is_asking + _START_OF_LINE * piece.sentence.starts_line
        score += _START_OF_ASKERS_TURN * (piece.starts_turn and piece.is_askers)
        yield [score + _WORDS_OF_QUESTION * asked for asked in words]


def _path(starts: Iterator[Scores], scores: Sequence[Scores]) -> list[int]:
    """The section of each piece on the likeliest path; the number of sections stands for none of them."""
    nothing = len(scores[0])
    reached = [float("-inf")] * nothing + [0.0]
    steps: list[list[int]] = []
    for start, score in zip(starts, scores, strict=True):
        reached, step = _step(reached, start, score)
        steps.append(step)
    at = max(range(nothing + 1), key=reached.__getitem__)
    path: list[int] = []
    for step in reversed(steps):
        path.append(at)
        at = step[at]
    return path[::-1]


def _step(reached: Scores, start: Scores, score: Scores) -> tuple[Scores, list[int]]:
    """One piece on: how well each section is reached now, and from which one."""
    nothing = len(score)
    leader = max(range(nothing + 1), key=reached.__getitem__)
    lead, origin = max((reached[leader] + _OUT_OF_ORDER, leader), (reached[nothing] + _FROM_NOWHERE, nothing))
    ended = reached[leader] + _END
    now, step = [], []
    for section in range(nothing):
        entered, source = lead, origin
        if section and reached[section - 1] > entered:
            entered, source = reached[section - 1], section - 1
        entered += start[section]
        if reached[section] >= entered:
            entered, source = reached[section], section
        now.append(entered + score[section])
        step.append(source)
    now.append(max(reached[nothing], ended))
    step.append(nothing if reached[nothing] >= ended else leader)
    return now, step


def _runs(path: Sequence[int], scores: Sequence[Scores]) -> Iterator[_Run]:
    nothing = len(scores[0])
    for section, indexes in groupby(range(len(path)), key=path.__getitem__):
        if section != nothing:
            run = list(indexes)
            score = sum(scores[index][section] for index in run)
            yield _Run(section=section, first=run[0], after=run[-1] + 1, score=score)


def _aligned(section: Section, run: _Run, pieces: Sequence[_Piece]) -> Aligned:
    first = _start_of_question(run.first, pieces)
    said = frozenset[str]().union(*(piece.stems for piece in pieces[first : run.after]))
    sentence = pieces[first].sentence
    return Aligned(
        section=section,
        start_ms=sentence.start_ms,
        confidence=coverage(section, said),
        line_index=sentence.index,
    )


def _start_of_question(first: int, pieces: Sequence[_Piece]) -> int:
    """The first piece of the asker's line in which the section begins: questions have lead-ins."""
    start = first
    while start and pieces[first].is_askers and not pieces[start].sentence.starts_line:
        start -= 1
    is_near = pieces[first].sentence.start_ms - pieces[start].sentence.start_ms <= _LONGEST_QUESTION_MS
    return start if is_near else first
