"""How well chapters agree with those of somebody else: the measures of text segmentation, and one of titles.

A boundary is the index of the line with which a chapter starts; the start of the recording is none. All measures but
Pk and WindowDiff are better the higher they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass
from itertools import accumulate

from publisher.transcripts.timing import TimedLine

NEAR_GROUPS = 1
NEAR_MS = 30_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The boundaries of one episode against its reference, or means over episodes."""

    f1: float
    f1_near: float  # one group of lines that share a time beside it counts as right
    f1_30s: float
    pk: float
    window_diff: float
    count: float


def agreement(lines: Sequence[TimedLine], reference: Collection[int], found: Collection[int]) -> Agreement:
    """All measures of boundaries for one episode."""
    starts_ms = [line.start_ms for line in lines]
    wanted, got = sorted(set(reference) - {0}), sorted(set(found) - {0})
    return Agreement(
        f1=f1(wanted, got),
        f1_near=f1_near(wanted, got, group_numbers(lines), NEAR_GROUPS),
        f1_30s=f1_near(wanted, got, starts_ms, NEAR_MS),
        pk=pk(wanted, got, len(lines)),
        window_diff=window_diff(wanted, got, len(lines)),
        count=len(got),
    )


def mean(agreements: Sequence[Agreement]) -> Agreement:
    """The mean of each measure over episodes, each episode counting the same."""
    columns = zip(*map(astuple, agreements), strict=True)
    return Agreement(
        **{name: sum(column) / len(agreements) for name, column in zip(Agreement.__slots__, columns, strict=True)}
    )


def group_numbers(lines: Sequence[TimedLine]) -> list[int]:
    """For each line the number of its group: of the lines that share a time of the file."""
    return list(accumulate(int(line.is_timed and index > 0) for index, line in enumerate(lines)))


def f1(reference: Collection[int], found: Collection[int]) -> float:
    """The harmonic mean of precision and recall of boundaries at the same lines.

    >>> f1({3, 7}, {3, 8})
    0.5
    """
    return _f1_of_counts(len(set(reference) & set(found)), len(reference), len(found))


def f1_near(reference: Collection[int], found: Collection[int], places: Sequence[int], tolerance: int) -> float:
    """F1 where a boundary is right if the place of its line is near that of one of the reference, each used once.

    Places ascend with the lines, so that pairing from the left pairs as many as can be.

    >>> f1_near({0, 1}, {2, 3}, [0, 1, 2, 9], 1)
    0.5
    """
    wanted = sorted(places[line] for line in reference)
    got = sorted(places[line] for line in found)
    pairs = first = second = 0
    while first < len(wanted) and second < len(got):
        if abs(wanted[first] - got[second]) <= tolerance:
            pairs, first, second = pairs + 1, first + 1, second + 1
        elif wanted[first] < got[second]:
            first += 1
        else:
            second += 1
    return _f1_of_counts(pairs, len(wanted), len(got))


def pk(reference: Collection[int], found: Collection[int], line_count: int) -> float:
    """How often two lines half a mean chapter apart lie in one chapter for only one of the two.

    Beeferman, Berger and Lafferty, Machine Learning 34 (1999).
    """
    counts = _window_counts(reference, found, line_count)
    return _mean([(wanted == 0) != (got == 0) for wanted, got in counts])


def window_diff(reference: Collection[int], found: Collection[int], line_count: int) -> float:
    """How often the two have different numbers of boundaries between lines half a mean chapter apart.

    Pevzner and Hearst, Computational Linguistics 28 (2002).
    """
    return _mean([wanted != got for wanted, got in _window_counts(reference, found, line_count)])


def window_lines(reference: Collection[int], line_count: int) -> int:
    """Half the length of a mean chapter of the reference in lines, at least one.

    >>> window_lines({4, 8}, 12)
    2
    """
    return max(1, round(line_count / (len(reference) + 1) / 2))


def rouge_1(reference: str, title: str) -> float:
    """F1 of the words of two titles, lower-cased (ROUGE-1; Lin, ACL 2004).

    >>> rouge_1("How to start", "How do we start?")
    0.5714285714285714
    """
    wanted, got = (Counter(re.findall(r"\w+", text.lower())) for text in (reference, title))
    return _f1_of_counts((wanted & got).total(), wanted.total(), got.total())


def _f1_of_counts(pairs: int, wanted: int, got: int) -> float:
    return 2 * pairs / (wanted + got) if wanted + got else 1.0


def _window_counts(reference: Collection[int], found: Collection[int], line_count: int) -> list[tuple[int, int]]:
    """For each pair of lines a window apart, the boundaries behind the first up to the second, of both."""
    window = window_lines(reference, line_count)
    wanted, got = (
        list(accumulate(int(line in boundaries) for line in range(line_count)))
        for boundaries in (set(reference), set(found))
    )
    return [
        (wanted[first + window] - wanted[first], got[first + window] - got[first])
        for first in range(line_count - window)
    ]


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0
