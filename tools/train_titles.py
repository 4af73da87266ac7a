"""Trains the weights for titles of chapters made from the words, on the titles that editors gave.

    python tools/train_titles.py [CORPUS]

A linear regression of the likeness of each span of words to the editors' title. Writes titles.json beside the program's
modules; the same corpus gives the same bytes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from chapter_metrics import rouge_1
from edited_episodes import EditedEpisode, read_corpus
from train_chapters import solved

from publisher.chapters.drafts import title_ranker
from publisher.chapters.drafts.title_ranker import chapter_words, with_guest
from publisher.chapters.drafts.title_spans import spans_of, vocabularies

_TARGET: Final = Path(title_ranker.__file__).with_name("titles.json")
_EVERY: Final = 3  # of the spans, and all that are like the title
_LIKE: Final = 0.4
_PENALTY: Final = 1.0
_DIGITS: Final = 5


def train(episodes: Sequence[EditedEpisode]) -> list[float]:
    """The weight of each feature."""
    products: list[list[float]] = []
    right: list[float] = []
    for features, likeness in _examples(episodes):
        row = (1.0, *features)
        products = products or [[_PENALTY * (i == j) for j in range(len(row))] for i in range(len(row))]
        right = right or [0.0] * len(row)
        for i, value in enumerate(row):
            if value:
                right[i] += value * likeness
                line = products[i]
                for j in range(i + 1):
                    line[j] += value * row[j]
    for i, line in enumerate(products):
        for j in range(i):
            products[j][i] = line[j]
    return [round(weight, _DIGITS) for weight in solved(products, right)[1:]]


def _examples(episodes: Sequence[EditedEpisode]) -> Iterator[tuple[Sequence[float], float]]:
    for episode in episodes:
        chapters = list(chapter_words(episode.lines, episode.starts))
        known = vocabularies([chapter.whole for chapter in chapters])
        for chapter, vocabulary, (_, title) in zip(chapters, known, episode.chapters, strict=True):
            for number, span in enumerate(spans_of(chapter.question, chapter.answer, vocabulary)):
                likeness = rouge_1(title, with_guest(span.text, chapter.guest))
                if number % _EVERY == 0 or likeness > _LIKE:
                    yield span.features, likeness


def main() -> None:
    """Trains the weights and writes them."""
    episodes = read_corpus(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    _TARGET.write_text(json.dumps({"weights": train(episodes)}, indent=1) + "\n", encoding="utf-8")
    print(f"{_TARGET.name}: {_TARGET.stat().st_size} bytes, from {len(episodes)} episodes")


if __name__ == "__main__":
    main()
