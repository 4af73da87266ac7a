"""The tags of a recording: what is in them of use, and nothing that could break a feed."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, Final

from mutagen.flac import FLAC
from mutagen.id3 import ID3, ID3NoHeaderError
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from publisher.errors import UnreadableFile
from publisher.model import Chapter, Place, Problem, Severity
from publisher.sources.audio_raw_tags import RawTags, raw_of_id3, raw_of_mp4, raw_of_vorbis
from publisher.sources.picture_file import measure
from publisher.text import find_not_xml, name_of_character, without_not_xml

_LEADING_NUMBER: Final = re.compile(r"\s*(\d{1,6})(?!\d)", re.ASCII)  # of "3/12"


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioTags:
    """What the tags say, as it is written there. None: nothing.

    ``is_noted``: this program has written some of it. ``ours`` names what of this, and of the picture and the chapters
    of the recording, was left out for that reason: what came from the episode file is no source of it.
    """

    title: str | None = None
    artist: str | None = None
    album: str | None = None
    description: str | None = None
    date: str | None = None
    season: int | None = None  # the number of the disc
    number: int | None = None  # of the track
    genre: str | None = None
    lyrics: str | None = None
    is_noted: bool = False
    ours: frozenset[str] = frozenset()
    written: Mapping[str, str] = dataclasses.field(default_factory=dict)  # by this program: field to digest


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedPicture:
    """The front cover inside a recording."""

    content: bytes
    sha256: str
    mime_type: str
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TagReading:
    """What came of reading the tags of one recording."""

    tags: AudioTags = AudioTags()
    chapters: tuple[Chapter, ...] = ()
    picture: EmbeddedPicture | None = None
    problems: tuple[Problem, ...] = ()


def read_tags(file: BinaryIO, mime_type: str, place: Place) -> TagReading:
    """The tags, chapters and picture of a recording; what cannot be read is left out with a warning."""
    parse, to_raw = _FORMATS[mime_type]
    file.seek(0)
    try:
        raw = to_raw(parse(file))
    except ID3NoHeaderError:
        return TagReading()
    except MemoryError:
        raise  # for whoever set the limit
    except Exception as error:  # noqa: BLE001 - broken files bring out IndexError, ValueError and more of mutagen
        reason = f"{type(error).__name__}: {error}".removesuffix(": ")
        message = f"has tags that cannot be read ({reason}); its title, chapters and picture are left out"
        return TagReading(problems=(_warning(place, "audio-tags", message),))
    return _clean(raw, place)


_FORMATS: Final[Mapping[str, tuple[Callable[[BinaryIO], Any], Callable[[Any], RawTags]]]] = {
    "audio/mpeg": (ID3, raw_of_id3),
    "audio/x-m4a": (MP4, raw_of_mp4),
    "video/mp4": (MP4, raw_of_mp4),
    "audio/ogg": (OggVorbis, raw_of_vorbis),
    "audio/opus": (OggOpus, raw_of_vorbis),
    "audio/flac": (FLAC, raw_of_vorbis),
    "audio/wav": (WAVE, lambda wave: raw_of_id3(wave.tags)),
}


def _clean(raw: RawTags, place: Place) -> TagReading:
    problems = [*_bad_characters(raw, place), *_bad_chapters(raw, place)]
    picture = None
    if raw.picture is not None:
        try:
            picture = _picture(raw.picture)
        except UnreadableFile as error:
            problems.append(_warning(place, "audio-picture", f"has a picture inside that {error}; it is left out"))
    texts: dict[str, Any] = {field: without_not_xml(text).strip() or None for field, text in raw.texts.items()}
    for field in ("season", "number"):
        texts[field] = _number(texts.get(field))
    chapters = tuple(replace(chapter, title=without_not_xml(chapter.title).strip()) for chapter in raw.chapters)
    return TagReading(
        tags=AudioTags(**texts, is_noted=raw.is_noted), chapters=chapters, picture=picture, problems=tuple(problems)
    )


def _picture(content: bytes) -> EmbeddedPicture:
    measured = measure(content)
    return EmbeddedPicture(
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        mime_type=measured.mime_type,
        width_px=measured.width_px,
        height_px=measured.height_px,
    )


def _number(text: str | None) -> int | None:
    match = _LEADING_NUMBER.match(text or "")
    return int(match[1]) or None if match else None


def _bad_characters(raw: RawTags, place: Place) -> Iterator[Problem]:
    texts = {**raw.texts, "chapters": "".join(chapter.title for chapter in raw.chapters)}
    for field, text in texts.items():
        index = find_not_xml(text)
        if index >= 0:
            character = name_of_character(text[index])
            message = f"has {character} in its tag for {field}, which no feed may contain; it is left out"
            yield _warning(place, "audio-tag-characters", message)


def _bad_chapters(raw: RawTags, place: Place) -> Iterator[Problem]:
    if raw.bad_chapter_times:
        listed = ", ".join(raw.bad_chapter_times[:3])
        message = f"has {len(raw.bad_chapter_times)} chapters without a time like 00:01:02.500, left out: {listed}"
        yield _warning(place, "audio-chapters", message)


def _warning(place: Place, check: str, message: str) -> Problem:
    return Problem(place=place, check=check, severity=Severity.WARNING, message=message)
