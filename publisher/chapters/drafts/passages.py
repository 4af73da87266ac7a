"""The passages of a transcript: what is said at one go, and where a chapter may start."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from publisher.chapters.sentences import split_sentences
from publisher.transcripts.pace import count_wide
from publisher.transcripts.timing import TimedLine

_Group: TypeAlias = tuple[int, list[TimedLine]]  # lines, and the index of the first

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
_WIDE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")  # scripts that write words without spaces
_SENTENCE: Final = re.compile(r"[^.!?…。！？؟]++[.!?…。！？؟]?")
_SENTENCE_ENDS: Final = (".", "!", "?", "…", "。", "！", "？", "؟")
_QUESTION_MARKS: Final = ("?", "？", "؟")
_CLOSING: Final = " \"”’'»)]"

_WIDE_PER_WORD: Final = 2
_CAPTION_WORDS: Final = 15  # what is shorter on average are captions, and not what somebody says at one go
_WHOLE_SHARE: Final = 0.6  # of the lines end a sentence, where people made paragraphs
_NAMED_SHARE: Final = 0.8  # of the lines, for speakers to count
_TURN_WORDS: Final = 110  # of one speaker: a paragraph may end
_PIECE_WORDS: Final = 60  # the same where nobody knows who speaks
_LONGEST_SHARE: Final = 1.5  # of these, without the end of a sentence
_MOST_PASSAGES: Final = 3000  # of a recording of any length
_SENTENCE_CHARACTERS: Final = 250  # more are words without punctuation


class Layout(StrEnum):
    """What the lines of a transcript tell of the turns of a conversation."""

    SPEAKERS = "with speakers"
    TURNS = "without speakers"  # a line, or the lines under one time, for what somebody says at one go
    WORDS = "without turns"  # captions without names, or one paragraph for everything


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
        return self.text.rstrip(_CLOSING).endswith(_QUESTION_MARKS)

    @property
    def last_question_words(self) -> int:
        """How long the last question is, in words; 0 without one."""
        questions = [sentence for sentence in _SENTENCE.findall(self.text) if sentence.endswith(_QUESTION_MARKS)]
        return len(words_of(questions[-1])) if questions else 0


def layout_of(lines: Sequence[TimedLine]) -> Layout:
    """What the lines tell, from names, lengths and ends of sentences."""
    return _layout(lines, [" ".join(line.text for line in group) for _, group in _groups(lines)])


def passages_of(lines: Sequence[TimedLine]) -> list[Passage]:
    """The lines under one time as one passage each; captions joined to what belongs together.

    Joined passages end where somebody else speaks, and where a sentence ends after some sixty words, or a hundred of
    one speaker. Where nobody knows who speaks, a question is a passage.
    """
    groups = list(_groups(lines))
    texts = [" ".join(line.text for line in group) for _, group in groups]
    counts = [_word_count(text) for text in texts]
    if _layout(lines, texts) is Layout.WORDS:
        return list(_by_questions(lines, max(_PIECE_WORDS, sum(counts) // _MOST_PASSAGES)))
    if len(groups) > _MOST_PASSAGES or sum(counts) < _CAPTION_WORDS * len(groups):
        enough_words = max(_TURN_WORDS, sum(counts) // _MOST_PASSAGES)
        groups, texts = _joined(groups, texts, counts, enough_words)
    return [_passage(index, group[0], text) for (index, group), text in zip(groups, texts, strict=True)]


def words_of(text: str) -> tuple[str, ...]:
    """The words in lower case; each letter of a script that has no spaces is one.

    >>> words_of("What's that, in 2026?"), words_of("日本")
    (("what's", 'that', 'in', '2026'), ('日', '本'))
    """
    spaced = _WIDE.sub(r" \g<0> ", text) if not text.isascii() else text
    return tuple(word.replace("’", "'") for word in _WORD.findall(spaced.lower()))


def _layout(lines: Sequence[TimedLine], texts: Sequence[str]) -> Layout:
    named = [line.speaker for line in lines if line.speaker]
    if len(named) >= _NAMED_SHARE * len(lines) and len(set(named)) > 1:
        return Layout.SPEAKERS
    are_pieces = len({line.line for line in lines}) * 2 < len(lines)  # of paragraphs: split for their length
    return Layout.WORDS if are_pieces or not _are_whole(texts) else Layout.TURNS


def _are_whole(texts: Sequence[str]) -> bool:
    """Whether these are paragraphs that people made: not short, and most end with a sentence, if any does."""
    ending = sum(_ends_sentence(text) for text in texts)
    words = sum(map(_word_count, texts))
    return words >= _CAPTION_WORDS * len(texts) and (ending == 0 or ending >= _WHOLE_SHARE * len(texts))


def _groups(lines: Sequence[TimedLine]) -> Iterator[_Group]:
    """The lines under one time, by one speaker; each line where few have times."""
    are_timed = sum(line.is_timed for line in lines) * 4 > len(lines)
    first, group = 0, list(lines[:1])
    for index, line in enumerate(lines[1:], 1):
        if line.is_timed or not are_timed or line.speaker != group[0].speaker:
            yield first, group
            first, group = index, []
        group.append(line)
    if group:
        yield first, group


def _joined(
    groups: Sequence[_Group], texts: Sequence[str], counts: Sequence[int], enough_words: int
) -> tuple[list[_Group], list[str]]:
    """Neighbours of one speaker made one, until they have enough words and end with a sentence."""
    fewest_words = enough_words - _TURN_WORDS  # none, but in recordings of days, where a passage has several turns
    joined: list[_Group] = []
    parts: list[list[str]] = []
    word_count = 0
    for (index, group), text, count in zip(groups, texts, counts, strict=True):
        is_same = bool(joined) and joined[-1][1][0].speaker == group[0].speaker
        if joined and (
            word_count < fewest_words or (is_same and not _is_enough(parts[-1][-1], word_count, enough_words))
        ):
            parts[-1].append(text)
            word_count += count
        else:
            joined.append((index, group))
            parts.append([text])
            word_count = count
    return joined, [" ".join(those) for those in parts]


def _is_enough(last_text: str, word_count: int, enough_words: int) -> bool:
    return word_count >= enough_words * (1 if _ends_sentence(last_text) else _LONGEST_SHARE)


def _passage(index: int, line: TimedLine, text: str) -> Passage:
    return Passage(index=index, start_ms=line.start_ms, speaker=line.speaker, text=text, words=words_of(text))


def _word_count(text: str) -> int:
    """Roughly how many words there are; two letters of a script without spaces are one."""
    return len(text.split()) + count_wide(text) // _WIDE_PER_WORD


def _ends_sentence(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith(_SENTENCE_ENDS)


def _by_questions(lines: Sequence[TimedLine], enough_words: int) -> Iterator[Passage]:
    """Questions, and what is said between them in pieces; each starts with another line."""
    fewest_words = enough_words - _PIECE_WORDS  # none, but in recordings of days
    sentences: list[str] = []
    first, word_count, is_asking = 0, 0, False
    for index, sentence in _sentences(lines):
        asks = sentence.rstrip(_CLOSING).endswith(_QUESTION_MARKS)
        is_whole = (asks != is_asking and word_count >= fewest_words) or (not asks and word_count >= enough_words)
        if sentences and is_whole and index > first:
            yield _passage(first, lines[first], " ".join(sentences))
            sentences, word_count, is_asking = [], 0, False
        first = first if sentences else index
        sentences.append(sentence)
        word_count += _word_count(sentence)
        is_asking = is_asking or asks
    if sentences:
        yield _passage(first, lines[first], " ".join(sentences))


def _sentences(lines: Sequence[TimedLine]) -> Iterator[tuple[int, str]]:
    """Sentences that may run over several lines, each with the index of the line in which it starts."""
    parts: list[str] = []
    first, length = 0, 0
    for index, line in enumerate(lines):
        for part in split_sentences(line.text):
            first = first if parts else index
            parts.append(part)
            length += len(part)
            if length > _SENTENCE_CHARACTERS or _ends_sentence(part):
                yield first, " ".join(parts)
                parts, length = [], 0
    if parts:
        yield first, " ".join(parts)
