"""YAML with the place of every node in its text: a line and a column, as an edit needs them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from publisher.sources.composed import events_of

Point: TypeAlias = tuple[int, int]  # a line and a column, both from 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A node and where it stands; ``end`` is behind its last character."""

    start: Point
    end: Point
    is_named: bool  # it has an anchor or a tag


@dataclass(frozen=True, slots=True, kw_only=True)
class ScalarSpot(Spot):
    """One value; ``style`` is its quote, ``|`` or ``>``, or nothing; ``in_flow``: brackets are around it."""

    text: str
    style: str
    in_flow: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceSpot(Spot):
    """A list; ``is_flow`` says whether it has brackets."""

    items: tuple[AnySpot, ...]
    is_flow: bool

    def find(self, position: str) -> AnySpot | None:
        """The item at a position that counts from 0."""
        is_there = position.isdecimal() and int(position) < len(self.items)
        return self.items[int(position)] if is_there else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingSpot(Spot):
    """Keys with their values, in their order; ``is_flow`` says whether it has braces."""

    entries: tuple[tuple[ScalarSpot, AnySpot], ...]
    is_flow: bool

    def find(self, key: str) -> AnySpot | None:
        """The value of a key."""
        return next((value for name, value in self.entries if name.text == key), None)

    def key_of(self, key: str) -> ScalarSpot | None:
        """The key itself."""
        return next((name for name, _ in self.entries if name.text == key), None)


AnySpot: TypeAlias = ScalarSpot | SequenceSpot | MappingSpot


def spots_of(text: str) -> AnySpot | None:
    """The root of a document that ``composed.compose`` accepts (so it is not deep), with the place of every node."""
    events = events_of(text)
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            return _spot(event, events, in_flow=False)
    return None


def _spot(event: yaml.NodeEvent, events: Iterator[yaml.Event], *, in_flow: bool) -> AnySpot:
    start, end = _start(event), _end(event)
    is_named = event.anchor is not None or getattr(event, "tag", None) is not None
    if isinstance(event, yaml.ScalarEvent):
        style = event.style or ""  # the parser in C says "" for plain, the other None
        return ScalarSpot(start=start, end=end, is_named=is_named, text=event.value, style=style, in_flow=in_flow)
    is_flow = bool(getattr(event, "flow_style", False))
    children, end = _children(events, in_flow=is_flow)
    if isinstance(event, yaml.SequenceStartEvent):
        return SequenceSpot(start=start, end=end, is_named=is_named, items=tuple(children), is_flow=is_flow)
    pairs = zip(children[::2], children[1::2], strict=True)
    entries = tuple((key, value) for key, value in pairs if isinstance(key, ScalarSpot))
    return MappingSpot(start=start, end=end, is_named=is_named, entries=entries, is_flow=is_flow)


def _children(events: Iterator[yaml.Event], *, in_flow: bool) -> tuple[list[AnySpot], Point]:
    """What a collection holds, and where it ends."""
    children: list[AnySpot] = []
    for event in events:
        if not isinstance(event, yaml.NodeEvent):
            return children, _end(event)
        children.append(_spot(event, events, in_flow=in_flow))
    raise ValueError("the document ends inside a list or a mapping")


def _start(event: yaml.Event) -> Point:
    mark = event.start_mark
    return (mark.line, mark.column) if mark else (0, 0)


def _end(event: yaml.Event) -> Point:
    mark = event.end_mark
    return (mark.line, mark.column) if mark else (0, 0)
