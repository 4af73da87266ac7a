"""What apps show under an episode: ``description`` for directories, ``content:encoded`` for everybody else.

The list of chapters is written so that Apple, Spotify and YouTube each find their chapters in it, each on a line and in
a paragraph of its own; which ones it lists is what the plain text says too (``chapter_formats/timestamps.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from publisher.clock import format_seconds
from publisher.directories import LONGEST_DESCRIPTION_BYTES
from publisher.model import Episode, Link, Show
from publisher.notes import cut, simplify
from publisher.outputs.chapter_formats.chapter_list import chapter_list_of
from publisher.outputs.chapter_formats.timestamps import TITLE_CHARACTERS, timestamps
from publisher.sources.marked_up_list import timestamp_lines
from publisher.text import one_line
from publisher.urls import ascii_url

LIMIT_BYTES: Final = LONGEST_DESCRIPTION_BYTES

_NOTES_BYTES: Final = 1000  # what chapters and links must leave for the notes


def description_html(show: Show, episode: Episode) -> str:
    """The notes in simple tags, then chapters and links: at most 4,000 bytes.

    What does not fit goes in this order: the links, the chapters, the end of the notes.
    """
    notes = simplify(_notes(episode))
    chapters = _chapter_list(show, episode, title_characters=TITLE_CHARACTERS)
    room_bytes = LIMIT_BYTES - min(_NOTES_BYTES, _size_bytes(notes))
    tails = (_joined(chapters, _link_list(episode.links)), chapters)
    tail = next((tail for tail in tails if _size_bytes(tail) < room_bytes), "")
    return _joined(cut(notes, LIMIT_BYTES - _size_bytes(tail) - len("\n")), tail)


def content_html(show: Show, episode: Episode) -> str:
    """The whole notes, then all chapters and all links."""
    return _joined(_notes(episode), _chapter_list(show, episode), _link_list(episode.links))


def show_description_html(show: Show) -> str:
    """The description of the show in simple tags, at most 4,000 bytes; its title where it has none."""
    return cut(simplify(show.description_html), LIMIT_BYTES) or escape(show.title, quote=False)


def _notes(episode: Episode) -> str:
    if episode.notes_html or not episode.subtitle:
        return episode.notes_html
    return _paragraph(one_line(episode.subtitle))


def _chapter_list(show: Show, episode: Episode, *, title_characters: int | None = None) -> str:
    """The chapters, a paragraph each; nothing where the notes list some: of two lists apps would read the first."""
    if timestamp_lines(episode.notes_html.split("\n"), 1):
        return ""
    listed = timestamps(chapter_list_of(show, episode), title_characters=title_characters)
    return "\n".join(_paragraph(f"({format_seconds(second)}) {title}") for second, title in listed)


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
