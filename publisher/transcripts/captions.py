"""From cues, which may last minutes, to captions that fit a screen and can be read while they are heard.

A cue is cut into sentences, a sentence that is too long into clauses, a clause that is too long between words; these
units are then packed into captions so that the sum of what is unpleasant about each is least.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import Final

from publisher.model import Cue
from publisher.transcripts.pace import share, speaking_ms
from publisher.transcripts.wrap import CLOSING_WIDE, Word, balanced, count_lines, width_of, word_of, words_of

_CLOSING: Final = r"\"'”’»)\]"
# A sentence ends behind its full stop and the space behind that, unless it was a title's or a small letter goes on.
_AFTER_TITLE: Final = "".join(rf"(?<!\b{title}\. )" for title in ("Dr", "Mr", "Mrs", "Ms", "Prof", "St", "[A-HJ-Z]"))
_SENTENCE_ENDS: Final = re.compile(
    rf"(?:(?<=[.!?…] )|(?<=[.!?…][{_CLOSING}] )){_AFTER_TITLE}(?![a-zß-ÿ])|(?<=[。！？])(?![{CLOSING_WIDE}])"
)
_CLAUSE_ENDS: Final = re.compile(rf"(?<=[,;:…–—] )|(?<=[,;:…–—][{_CLOSING}] )|(?<=[、，；：])(?![{CLOSING_WIDE}])")

_SHORTEST_MS: Final = 1000
_SHORT_COST: Final = 3.0  # of showing a caption for less than that
_CLAUSE_COST: Final = 1.5  # of parting a sentence between two clauses
_WORD_COST: Final = 3.0  # of parting it between two words
_SPACE_COST: Final = 3.0  # of an empty caption; of half an empty one a quarter of that

_MOST_UNITS: Final = 12  # of a caption: more would only make a text of nothing but commas slow


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """Lines shown together; ``end_ms`` is later than ``start_ms``."""

    start_ms: int
    end_ms: int
    speaker: str | None
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    """Words that stay together, and what it costs to end a caption behind them."""

    words: list[Word]
    width: int
    end_cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Screen:
    """How much text fits: ``line_length`` columns a line (a wide character takes two), ``max_lines`` lines."""

    line_length: int
    max_lines: int

    @property
    def most_columns(self) -> int:
        return (self.line_length + 1) * self.max_lines  # each line may end with a space that is not shown

    def fits(self, words: list[Word], width: int) -> bool:
        if width <= self.line_length:
            return True
        if width > self.most_columns:
            return False
        return count_lines(words, self.line_length) <= self.max_lines


def captions(
    cues: Iterable[Cue], *, line_length: int, max_lines: int, name_speakers: bool = False
) -> tuple[Caption, ...]:
    """The cues as captions of at most ``max_lines`` lines of ``line_length`` columns, every word once and in order.

    A word longer than a line is cut. No caption holds words of two cues. Where a cue has fewer milliseconds than it
    needs captions, they hold more lines. With ``name_speakers`` a cue starts with ``Name: `` where the speaker changes.
    """
    screen = _Screen(line_length=line_length, max_lines=max_lines)
    made: list[Caption] = []
    speaker: str | None = None
    for cue in cues:
        label = f"{cue.speaker}: " if name_speakers and cue.speaker and cue.speaker != speaker else ""
        speaker = cue.speaker
        made.extend(_captions(cue, label, screen))
    return tuple(made)


def _captions(cue: Cue, label: str, screen: _Screen) -> Iterator[Caption]:
    units = list(_units(cue.text, screen))
    if label and units:
        units[:1] = _labelled(label, units[0], screen)
    parts = _folded(_packed(units, cue.end_ms - cue.start_ms, screen), cue.end_ms - cue.start_ms)
    if not parts:
        return
    weights = [speaking_ms("".join(word.text for word in words).removeprefix(label)) for words in parts]
    for words, (start_ms, end_ms) in zip(parts, pairwise(share(cue.start_ms, cue.end_ms, weights)), strict=True):
        lines = tuple(balanced(words, screen.line_length))
        yield Caption(start_ms=start_ms, end_ms=end_ms, speaker=cue.speaker, lines=lines)


def _units(text: str, screen: _Screen) -> Iterator[_Unit]:
    for sentence in _split(_SENTENCE_ENDS, text):
        if len(sentence) <= screen.most_columns:
            whole = _unit(words_of(sentence, screen.line_length), 0)
            if screen.fits(whole.words, whole.width):
                yield whole
                continue
        *clauses, last = _split(_CLAUSE_ENDS, sentence)
        for clause in clauses:
            yield from _halved(_unit(words_of(clause, screen.line_length), _CLAUSE_COST), screen)
        yield from _halved(_unit(words_of(last, screen.line_length), 0), screen)


def _halved(unit: _Unit, screen: _Screen) -> Iterator[_Unit]:
    """The unit, cut in the middle and again until each part fits."""
    if screen.fits(unit.words, unit.width):
        yield unit
        return
    widths = list(accumulate(word.width for word in unit.words))
    middle = min(bisect_left(widths, unit.width // 2) + 1, len(unit.words) - 1)
    yield from _halved(_unit(unit.words[:middle], _WORD_COST), screen)
    yield from _halved(_unit(unit.words[middle:], unit.end_cost), screen)


def _labelled(label: str, unit: _Unit, screen: _Screen) -> Iterator[_Unit]:
    name = [word_of(label)] if len(label) <= screen.line_length else words_of(label, screen.line_length)
    return _halved(_unit([*name, *unit.words], unit.end_cost), screen)


def _packed(units: Sequence[_Unit], span_ms: int, screen: _Screen) -> list[list[Word]]:
    """The units as captions, so that the sum of their costs is least."""
    ms_per_column = span_ms / max(1, sum(unit.width for unit in units))
    least_cost = [0.0]
    first_unit = [0]  # of the last caption, where captions end behind this many units
    for end in range(1, len(units) + 1):
        words: list[Word] = []
        width = 0
        best = (float("inf"), end - 1)
        for start in range(end - 1, max(end - 1 - _MOST_UNITS, -1), -1):
            words = units[start].words + words
            width += units[start].width
            if not screen.fits(words, width):
                break
            is_short = width * ms_per_column < _SHORTEST_MS
            cost = least_cost[start] + _cost(width, is_short, screen)
            best = min(best, (cost, start))
        least_cost.append(best[0] + units[end - 1].end_cost)
        first_unit.append(best[1])
    return _traced(units, first_unit)


def _cost(width: int, is_short: bool, screen: _Screen) -> float:
    empty = 1 - width / (screen.line_length * screen.max_lines)
    return _SPACE_COST * empty * empty + (_SHORT_COST if is_short else 0)


def _traced(units: Sequence[_Unit], first_unit: Sequence[int]) -> list[list[Word]]:
    parts: list[list[Word]] = []
    end = len(units)
    while end:
        start = first_unit[end]
        parts.append([word for unit in units[start:end] for word in unit.words])
        end = start
    return parts[::-1]


def _folded(parts: Sequence[list[Word]], span_ms: int) -> list[list[Word]]:
    """As many parts as there are milliseconds for, at most."""
    count = min(len(parts), span_ms)
    bounds = [len(parts) * part // count for part in range(count + 1)] if count else []
    return [list(chain.from_iterable(parts[start:end])) for start, end in pairwise(bounds)]


def _unit(words: list[Word], end_cost: float) -> _Unit:
    return _Unit(words=words, width=width_of(words), end_cost=end_cost)


def _split(ends: re.Pattern[str], text: str) -> list[str]:
    return [part for part in ends.split(text) if part]
