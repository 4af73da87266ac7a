"""The spans of words that a chapter could be called by: of what is asked where it starts, and of how the answer begins.

Each has features: numbers that say how much it looks like a title. Their weights are in titles.json.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, log1p
from typing import Final

from publisher.chapters.drafts.passages import words_of
from publisher.chapters.sentences import split_sentences

_LONGEST_WORDS: Final = 9
_QUESTION_SENTENCES: Final = 7  # the last of them: what comes before leads to the question
_ANSWER_WORDS: Final = 60
_TOKEN: Final = re.compile(r"\w+(?:[’'./&-]\w+)*|[^\w\s]")
_CLAUSE_ENDS: Final = frozenset('.?!;:,—–"()…。？！、')

# What stands in every talk: the words of grammar, and of people who think while they speak.
_FUNCTION_WORDS: Final = (
    "a an the and or but of in on at to for from with by as is are was were be been being am do does did have has had"
    " i you he she it we they me him her us them my your his its our their this that these those there here what which"
    " who whom how when where why not no if than then so because about into over out up down off just also very really"
    " like can could would should will shall may might must let's"
)
_FILLING_WORDS: Final = (
    "yeah okay ok yes right actually basically maybe kind sort know mean guess think said say thing things something"
    " somebody stuff lot bit well interesting question questions curious ask asked talk wanted want mentioned"
    " tell first second one ones other another next last"
)
_FUNCTION: Final = frozenset(_FUNCTION_WORDS.split())
_FILLING: Final = frozenset(_FILLING_WORDS.split())
_FIRST: Final = frozenset({"how", "what", "why", "the", "a", "an", "from", "being", "your", "my", "on", "is"})
_LAST: Final = frozenset({"not", "it", "up", "out"})
_ASKING: Final = frozenset({"how", "what", "why", "is"})
_CUES: Final = frozenset({"about", "of", "between", "on", "is", "are", "the", "a", "your", "with"})
_VAGUE: Final = frozenset({"i", "my", "we", "it", "they", "that", "this"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Some words in a row, and the values of its features."""

    text: str
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    tokens: tuple[str, ...]
    words: tuple[str, ...]  # the tokens in lower case
    weights: tuple[float, ...]  # how much each says of this chapter
    is_asked: bool  # by whoever starts the chapter
    place: float  # from 0 to 1 in the question or the answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words of one chapter, and how many chapters of the episode have each."""

    counts: Mapping[str, int]
    chapters_with: Mapping[str, int]
    chapter_count: int

    def weight(self, word: str) -> float:
        """How much a word says of this chapter: often here, seldom elsewhere."""
        if word in _FUNCTION or word in _FILLING or word not in self.counts:
            return 0.0
        return log1p(self.counts[word]) * log((self.chapter_count + 1) / self.chapters_with[word])


def vocabularies(chapters: Sequence[str]) -> list[Vocabulary]:
    """The vocabulary of each chapter of an episode, by their texts."""
    counts = [Counter(words_of(text)) for text in chapters]
    chapters_with = Counter(word for words in counts for word in words)
    return [Vocabulary(counts=words, chapters_with=chapters_with, chapter_count=len(chapters)) for words in counts]


def spans_of(question: str, answer: str, vocabulary: Vocabulary) -> list[Span]:
    """The spans of a question and of the beginning of its answer, each text once."""
    spans: dict[str, Span] = {}
    for sentence in _sentences(question, answer, vocabulary):
        for first, after in _bounds(sentence):
            text = _joined(sentence.tokens[first:after])
            spans.setdefault(text.casefold(), Span(text=text, features=_features(sentence, first, after, vocabulary)))
    return list(spans.values())


def _sentences(question: str, answer: str, vocabulary: Vocabulary) -> Iterator[_Sentence]:
    asked = split_sentences(question)[-_QUESTION_SENTENCES:]
    answered = split_sentences(" ".join(answer.split()[:_ANSWER_WORDS]))
    for texts, is_asked in ((asked, True), (answered, False)):
        for number, text in enumerate(texts, start=1):
            tokens = tuple(_TOKEN.findall(text))
            words = tuple(token.lower().replace("’", "'") for token in tokens)
            yield _Sentence(
                tokens=tokens,
                words=words,
                weights=tuple(vocabulary.weight(word) for word in words),
                is_asked=is_asked,
                place=number / len(texts),
            )


def _bounds(sentence: _Sentence) -> Iterator[tuple[int, int]]:
    words = sentence.words
    for first, word in enumerate(words):
        if not word[0].isalnum() or word in _FILLING or (word in _FUNCTION and word not in _FIRST):
            continue
        for last in range(first, min(first + _LONGEST_WORDS, len(words))):
            if words[last] in _CLAUSE_ENDS:
                break
            if word in _ASKING and last + 1 < len(words) and words[last + 1] not in _CLAUSE_ENDS:
                continue  # half a question is no title
            is_end = words[last][0].isalnum() and words[last] not in _FILLING
            if is_end and (words[last] not in _FUNCTION or words[last] in _LAST) and words[last] not in _FIRST:
                yield first, last + 1


def _features(sentence: _Sentence, first: int, after: int, vocabulary: Vocabulary) -> tuple[float, ...]:
    words, weights = sentence.words[first:after], sentence.weights[first:after]
    content = [word for word in words if word not in _FUNCTION] or [""]
    before = sentence.words[first - 1] if first else ""
    behind = sentence.words[after] if after < len(sentence.words) else "."
    is_asked, asks = float(sentence.is_asked), sentence.tokens[-1] in "?？"
    capitals = sum(any(letter.isupper() for letter in token) for token in sentence.tokens[first + (first == 0) : after])
    return (
        len(words),
        len(words) ** 2 / 10,
        float(len(words) == 1),
        float(len(words) == 2),
        len(content) / len(words),
        sum(weights),
        sum(weights) / len(words),
        max(weights),
        is_asked,
        is_asked * asks,
        is_asked * sentence.place,
        is_asked * sum(weights) / len(words),
        1 - sentence.place if not sentence.is_asked else 0.0,
        float(behind in _CLAUSE_ENDS),
        float(before in _CLAUSE_ENDS or not before),
        float(before in _CUES),
        float(before == "about"),
        float(words[0] in {"how", "why", "what"}),
        float(words[0].endswith("ing")),
        float(words[0] in {"the", "a", "an"}),
        float("you" in words),
        float("your" in words),
        float(not _VAGUE.isdisjoint(words)),
        float(capitals),
        float(not _FILLING.isdisjoint(words)),
        sum(vocabulary.counts.get(word, 0) for word in set(content)) / (5 + len(content)),
        float("and" in words),
        sum(vocabulary.counts.get(word, 0) > 1 for word in set(content)) / len(content),
    )


def _joined(tokens: Sequence[str]) -> str:
    text = " ".join(tokens)
    return re.sub(r" (?=[,.;:!?’')\]])|(?<=[(\[]) ", "", text)
