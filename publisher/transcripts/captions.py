"""From cues, which may last minutes, to captions that fit a screen and can be read while they are heard.

A cue is cut into sentences, a sentence that is too long into clauses, a clause that is too long between words; these
units are then packed into captions so that the sum of what is unpleasant about each is least.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, repeat
from typing import Final, NamedTuple

from publisher.model import Cue
from publisher.transcripts.pace import share, speaking_ms
from publisher.transcripts.wrap import NO_BREAK, balanced, lines_end, long_word_end, shown, spaced

_CLOSING: Final = r"\"'”’»)\]"
# A sentence ends behind its full stop and the space behind that, unless it was a title's or a small letter goes on.
_NO_TITLE: Final = "".join(rf"(?<!\b{title}\. )" for title in ("Dr", "Mr", "Mrs", "Ms", "Prof", "St", "[A-HJ-Z]"))
_SENTENCE_ENDS: Final = re.compile(rf"[.!?…。！？][{_CLOSING}]? {_NO_TITLE}(?:(?<=[。！？] )|(?![a-zß-ÿ]))")
_CLAUSE_ENDS: Final = re.compile(rf"[,;:…–—、，；：][{_CLOSING}]? ")

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
    """Text that stays together, from where the unit before ends."""

    end: int
    reach: int  # where a caption ends that starts with this unit and is full
    end_cost: float  # of ending a caption behind this unit


def captions(
    cues: Iterable[Cue], *, line_length: int, max_lines: int, name_speakers: bool = False
) -> tuple[Caption, ...]:
    """The cues as captions of at most ``max_lines`` lines of ``line_length`` columns, every word once and in order.

    A word longer than a line has one of its own, for players to wrap. No caption holds words of two cues. Where a cue
    has fewer milliseconds than it needs captions, they hold more lines. With ``name_speakers`` a cue starts with
    ``Name: `` where the speaker changes.
    """
    screen = _Screen(line_length, max_lines)
    made: list[Caption] = []
    speaker: str | None = None
    for cue in cues:
        name = f"{cue.speaker}:" if name_speakers and cue.speaker and cue.speaker != speaker else ""
        speaker = cue.speaker
        made.extend(_captions(cue, name, screen))
    return tuple(made)


def _captions(cue: Cue, name: str, screen: _Screen) -> Iterable[Caption]:
    label = _label(name, screen)
    text = label + spaced(cue.text.strip())
    if len(text) == len(label):
        return ()
    if len(text) > len(label) + len(cue.text):  # the space behind a line's last wide character counts, though unseen
        screen = screen._replace(line_length=screen.line_length - 1)
    span_ms = cue.end_ms - cue.start_ms
    bounds = _folded(_packed(_units(text, len(label), screen), span_ms, screen), span_ms)
    parts = [text[start:end] for start, end in pairwise(bounds)]
    lines = [balanced(part.rstrip(), screen.line_length) for part in parts]
    parts[0] = parts[0].removeprefix(label)
    if not text.isascii() and text != f"{name} {cue.text}".lstrip():
        parts = [shown(part) for part in parts]
        lines = [tuple(map(shown, spaced_lines)) for spaced_lines in lines]
    bounds_ms = share(cue.start_ms, cue.end_ms, [speaking_ms(part) for part in parts])
    return map(Caption, bounds_ms, bounds_ms[1:], repeat(cue.speaker), lines)


def _label(name: str, screen: _Screen) -> str:
    if len(name) < screen.line_length:
        name = name.replace(" ", NO_BREAK)
    return f"{spaced(name)} " if name else ""


def _units(text: str, start: int, screen: _Screen) -> list[_Unit]:
    """The text behind its label, ``start`` characters long, cut to units; the label joins the first one."""
    units: list[_Unit] = []
    most_columns = (screen.line_length + 1) * screen.max_lines
    after_label = start
    for sentence_end in _ends(_SENTENCE_ENDS, text, start, len(text)):
        if sentence_end - start <= most_columns and (reach := lines_end(text, start, *screen)) >= sentence_end:
            units.append(_Unit(sentence_end, reach, 0))
        else:
            for clause_end in _ends(_CLAUSE_ENDS, text, start, sentence_end):
                end_cost = _CLAUSE_COST if clause_end < sentence_end else 0
                _halve(text, start, clause_end, end_cost, screen, units)
                start = clause_end
        start = sentence_end
    if after_label:
        labelled: list[_Unit] = []
        _halve(text, 0, units[0].end, units[0].end_cost, screen, labelled)
        units[:1] = labelled
    return units


def _ends(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[int]:
    """Where the pattern's matches between the two places end, and the last of the two."""
    ends = [match.end() for match in pattern.finditer(text, start, end)]
    return ends if ends and ends[-1] == end else [*ends, end]


def _halve(text: str, start: int, end: int, end_cost: float, screen: _Screen, units: list[_Unit]) -> None:
    """Adds the text as one unit, or cut in the middle and again until each part fits."""
    reach = lines_end(text, start, *screen)
    if reach >= end:
        units.append(_Unit(end, reach, end_cost))
        return
    middle = _middle(text, start, end)
    _halve(text, start, middle, _WORD_COST, screen, units)
    _halve(text, middle, end, end_cost, screen, units)


def _middle(text: str, start: int, end: int) -> int:
    """Where a text that needs more than one caption is cut: behind the space next to its middle, if it has one."""
    half = (end - start) // 2
    space = text.find(" ", start + half - 1, end - 1) + 1 or text.rfind(" ", start, start + half) + 1
    return space or long_word_end(text, start, half)


def _packed(units: Sequence[_Unit], span_ms: int, screen: _Screen) -> list[int]:
    """Where captions start and end, so that the sum of their costs is least."""
    bounds = [0, *(unit.end for unit in units)]
    reaches = [unit.reach for unit in units]
    short_width = _SHORTEST_MS * bounds[-1] / span_ms
    screen_columns = screen.line_length * screen.max_lines
    least_cost = [0.0]
    first_unit = [0]  # of the last caption, where captions end behind this many units
    for last, (end, _, end_cost) in enumerate(units):
        best, best_first = float("inf"), last
        for first in range(last, max(last - _MOST_UNITS, -1), -1):
            if reaches[first] < end:
                break
            width = end - bounds[first]
            empty = 1 - width / screen_columns
            cost = _SPACE_COST * empty * empty
            if width < short_width:
                cost += _SHORT_COST
            cost += least_cost[first]
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
