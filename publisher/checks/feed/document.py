"""A feed as the rules see it: its elements by the names that the standards write, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from publisher.checks.check import Finding
from publisher.model import Place


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Element:
    """An element: its name with the usual prefix (``itunes:image``; RSS itself has none), and what is in it."""

    name: str
    parent: str  # its name
    text: str  # its own, as it stands there
    attributes: Mapping[str, str]
    children: tuple[Element, ...]
    line: int  # where its start tag ends

    @property
    def value(self) -> str:
        """The text without white space at its ends."""
        return self.text.strip()

    def get(self, attribute: str) -> str:
        """The attribute without white space at its ends; nothing where it is missing."""
        return self.attributes.get(attribute, "").strip()

    def each(self, *names: str) -> tuple[Element, ...]:
        """The children with one of these names."""
        return tuple(child for child in self.children if child.name in names)

    def first(self, name: str) -> Element | None:
        """The first child of this name."""
        return next((child for child in self.children if child.name == name), None)

    def value_of(self, name: str) -> str:
        """The value of the first child of this name, or nothing."""
        child = self.first(name)
        return child.value if child else ""

    def walk(self) -> Iterator[Element]:
        """The element, and all below it, in the order of the document."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Namespace:
    """A namespace that the feed declares or uses: its prefix there, and whether ``<rss>`` declares it."""

    prefix: str
    uri: str
    element: Element  # the first that uses it, or the root
    at_root: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A podcast's feed, whole."""

    root: Element
    channel: Element
    items: tuple[Element, ...]
    by_name: Mapping[str, tuple[Element, ...]]
    namespaces: tuple[Namespace, ...]
    encoding: str
    has_doctype: bool
    size_bytes: int
    locate: Callable[[Element, str], Place]
    url: str | None = None  # where it was fetched from
    now: datetime | None = None  # None: the rules do not ask what is in the future

    def every(self, *names: str) -> Iterator[Element]:
        """All elements with one of these names, wherever they stand."""
        for name in names:
            yield from self.by_name.get(name, ())

    def at(self, element: Element, field: str = "") -> Place:
        """Where an element stands, or its attribute ``field``, or where the child ``field`` that it lacks belongs.

        For the root, ``field`` may be the beginning of what stands above it: ``<!DOCTYPE``.
        """
        return self.locate(element, field)

    def finding(self, element: Element, message: str, *, field: str = "", about: str = "") -> Finding:
        """Something wrong with an element, its attribute ``field``, or the child ``field`` that it lacks."""
        return Finding(place=self.at(element, field), message=message, about=about if about.isprintable() else "")
