"""The passages of a transcript: what is said at one go, and where a chapter may start."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from publisher.transcripts.timing import TimedLine

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
_WIDE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")  # scripts that write words without spaces
_CAPTION_WORDS: Final = 15  # what is shorter on average are captions, and not what somebody says at one go
_PASSAGE_WORDS: Final = 60
_LONGEST_WORDS: Final = 150
_MOST_PASSAGES: Final = 3000  # of a recording of any length
_SENTENCE_ENDS: Final = (".", "!", "?", "…", "。", "！", "？")
_QUESTION_MARKS: Final = ("?", "？", "؟")
_SENTENCE: Final = re.compile(r"[^.!?…。！？؟]++[.!?…。！？؟]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of one speaker; ``index`` is that of its first line."""

    index: int
    start_ms: int
    speaker: str | None
    text: str
    words: tuple[str, ...]  # in lower case

    @property
    def questions(self) -> int:
        """How many question marks there are."""
        return sum(self.text.count(mark) for mark in _QUESTION_MARKS)

    @property
    def ends_asking(self) -> bool:
        """Whether the last sentence is a question."""
        return self.text.rstrip(" \"”’'»").endswith(_QUESTION_MARKS)

    @property
    def last_question_words(self) -> int:
        """How long the last question is, in words; 0 without one."""
        questions = [sentence for sentence in _SENTENCE.findall(self.text) if sentence.endswith(_QUESTION_MARKS)]
        return len(words_of(questions[-1])) if questions else 0


def passages_of(lines: Sequence[TimedLine]) -> list[Passage]:
    """The lines under one time as one passage each; captions, and lines without times, joined to what belongs together.

    A joined passage ends where somebody else speaks, behind a question, and where a sentence ends after sixty words.
    """
    groups = list(_groups(lines))
    word_count = sum(len(passage.words) for passage in groups)
    is_captions = word_count < _CAPTION_WORDS * len(groups) or len(groups) > _MOST_PASSAGES
    if not is_captions:
        return groups
    return list(_joined(groups, max(_PASSAGE_WORDS, word_count // _MOST_PASSAGES)))


def words_of(text: str) -> tuple[str, ...]:
    """The words in lower case; each letter of a script that has no spaces is one.

    >>> words_of("What's that, in 2026?"), words_of("日本")
    (("what's", 'that', 'in', '2026'), ('日', '本'))
    """
    spaced = _WIDE.sub(r" \g<0> ", text) if not text.isascii() else text
    return tuple(word.replace("’", "'") for word in _WORD.findall(spaced.lower()))


def _groups(lines: Sequence[TimedLine]) -> Iterator[Passage]:
    are_timed = sum(line.is_timed for line in lines) * 4 > len(lines)
    group: list[tuple[int, TimedLine]] = []
    for index, line in enumerate(lines):
        if group and (line.is_timed or not are_timed):
            yield _passage(group)
            group = []
        group.append((index, line))
    if group:
        yield _passage(group)


def _passage(group: Sequence[tuple[int, TimedLine]]) -> Passage:
    index, first = group[0]
    text = " ".join(line.text for _, line in group)
    return Passage(index=index, start_ms=first.start_ms, speaker=first.speaker, text=text, words=words_of(text))


def _joined(groups: Iterable[Passage], enough_words: int) -> Iterator[Passage]:
    parts: list[Passage] = []
    word_count = 0
    for group in groups:
        if parts and (parts[0].speaker != group.speaker or _is_whole(parts[-1], word_count, enough_words)):
            yield _one(parts)
            parts, word_count = [], 0
        parts.append(group)
        word_count += len(group.words)
    if parts:
        yield _one(parts)


def _is_whole(last: Passage, word_count: int, enough_words: int) -> bool:
    is_sentence = last.text.rstrip(" \"”’'»").endswith(_SENTENCE_ENDS)
    return (
        (last.ends_asking and enough_words == _PASSAGE_WORDS)
        or (is_sentence and word_count >= enough_words)
        or word_count >= max(_LONGEST_WORDS, enough_words)
    )


def _one(parts: Sequence[Passage]) -> Passage:
    first = parts[0]
    return Passage(
        index=first.index,
        start_ms=first.start_ms,
        speaker=first.speaker,
        text=" ".join(part.text for part in parts),
        words=tuple(word for part in parts for word in part.words),
    )
