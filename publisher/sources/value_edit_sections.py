"""Keys under a key that is missing as a whole, or has no value yet: made in the style of the rest of the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from publisher.sources.front_matter_edit import EditError, line_end
from publisher.sources.placeholders import is_empty, is_no_address_yet
from publisher.sources.value_edit_places import Splice, lines_among, quotes_of
from publisher.sources.value_edit_spots import AnySpot, MappingSpot, ScalarSpot
from publisher.sources.value_edit_styles import scalar_like

_ALIKE: Final = ("ids", "links")  # whoever writes one of them writes the other like it
_INDENT: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """A key with its value; ``as_text`` keeps other programs from reading it as a number."""

    key: str
    new: str
    as_text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """How a file writes keys under a key."""

    indent: int
    quotes: str
    is_flow: bool


def is_open(root: AnySpot | None, section: str) -> bool:
    """Whether there is room for a new mapping under this key: it is missing, empty or TODO."""
    spot = root.find(section) if isinstance(root, MappingSpot) else None
    return spot is None or (isinstance(spot, ScalarSpot) and (is_empty(spot.text) or is_no_address_yet(spot.text)))


def new_section(
    lines: Sequence[str], root: AnySpot | None, section: str, entries: Sequence[NewEntry], order: Sequence[str]
) -> Splice:
    """A key with all of these below it; ``order`` says how the keys of the whole front matter follow one another.

    Raises EditError where there is no room.
    """
    if not isinstance(root, MappingSpot) or root.is_flow or not root.entries:
        raise EditError("there are no keys beside which it could stand; write it in by hand")
    style, spot = _style_of(root, section), root.find(section)
    written = [f"{one.key}: {_scalar(one, style)}" for one in entries]
    behind = f" {{{', '.join(written)}}}" if style.is_flow else ""
    below = [] if style.is_flow else [f"{' ' * style.indent}{entry}" for entry in written]
    if isinstance(spot, ScalarSpot):
        return _instead(lines, root.key_of(section), spot, behind, below)
    return lines_among(lines, root, section, [f"{section}:{behind}", *below], order)


def _scalar(one: NewEntry, style: _Style) -> str:
    return scalar_like(one.new, style.quotes, in_flow=style.is_flow, as_text=one.as_text)


def _instead(
    lines: Sequence[str], key: ScalarSpot | None, spot: ScalarSpot, behind: str, below: Sequence[str]
) -> Splice:
    """What comes behind a key, and on lines below it, instead of its value; a comment stays."""
    if key is None or spot.is_named or not key.end[0] == spot.start[0] == spot.end[0]:
        raise EditError("there is no room for keys; write them in by hand")
    line = lines[key.end[0]]
    colon, end = line.index(":", key.end[1]) + 1, line_end(line)
    comment = line[max(colon, spot.end[1]) :].rstrip()
    column = " " * key.start[1]
    text = "".join((behind, comment, end, *(f"{column}{one}{end}" for one in below)))
    return Splice(start=(key.end[0], colon), end=(key.end[0] + 1, 0), text=text)


def _style_of(root: MappingSpot, section: str) -> _Style:
    """As under the key that is most like it; two spaces and no quotes where there is none."""
    mappings = [(name, spot) for name, spot in root.entries if isinstance(spot, MappingSpot) and spot.entries]
    alike = [(name, spot) for name, spot in mappings if name.text in _ALIKE and name.text != section]
    if not mappings:
        return _Style(indent=_INDENT, quotes="", is_flow=False)
    name, spot = (alike or mappings)[0]
    key, value = spot.entries[-1]
    indent = _INDENT if spot.is_flow else key.start[1] - name.start[1]
    return _Style(indent=indent, quotes=quotes_of(value), is_flow=spot.is_flow)
