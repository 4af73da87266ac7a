"""From cues, which may last minutes, to captions that fit a screen and can be read while they are heard.

A cue is cut into sentences, a sentence that is too long into clauses, a clause that is too long between words; these
units are then packed into captions so that the sum of what is unpleasant about each is least.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from publisher.model import Cue
from publisher.transcripts.pace import ms_to_say, share
from publisher.transcripts.wrap import CLOSING_WIDE, Words, balanced, lines_end, words_of

_CLOSING: Final = r"\"'”’»)\]"
# A sentence ends behind its full stop and the space behind that, unless it was a title's or a small letter goes on.
# The patterns start with one set of characters: regular expressions skip to the next of those quickly.
_NO_TITLE: Final = "".join(rf"(?<!\b{title}\. )" for title in ("Dr", "Mr", "Mrs", "Ms", "Prof", "St", "[A-HJ-Z]"))
_SENTENCE_ENDS: Final = re.compile(
    rf"[.!?…。！？](?:(?<![。！？])[{_CLOSING}]? {_NO_TITLE}(?![a-zß-ÿ])|(?<=[。！？])(?![{CLOSING_WIDE}]))"
)
_CLAUSE_ENDS: Final = re.compile(
    rf"[,;:…–—、，；：](?:(?<![、，；：])[{_CLOSING}]? |(?<=[、，；：])(?![{CLOSING_WIDE}]))"
)

_SHORTEST_MS: Final = 1000
_SHORT_COST: Final = 3.0  # of showing a caption for less than that
_CLAUSE_COST: Final = 1.5  # of parting a sentence between two clauses
_WORD_COST: Final = 3.0  # of parting it between two words
_SPACE_COST: Final = 3.0  # of an empty caption; of half an empty one a quarter of that

_MOST_UNITS: Final = 12  # of a caption: more would only make a text of nothing but commas slow


class Caption(NamedTuple):  # a show has hundreds of thousands: a dataclass takes several times as long to make
    """Lines shown together; ``end_ms`` is later than ``start_ms``."""

    start_ms: int
    end_ms: int
    speaker: str | None
    lines: tuple[str, ...]


class _Screen(NamedTuple):
    """How much text fits: ``line_length`` columns a line (a wide character takes two), ``max_lines`` lines."""

    line_length: int
    max_lines: int


class _Unit(NamedTuple):
    """Words that stay together, from where the unit before ends."""

    end: int  # the word behind the last one
    reach: int  # the word behind the last one of a caption that starts with this unit and is full
    end_cost: float  # of ending a caption behind this unit


def captions(
    cues: Iterable[Cue], *, line_length: int, max_lines: int, name_speakers: bool = False
) -> tuple[Caption, ...]:
    """The cues as captions of at most ``max_lines`` lines of ``line_length`` columns, every word once and in order.

    A word longer than a line is cut. No caption holds words of two cues. Where a cue has fewer milliseconds than it
    needs captions, they hold more lines. With ``name_speakers`` a cue starts with ``Name: `` where the speaker changes.
    """
    screen = _Screen(line_length, max_lines)
    made: list[Caption] = []
    speaker: str | None = None
    for cue in cues:
        name = f"{cue.speaker}:" if name_speakers and cue.speaker and cue.speaker != speaker else ""
        speaker = cue.speaker
        made.extend(_captions(cue, name, screen))
    return tuple(made)


def _captions(cue: Cue, name: str, screen: _Screen) -> Iterator[Caption]:
    text = cue.text.strip()
    if not text:
        return
    words = words_of(text, screen.line_length, name)
    first = bisect_left(words.offsets, len(words.text) - len(text))  # behind the name, which takes no time to say
    span_ms = cue.end_ms - cue.start_ms
    bounds = _folded(_packed(words, _units(words, first, screen), span_ms, screen), span_ms)
    bounds_ms = share(cue.start_ms, cue.end_ms, _weights(words, [max(first, bound) for bound in bounds]))
    for (start, end), (start_ms, end_ms) in zip(pairwise(bounds), pairwise(bounds_ms), strict=True):
        yield Caption(start_ms, end_ms, cue.speaker, tuple(balanced(words, start, end, screen.line_length)))


def _weights(words: Words, bounds: Sequence[int]) -> list[int]:
    offsets, columns = words.offsets, words.columns
    return [ms_to_say(offsets[end] - offsets[start], columns[end] - columns[start]) for start, end in pairwise(bounds)]


def _units(words: Words, first: int, screen: _Screen) -> list[_Unit]:
    text, offsets = words.text, words.offsets
    units: list[_Unit] = []
    start = first
    for sentence_end in _ends(_SENTENCE_ENDS, words, start, len(words.stops)):
        reach = lines_end(words, start, *screen)
        if reach >= sentence_end:
            units.append(_Unit(sentence_end, reach, 0))
        else:
            for clause_end in _ends(_CLAUSE_ENDS, words, start, sentence_end):
                end_cost = _CLAUSE_COST if clause_end < sentence_end else 0
                _halve(words, start, clause_end, end_cost, screen, units)
                start = clause_end
        start = sentence_end
    if first:
        named: list[_Unit] = []
        _halve(words, 0, units[0].end, units[0].end_cost, screen, named)
        units[:1] = named
    return units


def _ends(pattern: re.Pattern[str], words: Words, start: int, end: int) -> Iterator[int]:
    """The words behind the pattern's matches between two words, and the last of the two."""
    offsets = words.offsets
    for match in pattern.finditer(words.text, offsets[start], offsets[end]):
        if match.end() < offsets[end]:
            yield bisect_left(offsets, match.end())
    yield end


