"""Whether the words before a passage and those from it on are about the same: lexical cohesion, and new words.

After Hearst's TextTiling (Computational Linguistics 23, 1997), with weights for rare words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from math import log, log1p, sqrt
from typing import Final

_FEWEST_LETTERS: Final = 4  # of a word that says what is talked about
_FIRST_WIDE: Final = "\u2e80"  # from here on each letter is a word: CJK, kana
_COMMON: Final = 4  # a word in every fourth passage says nothing of a topic
_NARROW: Final = 100  # content words on each side
_WIDE: Final = 250
_NEIGHBOURS: Final = 6  # passages among which the highest cohesion is looked for
_RECENT: Final = 120  # content words before a passage
_PAST: Final = 300
_LAST: Final = 60  # content words before a passage that may never come back,
_AHEAD: Final = 150  # and in how many they do not
_OFTEN: Final = 3
_BACK_WITHIN: Final = 6  # passages
_PASSAGES_BEFORE: Final = 3
_SMOOTHING: Final = 3.0


def cohesion_columns(passages: Sequence[Sequence[str]]) -> dict[str, list[float]]:
    """Columns of features for passages of words."""
    topics = _Topics(passages)
    indexes = range(len(passages))
    wide = [topics.cohesion(index, _WIDE) for index in indexes]
    recent = [topics.said(index, -_RECENT) for index in indexes]
    past = [topics.said(index, -_PAST) for index in indexes]
    ahead = [topics.said(index, _PAST) for index in indexes]
    own = [topics.weight(topics.own[index]) + _SMOOTHING for index in indexes]
    return {
        "cohesion": [topics.cohesion(index, _NARROW) for index in indexes],
        "valley": list(_valleys(wide)),
        "said recently": [log1p(value) for value in recent],
        "said in the past": [log1p(value) for value in past],
        "said ahead": [(later - before) / whole for later, before, whole in zip(ahead, past, own, strict=True)],
        "lost words": [topics.lost(index) for index in indexes],
        "new words": [log1p(topics.weight(topics.new(index))) for index in indexes],
        "new words that come back": [log1p(topics.weight(topics.coming_back(index))) for index in indexes],
        "words of before": [topics.shared(index) for index in indexes],
    }


class _Topics:
    """The words of passages that say what is talked about, with their weights."""

    def __init__(self, passages: Sequence[Sequence[str]]) -> None:
        """Words are weighed by their inverse document frequency, the passages being the documents."""
        candidates = [[word for word in words if _may_say_something(word)] for words in passages]
        frequency = Counter(word for words in candidates for word in set(words))
        size = len(passages)
        self.weights: Mapping[str, float] = {
            word: log((size + 1) / (count + 0.5)) for word, count in frequency.items() if count * _COMMON < size
        }
        content = [[word for word in words if word in self.weights] for words in candidates]
        self.own = [frozenset(words) for words in content]
        self.words = [word for words in content for word in words]
        self.starts = [0, *accumulate(map(len, content))]
        self.places = _places(self.own)

    def weight(self, words: Iterator[str] | frozenset[str]) -> float:
        return sum(self.weights[word] for word in sorted(words))

    def before(self, index: int, size: int) -> list[str]:
        return self.words[max(0, self.starts[index] - size) : self.starts[index]]

    def cohesion(self, index: int, size: int) -> float:
        """The cosine of the words before a passage and those from it on, 0 to 1."""
        before = Counter(self.before(index, size))
        after = Counter(self.words[self.starts[index] : self.starts[index] + size])
        product = sum(count * after[word] * self.weights[word] ** 2 for word, count in before.items() if word in after)
        return product / (self._norm(before) * self._norm(after)) if product else 0.0

    def said(self, index: int, size: int) -> float:
        """How often the words of a passage are said in so many words before it, or behind it."""
        behind = self.starts[index + 1]
        words = self.before(index, -size) if size < 0 else self.words[behind : behind + size]
        counts = Counter(words)
        return sum(self.weights[word] * min(counts[word], _OFTEN) for word in sorted(self.own[index]) if word in counts)

    def lost(self, index: int) -> float:
        """The share of the last words that do not come back soon."""
        last = frozenset(self.before(index, _LAST))
        ahead = self.words[self.starts[index] : self.starts[index] + _AHEAD]
        return self.weight(last.difference(ahead)) / (self.weight(last) + 1) if last else 0.5

    def new(self, index: int) -> frozenset[str]:
        return frozenset(word for word in self.own[index] if self.places[word][0] == index)

    def coming_back(self, index: int) -> frozenset[str]:
        """Words first said here or in the answer that are said again soon."""
        found: set[str] = set()
        for place in (index, index + 1):
            if place < len(self.own):
                found |= {word for word in self.new(place) if self._is_back_by(word, index + _BACK_WITHIN)}
        return frozenset(found)

    def shared(self, index: int) -> float:
        """The share of the words of a passage that were said in the passages just before it."""
        before = frozenset().union(*self.own[max(0, index - _PASSAGES_BEFORE) : index])
        return self.weight(self.own[index] & before) / self.weight(self.own[index]) if self.own[index] else 0.0

    def _is_back_by(self, word: str, last: int) -> bool:
        places = self.places[word]
        return len(places) > 1 and places[1] <= last

    def _norm(self, counts: Mapping[str, int]) -> float:
        return sqrt(sum((count * self.weights[word]) ** 2 for word, count in counts.items()))


def _may_say_something(word: str) -> bool:
    return len(word) >= _FEWEST_LETTERS or word[0] >= _FIRST_WIDE


def _places(passages: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for index, words in enumerate(passages):
        for word in words:
            places.setdefault(word, []).append(index)
    return places


def _valleys(cohesion: Sequence[float]) -> Iterator[float]:
    """How much lower the cohesion is than the highest on either side."""
    for index, here in enumerate(cohesion):
        left = max(cohesion[max(0, index - _NEIGHBOURS) : index + 1])
        right = max(cohesion[index : index + _NEIGHBOURS + 1])
        yield left + right - 2 * here
