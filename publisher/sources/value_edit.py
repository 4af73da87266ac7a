"""Single values of a front matter, changed where they stand: every other byte of the file stays as it was written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from publisher.sources.front_matter import FrontMatter
from publisher.sources.front_matter_edit import EditError, lines_of, parts_of, without_lines, without_mark
from publisher.sources.value_edit_places import Splice, insertion, replacement
from publisher.sources.value_edit_sections import NewEntry, is_open, new_section
from publisher.sources.value_edit_spots import AnySpot, MappingSpot, ScalarSpot, spots_of
from publisher.sources.written import written_in

_CHANGED: Final = ("changed",)
_IN_SECTION: Final = 2  # keys that lead to a value under a key of the front matter


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueEdit:
    """A value to be written: the keys that lead to it (a position in a list counts from 0), what it is and what it was.

    ``old`` None means that the last key is missing in its mapping, or that mapping itself; ``order`` then says how such
    keys follow one another elsewhere, and ``sections`` how the first keys do. ``as_text`` keeps other programs from
    reading the value as a number.
    """

    keys: tuple[str, ...]
    new: str
    old: str | None
    as_text: bool = True
    order: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The keys with points between them."""
        return ".".join(self.keys)


def with_values(content: str, edits: Iterable[ValueEdit]) -> str:
    """The text of a Markdown file with these values in its front matter; a value that is there already stays.

    Quotes, comments, indents, the order of keys, line ends and a byte order mark stay. Other quotes are put only where
    the value needs them.

    Raises EditError: the front matter cannot be read, a value is not what it was, or stands in YAML of a kind that
    cannot be changed safely. Then nothing is changed.
    """
    mark, text = without_mark(content)
    lines, parts = lines_of(text), parts_of(text)
    root = spots_of("".join(line.rstrip("\r\n") + "\n" for line in lines[1 : parts.plain_first_line - 1]))
    wanted = [edit for edit in edits if not _is_done(root, edit)]
    if not wanted:
        return content
    splices = list(_splices(lines[1:], root, sorted(wanted, key=_in_usual_order)))
    edited = lines[0] + _spliced(lines[1:], splices)
    if not _changes_only(wanted, parts, edited):
        keys = ", ".join(edit.key for edit in wanted)
        raise EditError(f"{keys}: there is no safe way to change this front matter; write it in by hand")
    return mark + edited


def lines_of_values(content: str) -> dict[tuple[str, ...], int]:
    """The line of every value in the front matter of a Markdown file, by the keys that lead to it. Raises EditError."""
    _, text = without_mark(content)
    return {one.keys: one.place.line for one in written_in("", parts_of(text).mapping)}


def _is_done(root: AnySpot | None, edit: ValueEdit) -> bool:
    spot = _find(root, edit.keys)
    return isinstance(spot, ScalarSpot) and spot.text.rstrip("\n") == edit.new


def _find(root: AnySpot | None, keys: Sequence[str]) -> AnySpot | None:
    spot = root
    for key in keys:
        spot = spot.find(key) if spot is not None and not isinstance(spot, ScalarSpot) else None
    return spot


def _in_usual_order(edit: ValueEdit) -> tuple[int, int]:
    """Where a new key stands among its like, so that two of them come in their usual order, and so do new mappings."""
    return _position(edit.keys[0], edit.sections), _position(edit.keys[-1], edit.order)


def _position(key: str, order: Sequence[str]) -> int:
    return order.index(key) if key in order else len(order)


def _splices(lines: Sequence[str], root: AnySpot | None, edits: Iterable[ValueEdit]) -> Iterator[Splice]:
    """What to put in, and where in the lines. Raises EditError that begins with the keys."""
    sections: dict[str, list[ValueEdit]] = defaultdict(list)
    for edit in edits:
        if edit.old is None and len(edit.keys) == _IN_SECTION and is_open(root, edit.keys[0]):
            sections[edit.keys[0]].append(edit)
            continue
        with _about(edit):
            yield _splice(lines, root, edit)
    for section, group in sections.items():
        with _about(*group):
            entries = [NewEntry(key=edit.keys[1], new=_one_line(edit), as_text=edit.as_text) for edit in group]
            yield new_section(lines, root, section, entries, group[0].sections)


