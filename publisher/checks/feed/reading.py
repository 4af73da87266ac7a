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
from publisher.checks.feed.names import NAMESPACES, prefix_of
from publisher.model import Place, Problem, Severity
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

_GZIP: Final = b"\x1f\x8b"
_HTML: Final = re.compile(rb"\s*(?:<!doctype\s+html|<html)\b", re.IGNORECASE)
_TAG: Final = re.compile(r"(?:\{(?P<uri>[^}]*)\})?(?P<local>.+)", re.DOTALL)
_POSITION: Final = re.compile(r", line \d+, column \d+$")

_UNDECLARED: Final = re.compile(r"Namespace prefix (\S+) (?:on|for) ")
_TAG_LINES: Final = 200  # a start tag is looked for no further above its end

# What libxml2 says, and what it means to somebody who wrote the feed.
_IN_WORDS: Final = (
    ("xmlParseEntityRef: no name", "a bare & is not XML; write &amp;"),
    ("EntityRef: expecting ';'", "a bare & is not XML; write &amp;"),
    ("Entity '", "XML knows no names of HTML for characters; write the character itself"),
    ("invalid Char", "a control character, which XML forbids; delete it"),
    ("invalid xmlChar", "a control character, which XML forbids; delete it"),
    ("Char 0x0", "a control character, which XML forbids; delete it"),
    ("Invalid bytes in character encoding", "bytes that are not of the encoding that it declares; save it as UTF-8"),
    ("Input is not proper UTF-8", "bytes that are not of the encoding that it declares; save it as UTF-8"),
    ("XML declaration allowed only", "<?xml …?> must be the very first thing; delete what stands before it"),
    ("Unsupported encoding", "an encoding that apps do not know; save it as UTF-8"),
    ("Invalid XML encoding name", "an encoding that apps do not know; save it as UTF-8"),
    ("Extra content at the end", "something stands behind </rss>; delete it"),
)


def read_feed(content: bytes, path: str, *, now: datetime | None = None) -> Read[Feed]:
    """The feed of these bytes; places are ``path`` (a path or a URL) with the line of the element.

    No value, and a problem at its line, for what is no RSS: no XML, a web page, Atom, compressed, empty.
    """
    refusal = _refusal(content)
    if refusal:
        return _unreadable(path, refusal)
    try:
        root = etree.fromstring(content, _parser())
    except etree.XMLSyntaxError as error:
        return _unreadable(path, _in_words(error.msg), error.lineno or 0)
    tag = _local(root.tag)
    if tag != "rss":
        return _unreadable(path, _other_root(tag), _line(root))
    feed = _feed(root, content, path)
    if feed is None:
        return _unreadable(path, "there is no <channel> in it, and so no podcast; write one around its items", 1)
    return Read(value=replace(feed, now=now))


def _refusal(content: bytes) -> str:
    if not content.strip():
        return "there is nothing in it; a feed begins with <rss>"
    if content.startswith(_GZIP):
        return "it is compressed (gzip); unpack it, and let the server say so where it sends it packed"
    if _HTML.match(content.removeprefix(b"\xef\xbb\xbf")):
        return "this is a web page, not a feed; give the address of the feed itself"
    return ""


def _other_root(tag: str) -> str:
    if tag.casefold() == "html":
        return "this is a web page, not a feed; give the address of the feed itself"
    if tag == "feed":
        return "this is an Atom feed, which Apple no longer takes; podcasts need RSS 2.0"
    if tag == "RDF":
        return "this is RSS 1.0, which has no enclosures; podcasts need RSS 2.0"
    return f"it begins with <{tag[:40]}>, and a podcast's feed with <rss>"


def _unreadable(path: str, message: str, line: int = 0) -> Read[Feed]:
    problem = Problem(
        place=Place(path=path, line=line),
        check=FEED_UNREADABLE.id,
        severity=FEED_UNREADABLE.severity,
        message=message,
    )
    return Read(value=None, problems=(problem,))


def _in_words(message: str) -> str:
    plain = _POSITION.sub("", " ".join(message.split()))
    undeclared = _UNDECLARED.match(plain)
    if undeclared:
        prefix = undeclared[1]
        uri = NAMESPACES.get(prefix, "…")
        return f'not well-formed XML: nobody knows what {prefix}: is; write xmlns:{prefix}="{uri}" into <rss>'
    words = next((words for said, words in _IN_WORDS if said in plain), "no app can read beyond this line")
    return f"not well-formed XML: {words} ({plain})"


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _feed(root: etree._Element, content: bytes, path: str) -> Feed | None:
    reader = _Reader(_namespace(root.tag))
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
            line=_line(node),
        )
        mine.insert(position, made)
        if not known:
            self.users.setdefault(_namespace(tag), (node.prefix or "", made))
        return made

    def name(self, tag: str) -> str:
        uri, local = _namespace(tag), _local(tag)
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
        local = re.escape(_local(element.name).rpartition(":")[2])
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


def _namespace(tag: object) -> str:
    match = _TAG.fullmatch(str(tag))
    return (match["uri"] or "") if match else ""


def _local(tag: object) -> str:
    match = _TAG.fullmatch(str(tag))
    return match["local"] if match else ""


def _line(node: etree._Element) -> int:
    line = node.sourceline
    return line if isinstance(line, int) else 0