def _halve(words: Words, first: int, end: int, end_cost: float, screen: _Screen, units: list[_Unit]) -> None:
    """Adds the words as one unit, or cut in the middle and again until each part fits."""
    reach = lines_end(words, first, *screen)
    if reach >= end:
        units.append(_Unit(end, reach, end_cost))
        return
    columns = words.columns
    middle_column = columns[first] + (columns[end] - columns[first]) // 2
    middle = min(bisect_left(columns, middle_column, first + 1), end - 1)
    _halve(words, first, middle, _WORD_COST, screen, units)
    _halve(words, middle, end, end_cost, screen, units)


def _packed(words: Words, units: Sequence[_Unit], span_ms: int, screen: _Screen) -> list[int]:
    """Where captions start and end, so that the sum of their costs is least."""
    columns = [0, *(words.columns[unit.end] for unit in units)]
    ms_per_column = span_ms / max(1, columns[-1])
    screen_columns = screen.line_length * screen.max_lines
    least_cost = [0.0]
    first_unit = [0]  # of the last caption, where captions end behind this many units
    for last, (end, _, end_cost) in enumerate(units):
        best, best_first = float("inf"), last
        for first in range(last, max(last - _MOST_UNITS, -1), -1):
            if units[first].reach < end:
                break
            width = columns[last + 1] - columns[first]
            empty = 1 - width / screen_columns
            short_cost = _SHORT_COST if width * ms_per_column < _SHORTEST_MS else 0
            cost = least_cost[first] + (_SPACE_COST * empty * empty + short_cost)
            if cost <= best:
                best, best_first = cost, first
        least_cost.append(best + end_cost)
        first_unit.append(best_first)
    return _traced(units, first_unit)


def _traced(units: Sequence[_Unit], first_unit: Sequence[int]) -> list[int]:
    bounds: list[int] = []
    behind = len(units)
    while behind:
        bounds.append(units[behind - 1].end)
        behind = first_unit[behind]
    return [0, *reversed(bounds)]


def _folded(bounds: list[int], span_ms: int) -> list[int]:
    """The bounds of as many parts as there are milliseconds for, at most."""
    count = len(bounds) - 1
    kept = min(count, span_ms)
    return [bounds[count * part // kept] for part in range(kept + 1)] if kept < count else bounds