@contextmanager
def _about(*edits: ValueEdit) -> Iterator[None]:
    """What is wrong, with the keys before it."""
    try:
        yield
    except EditError as error:
        raise EditError(f"{', '.join(edit.key for edit in edits)}: {error}") from error


def _splice(lines: Sequence[str], root: AnySpot | None, edit: ValueEdit) -> Splice:
    """What to put in for an edit, and where in the lines. Raises EditError."""
    mapping, spot = _find(root, edit.keys[:-1]), _find(root, edit.keys)
    written = spot.text if isinstance(spot, ScalarSpot) else None
    if written != edit.old or (spot is not None and written is None):
        raise EditError("this is not what it was when the file was read; run again")
    new = _one_line(edit)
    if isinstance(spot, ScalarSpot):
        key = mapping.key_of(edit.keys[-1]) if isinstance(mapping, MappingSpot) else None
        return replacement(lines, spot, key, new, as_text=edit.as_text)
    if not isinstance(mapping, MappingSpot):
        raise EditError("there are no keys beside which it could stand; write it in by hand")
    return insertion(lines, mapping, edit.keys[-1], new, order=edit.order, as_text=edit.as_text)


def _one_line(edit: ValueEdit) -> str:
    if "\n" in edit.new or "\r" in edit.new:
        raise EditError("a value of several lines cannot be put in")
    return edit.new


def _spliced(lines: Sequence[str], splices: Sequence[Splice]) -> str:
    """The lines with everything put in. Raises EditError where two of them touch the same characters."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    text = "".join(lines)
    ranges = sorted(
        ((starts[one.start[0]] + one.start[1], starts[one.end[0]] + one.end[1], one.text) for one in splices),
        key=lambda one: one[:2],
    )
    if any(end > start for (_, end, _), (start, _, _) in pairwise(ranges)):
        raise EditError("two changes of one value; make one of them")
    pieces, done = [], 0
    for start, end, new in ranges:
        pieces += [text[done:start], new]
        done = end
    return "".join((*pieces, text[done:]))


def _changes_only(edits: Iterable[ValueEdit], before: FrontMatter, edited: str) -> bool:
    """Whether the edited text reads like the one before, but for these values, which are as meant."""
    try:
        after = parts_of(edited)
    except EditError:
        return False
    old, new = without_lines(before.mapping), without_lines(after.mapping)
    old |= {edit.keys[0]: {} for edit in edits if len(edit.keys) > 1 and _is_text(old.get(edit.keys[0], _CHANGED))}
    are_meant = all(_take(old, edit.keys) == edit.old and _reads(_take(new, edit.keys), edit) for edit in edits)
    texts = (before.plain_lines, before.body) == (after.plain_lines, after.body)
    return texts and are_meant and old == new


def _is_text(value: Any) -> bool:
    """Whether a value is neither a list nor a mapping: where keys are to come, it was nothing or TODO."""
    return isinstance(value, tuple)


def _reads(text: str | None, edit: ValueEdit) -> bool:
    """Whether a value is as meant; a block like ``|`` has a line end more."""
    return text is not None and text.rstrip("\n") == edit.new


def _take(value: Any, keys: Sequence[str]) -> str | None:
    """Takes a value out of lists and dictionaries, and gives its text."""
    for key in keys[:-1]:
        value = value[int(key)] if isinstance(value, list) else value[key]
    if isinstance(value, dict):
        taken = value.pop(keys[-1], None)
    else:
        taken, value[int(keys[-1])] = value[int(keys[-1])], _CHANGED
    return taken[0] if taken is not None else None
