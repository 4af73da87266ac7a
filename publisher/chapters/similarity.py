"""How well what is said fits each section of an article: by the words they share, the rarer the better."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from publisher.chapters.article import Section
from publisher.transcripts.pace import WIDE

_STEM_CHARACTERS: Final = 6  # what begins alike is one word: recommend, recommends, recommendation
_QUESTION_WEIGHT: Final = 2.0  # of a word of the question against one of the answer
_SMOOTHING: Final = 0.8  # the share of words that no section is about
_COST_PER_WORD: Final = 0.12  # of speech that fits nothing: a long sentence shares some words with everything

_WORD: Final = re.compile(rf"(?=\w)[{WIDE}]|[^\W_{WIDE}]+")

Scores = list[float]


def stems(text: str) -> list[str]:
    """The words of a text as they are compared; of writing without spaces, pairs of characters.

    >>> stems("It recommends the Recommendation's price")
    ['it', 'recomm', 'the', 'recomm', 's', 'price']
    >>> stems("東京都")
    ['東京', '京都', '都']
    """
    words = _WORD.findall(text.lower())
    if text.isascii():
        return [word[:_STEM_CHARACTERS] for word in words]
    return [_stem(word, after) for word, after in pairwise([*words, ""])]


def _stem(word: str, after: str) -> str:
    is_wide = re.match(f"[{WIDE}]", word) is not None
    is_pair = is_wide and re.match(f"[{WIDE}]", after) is not None
    return word + after if is_pair else word[:_STEM_CHARACTERS]


def fits(sections: Sequence[Section], said: Sequence[Iterable[str]]) -> list[Scores]:
    """For each piece of speech, given as its stems, how well it fits each section: above 0 where more than by chance.

    Each section is a distribution of words mixed with that of all the words there are (Jelinek-Mercer smoothing); a
    word counts by the logarithm of how much likelier the section makes it, and the less, the more sections have it.
    """
    weights = _weights_by_stem([_distribution(section) for section in sections], said)
    return [_summed(piece, weights, len(sections), _COST_PER_WORD) for piece in said]


def asks(sections: Sequence[Section], said: Sequence[Iterable[str]]) -> list[Scores]:
    """For each piece of speech how much it has of the words of each section's question alone, from 0."""
    questions = [Counter(stems(section.question)) for section in sections]
    rarity = _rarity(questions)
    weights: dict[str, list[tuple[int, float]]] = {}
    for number, question in enumerate(questions):
        for stem in question:
            weights.setdefault(stem, []).append((number, rarity[stem]))
    return [_summed(piece, weights, len(sections), 0.0) for piece in said]


def coverage(section: Section, said: frozenset[str]) -> float:
    """The share of the section's words, by how often they occur in it, that are said: from 0 to 1."""
    distribution = _distribution(section)
    total = sum(distribution.values())
    return sum(count for stem, count in distribution.items() if stem in said) / total if total else 0.0


def _distribution(section: Section) -> dict[str, float]:
    counts = {stem: math.sqrt(count) for stem, count in Counter(stems(section.answer_text)).items()}
    for stem, count in Counter(stems(section.question)).items():
        counts[stem] = counts.get(stem, 0.0) + count * _QUESTION_WEIGHT / 2
    return counts


def _weights_by_stem(
    sections: Sequence[Mapping[str, float]], said: Sequence[Iterable[str]]
) -> dict[str, list[tuple[int, float]]]:
    background: Counter[str] = Counter(stem for piece in said for stem in piece)
    everything: dict[str, float] = dict(background)
    for section in sections:
        for stem, count in section.items():
            everything[stem] = everything.get(stem, 0.0) + count
    total = sum(everything.values()) + len(everything) / 2
    rarity = _rarity(sections)
    weights: dict[str, list[tuple[int, float]]] = {}
    for number, section in enumerate(sections):
        length = sum(section.values())
        for stem, count in section.items():
            ratio = (count / length) / ((everything[stem] + 0.5) / total)
            gain = math.log1p(ratio * (1 - _SMOOTHING) / _SMOOTHING)
            weights.setdefault(stem, []).append((number, gain * rarity[stem]))
    return weights


def _rarity(sections: Sequence[Iterable[str]]) -> dict[str, float]:
    """The inverse document frequency of each stem, as a share of the greatest one there can be: 1 for one section."""
    counts = Counter(stem for section in sections for stem in set(section))
    greatest = math.log(len(sections) + 1)
    return {stem: math.log((len(sections) + 1) / count) / greatest for stem, count in counts.items()}


def _summed(
    piece: Iterable[str], weights: Mapping[str, Sequence[tuple[int, float]]], section_count: int, cost: float
) -> Scores:
    distinct = set(piece)
    scores = [-cost * len(distinct)] * section_count
    for stem in distinct:
        for number, weight in weights.get(stem, ()):
            scores[number] += weight
    return scores
