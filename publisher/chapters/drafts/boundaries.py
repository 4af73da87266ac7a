"""Where chapters could start that nobody made: a logistic regression over passages, and the best cuts for its odds.

The weights are in boundaries.json; tools/train_chapters.py makes them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from publisher.chapters.drafts.features import Columns, features_of
from publisher.chapters.drafts.passages import Layout, layout_of, passages_of
from publisher.chapters.drafts.segments import best_cuts
from publisher.transcripts.timing import TimedLine

_WEIGHTS_FILE: Final = "boundaries.json"
_HOUR_MS: Final = 3_600_000
_FEWEST: Final = 2  # cuts: less than three chapters are no list
_SHORTEST_MS: Final = 180_000  # of a recording with chapters
_MOST: Final = 99  # cuts: nobody reads a longer list
_PLACES_PER_CUT: Final = 8
_MOST_PLACES: Final = 500  # enough for 99 cuts


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryModel:
    """The weight of each feature, and how long chapters are: mean and deviation of log(length / mean length)."""

    bias: float
    weights: Mapping[str, float]
    usual_length: tuple[float, float]

    def scores(self, columns: Columns) -> list[float]:
        """The log-odds for each passage that a chapter starts with it."""
        totals = [self.bias] * len(next(iter(columns.values()), ()))
        for name, weight in self.weights.items():
            totals = [total + weight * value for total, value in zip(totals, columns[name], strict=True)]
        return totals


def draft_starts(
    lines: Sequence[TimedLine],
    end_ms: int | None,
    chapters_per_hour: float,
    models: Mapping[Layout, BoundaryModel] | None = None,
) -> list[int]:
    """The lines at which chapters start, as indexes in order; never the first, and none in less than three minutes.

    They are at least 30 seconds apart. ``end_ms`` is when the last line ends.
    """
    if not lines or end_ms is None:
        return []
    passages = passages_of(lines)
    count = _count(end_ms - lines[0].start_ms, chapters_per_hour)
    if count < _FEWEST or len(passages) <= count:
        return []
    layout = layout_of(lines)
    model = (models or shipped_models())[layout]
    scores = model.scores(features_of(passages, end_ms, with_speakers=layout is Layout.SPEAKERS))
    places = _best_places(scores, min(count * _PLACES_PER_CUT, _MOST_PLACES))
    starts_ms = [passages[place].start_ms for place in places]
    cuts = best_cuts(starts_ms, [scores[place] for place in places], end_ms, count, model.usual_length)
    return [passages[places[cut]].index for cut in cuts]


def model_of(written: Mapping[str, Any]) -> BoundaryModel:
    """A model as its file holds it."""
    mean, deviation = written["usual length"]
    return BoundaryModel(bias=written["bias"], weights=written["weights"], usual_length=(mean, deviation))


@cache
def shipped_models() -> dict[Layout, BoundaryModel]:
    """The models that come with the program, by the layout of the lines they are for."""
    text = files(__package__).joinpath(_WEIGHTS_FILE).read_text(encoding="utf-8")
    return {Layout(name): model_of(written) for name, written in json.loads(text).items()}


def _count(length_ms: int, chapters_per_hour: float) -> int:
    """How many cuts a recording gets."""
    if length_ms < _SHORTEST_MS:
        return 0
    return min(max(round(chapters_per_hour * length_ms / _HOUR_MS), _FEWEST), _MOST)


def _best_places(scores: Sequence[float], most: int) -> list[int]:
    """The first passage and the likeliest others, in order."""
    others = sorted(range(1, len(scores)), key=scores.__getitem__, reverse=True)[:most]
    return [0, *sorted(others)]
