"""Where in the lines of YAML a value is replaced, or a new key put in, and what is put there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from publisher.sources.front_matter_edit import EditError, line_end
from publisher.sources.value_edit_spots import AnySpot, MappingSpot, Point, ScalarSpot, SequenceSpot
from publisher.sources.value_edit_styles import scalar_like

_BLOCKS: Final = ("|", ">")
_COLON: Final = re.compile(r"\s*:")
_INDENT: Final = re.compile(r" *")


@dataclass(frozen=True, slots=True, kw_only=True)
class Splice:
    """A piece of text that comes instead of what stands between two points."""

    start: Point
    end: Point
    text: str


def replacement(lines: Sequence[str], spot: ScalarSpot, key: ScalarSpot | None, new: str, *, as_text: bool) -> Splice:
    """A value in place of another, or of none behind its key. Raises EditError where it has a name or several lines."""
    if spot.is_named:
        raise EditError("the value has an anchor or a tag; write it in by hand")
    if spot.style in _BLOCKS:
        return _in_block(lines, spot, new)
    written = scalar_like(new, spot.style, in_flow=spot.in_flow, as_text=as_text)
    if spot.start == spot.end or (not spot.text and not spot.style):
        return _behind(lines, key, written)
    return Splice(start=spot.start, end=spot.end, text=written)


def _in_block(lines: Sequence[str], spot: ScalarSpot, new: str) -> Splice:
    """The one line of a block like ``>-``; its indent stays."""
    filled = [index for index in range(spot.start[0] + 1, spot.end[0] + 1) if _belongs(lines, spot, index)]
    if len(filled) != 1:
        raise EditError("the value has several lines; write it on one")
    line = lines[filled[0]].rstrip("\r\n")
    indent = _INDENT.match(line)
    return Splice(start=(filled[0], indent.end() if indent else 0), end=(filled[0], len(line)), text=new)


def _belongs(lines: Sequence[str], spot: ScalarSpot, index: int) -> bool:
    return (index, 0) < spot.end and index < len(lines) and bool(lines[index].strip())


def _behind(lines: Sequence[str], key: ScalarSpot | None, written: str) -> Splice:
    """The first value of a key: behind its colon, before a comment."""
    colon = _COLON.match(lines[key.end[0]], key.end[1]) if key else None
    if key is None or colon is None:
        raise EditError("there is no colon behind which the value could stand; write it in by hand")
    rest = lines[key.end[0]][colon.end() :].rstrip("\r\n")
    column = colon.end() + (len(rest) if rest.isspace() else 0)
    text = written if rest.isspace() else f" {written}"
    return Splice(start=(key.end[0], column), end=(key.end[0], column), text=text)


def insertion(
    lines: Sequence[str], mapping: MappingSpot, key: str, new: str, *, order: Sequence[str], as_text: bool
) -> Splice:
    """A new key with its value among the others: behind those that it follows in ``order``, or behind the last."""
    count = _count_before(mapping, key, order)
    neighbours = mapping.entries[count - 1 : count] if count else mapping.entries[:1]
    style = quotes_of(neighbours[0][1] if neighbours else None)
    entry = f"{key}: {scalar_like(new, style, in_flow=mapping.is_flow, as_text=as_text)}"
    return _in_braces(mapping, count, entry) if mapping.is_flow else _on_lines(lines, mapping, count, [entry])


def lines_among(
    lines: Sequence[str], mapping: MappingSpot, key: str, new: Sequence[str], order: Sequence[str]
) -> Splice:
    """Lines of a new key among those of a mapping without braces, where ``insertion`` would put it."""
    return _on_lines(lines, mapping, _count_before(mapping, key, order), new)


def quotes_of(value: AnySpot | None) -> str:
    """The quotes of a value; a block has none."""
    return value.style if isinstance(value, ScalarSpot) and value.style not in _BLOCKS else ""


def _on_lines(lines: Sequence[str], mapping: MappingSpot, count: int, new: Sequence[str]) -> Splice:
    """New lines behind so many of the entries, as far to the right as those."""
    first, column = mapping.entries[0][0].start
    line = _last_line(lines, *mapping.entries[count - 1]) if count else first - 1
    if not count and lines[first][:column].strip():
        raise EditError("there is no line of its own for it; write it in by hand")
    text = "".join(f"{' ' * column}{one}{line_end(lines[first])}" for one in new)
    return Splice(start=(line + 1, 0), end=(line + 1, 0), text=text)


def _count_before(mapping: MappingSpot, key: str, order: Sequence[str]) -> int:
    """How many of the entries stand before the new key."""
    if key not in order:
        return len(mapping.entries)
    earlier = set(order[: order.index(key)])
    counts = [index + 1 for index, (name, _) in enumerate(mapping.entries) if name.text in earlier]
    later = set(order[order.index(key) + 1 :])
    is_before_all = not counts and any(name.text in later for name, _ in mapping.entries)
    return 0 if is_before_all else max(counts, default=len(mapping.entries))


def _in_braces(mapping: MappingSpot, count: int, entry: str) -> Splice:
    if count:
        end = mapping.entries[count - 1][1].end
        return Splice(start=end, end=end, text=f", {entry}")
    if mapping.entries:
        start = mapping.entries[0][0].start
        return Splice(start=start, end=start, text=f"{entry}, ")
    start = (mapping.start[0], mapping.start[1] + 1)
    return Splice(start=start, end=start, text=entry)


def _last_line(lines: Sequence[str], key: ScalarSpot | None, value: AnySpot) -> int:
    """The index of the last line of an entry, without comments and empty lines behind it."""
    if isinstance(value, ScalarSpot):
        if value.style in _BLOCKS:
            filled = (index for index in range(value.end[0], value.start[0], -1) if _belongs(lines, value, index))
            return next(filled, value.start[0])
        return value.end[0] if value.start < value.end or key is None else key.end[0]
    if isinstance(value, SequenceSpot):
        return value.end[0] if value.is_flow or not value.items else _last_line(lines, None, value.items[-1])
    return value.end[0] if value.is_flow or not value.entries else _last_line(lines, *value.entries[-1])
