"""The tags of each format, ID3, MP4 and Vorbis comments, in one form.

What mutagen gives has no types; nothing beyond this module and ``audio_chapters`` sees it.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mutagen import MutagenError
from mutagen.flac import Picture

from publisher.model import Chapter
from publisher.sources.audio_chapters import chapters_of_id3, chapters_of_mp4, chapters_of_vorbis

_FRONT_COVER: Final = 3
# Where this program notes what it has written.
_NOTE_OF_ID3: Final = "podcast-publisher"
_NOTE_OF_MP4: Final = "----:com.apple.iTunes:PODCAST_PUBLISHER"
_NOTE_OF_VORBIS: Final = "PODCAST_PUBLISHER"
_OF_THE_AUTHOR: Final = frozenset({"", "comment", "description", "id3v1 comment"})

# Field of AudioTags -> where it may stand, the best place first.
_ID3: Final = {
    "title": ("TIT2",),
    "artist": ("TPE1",),
    "album": ("TALB",),
    "description": ("TDES", "COMM", "TXXX:comment", "TXXX:description"),  # the last two: ffmpeg
    "date": ("TDRC", "TDRL"),
    "season": ("TPOS",),
    "number": ("TRCK",),
    "genre": ("TCON",),
    "lyrics": ("USLT",),
}
_MP4: Final = {
    "title": ("\xa9nam",),
    "artist": ("\xa9ART",),
    "album": ("\xa9alb",),
    "description": ("ldes", "desc", "\xa9cmt"),
    "date": ("\xa9day",),
    "season": ("disk",),
    "number": ("trkn",),
    "genre": ("\xa9gen",),
    "lyrics": ("\xa9lyr",),
}
_VORBIS: Final = {
    "title": ("TITLE",),
    "artist": ("ARTIST",),
    "album": ("ALBUM",),
    "description": ("DESCRIPTION", "COMMENT"),
    "date": ("DATE",),
    "season": ("DISCNUMBER",),
    "number": ("TRACKNUMBER",),
    "genre": ("GENRE",),
    "lyrics": ("LYRICS", "UNSYNCEDLYRICS"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTags:
    """What the tags of a file say: texts by the field of AudioTags, the front cover (or another picture), chapters.

    ``is_noted``: this program has written some of it, and noted what.
    """

    texts: Mapping[str, str]
    picture: bytes | None = None
    chapters: tuple[Chapter, ...] = ()
    bad_chapter_times: tuple[str, ...] = ()
    is_noted: bool = False


def raw_of_id3(tags: Any) -> RawTags:
    """Of the ID3 tag that MP3 and WAV have, if they have one."""
    if tags is None:
        return RawTags(texts={})
    pictures = [frame for frame in tags.getall("APIC") if frame.mime != "-->"]  # that would be a link to one
    pictures.sort(key=lambda frame: frame.type != _FRONT_COVER)
    return RawTags(
        texts=_pick(_ID3, lambda name: _id3_values(tags, name)),
        picture=pictures[0].data if pictures else None,
        chapters=chapters_of_id3(tags),
        is_noted=any(frame.owner == _NOTE_OF_ID3 for frame in tags.getall("PRIV")),
    )


def raw_of_mp4(audio: Any) -> RawTags:
    """Of an MP4 file: its tags and its Nero chapters."""
    tags = audio.tags or {}
    covers = tags.get("covr")
    return RawTags(
        texts=_pick(_MP4, lambda name: [_mp4_value(value) for value in tags.get(name, ())]),
        picture=bytes(covers[0]) if covers else None,
        chapters=chapters_of_mp4(audio.chapters),
        is_noted=_NOTE_OF_MP4 in tags,
    )


def raw_of_vorbis(audio: Any) -> RawTags:
    """Of an Ogg or FLAC file: its Vorbis comments, and the picture blocks that only FLAC has."""
    comments: dict[str, list[str]] = {}
    for name, value in audio.tags or ():
        comments.setdefault(name.upper(), []).append(value)
    chapters, bad_times = chapters_of_vorbis(comments)
    return RawTags(
        texts=_pick(_VORBIS, lambda name: comments.get(name, ())),
        picture=_vorbis_picture(comments.get("METADATA_BLOCK_PICTURE", ()), getattr(audio, "pictures", ())),
        chapters=chapters,
        bad_chapter_times=bad_times,
        is_noted=_NOTE_OF_VORBIS in comments,
    )


def _pick(places: Mapping[str, Sequence[str]], values_at: Callable[[str], Iterable[str]]) -> dict[str, str]:
    """For each field the text of the first place that has one; several values are joined, as in two artists."""
    texts = {}
    for field, names in places.items():
        candidates = (", ".join(value for value in values_at(name) if value.strip()) for name in names)
        texts[field] = next(filter(None, candidates), "")
    return texts


def _id3_values(tags: Any, name: str) -> Iterable[str]:
    frames = tags.getall(name)
    if name == "COMM":  # iTunes keeps its own numbers in comments with a description
        frames = [frame for frame in frames if frame.desc.lower() in _OF_THE_AUTHOR]
    if not frames:
        return ()
    if name == "TCON":
        return map(str, frames[0].genres)  # by name where the tag has a number
    text = frames[0].text
    return (text,) if isinstance(text, str) else map(str, text)


def _mp4_value(value: Any) -> str:
    return str(value[0] if isinstance(value, tuple) else value)  # a pair is a number, and of how many


def _vorbis_picture(encoded: Sequence[str], blocks: Sequence[Any]) -> bytes | None:
    open_picture: Callable[[bytes], Any] = Picture
    pictures = [(block.type, block.data) for block in blocks]
    for text in encoded:
        try:
            block = open_picture(base64.b64decode(text))
        except (MutagenError, ValueError):
            pictures.append((None, text.encode()))  # will be reported as what it is not: a picture
        else:
            pictures.append((block.type, block.data))
    pictures.sort(key=lambda picture: picture[0] != _FRONT_COVER)
    return pictures[0][1] if pictures else None
