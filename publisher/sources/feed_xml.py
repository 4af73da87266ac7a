"""The XML of a feed, by a parser that is locked: it resolves no entity, and loads nothing from anywhere."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from publisher.sources.feed_namespaces import NAMESPACES

_GZIP: Final = b"\x1f\x8b"
_HTML: Final = re.compile(rb"\s*(?:<!doctype\s+html|<html)\b", re.IGNORECASE)
_TAG: Final = re.compile(r"(?:\{(?P<uri>[^}]*)\})?(?P<local>.+)", re.DOTALL)
_POSITION: Final = re.compile(r", line \d+, column \d+$")

_UNDECLARED: Final = re.compile(r"Namespace prefix (\S+) (?:on|for) ")

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


class NotAFeed(ValueError):
    """What is no RSS: no XML, a web page, Atom, compressed, empty; says why, and the line where it goes wrong."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def root_of(content: bytes) -> etree._Element:
    """The ``<rss>`` of these bytes; entities stand in it as nodes of their own. Raises NotAFeed."""
    refusal = _refusal(content)
    if refusal:
        raise NotAFeed(refusal)
    try:
        root = etree.fromstring(content, _parser())
    except etree.XMLSyntaxError as error:
        raise NotAFeed(_in_words(error.msg), error.lineno or 0) from error
    tag = local_name(root.tag)
    if tag != "rss":
        raise NotAFeed(_other_root(tag), line_of(root))
    return root


def namespace_of(tag: object) -> str:
    """The address in ``{address}name``, or nothing."""
    match = _TAG.fullmatch(str(tag))
    return (match["uri"] or "") if match else ""


def local_name(tag: object) -> str:
    """The name in ``{address}name``."""
    match = _TAG.fullmatch(str(tag))
    return match["local"] if match else ""


def line_of(node: etree._Element) -> int:
    """The line where the start tag of an element ends, or 0."""
    line = node.sourceline
    return line if isinstance(line, int) else 0


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
