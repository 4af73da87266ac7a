"""Rules that are rows of a table: an element that must be there, a value that must have a shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from publisher.checks.check import Check, Finding
from publisher.checks.feed.document import Element, Feed
from publisher.checks.feed.names import asks
from publisher.model import Severity

Find: TypeAlias = Callable[[Feed], Iterator[Finding]]

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
ITEMS: Final = ("item", "podcast:liveItem")
LONGEST_VALUE: Final = 255  # characters: Apple and PSP-1, where they do not say otherwise


@dataclass(frozen=True, slots=True)
class Needed:
    """An element that the channel or each item must have, or should."""

    id: str
    severity: Severity
    profiles: tuple[str, ...]  # none: RSS itself
    name: str
    why: str  # what happens without it: a whole sentence
    example: str


@dataclass(frozen=True, slots=True)
class Value:
    """The shape of a value: of the text of elements, or with ``@`` of their attributes."""

    where: tuple[str, ...]  # "podcast:locked", "podcast:person@href"
    accepts: Callable[[str], bool]
    expected: str  # completes "asks for … as <podcast:locked>"


@dataclass(frozen=True, slots=True)
class Shaped:
    """Values that must have their shapes."""

    id: str
    severity: Severity
    profiles: tuple[str, ...]
    values: tuple[Value, ...]
    what: str
    bad: str
    good: str


def check_of_channel(row: Needed) -> Check[Feed]:
    """The rule that a channel has this element, and something in it."""

    def find(feed: Feed) -> Iterator[Finding]:
        yield from _lacking(feed, row, [feed.channel])

    return _check_of(row, find)


def check_of_items(row: Needed) -> Check[Feed]:
    """The rule that every item has this element, and something in it.

    Where it is only advised, and no item has it, that is said once: it is how the feed is made.
    """

    def find(feed: Feed) -> Iterator[Finding]:
        lacking = [item for item in feed.items if not _has(item, row.name)]
        if row.severity is not ERROR and len(lacking) == len(feed.items) > 1:
            message = f"{asks(*row.profiles)} for <{row.name}>, and none of the {len(lacking)} items has it"
            yield feed.finding(feed.channel, f"{message}; write {row.example}", field=row.name)
            return
        yield from _lacking(feed, row, lacking)

    return _check_of(row, find)


def check_of_shape(row: Shaped) -> Check[Feed]:
    """The rule that values have their shapes; those that are empty or missing are another rule's business."""

    def find(feed: Feed) -> Iterator[Finding]:
        for value in row.values:
            for place in value.where:
                yield from _misshapen(feed, value, place, asks(*row.profiles))

    return Check(
        id=row.id,
        severity=row.severity,
        what=row.what,
        bad=row.bad,
        good=row.good,
        profiles=row.profiles,
        find=find,
    )


def one_of(*allowed: str) -> Callable[[str], bool]:
    """A predicate: one of these words, exactly."""
    return frozenset(allowed).__contains__


def one_of_folded(*allowed: str) -> Callable[[str], bool]:
    """A predicate: one of these words, in any case."""
    known = frozenset(word.casefold() for word in allowed)
    return lambda value: value.casefold() in known


def quoted(value: str) -> str:
    """A value as a message shows it, short and on one line.

    >>> quoted("two\\nlines")
    "'two lines'"
    """
    plain = " ".join(value.split())
    return f"'{plain}'" if len(plain) <= 60 else f"'{plain[:57]}…'"


def _misshapen(feed: Feed, value: Value, place: str, asker: str) -> Iterator[Finding]:
    name, _, attribute = place.partition("@")
    shown = f"{attribute} of <{name}>" if attribute else f"<{name}>"
    for element in feed.every(name):
        written = element.get(attribute) if attribute else element.value
        if written and not value.accepts(written):
            message = f"{asker} for {value.expected} as {shown}, not {quoted(written)}"
            yield feed.finding(element, message, field=attribute, about=written)


def _lacking(feed: Feed, row: Needed, parents: Sequence[Element]) -> Iterator[Finding]:
    for parent in parents:
        empty = parent.first(row.name)
        if empty is None:
            where = "channel" if parent.name == "channel" else "item"
            message = f"{_wants(row)} <{row.name}> in the {where}; write {row.example}"
            yield feed.finding(parent, message, field=row.name)
        elif not _has(parent, row.name):
            yield feed.finding(empty, f"{_wants(row)} something in <{row.name}>; write {row.example}")


def _wants(row: Needed) -> str:
    return asks(*row.profiles, verb="require") if row.severity is ERROR else f"{asks(*row.profiles)} for"


def _has(parent: Element, name: str) -> bool:
    """Whether the element is there, with anything in it: text, attributes or elements."""
    return any(child.value or child.attributes or child.children for child in parent.each(name))


def _check_of(row: Needed, find: Find) -> Check[Feed]:
    return Check(
        id=row.id,
        severity=row.severity,
        what=row.why,
        bad=f"no <{row.name}>",
        good=row.example,
        profiles=row.profiles,
        find=find,
    )
