"""The fields of the table as Vorbis comments, and back."""

from __future__ import annotations

import base64
import re
import struct
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from mutagen import MutagenError
from mutagen.flac import Picture

from publisher.clock import format_time
from publisher.sources.audio_chapters import chapters_of_vorbis
from publisher.tags.comments import comment, name_of, value_of
from publisher.tags.lrc import lrc_of, parse_lrc
from publisher.tags.note import held_artwork
from publisher.tags.table import FIELDS, TABLE
from publisher.tags.wanted import Artwork, TagChapter, Wanted

NOTE: Final = "PODCAST_PUBLISHER"
PICTURE: Final = "METADATA_BLOCK_PICTURE"

_NAMES: Final = {row.field: row.vorbis for row in TABLE}
_FIELD_OF: Final = {name: row.field for row in TABLE for name in row.vorbis} | {NOTE: "ours"}
_NOT_TEXTS: Final = frozenset({"artwork", "lyrics", "synced", "chapters"})
_NUMBERS: Final = frozenset({"season", "number"})
_CHAPTER: Final = re.compile(r"CHAPTER\d{3}(?:NAME|URL)?", re.ASCII)
_LEADING_NUMBER: Final = re.compile(r"0*(\d{1,6})(?:\s*/\s*\d{0,6})?", re.ASCII)  # "03/12": of how many is no field
_FRONT_COVER: Final = 3
_LINK: Final = "-->"  # the kind of a picture that is not there, but elsewhere
_BITS_PER_PIXEL: Final = 24
_PICTURE_ERRORS: Final = (MutagenError, ValueError, OverflowError, struct.error)

_open_picture: Final[Callable[..., Any]] = Picture


def field_of(one: bytes) -> str | None:
    """The field of the table that a comment belongs to, "ours" for the note; None for those of other programs."""
    name = name_of(one)
    if name == PICTURE:
        return "artwork" if cover_of(_decoded(one)) else None
    return "chapters" if _CHAPTER.fullmatch(name) else _FIELD_OF.get(name)


def values_in(listed: Iterable[bytes], blocks: Iterable[bytes] = ()) -> Wanted:
    """What the comments, and the picture blocks of FLAC, say."""
    values: dict[str, list[str]] = {}
    pictures = [*blocks]
    for one in listed:
        values.setdefault(name_of(one), []).append(value_of(one))
        pictures += [_decoded(one)] if name_of(one) == PICTURE else []
    cover = next(filter(None, map(cover_of, pictures)), None)
    texts = {field: _joined(values.get(names[0], ())) for field, names in _NAMES.items() if field not in _NOT_TEXTS}
    return Wanted(
        texts={field: normal(field, text) for field, text in texts.items() if text},
        artwork=_with_source(cover, _joined(values.get(NOTE, ()))) if cover else None,
        chapters=tuple(_chapters_in(values)),
        lyrics=_joined(values.get("LYRICS", ())),
        cues=parse_lrc(_joined(values.get("SYNCEDLYRICS", ()))),
    )


def comments_of(wanted: Wanted, field: str) -> list[bytes]:
    """The comments that say one field; none where it has no value. Pictures are not among them."""
    if field == "chapters":
        return list(_chapter_comments(wanted.chapters))
    special = {"lyrics": wanted.lyrics, "synced": lrc_of(wanted.cues), "artwork": ""}
    text = special.get(field, wanted.texts.get(field, ""))
    values = text.split(", ") if field == "guests" else [text]
    return [comment(name, value) for name in _NAMES[field] for value in values if value]


def replaced(listed: Sequence[bytes], fields: Collection[str], new: Mapping[str, Sequence[bytes]]) -> tuple[bytes, ...]:
    """The comments with those of the fields replaced, each where it first stood; new ones follow the old."""
    waiting = dict(new)
    result: list[bytes] = []
    for one in listed:
        field = field_of(one)
        result += waiting.pop(field, ()) if field in fields else (one,)  # type: ignore[arg-type]
    for field in (*FIELDS, "ours"):
        result += waiting.get(field, ())
    return tuple(result)


def normal(field: str, text: str) -> str:
    """A text as it is compared: numbers without zeros in front, and without of how many they are.

    >>> normal("number", "03/12"), normal("title", "03/12")
    ('3', '03/12')
    """
    number = _LEADING_NUMBER.fullmatch(text.strip()) if field in _NUMBERS else None
    return number[1] if number else text


def cover_of(block: bytes) -> Artwork | None:
    """The front cover in the bytes of a picture; None for any other picture, and for what is none."""
    try:
        picture = _open_picture(block)
    except _PICTURE_ERRORS:
        return None
    if picture.type != _FRONT_COVER or picture.mime == _LINK:
        return None
    return Artwork(content=picture.data, mime_type=picture.mime, width_px=picture.width, height_px=picture.height)


def block_of(artwork: Artwork) -> bytes:
    """The bytes of a front cover, as a FLAC block has them: RFC 9639, 8.8."""
    picture = _open_picture()
    picture.type, picture.mime, picture.depth = _FRONT_COVER, artwork.mime_type, _BITS_PER_PIXEL
    picture.width, picture.height, picture.data = artwork.width_px, artwork.height_px, artwork.content
    return bytes(picture.write())


def picture_comment(artwork: Artwork) -> bytes:
    """A front cover as Ogg has it."""
    return comment(PICTURE, base64.b64encode(block_of(artwork)).decode("ascii"))


def _decoded(one: bytes) -> bytes:
    try:
        return base64.b64decode(value_of(one))
    except ValueError:
        return b""


def _with_source(cover: Artwork, note: str) -> Artwork:
    return held_artwork(cover.content, note, cover.mime_type, cover.width_px, cover.height_px)


def _joined(values: Iterable[str]) -> str:
    return ", ".join(value for value in values if value.strip())


def _chapters_in(values: Mapping[str, Sequence[str]]) -> Iterator[TagChapter]:
    chapters, _ = chapters_of_vorbis(values)
    for chapter in chapters:
        yield TagChapter(start_ms=chapter.start_ms, end_ms=0, title=chapter.title, url=chapter.url)


def _chapter_comments(chapters: Sequence[TagChapter]) -> Iterator[bytes]:
    """https://wiki.xiph.org/Chapter_Extension. From 000: AntennaPod tells chapters apart by the last two digits."""
    for number, chapter in enumerate(chapters):
        name = f"CHAPTER{number:03}"
        yield comment(name, format_time(chapter.start_ms))
        if chapter.title:
            yield comment(f"{name}NAME", chapter.title)
        if chapter.url:
            yield comment(f"{name}URL", chapter.url)
