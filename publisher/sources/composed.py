"""YAML as the author wrote it: every scalar is its text, with its line.

Loading would turn ``1:14`` into 74, ``no`` into False, ``010`` into 8 and a YouTube id of digits into a number, and
would drop the first of two equal keys without a word. So nothing is resolved here: fields convert (see ``fields``).

The nodes are made from the parser's events in one pass, under limits: ``yaml.compose`` recurses in C, and a hundred
thousand brackets crash the whole process there; aliases can expand without end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import yaml

from publisher.text import find_not_xml, name_of_character

# What libyaml says, and what an author should do about it.
_HINTS: Final = {
    "mapping values are not allowed in this context": '; put quotes around a value that holds ": "',
    "could not find expected ':'": "; a key needs a colon, and a value of several lines needs quotes or an indent",
    "found character that cannot start any token": "; indent with spaces, and quote values that start with @, % or `",
    "found unexpected end of stream": "; close the quotes or brackets that open here",
    "did not find expected alphabetic or numeric character": "; quote values that start with * or &",
    "did not find expected key": "; quotes inside a value need other quotes around all of it; or check the indent",
}

MAX_DEPTH: Final = 20
MAX_NODES: Final = 500_000
_TOO_DEEP: Final = f"nested more than {MAX_DEPTH} levels deep; write it flatter"

# YAML 1.1 would end a line at them; they come in with text that was pasted.
_OTHER_LINE_ENDS: Final = {0x85: " ", 0x2028: " ", 0x2029: " "}

# The parser in C where PyYAML was built with it; the one in Python reads the same, slower.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class InvalidYaml(ValueError):
    """YAML that cannot be read, with the line (from 1) where it goes wrong."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value: its text, its line, whether it stood without quotes, and whether as a block that keeps its lines."""

    text: str
    line: int
    plain: bool = True
    literal: bool = False

    @property
    def is_null(self) -> bool:
        """Whether nothing was written: ``key:``, ``key: ~`` or ``key: null``."""
        return self.plain and self.text in {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values; ``key_lines`` says where each key stands."""

    entries: dict[str, Node]
    line: int
    key_lines: dict[str, int] = field(default_factory=dict)


Node: TypeAlias = Scalar | Sequence | Mapping


def compose(text: str, *, first_line: int = 1) -> Node | None:
    """The root of one YAML document, or None where it is empty; ``first_line`` is the line of its first character.

    Raises InvalidYaml for broken YAML, a key that stands twice, aliases, tags, characters that XML forbids, and for
    documents nested or long beyond what a person writes.
    """
    try:
        return _Composer(text, first_line - 1).document()
    except yaml.MarkedYAMLError as error:
        is_unclosed = error.problem == "found unexpected end of stream"  # what was opened matters, not the end
        mark = error.context_mark if is_unclosed else error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        if error.problem == "exceeded maximum nesting depth":  # PyYAML's own limit, which lies above ours
            raise InvalidYaml(_TOO_DEEP, line) from error
        hint = _HINTS.get(error.problem or "", "; put quotes around the value, or check the indent")
        raise InvalidYaml(f"this is not valid YAML: {error.problem or error.context}{hint}", line) from error
    except yaml.reader.ReaderError as error:
        raise _unreadable_character(error, text, first_line) from error


def events_of(text: str) -> Iterator[yaml.Event]:
    """The parser's events; their marks are lines and columns of this text. Raises yaml.YAMLError on the way."""
    return iter(yaml.parse(text.translate(_OTHER_LINE_ENDS), Loader=_LOADER))


def _unreadable_character(error: yaml.reader.ReaderError, text: str, first_line: int) -> InvalidYaml:
    character = error.character if isinstance(error.character, int) else ord(str(error.character)[:1] or " ")
    position = text.find(chr(character))
    line = first_line + text.count("\n", 0, max(position, 0))
    return InvalidYaml(f"the character U+{character:04X} is not allowed here; delete it", line)


class _Composer:
    """Makes nodes of events, and counts what it makes."""

    def __init__(self, text: str, line_offset: int) -> None:
        self._events = events_of(text)
        self._line_offset = line_offset
        self._nodes = 0

    def document(self) -> Node | None:
        root = None
        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                if root is not None:
                    raise InvalidYaml("a second YAML document starts here; keep one", self._line(event))
                root = self._node(event, depth=1)
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._guard(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        return self._mapping(event, depth)

    def _guard(self, event: yaml.Event, depth: int) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise InvalidYaml(f"more than {MAX_NODES} values; split the file", self._line(event))
        if depth > MAX_DEPTH:
            raise InvalidYaml(_TOO_DEEP, self._line(event))
        if isinstance(event, yaml.AliasEvent):
            raise InvalidYaml(f"the alias *{event.anchor} is not supported; write the value out", self._line(event))
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            raise InvalidYaml(f"the tag {tag} is not supported; write a plain value", self._line(event))

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        line = self._line(event)
        text = event.value
        bad = find_not_xml(text)
        if bad >= 0:
            name = name_of_character(text[bad])
            raise InvalidYaml(f"the character {name} cannot stand in a feed; delete it", line)
        plain = not event.style  # the parser in C says "" for plain, the other None
        return Scalar(text, line, plain, literal=event.style == "|")

    def _sequence(self, start: yaml.Event, depth: int) -> Sequence:
        items = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, depth + 1))
        return Sequence(tuple(items), self._line(start))

    def _mapping(self, start: yaml.Event, depth: int) -> Mapping:
        mapping = Mapping({}, self._line(start))
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise InvalidYaml("a key must be plain text; quote values that start with { or [", key.line)
            if key.text in mapping.entries:
                first = mapping.key_lines[key.text]
                raise InvalidYaml(f"the key {key.text!r} stands here a second time (first in line {first})", key.line)
            mapping.key_lines[key.text] = key.line
            mapping.entries[key.text] = self._node(next(self._events), depth + 1)
        return mapping

    def _line(self, event: yaml.Event) -> int:
        mark = event.start_mark
        return (mark.line if mark else 0) + 1 + self._line_offset
