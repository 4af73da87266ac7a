"""psc:chapters, the chapters inside the feed item: Podlove Simple Chapters 1.2, which Spotify reads.

https://podlove.org/simple-chapters/
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from publisher.clock import format_time
from publisher.model import Chapter
from publisher.outputs.rss_tags import element


def psc_chapters(chapters: Sequence[Chapter]) -> etree._Element | None:
    """The element, or None where every chapter is silent: the format cannot say that one is.

    Times are ``HH:MM:SS.mmm``, the one form that all readers take.
    """
    listed = [chapter for chapter in chapters if chapter.toc]
    if not listed:
        return None
    parent = element("psc:chapters", version="1.2")
    for chapter in listed:
        start = format_time(chapter.start_ms)
        row = element("psc:chapter", start=start, title=chapter.title, href=chapter.url, image=chapter.image)
        parent.append(row)
    return parent
