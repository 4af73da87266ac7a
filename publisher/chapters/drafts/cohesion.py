"""Whether the words before a passage and those from it on are about the same: lexical cohesion, and new words.

After Hearst's TextTiling (Computational Linguistics 23, 1997), with weights for rare words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log, log1p, sqrt
from typing import Final

# Words of one or two letters, and what people say whatever they talk about. Other languages do without: their own such
# words stand everywhere, so that they weigh next to nothing.
# fmt: off
_EMPTY: Final = frozenset({
    "about", "actually", "again", "all", "also", "and", "any", "are", "because", "been", "being", "but", "can",
    "could", "did", "does", "don", "done", "each", "for", "from", "get", "going", "good", "got", "had", "has",
    "have", "having", "her", "here", "him", "how", "into", "its", "just", "kind", "know", "let", "like", "lot",
    "make", "many", "may", "maybe", "mean", "might", "more", "most", "much", "must", "need", "not", "now", "off",
    "okay", "one", "only", "other", "our", "out", "over", "own", "people", "really", "right", "said", "same", "say",
    "saying", "see", "shall", "she", "should", "some", "something", "sort", "such", "than", "that", "the", "their",
    "them", "then", "there", "these", "they", "thing", "things", "think", "this", "those", "time", "too", "two",
    "use", "very", "want", "was", "way", "well", "were", "what", "when", "where", "which", "who", "whom", "why",
    "will", "with", "work", "would", "yeah", "yes", "you", "your",
})
# fmt: on
_WINDOWS: Final = (40, 80, 160)  # content words on each side
_NEIGHBOURS: Final = 4
_NEW_AFTER: Final = 8  # passages without the word
_BACK_WITHIN: Final = 10  # passages
_FOLLOWING_WORDS: Final = 40  # of the passage behind: an answer says what a question is about


def cohesion_columns(passages: Sequence[Sequence[str]]) -> dict[str, list[float]]:
    """Columns of features for passages of words."""
    content = [[word for word in words if len(word) > 1 + word.isascii() and word not in _EMPTY] for words in passages]
    weights = _weights(content)
    columns = _columns_of_new_words(content, weights)
    for size in _WINDOWS:
        cohesion = [_cohesion(content, weights, index, size) for index in range(len(content))]
        columns[f"cohesion {size}"] = cohesion
        columns[f"cohesion {size}, drop"] = [_drop(cohesion, index) for index in range(len(cohesion))]
    return columns


def _weights(content: Sequence[Sequence[str]]) -> dict[str, float]:
    """Inverse document frequency, the passages being the documents."""
    frequency = Counter(word for words in content for word in set(words))
    return {word: log((len(content) + 1) / count) for word, count in frequency.items()}


def _cohesion(content: Sequence[Sequence[str]], weights: Mapping[str, float], index: int, size: int) -> float:
    """The cosine of the words before a passage and those from it on, 0 to 1."""
    if index == 0:
        return 0.0
    before = _window(content, index - 1, -1, size)
    after = _window(content, index, 1, size)
    product = sum(count * after[word] * weights[word] ** 2 for word, count in before.items() if word in after)
    return product / (_norm(before, weights) * _norm(after, weights)) if product else 0.0


def _window(content: Sequence[Sequence[str]], index: int, step: int, size: int) -> Counter[str]:
    words: list[str] = []
    while 0 <= index < len(content) and len(words) < size:
        room = size - len(words)
        words += content[index][:room] if step > 0 else content[index][-room:]
        index += step
    return Counter(words)


def _norm(counts: Mapping[str, int], weights: Mapping[str, float]) -> float:
    return sqrt(sum((count * weights[word]) ** 2 for word, count in counts.items()))


def _drop(cohesion: Sequence[float], index: int) -> float:
    first, last = max(1, index - _NEIGHBOURS), min(len(cohesion), index + _NEIGHBOURS + 1)
    around = [cohesion[other] for other in range(first, last) if other != index]
    return cohesion[index] - (sum(around) / len(around) if around else 0.0)


def _columns_of_new_words(content: Sequence[Sequence[str]], weights: Mapping[str, float]) -> dict[str, list[float]]:
    """Words that are new here and come back soon, words that are new, and words of just before."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, words in enumerate(content):
        for word in set(words):
            places[word].append(index)
    columns: dict[str, list[float]] = {"new words that come back": [], "new words": [], "words of before": []}
    for index, words in enumerate(content):
        following = content[index + 1][:_FOLLOWING_WORDS] if index + 1 < len(content) else []
        here = sorted({*words, *following})
        back, new, old = 0.0, 0, 0.0
        for word in here:
            at = bisect_left(places[word], index)
            last = places[word][at - 1] if at else None
            if last is None or index - last > _NEW_AFTER:
                new += 1
                soon = sum(index + 1 < place <= index + _BACK_WITHIN for place in places[word][at : at + 12])
                back += min(soon, 3) * weights[word]
            elif last >= index - 3:
                old += weights[word]
        columns["new words that come back"].append(log1p(back))
        columns["new words"].append(5 * new / (1 + len(here)))
        columns["words of before"].append(log1p(old))
    return columns
