"""Reads a feed, with a parser that is locked: no entity is resolved, nothing is loaded, nothing grows without end."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Final

from lxml import etree

from publisher.checks.check import Explained
from publisher.checks.feed.document import Element, Feed, Namespace
from publisher.model import Place, Problem, Severity
from publisher.sources.feed_namespaces import prefix_of
from publisher.sources.feed_xml import NotAFeed, line_of, local_name, namespace_of, root_of
from publisher.sources.folder import Read
from publisher.urls import http_url

FEED_UNREADABLE: Final = Explained(
    id="feed-unreadable",
    severity=Severity.ERROR,
    what="A feed that no app can read: it is no well-formed XML, or no RSS.",
    bad="<link>https://example.com/?a=1&b=2</link>",
    good="<link>https://example.com/?a=1&amp;b=2</link>",
    fixed=True,
)

_TAG_LINES: Final = 200  # a start tag is looked for no further above its end


def read_feed(content: bytes, path: str, *, now: datetime | None = None) -> Read[Feed]:
    """The feed of these bytes; places are ``path`` (a path or a URL) with the line of the element.

    No value, and a problem at its line, for what is no RSS: no XML, a web page, Atom, compressed, empty.
    """
    try:
        root = root_of(content)
    except NotAFeed as error:
        return _unreadable(path, str(error), error.line)
    feed = _feed(root, content, path)
    if feed is None:
        return _unreadable(path, "there is no <channel> in it, and so no podcast; write one around its items", 1)
    return Read(value=replace(feed, now=now))


def _unreadable(path: str, message: str, line: int = 0) -> Read[Feed]:
    problem = Problem(
        place=Place(path=path, line=line),
        check=FEED_UNREADABLE.id,
        severity=FEED_UNREADABLE.severity,
        message=message,
    )
    return Read(value=None, problems=(problem,))


def _feed(root: etree._Element, content: bytes, path: str) -> Feed | None:
    reader = _Reader(namespace_of(root.tag))
    top = reader.element(root, "")
    channels = top.each("channel")
    if not channels:
        return None
    document = root.getroottree().docinfo
    lines = _Lines(path, content, document.encoding or "UTF-8")
    return Feed(
        root=top,
        channel=channels[0],
        items=channels[0].each("item"),
        by_name={name: tuple(elements) for name, elements in reader.by_name.items()},
        namespaces=tuple(_namespaces(root, top, reader)),
        encoding=document.encoding or "UTF-8",
        has_doctype=document.internalDTD is not None,
        size_bytes=len(content),
        locate=lines.locate,
        url=http_url(path),
    )


class _Reader:
    """Makes elements of what lxml read, and keeps them by name.

    ``core`` is the namespace of ``<rss>`` itself, which should have none: with one, the feed is still to be read.
    """

    def __init__(self, core: str) -> None:
        self.core = core
        self.names: dict[str, str] = {}
        self.by_name: defaultdict[str, list[Element]] = defaultdict(list)
        self.users: dict[str, tuple[str, Element]] = {}  # namespace -> the prefix there, and who used it first

    def element(self, node: etree._Element, parent: str) -> Element:
        tag = str(node.tag)
        known = tag in self.names
        name = self.names.setdefault(tag, self.name(tag))
        mine = self.by_name[name]
        position = len(mine)
        text = node.text or ""
        children: list[Element] = []
        for child in node:
            if isinstance(child.tag, str):
                children.append(self.element(child, name))
            else:
                text += child.text or ""  # an entity, as it stands there
            text += child.tail or ""
        made = Element(
            name=name,
            parent=parent,
            text=text,
            attributes={str(key): str(value) for key, value in node.attrib.items()},
            children=tuple(children),
            line=line_of(node),
        )
        mine.insert(position, made)
        if not known:
            self.users.setdefault(namespace_of(tag), (node.prefix or "", made))
        return made

    def name(self, tag: str) -> str:
        uri, local = namespace_of(tag), local_name(tag)
        if uri in {"", self.core}:
            return local
        prefix = prefix_of(uri)
        return f"{prefix}:{local}" if prefix else tag


def _namespaces(root: etree._Element, top: Element, reader: _Reader) -> Iterator[Namespace]:
    declared = {uri: prefix or "" for prefix, uri in root.nsmap.items()}
    for uri, prefix in declared.items():
        yield Namespace(prefix=prefix, uri=uri, element=top, at_root=True)
    for uri, (prefix, element) in reader.users.items():
        if uri and uri not in declared:
            yield Namespace(prefix=prefix, uri=uri, element=element, at_root=False)


class _Lines:
    """Where elements of a file stand. The parser knows where a start tag ends; people look for where it begins."""

    def __init__(self, path: str, content: bytes, encoding: str) -> None:
        self.path = path
        self.content = content
        self.encoding = encoding

    @cached_property
    def lines(self) -> list[str]:
        try:
            return self.content.decode(self.encoding, "replace").split("\n")
        except LookupError:  # an encoding that libxml2 knows, and Python does not
            return self.content.decode("latin-1").split("\n")

    def locate(self, element: Element, field: str) -> Place:
        local = re.escape(local_name(element.name).rpartition(":")[2])
        start = self.first(rf"<(?:[\w.-]+:)?{local}(?=[\s/>]|$)", range(element.line, element.line - _TAG_LINES, -1))
        start = start or element.line
        if field.startswith("<"):
            written = self.first(re.escape(field), range(1, start))
        else:
            written = self.first(rf"(?:^|\s){re.escape(field)}\s*=", range(start, element.line + 1)) if field else None
        return Place(path=self.path, line=written or start)

    def first(self, pattern: str, lines: Iterable[int]) -> int | None:
        """The first of these lines that has such a text."""
        wanted = re.compile(pattern)
        return next(
            (line for line in lines if 0 < line <= len(self.lines) and wanted.search(self.lines[line - 1])), None
        )
