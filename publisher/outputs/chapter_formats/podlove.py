"""Podlove Simple Chapters 1.2: an element of a feed item, which Spotify reads, or a document of its own.

https://podlove.org/simple-chapters/
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lxml import etree

from publisher.clock import format_time
from publisher.model import Chapter
from publisher.outputs.chapter_formats.chapter_list import ChapterList
from publisher.outputs.rss_tags import element

_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write(chapters: ChapterList) -> str:
    """The document; nothing where no chapter is listed, because the format must have one."""
    parent = psc_chapters(chapters.chapters)
    if parent is None:
        return ""
    return _DECLARATION + etree.tostring(parent, encoding="unicode", pretty_print=True)


def psc_chapters(chapters: Sequence[Chapter]) -> etree._Element | None:
    """psc:chapters, or None where every chapter is silent: the format cannot say that one is.

    Times are ``HH:MM:SS.mmm``, the one form that all readers take.
    """
    listed = ChapterList(chapters=tuple(chapters)).listed
    if not listed:
        return None
    parent = element("psc:chapters", version="1.2")
    for chapter in listed:
        start = format_time(chapter.start_ms)
        row = element("psc:chapter", start=start, title=chapter.title, href=chapter.url, image=chapter.image)
        parent.append(row)
    return parent
