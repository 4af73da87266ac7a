"""What apps show under an episode: ``description`` for directories, ``content:encoded`` for everybody else.

The list of chapters is written so that Apple, Spotify and YouTube each find their chapters in it: the first at
00:00:00, at least three, in order, each on a line and in a paragraph of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from publisher.clock import format_seconds
from publisher.model import Chapter, Episode, Link, Show
from publisher.notes import ELLIPSIS, cut, simplify
from publisher.text import one_line
from publisher.urls import ascii_url

LIMIT_BYTES: Final = 4000  # Apple and PSP-1: bytes of UTF-8, tags included

_NOTES_BYTES: Final = 1000  # what chapters and links must leave for the notes
_TITLE_CHARACTERS: Final = 40  # Spotify's advice
_MINIMUM_CHAPTERS: Final = 3


def description_html(_show: Show, episode: Episode) -> str:
    """The notes in simple tags, then chapters and links: at most 4,000 bytes.

    What does not fit goes in this order: the links, the chapters, the end of the notes.
    """
    notes = simplify(_notes(episode))
    chapters = _chapter_list(episode.chapters, title_characters=_TITLE_CHARACTERS)
    room_bytes = LIMIT_BYTES - min(_NOTES_BYTES, _size_bytes(notes))
    tails = (_joined(chapters, _link_list(episode.links)), chapters)
    tail = next((tail for tail in tails if _size_bytes(tail) < room_bytes), "")
    return _joined(cut(notes, LIMIT_BYTES - _size_bytes(tail) - len("\n")), tail)


def content_html(_show: Show, episode: Episode) -> str:
    """The whole notes, then all chapters and all links."""
    return _joined(_notes(episode), _chapter_list(episode.chapters), _link_list(episode.links))


def show_description_html(show: Show) -> str:
    """The description of the show in simple tags, at most 4,000 bytes; its title where it has none."""
    return cut(simplify(show.description_html), LIMIT_BYTES) or escape(show.title, quote=False)


def shortened(title: str, characters: int) -> str:
    """A title of at most so many characters, shortened at a word where it can be.

    >>> shortened("A conversation about podcast feeds", 20), shortened("Feeds", 20)
    ('A conversation…', 'Feeds')
    """
    if len(title) <= characters:
        return title
    part = title[:characters]  # one more than there is room for, to see whether a word ends there
    words, space, _ = part.rpartition(" ")
    return (words if space else part[:-1]).rstrip() + ELLIPSIS


def _notes(episode: Episode) -> str:
    if episode.notes_html or not episode.subtitle:
        return episode.notes_html
    return _paragraph(one_line(episode.subtitle))


def _chapter_list(chapters: Sequence[Chapter], *, title_characters: int | None = None) -> str:
    lines: list[str] = []
    last_second = -1
    for chapter in chapters:
        second = chapter.start_ms // 1000
        if chapter.toc and second > last_second:
            title = shortened(chapter.title, title_characters) if title_characters else chapter.title
            lines.append(_paragraph(f"({format_seconds(second)}) {title}"))
            last_second = second
    if len(lines) < _MINIMUM_CHAPTERS or not lines[0].startswith("<p>(00:00:00)"):
        return ""
    return "\n".join(lines)


def _link_list(links: Sequence[Link]) -> str:
    if not links:
        return ""
    items = (
        f'<li><a href="{escape(ascii_url(link.url))}">{escape(link.label, quote=False)}</a></li>' for link in links
    )
    return "\n".join(("<ul>", *items, "</ul>"))


def _paragraph(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>"


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _size_bytes(html: str) -> int:
    return len(html.encode())
