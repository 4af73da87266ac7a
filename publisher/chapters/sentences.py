"""Lines of a transcript in sentences, each with a time: what is asked and answered often lies inside a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from publisher.transcripts.pace import share, speaking_ms
from publisher.transcripts.timing import TimedLine

_SLOWEST: Final = 3  # times as long as words take: what lasts longer has a silence behind it, or words are missing
_LONG_LINE_MS: Final = 180_000  # of speaking: the longest answers that people leave in one paragraph take 140 s
_PIECE_MS: Final = 20_000
_SENTENCE_WORDS: Final = 80  # more are words without punctuation
_PIECE_WORDS: Final = 40

# Possessive, and only where a run begins: a line of a hundred thousand dots is read once.
_END: Final = re.compile(r"(?<![.!?…؟।])[.!?…؟।]++[\"'”’»)\]]*+\s++|(?<![。！？])[。！？]++[”’」』）]*+\s*+")
_ABBREVIATIONS: Final = frozenset({"Dr", "Mr", "Mrs", "Ms", "Prof", "St", "vs"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence and when it is said; ``index`` is that of its line, which it may be the first to start."""

    start_ms: int
    text: str
    index: int
    starts_line: bool
    speaker: str | None


def sentences_of(lines: Sequence[TimedLine], end_ms: int | None) -> list[Sentence]:
    """The sentences of all lines in order, none without words; words without punctuation in pieces of about forty.

    The sentences of a line share the time until the next line, or ``end_ms``, by how long they take to say.
    """
    return [
        Sentence(start_ms=start_ms, text=text, index=index, starts_line=number == 0, speaker=line.speaker)
        for index, (line, limit_ms) in enumerate(_with_limits(lines, end_ms))
        for number, (start_ms, text) in enumerate(_timed_texts(line, limit_ms))
    ]


def split_long_lines(lines: Sequence[TimedLine], end_ms: int | None) -> tuple[TimedLine, ...]:
    """The lines, but for those of more than three minutes: these become lines of a few sentences each.

    Some transcripts are one line for a whole recording. A new line starts after a question, too: another voice answers.
    The later ones are not ``is_timed``.
    """
    if not any(_is_long(line) for line in lines):
        return tuple(lines)
    return tuple(piece for line, limit_ms in _with_limits(lines, end_ms) for piece in _pieces(line, limit_ms))


def split_sentences(text: str) -> list[str]:
    """The sentences of a text on one line.

    >>> split_sentences("So, Dr. Who, what is it? It is 3.5 m. I see.")
    ['So, Dr. Who, what is it?', 'It is 3.5 m.', 'I see.']
    >>> split_sentences("何ですか？箱です。")
    ['何ですか？', '箱です。']
    """
    starts = [0, *(match.end() for match in _END.finditer(text) if _is_end(text, match)), len(text)]
    sentences = (text[start:end].strip() for start, end in pairwise(starts))
    return [piece for sentence in sentences for piece in _without_length(sentence)]


def _is_end(text: str, match: re.Match[str]) -> bool:
    word = text[text.rfind(" ", 0, match.start()) + 1 : match.start()]
    is_shortened = match[0] == ". " and (word in _ABBREVIATIONS or (len(word) == 1 and word.isupper() and word != "I"))
    return not is_shortened and not text[match.end() : match.end() + 1].islower()


def _without_length(sentence: str) -> Iterator[str]:
    if sentence.count(" ") < _SENTENCE_WORDS:
        yield from [sentence] if sentence else []
        return
    words = sentence.split()
    for first in range(0, len(words), _PIECE_WORDS):
        yield " ".join(words[first : first + _PIECE_WORDS])


def _with_limits(lines: Sequence[TimedLine], end_ms: int | None) -> Iterator[tuple[TimedLine, int | None]]:
    """Each line with the time at which it must have ended; None where nobody knows."""
    yield from zip(lines, [*(line.start_ms for line in lines[1:]), end_ms], strict=bool(lines))


def _timed_texts(line: TimedLine, limit_ms: int | None) -> Iterator[tuple[int, str]]:
    texts = split_sentences(line.text)
    if len(texts) <= 1:
        yield from ((line.start_ms, text) for text in texts)
        return
    weights = [speaking_ms(text) for text in texts]
    slowest_ms = line.start_ms + _SLOWEST * sum(weights)
    last_ms = slowest_ms if limit_ms is None else min(limit_ms, slowest_ms)
    if last_ms - line.start_ms < len(texts):
        yield from ((line.start_ms, text) for text in texts)
    else:
        yield from zip(share(line.start_ms, last_ms, weights), texts, strict=False)


def _is_long(line: TimedLine) -> bool:
    return speaking_ms(line.text) > _LONG_LINE_MS and not line.text.isspace()


def _pieces(line: TimedLine, limit_ms: int | None) -> Iterator[TimedLine]:
    if not _is_long(line):
        yield line
        return
    start_ms, is_timed = line.start_ms, line.is_timed
    texts: list[str] = []
    for sentence_ms, text in _timed_texts(line, limit_ms):
        if texts and (texts[-1].endswith("?") or speaking_ms(" ".join(texts)) > _PIECE_MS):
            yield replace(line, start_ms=start_ms, text=" ".join(texts), is_timed=is_timed)
            start_ms, texts, is_timed = sentence_ms, [], False
        texts.append(text)
    yield replace(line, start_ms=start_ms, text=" ".join(texts), is_timed=is_timed)
