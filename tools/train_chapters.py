"""Trains the weights for chapters made from the words, on episodes for which editors made chapters.

    python tools/train_chapters.py [CORPUS]

CORPUS is a folder of episode files with editors-chapters.json. Writes boundaries.json beside the program's modules; the
same corpus gives the same bytes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from itertools import pairwise
from math import exp, log, sqrt
from pathlib import Path
from typing import Any, Final

from edited_episodes import EditedEpisode, laid_out, read_corpus

from publisher.chapters.drafts import boundaries
from publisher.chapters.drafts.features import features_of
from publisher.chapters.drafts.passages import Layout, Passage, passages_of

_TARGET: Final = Path(boundaries.__file__).with_name("boundaries.json")
_PENALTY: Final = 10.0  # of a squared standardised weight
_ROUNDS: Final = 12  # of Newton's method; it converges in eight
_SHORTEST_MS: Final = 5000
_DIGITS: Final = 4


def train(episodes: Sequence[EditedEpisode], layout: Layout) -> dict[str, Any]:
    """The model for these episodes laid out like that, as its file holds it: logistic regression with a penalty."""
    rows: list[list[float]] = []
    labels: list[float] = []
    names: list[str] = []
    for episode in episodes:
        told = laid_out(episode, layout)
        passages = passages_of(told.lines)
        columns = features_of(passages, told.end_ms, with_speakers=layout is Layout.SPEAKERS)
        names = list(columns)
        rows += [list(row) for row in zip(*columns.values(), strict=True)]
        labels += _labels(told, passages)
    bias, weights = _fitted(rows, labels)
    return {
        "bias": round(bias, _DIGITS),
        "usual length": _usual_length(episodes),
        "weights": {name: round(weight, _DIGITS) for name, weight in zip(names, weights, strict=True)},
    }


def _labels(episode: EditedEpisode, passages: Sequence[Passage]) -> list[float]:
    """1 for each passage that starts nearest to a chapter of the editors, else 0."""
    nearest = {
        min(range(len(passages)), key=lambda place: abs(passages[place].start_ms - episode.lines[index].start_ms))
        for index in episode.starts
    }
    return [float(place in nearest and place > 0) for place in range(len(passages))]


def _usual_length(episodes: Sequence[EditedEpisode]) -> list[float]:
    logs = []
    for episode in episodes:
        starts = sorted({0, *episode.starts})
        bounds = [episode.lines[index].start_ms for index in starts] + [episode.end_ms]
        mean_ms = (bounds[-1] - bounds[0]) / (len(bounds) - 1)
        logs += [log(max(after - before, _SHORTEST_MS) / mean_ms) for before, after in pairwise(bounds)]
    mean = sum(logs) / len(logs)
    deviation = sqrt(sum((one - mean) ** 2 for one in logs) / len(logs))
    return [round(mean, _DIGITS), round(deviation, _DIGITS)]


def _fitted(rows: Sequence[Sequence[float]], labels: Sequence[float]) -> tuple[float, list[float]]:
    """Bias and weights by Newton's method, on columns brought to mean 0 and deviation 1."""
    means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    spreads = [
        sqrt(sum((value - mean) ** 2 for value in column) / len(rows)) or 1.0
        for column, mean in zip(zip(*rows, strict=True), means, strict=True)
    ]
    scaled = [[1.0, *((v - m) / s for v, m, s in zip(row, means, spreads, strict=True))] for row in rows]
    weights = [0.0] * (len(means) + 1)
    for _ in range(_ROUNDS):
        weights = [old + step for old, step in zip(weights, _newton_step(scaled, labels, weights), strict=True)]
    plain = [weight / spread for weight, spread in zip(weights[1:], spreads, strict=True)]
    return weights[0] - sum(weight * mean for weight, mean in zip(plain, means, strict=True)), plain


def _newton_step(rows: Sequence[Sequence[float]], labels: Sequence[float], weights: Sequence[float]) -> list[float]:
    size = len(weights)
    penalties = [0.0, *([_PENALTY] * (size - 1))]
    gradient = [-penalty * weight for penalty, weight in zip(penalties, weights, strict=True)]
    curvature = [[penalties[i] * (i == j) for j in range(size)] for i in range(size)]
    for row, label in zip(rows, labels, strict=True):
        chance = 1 / (1 + exp(-sum(weight * value for weight, value in zip(weights, row, strict=True))))
        spread = chance * (1 - chance)
        for i, value in enumerate(row):
            gradient[i] += (label - chance) * value
            if value:
                share, line = spread * value, curvature[i]
                for j in range(i + 1):
                    line[j] += share * row[j]
    for i in range(size):
        for j in range(i):
            curvature[j][i] = curvature[i][j]
    return solved(curvature, gradient)


def solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a system of linear equations, by elimination; the matrix is symmetric and positive definite."""
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for i, pivot in enumerate(rows):
        for other in rows[i + 1 :]:
            factor = other[i] / pivot[i]
            if factor:
                other[i:] = [value - factor * above for value, above in zip(other[i:], pivot[i:], strict=True)]
    solution: list[float] = []
    for i in range(len(rows) - 1, -1, -1):
        known = sum(value * found for value, found in zip(rows[i][i + 1 : -1], reversed(solution), strict=True))
        solution.append((rows[i][-1] - known) / rows[i][i])
    return solution[::-1]


def main() -> None:
    """Trains the weights for each layout and writes them."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    episodes = read_corpus(corpus)
    models = {layout: train(episodes, layout) for layout in Layout}
    _TARGET.write_text(json.dumps(models, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{_TARGET.name}: {_TARGET.stat().st_size} bytes, from {len(episodes)} episodes")


if __name__ == "__main__":
    main()
