"""What lists of chapters and what pictures stand in a recording, whoever wrote them."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from mutagen import MutagenError
from mutagen.flac import FLAC, Picture
from mutagen.id3 import ID3
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from publisher.errors import UnreadableFile
from publisher.sources.audio_kind import Kind
from publisher.sources.picture_file import measure
from publisher.tags.mp4_boxes import content_of
from publisher.tags.mp4_chapters import CHPL, chapter_tracks
from publisher.tags.mp4_file import read_movie
from publisher.tags.mp4_nero import read_chpl
from publisher.tags.mp4_track import read_text_track
from publisher.tags.wanted import TagChapter

_FRONT_COVER: Final = 3
# By number: https://id3.org/id3v2.3.0#Attached_picture; FLAC has the same.
_NAMES: Final = (
    *("other", "small file icon", "file icon", "front cover", "back cover", "leaflet page", "medium", "lead artist"),
    *("artist", "conductor", "band", "composer", "writer", "place of the recording", "at the recording"),
    *("at the performance", "screen of a video", "a bright coloured fish", "illustration", "logo of the artist"),
    "logo of the publisher",
)
_LINK: Final = "-->"
# What broken pictures, and tags that hold them, bring out of mutagen.
_MUTAGEN_ERRORS: Final = (MutagenError, ValueError, LookupError, TypeError, EOFError, struct.error, zlib.error)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterList:
    """One of the lists of chapters in a file; an end that is not after its start is not known there."""

    kind: str
    chapters: tuple[TagChapter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureInside:
    """A picture in the tags of the file, not of a chapter; ``trouble`` says what is wrong with it, if anything is."""

    kind: str  # "front cover"
    content: bytes = field(repr=False)
    mime_type: str = ""
    width_px: int = 0
    height_px: int = 0
    trouble: str = ""


def chapter_lists(path: Path, kind: Kind, held: Sequence[TagChapter]) -> tuple[ChapterList, ...]:
    """The lists that are not empty; MP4 may have two. Raises TagError."""
    if kind is not Kind.MP4:
        name = "CHAP" if kind in {Kind.MP3, Kind.WAV} else "CHAPTERxxx"
        lists = [ChapterList(kind=name, chapters=tuple(held))]
    else:
        with path.open("rb") as file:
            movie = read_movie(file)
            lists = [ChapterList(kind="chpl (Nero)", chapters=read_chpl(content_of(movie.moov, *CHPL)))]
            for track in chapter_tracks(movie.moov):
                lists.append(ChapterList(kind="chap (track of text)", chapters=read_text_track(file, track)))
    return tuple(one for one in lists if one.chapters)


def pictures_in(path: Path, mime_type: str) -> tuple[PictureInside, ...]:
    """All pictures of the tags, the front cover first; none where mutagen cannot read them."""
    try:
        found = [_measured(kind, content) for kind, content in _PICTURES[mime_type](path)]
    except _MUTAGEN_ERRORS:
        return ()
    return tuple(sorted(found, key=lambda one: one.kind != _name(_FRONT_COVER)))


def _measured(kind: int, content: bytes) -> PictureInside:
    try:
        measured = measure(content)
    except UnreadableFile as error:
        return PictureInside(kind=_name(kind), content=content, trouble=str(error))
    return PictureInside(
        kind=_name(kind),
        content=content,
        mime_type=measured.mime_type,
        width_px=measured.width_px,
        height_px=measured.height_px,
    )


def _name(kind: int) -> str:
    """What a kind of picture is called.

    >>> _name(3), _name(99)
    ('front cover', 'picture of kind 99')
    """
    return _NAMES[kind] if kind < len(_NAMES) else f"picture of kind {kind}"


def _of_id3(tags: Any) -> Iterator[tuple[int, bytes]]:
    for frame in tags.getall("APIC") if tags else ():
        if frame.mime != _LINK:
            yield int(frame.type), frame.data


def _of_mp4(path: Path) -> Iterator[tuple[int, bytes]]:
    open_mp4: Any = MP4
    for cover in (open_mp4(path).tags or {}).get("covr", ()):
        yield _FRONT_COVER, bytes(cover)


def _of_vorbis(audio: Any) -> Iterator[tuple[int, bytes]]:
    open_picture: Any = Picture
    blocks = list(getattr(audio, "pictures", ()))
    for name, value in audio.tags or ():
        if name.upper() == "METADATA_BLOCK_PICTURE":
            blocks.append(open_picture(base64.b64decode(value)))
    for block in blocks:
        if block.mime != _LINK:
            yield int(block.type), block.data


def _opener(open_file: Any, pictures: Callable[[Any], Iterator[tuple[int, bytes]]]) -> _Pictures:
    return lambda path: pictures(open_file(path))


_Pictures = Callable[[Path], Iterator[tuple[int, bytes]]]
_PICTURES: Final[Mapping[str, _Pictures]] = {
    "audio/mpeg": _opener(ID3, _of_id3),
    "audio/wav": _opener(WAVE, lambda wave: _of_id3(wave.tags)),
    "audio/x-m4a": _of_mp4,
    "video/mp4": _of_mp4,
    "audio/ogg": _opener(OggVorbis, _of_vorbis),
    "audio/opus": _opener(OggOpus, _of_vorbis),
    "audio/flac": _opener(FLAC, _of_vorbis),
}
