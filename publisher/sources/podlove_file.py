"""Podlove Simple Chapters in a file of their own. https://podlove.org/simple-chapters/"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from publisher.model import Chapter
from publisher.sources.spoken import Broken, clean_text, time_or_none_ms
from publisher.text import without_not_xml

_NAMESPACES: Final = frozenset({"", "podlove.org/simple-chapters"})  # "": forgotten


def read_podlove(text: str) -> Iterator[tuple[int, Chapter] | Broken]:
    """The chapters of the document, each with its line; its root may be any element that holds them.

    Times are Normal Play Time: ``37``, ``7:48``, ``35:12.250``, ``05:12:03.5``.
    """
    parents = []
    if "<!DOCTYPE" in text:  # entities come with one, and nobody needs them here
        yield Broken(line=1, message="a DOCTYPE is not read; delete it")
        return
    try:
        parents = [one for one in _root(text).iter("{*}chapters") if _is_podlove(one)]
    except etree.XMLSyntaxError as error:
        yield Broken(line=error.lineno or 1, message=f"this is no XML: {clean_text(error.msg or '')}")
        return
    if len(parents) != 1:
        yield Broken(line=1, message="there is not one psc:chapters; a file has the chapters of one episode")
        return
    for element in parents[0].iter("{*}chapter"):
        yield _chapter(element)


def _root(text: str) -> etree._Element:
    # The encoding is given, because what the document says of it was true of its bytes.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8")
    return etree.fromstring(without_not_xml(text.strip()).encode(), parser)


def _is_podlove(element: etree._Element) -> bool:
    namespace = etree.QName(element).namespace or ""
    return namespace.lower().removeprefix("https://").removeprefix("http://").rstrip("/") in _NAMESPACES


def _chapter(element: etree._Element) -> tuple[int, Chapter] | Broken:
    sourceline: Any = element.sourceline  # a number, which lxml-stubs do not say
    line = sourceline or 1
    start_ms = time_or_none_ms(element.get("start") or "")
    if start_ms is None:
        return Broken(line=line, message="this chapter has no start that is a time; write it like 00:01:02.500")
    title, url, image = (clean_text(element.get(name) or "") for name in ("title", "href", "image"))
    return line, Chapter(start_ms=start_ms, title=title, url=url or None, image=image or None)
