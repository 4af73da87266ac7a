"""The note of what this program wrote into a file: the digest of each field, as compact JSON in the file itself.

Beside them it says of which picture each scaled picture was made: another version of the program that scales makes
other bytes of the same picture, and that is no change.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any, Final

from publisher.tags.digest import bytes_digest
from publisher.tags.wanted import Artwork, Wanted

_PICTURES: Final = "pictures"
_EMPTY: Final = "{}"


def note_of(ours: Mapping[str, str], wanted: Wanted, before: str | bytes = b"") -> str:
    """The note, in ASCII, for what ``wanted`` was written; ``before`` is the note that it replaces.

    >>> note_of({"title": "12ab", "author": "34cd"}, Wanted())
    '{"author":"34cd","title":"12ab"}'
    """
    pictures = [wanted.artwork, *(chapter.artwork for chapter in wanted.chapters)]
    made = {bytes_digest(one.content): one.source for one in pictures if one and one.source}
    kept = {scaled: source for scaled, source in sources_of(before).items() if source in made.values()}
    content: dict[str, Any] = dict(ours)
    if made:
        content[_PICTURES] = kept | made
    return json.dumps(content, sort_keys=True, separators=(",", ":"))


def note_without(values: Wanted, fields: Collection[str]) -> str:
    """The note of a file from which fields are taken off, of what it holds still; nothing where nothing is to be said.

    It speaks of pictures only: they must be known for what they are as long as they are there.
    """
    artwork = None if "artwork" in fields else values.artwork
    note = note_of({}, Wanted(artwork=artwork, chapters=() if "chapters" in fields else values.chapters))
    return "" if note == _EMPTY else note


def ours_of(note: str | bytes) -> dict[str, str]:
    """What a note says of fields; nothing where it is none that this program writes.

    >>> ours_of('{"title":"12ab"}'), ours_of("[1]"), ours_of(b"\\xff")
    ({'title': '12ab'}, {}, {})
    """
    return {field: digest for field, digest in _parsed(note).items() if isinstance(digest, str)}


def sources_of(note: str | bytes) -> dict[str, str]:
    """The digest of the picture that each scaled picture was made of, by the digest of its bytes."""
    found = _parsed(note).get(_PICTURES)
    return {one: source for one, source in found.items() if isinstance(source, str)} if isinstance(found, dict) else {}


def held_artwork(
    content: bytes, note: str | bytes, mime_type: str = "", width_px: int = 0, height_px: int = 0
) -> Artwork:
    """A picture that stands in a file, with what the note knows of it."""
    source = sources_of(note).get(bytes_digest(content), "")
    return Artwork(content=content, mime_type=mime_type, width_px=width_px, height_px=height_px, source=source)


def _parsed(note: str | bytes) -> dict[str, Any]:
    try:
        found = json.loads(note)
    except (ValueError, RecursionError):  # JSONDecodeError and UnicodeDecodeError are ValueErrors
        return {}
    return found if isinstance(found, dict) else {}
