"""Trains the weights for titles of chapters made from the words, on the titles that editors gave.

    python tools/train_titles.py [CORPUS]

Of the spans that a chapter could be called by, those that are like the editors' title shall have the highest scores:
a softmax over the spans of a chapter comes near to one over their likeness (ListNet; Cao et al., ICML 2007), and
expects as much likeness as it can. Chapters with a usual title teach nothing. Writes titles.json beside the program's
modules; the same corpus gives the same bytes.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp, sqrt
from pathlib import Path
from typing import Final, TypeAlias

from chapter_metrics import rouge_1
from edited_episodes import EditedEpisode, read_corpus

from publisher.chapters.drafts import title_ranker
from publisher.chapters.drafts.title_ranker import ChapterWords, chapters_of
from publisher.chapters.drafts.usual_titles import usual_title

_TARGET: Final = Path(title_ranker.__file__).with_name("titles.json")
_GROUPS: Final = ("word", "mean", "first", "last", "pair", "length", "kind")
_FEWEST_CHAPTERS: Final = 120  # that have a feature, for it to have a weight
_EPOCHS: Final = 8
_BATCH: Final = 32
_RATE: Final = 0.05
_PENALTY: Final = 0.004
_SHARPNESS: Final = 8.0  # of the softmax over likeness
_EXPECTED: Final = 6.0  # how much more the expected likeness counts than that softmax
_DIGITS: Final = 2

Weights: TypeAlias = dict[str, dict[str, float]]
Names: TypeAlias = list[list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The spans of a chapter as rows of numbers of features, and how much each is like the editors' title.

    ``words``, ``means``, ``firsts``, ``lasts`` and ``pairs`` are by token, ``spans`` are (first, last, length, kind).
    """

    words: list[list[int]]
    means: list[list[int]]
    firsts: list[list[int]]
    lasts: list[list[int]]
    pairs: list[list[int]]
    spans: list[tuple[int, int, int, int]]
    likeness: list[float]


def train(episodes: Sequence[EditedEpisode]) -> Weights:
    """The weight of each feature, by group."""
    chapters = list(_chapters(episodes))
    numbers = _numbers([_names(chapter) for chapter, _ in chapters])
    examples = [_example(chapter, title, numbers) for chapter, title in chapters]
    values = _fitted([example for example in examples if any(example.likeness)], len(numbers))
    weights: Weights = {group: {} for group in _GROUPS}
    for (group, name), number in sorted(numbers.items()):
        if round(values[number], _DIGITS):
            weights[group][name] = round(values[number], _DIGITS)
    return weights


def _chapters(episodes: Sequence[EditedEpisode]) -> Iterator[tuple[ChapterWords, str]]:
    for episode in episodes:
        for chapter, (_, title) in zip(chapters_of(episode.lines, episode.starts), episode.chapters, strict=True):
            if chapter.spans and not usual_title(chapter.opening):
                yield chapter, title


def _names(chapter: ChapterWords) -> dict[str, Names]:
    """The names of the features of each token by group, and those of each span for its length and kind."""
    features = chapter.features
    return {
        "word": features.words,
        "mean": [[name for name in names if not name.startswith("=")] for names in features.words],
        "first": features.firsts,
        "last": features.lasts,
        "pair": features.pairs,
        "length": [[str(span.last + 1 - span.first)] for span in chapter.spans],
        "kind": [[span.kind] for span in chapter.spans],
    }


def _numbers(chapters: Sequence[Mapping[str, Names]]) -> dict[tuple[str, str], int]:
    """A number for each feature that enough chapters have."""
    having = Counter(
        feature
        for groups in chapters
        for feature in {(group, name) for group, rows in groups.items() for names in rows for name in names}
    )
    frequent = sorted(feature for feature, count in having.items() if count >= _FEWEST_CHAPTERS)
    return {feature: number for number, feature in enumerate(frequent)}


def _example(chapter: ChapterWords, title: str, numbers: Mapping[tuple[str, str], int]) -> Example:
    groups = {
        group: [[numbers[group, name] for name in names if (group, name) in numbers] for names in rows]
        for group, rows in _names(chapter).items()
    }
    none = len(numbers)
    lengths, kinds = groups["length"], groups["kind"]
    return Example(
        words=groups["word"],
        means=groups["mean"],
        firsts=groups["first"],
        lasts=groups["last"],
        pairs=groups["pair"],
        spans=[
            (span.first, span.last, (length or [none])[0], (kind or [none])[0])
            for span, length, kind in zip(chapter.spans, lengths, kinds, strict=True)
        ],
        likeness=[rouge_1(title, span.text) for span in chapter.spans],
    )


