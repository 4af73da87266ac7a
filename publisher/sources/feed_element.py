"""The elements of a feed, found by the names that the standards write, however the feed spells their namespaces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from publisher.sources.feed_namespaces import prefix_of
from publisher.sources.feed_xml import line_of, local_name, namespace_of

_CORE: Final = ""  # RSS itself has no namespace


class FeedElement:
    """An element and its children by name: ``title``, ``itunes:image``; names of RSS have no prefix.

    ``core`` is the namespace of ``<rss>``, which should have none: with one, the feed is still to be read.
    """

    def __init__(self, node: etree._Element, core: str = _CORE) -> None:
        self.node = node
        self._core = core
        self._children: dict[str, list[FeedElement]] = {}
        for child in node:
            if isinstance(child.tag, str):
                name = _name(child.tag, core)
                self._children.setdefault(name, []).append(FeedElement(child, core))

    @property
    def line(self) -> int:
        """Where its start tag ends."""
        return line_of(self.node)

    @property
    def text(self) -> str:
        """Its own text, without white space at its ends."""
        return "".join((self.node.text or "", *(child.tail or "" for child in self.node))).strip()

    def get(self, attribute: str) -> str:
        """The attribute without white space at its ends; nothing where it is missing."""
        return str(self.node.get(attribute) or "").strip()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its children, each once, in the order of the document."""
        return tuple(self._children)

    def each(self, *names: str) -> Iterator[FeedElement]:
        """The children with these names, name by name, each in the order of the document."""
        for name in names:
            yield from self._children.get(name, ())

    def first(self, *names: str) -> FeedElement | None:
        """The first child of the first of these names that has something in it: text, an attribute, or elements."""
        return next((child for child in self.each(*names) if child.text or child.node.attrib or len(child.node)), None)

    def value(self, *names: str) -> str:
        """The text of the first child of the first of these names that has any, or nothing."""
        return next((child.text for child in self.each(*names) if child.text), "")


def _name(tag: str, core: str) -> str:
    uri, local = namespace_of(tag), local_name(tag)
    if uri in {"", core}:
        return local
    prefix = prefix_of(uri)
    return f"{prefix}:{local}" if prefix else tag
