"""The values of fields as people are shown them: on one line, and short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from publisher.tags.wanted import Artwork, TagChapter, Wanted
from publisher.text import one_line

_LONGEST: Final = 80


def shown_of(wanted: Wanted) -> dict[str, str]:
    """A short text for each field that is there."""
    shown = {field: text_shown(text) for field, text in wanted.texts.items() if text.strip()}
    if wanted.artwork:
        shown["artwork"] = artwork_shown(wanted.artwork)
    if wanted.lyrics.strip():
        shown["lyrics"] = text_shown(wanted.lyrics)
    if wanted.cues:
        shown["synced"] = f"{len(wanted.cues):,} lines with times"
    if wanted.chapters:
        shown["chapters"] = chapters_shown(wanted.chapters)
    return shown


def text_shown(text: str) -> str:
    """The text on one line, cut where it is long.

    >>> text_shown("one\\ntwo")
    'one two'
    """
    line = one_line(text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def artwork_shown(artwork: Artwork) -> str:
    """What a picture is.

    >>> artwork_shown(Artwork(content=bytes(2048), mime_type="image/png", width_px=300, height_px=200))
    'PNG of 300x200 pixels, 2 kB'
    """
    kind = artwork.mime_type.rpartition("/")[2].upper() or "picture"
    size = f" of {artwork.width_px}x{artwork.height_px} pixels" if artwork.width_px else ""
    return f"{kind}{size}, {max(1, round(len(artwork.content) / 1000)):,} kB"


def chapters_shown(chapters: Sequence[TagChapter]) -> str:
    """How many they are, and what the first is called.

    >>> chapters_shown([TagChapter(start_ms=0, end_ms=1000, title="Intro")])
    '1 chapter: Intro'
    """
    titles = ", ".join(one_line(chapter.title) or "(no title)" for chapter in chapters[:10])
    return text_shown(f"{len(chapters)} {'chapter' if len(chapters) == 1 else 'chapters'}: {titles}")