def _fitted(examples: Sequence[Example], count: int) -> list[float]:
    """The weights by Adam (Kingma and Ba, ICLR 2015) on batches, with a rate that falls to nothing."""
    values, mean, square = ([0.0] * (count + 1) for _ in range(3))
    order, shuffled, step = list(range(len(examples))), random.Random(0), 0
    for epoch in range(_EPOCHS):
        shuffled.shuffle(order)
        rate = _RATE * (1 - epoch / _EPOCHS)
        for first in range(0, len(order), _BATCH):
            batch = order[first : first + _BATCH]
            slopes = [-_PENALTY * len(batch) * value for value in values]
            for index in batch:
                _add_slopes(examples[index], values, slopes)
            step += 1
            for number in range(count):
                slope = slopes[number] / len(batch)
                mean[number] = 0.9 * mean[number] + 0.1 * slope
                square[number] = 0.99 * square[number] + 0.01 * slope * slope
                moved = mean[number] / (1 - 0.9**step) / (sqrt(square[number] / (1 - 0.99**step)) + 1e-6)
                values[number] += rate * moved
    return values


def _add_slopes(example: Example, values: Sequence[float], slopes: list[float]) -> None:
    """Adds how the gain changes with each weight."""
    found = _softmax(_scores(example, values))
    wanted = _softmax([_SHARPNESS * likeness for likeness in example.likeness])
    expected = sum(odds * likeness for odds, likeness in zip(found, example.likeness, strict=True))
    size = len(example.words)
    words, means, pairs = ([0.0] * (size + 1) for _ in range(3))
    firsts, lasts = [0.0] * size, [0.0] * size
    for (first, last, length, kind), odds, wish, likeness in zip(
        example.spans, found, wanted, example.likeness, strict=True
    ):
        slope = (wish - odds + _EXPECTED * odds * (likeness - expected)) / 2
        words[first] += slope
        words[last + 1] -= slope
        means[first] += slope / (last + 1 - first)
        means[last + 1] -= slope / (last + 1 - first)
        pairs[first + 1] += slope
        pairs[last + 1] -= slope
        firsts[first] += slope
        lasts[last] += slope
        slopes[length] += slope
        slopes[kind] += slope
    groups = (
        (example.words, accumulate(words)),
        (example.means, accumulate(means)),
        (example.pairs, accumulate(pairs)),
        (example.firsts, iter(firsts)),
        (example.lasts, iter(lasts)),
    )
    for rows, totals in groups:
        for numbers, total in zip(rows, totals, strict=False):
            for number in numbers:
                slopes[number] += total


def _scores(example: Example, values: Sequence[float]) -> list[float]:
    words, means, pairs = (_running(rows, values) for rows in (example.words, example.means, example.pairs))
    firsts, lasts = (
        [sum([values[number] for number in numbers]) for numbers in rows] for rows in (example.firsts, example.lasts)
    )
    return [
        words[last + 1]
        - words[first]
        + (means[last + 1] - means[first]) / (last + 1 - first)
        + pairs[last + 1]
        - pairs[first + 1]
        + firsts[first]
        + lasts[last]
        + values[length]
        + values[kind]
        for first, last, length, kind in example.spans
    ]


def _running(rows: Sequence[Sequence[int]], values: Sequence[float]) -> list[float]:
    return list(accumulate((sum([values[number] for number in numbers]) for numbers in rows), initial=0.0))


def _softmax(scores: Sequence[float]) -> list[float]:
    highest = max(scores)
    odds = [exp(score - highest) for score in scores]
    total = sum(odds)
    return [one / total for one in odds]


def main() -> None:
    """Trains the weights and writes them."""
    episodes = read_corpus(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    _TARGET.write_text(json.dumps(train(episodes), indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{_TARGET.name}: {_TARGET.stat().st_size} bytes, from {len(episodes)} episodes")


if __name__ == "__main__":
    main()
