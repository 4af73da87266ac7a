"""Digests of the values of fields, the same for what is wanted and for what a file holds."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from publisher.tags.wanted import Artwork, TagChapter, Wanted

_DIGITS: Final = 16


def digests_of(wanted: Wanted) -> dict[str, str]:
    """A digest for each field that is there: what is empty is not."""
    digests = {field: text_digest(text) for field, text in wanted.texts.items() if canonical(text)}
    if wanted.artwork:
        digests["artwork"] = artwork_digest(wanted.artwork)
    if canonical(wanted.lyrics):
        digests["lyrics"] = text_digest(wanted.lyrics)
    if wanted.cues:
        digests["synced"] = timed_digest((cue.start_ms, cue.text) for cue in wanted.cues)
    if wanted.chapters:
        digests["chapters"] = chapters_digest(wanted.chapters)
    return digests


def canonical(text: str) -> str:
    """The text in the one form that is compared: composed, its lines ended by line feeds, no space at its ends.

    >>> canonical(" cafe\\u0301\\r\\n") == "café"
    True
    """
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def text_digest(text: str) -> str:
    """The digest of a text, whatever spaces stand around it."""
    return bytes_digest(canonical(text).encode("utf-8", "surrogatepass"))


def bytes_digest(content: bytes) -> str:
    """The first sixteen hexadecimal digits of SHA-256.

    >>> bytes_digest(b"")
    'e3b0c44298fc1c14'
    """
    return sha256(content).hexdigest()[:_DIGITS]


def artwork_digest(artwork: Artwork) -> str:
    """The digest of the picture that it was made of: scaled by another version, its bytes are others, and it is not."""
    return artwork.source or bytes_digest(artwork.content)


def timed_digest(lines: Iterable[tuple[int, str]]) -> str:
    """The digest of texts with the milliseconds at which they start."""
    return _json_digest([[start_ms, canonical(text)] for start_ms, text in lines])


def chapters_digest(chapters: Iterable[TagChapter]) -> str:
    """The digest of chapters, in their order."""
    return _json_digest([_listed(chapter) for chapter in chapters])


def _listed(chapter: TagChapter) -> list[object]:
    picture = artwork_digest(chapter.artwork) if chapter.artwork else ""
    url = canonical(chapter.url or "")
    return [chapter.start_ms, chapter.end_ms, canonical(chapter.title), url, picture, chapter.toc]


def _json_digest(value: object) -> str:
    return bytes_digest(json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode())
