"""Titles for chapters that nobody made: the span of words that looks most like a title, or a plain one for usual parts.

The weights are in titles.json; tools/train_titles.py makes them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate, count, pairwise
from typing import Final, TypeAlias

from publisher.chapters.drafts.features import host_of
from publisher.chapters.drafts.passages import Passage
from publisher.chapters.drafts.title_features import Features, counts_of, features_of, words_of_lines
from publisher.chapters.drafts.title_spans import Span, bare, spans_of, tokens_of
from publisher.chapters.drafts.title_words import is_english
from publisher.chapters.drafts.titles import title_of_question
from publisher.chapters.drafts.usual_titles import Opening, first_name, usual_title
from publisher.transcripts.timing import TimedLine

_WEIGHTS_FILE: Final = "titles.json"
_LIMIT: Final = 60
_ANSWER_LINES: Final = 8
_TURN_LINES: Final = 10  # in which whoever asks has asked, where nobody knows who speaks

# By group: word, mean, first, last, pair, length, kind.
Weights: TypeAlias = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterWords:
    """How a chapter begins, the spans that could be its title, and the features of its first words."""

    opening: Opening
    features: Features
    spans: Sequence[Span]


def draft_titles(
    lines: Sequence[TimedLine], starts: Sequence[int], weights: Weights | None = None, guests: Sequence[str] = ()
) -> list[str]:
    """A short title for each chapter, by the lines at which they start; no two alike, none empty.

    Where the words are not English, it is what is asked there. ``weights`` are others than those that come with the
    program. ``guests`` are their names: where lines have no speakers, titles speak of the only one.
    """
    weights = weights or shipped_weights()
    titles: dict[str, str] = {}
    for number, chapter in enumerate(chapters_of(lines, starts, guests), start=1):
        candidates = _candidates(chapter, number, weights)
        title = next(one for one in candidates if one and one.casefold() not in titles)
        titles[title.casefold()] = title
    return list(titles.values())


def _candidates(chapter: ChapterWords, number: int, weights: Weights) -> Iterator[str]:
    usual = usual_title(chapter.opening)
    if usual:
        yield usual
    scores = scores_of(chapter.spans, chapter.features, weights)
    ranked = sorted(range(len(scores)), key=lambda index: -scores[index])
    yield from (_capitalised(chapter.spans[index].text) for index in ranked)
    asked = title_of_question(chapter.opening.question or chapter.opening.answer, _LIMIT)
    if bare(asked):
        yield asked
    yield from (f"Chapter {later}" for later in count(number))


def scores_of(spans: Sequence[Span], features: Features, weights: Weights) -> list[float]:
    """How much each span looks like a title: sums of its words and pairs, their mean, its ends, its length."""
    words = _running(features.words, weights["word"])
    means = _running(features.words, weights["mean"])
    pairs = _running(features.pairs, weights["pair"])
    firsts = [_sum(names, weights["first"]) for names in features.firsts]
    lasts = [_sum(names, weights["last"]) for names in features.lasts]
    lengths, kinds = weights["length"], weights["kind"]
    return [
        words[span.last + 1]
        - words[span.first]
        + (means[span.last + 1] - means[span.first]) / (span.last + 1 - span.first)
        + pairs[span.last + 1]
        - pairs[span.first + 1]
        + firsts[span.first]
        + lasts[span.last]
        + lengths.get(str(span.last + 1 - span.first), 0.0)
        + kinds.get(span.kind, 0.0)
        for span in spans
    ]


def _running(features: Sequence[Sequence[str]], weights: Mapping[str, float]) -> list[float]:
    return list(accumulate((_sum(names, weights) for names in features), initial=0.0))


def _sum(names: Sequence[str], weights: Mapping[str, float]) -> float:
    return sum([weights.get(name, 0.0) for name in names])


def chapters_of(
    lines: Sequence[TimedLine], starts: Sequence[int], guests: Sequence[str] = ()
) -> Iterator[ChapterWords]:
    """How each chapter begins, by the lines at which they start."""
    words = words_of_lines(lines)
    episode = counts_of(words)
    is_read = is_english([word for line in words for word in line if word])
    known: set[str] = set()
    told = 0
    for opening, (first, after) in zip(_openings(lines, starts, guests), pairwise([*starts, len(lines)]), strict=True):
        known.update(word for line in words[told:first] for word in line)
        told = first
        tokens = tokens_of(opening.question, opening.answer) if is_read else []
        yield ChapterWords(
            opening=opening,
            features=features_of(tokens, counts_of(words[first:after]), episode, known),
            spans=spans_of(tokens, opening.guest if opening.is_hosted else None),
        )


def _openings(lines: Sequence[TimedLine], starts: Sequence[int], guests: Sequence[str]) -> Iterator[Opening]:
    host = host_of([_passage(line) for line in lines]) if any(line.speaker for line in lines) else None
    only = first_name(guests[0]) if len(guests) == 1 and host is None else None
    for number, (first, after) in enumerate(pairwise([*starts, len(lines)])):
        turn = first + _turn(lines[first:after])
        yield Opening(
            question=" ".join(line.text for line in lines[first:turn]),
            answer=" ".join(line.text for line in lines[turn : min(turn + _ANSWER_LINES, after)]),
            is_hosted=lines[first].speaker == host,
            guest=_guest(lines[first:after], host) or only,
            number=number,
            place=first / len(lines),
            is_last=number == len(starts) - 1,
        )


def _turn(lines: Sequence[TimedLine]) -> int:
    """How many of the first lines ask."""
    other = next((index for index, line in enumerate(lines) if line.speaker != lines[0].speaker), None)
    if other is not None:
        return other
    asking = (index for index, line in enumerate(lines[:_TURN_LINES], start=1) if line.text.rstrip().endswith("?"))
    return next(asking, min(1, len(lines)))


def _passage(line: TimedLine) -> Passage:
    return Passage(index=0, start_ms=0, speaker=line.speaker, text=line.text, words=tuple(line.text.split()))


def _guest(lines: Sequence[TimedLine], host: str | None) -> str | None:
    """The first name of who answers most."""
    said = Counter[str]()
    for line in lines:
        if line.speaker and line.speaker != host:
            said[line.speaker] += len(line.text)
    return first_name(said.most_common(1)[0][0]) if said else None


def _capitalised(title: str) -> str:
    return title[:1].upper() + title[1:]


@cache
def shipped_weights() -> dict[str, dict[str, float]]:
    """The weights that come with the program."""
    weights: dict[str, dict[str, float]] = json.loads(
        files(__package__).joinpath(_WEIGHTS_FILE).read_text(encoding="utf-8")
    )
    return weights
