"""Where the ID3 tag and the sound stand: in an MP3 in front and behind, in a WAV in a chunk of its own."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO, Final, NamedTuple, Protocol

from publisher.errors import TagError
from publisher.sources.audio_bytes import ID3_HEADER_BYTES, id3_size_bytes, read_at
from publisher.sources.wav_chunks import RIFF_HEADER_BYTES, chunks
from publisher.tags.resizing import replace_bytes

_PIECE_BYTES: Final = 1 << 20
_ID3V1_BYTES: Final = 128
_ID3V1_MORE_BYTES: Final = 227  # of TAG+, in front of it
_APE_FOOTER_BYTES: Final = 32
_APE_HAS_HEADER: Final = 1 << 31
_LYRICS3_MOST_BYTES: Final = 5100  # of version 1, http://id3.org/Lyrics3
_CHUNK_NAMES: Final = frozenset({b"id3 ", b"ID3 "})
_CHUNK_HEADER_BYTES: Final = 8


class Stretch(NamedTuple):
    """A part of a file by what it is."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the tag is, or where it would be; the sound; and what else there is, of other programs."""

    tag_start: int
    room_bytes: int  # that the tag takes up, with its padding
    sound: tuple[Stretch, ...]
    others: tuple[Stretch, ...]


class Place(Protocol):
    """A kind of file that has an ID3 tag. All raise TagError where the file is not one of that kind."""

    def layout(self, file: BinaryIO) -> Layout:
        """What stands where."""

    def put(self, file: BinaryIO, layout: Layout, tag: bytes) -> None:
        """Puts a tag in place of the one that is there; an empty one takes that off."""


class InFront:
    """MP3: the tag stands at the beginning of the file."""

    def layout(self, file: BinaryIO) -> Layout:
        """Other tags of ID3v2 may follow, and older kinds may stand at the end."""
        size_bytes = file.seek(0, os.SEEK_END)
        others = []
        room_bytes = start = id3_size_bytes(read_at(file, 0, ID3_HEADER_BYTES))
        while next_bytes := id3_size_bytes(read_at(file, start, ID3_HEADER_BYTES)):
            others.append(Stretch("another ID3v2 tag", start, start + next_bytes))
            start += next_bytes
        if start > size_bytes:
            raise TagError("is cut off inside its ID3 tag; copy or export it again")
        end = size_bytes
        while (stretch := _trailing_tag(file, start, end)) is not None:
            others.append(stretch)
            end = stretch.start
        sound = (Stretch("sound", start, end),)
        return Layout(tag_start=0, room_bytes=room_bytes, sound=sound, others=tuple(others))

    def put(self, file: BinaryIO, layout: Layout, tag: bytes) -> None:
        """Moves the sound only if the tag has another size."""
        replace_bytes(file, layout.tag_start, layout.room_bytes, tag)


class InChunk:
    """WAV: the tag stands in a chunk of its own, which programs put at the end."""

    def layout(self, file: BinaryIO) -> Layout:
        """The first chunk of ID3 is the tag; the data is the sound."""
        end = _riff_end(file)
        tag_start = end + end % 2 + _CHUNK_HEADER_BYTES
        sound: list[Stretch] = []
        others: list[Stretch] = []
        room_bytes = 0
        for kind, start, chunk_bytes in chunks(file, RIFF_HEADER_BYTES, end):
            stop = min(start + chunk_bytes, end)
            if kind in _CHUNK_NAMES and not room_bytes:
                tag_start, room_bytes = start, stop - start
            else:
                stretch = Stretch(f"chunk {kind.decode('latin-1').strip()}", start, stop)
                (sound if kind == b"data" else others).append(stretch)
        size_bytes = file.seek(0, os.SEEK_END)
        if end < size_bytes:
            others.append(Stretch("bytes behind the RIFF", end, size_bytes))
        return Layout(tag_start=tag_start, room_bytes=room_bytes, sound=tuple(sound), others=tuple(others))

    def put(self, file: BinaryIO, layout: Layout, tag: bytes) -> None:
        """The chunk, or a new one, and the size of the whole."""
        start, end = layout.tag_start - _CHUNK_HEADER_BYTES, _riff_end(file)
        padded_bytes = _CHUNK_HEADER_BYTES + layout.room_bytes + layout.room_bytes % 2
        old_bytes = min(padded_bytes, end - start) if start < end else 0
        new = b"id3 " + len(tag).to_bytes(4, "little") + tag + bytes(len(tag) % 2) if tag else b""
        lacking = bytes(max(0, start - end))  # a chunk of an odd size at the end may lack its last byte
        replace_bytes(file, min(start, end), old_bytes, lacking + new)
        file.seek(4)
        file.write((end - 8 + len(lacking + new) - old_bytes).to_bytes(4, "little"))


def digest_of(file: BinaryIO, stretches: Iterable[Stretch]) -> str:
    """The SHA-256 of what stands there."""
    digest = sha256()
    for stretch in stretches:
        for start in range(stretch.start, stretch.end, _PIECE_BYTES):
            digest.update(read_at(file, start, min(_PIECE_BYTES, stretch.end - start)))
    return digest.hexdigest()


def numbered(names: Iterable[str]) -> Iterator[str]:
    """The names, told from one another.

    >>> list(numbered(["TXXX:a", "PRIV", "PRIV"]))
    ['TXXX:a', 'PRIV', 'PRIV (2)']
    """
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"


def _trailing_tag(file: BinaryIO, start: int, end: int) -> Stretch | None:
    """The tag of an older kind that ends at ``end``."""
    for name, size_bytes in (
        ("ID3v1", _id3v1_bytes(file, end)),
        ("APEv2", _ape_bytes(file, end)),
        ("Lyrics3", _lyrics3_bytes(file, end)),
        ("ID3v2 tag at the end", _appended_bytes(file, end)),
    ):
        if 0 < size_bytes <= end - start:
            return Stretch(name, end - size_bytes, end)
    return None


def _id3v1_bytes(file: BinaryIO, end: int) -> int:
    if _before(file, end, _ID3V1_BYTES)[:3] != b"TAG":
        return 0
    more = _before(file, end - _ID3V1_BYTES, _ID3V1_MORE_BYTES)
    return _ID3V1_BYTES + (_ID3V1_MORE_BYTES if more.startswith(b"TAG+") else 0)


def _ape_bytes(file: BinaryIO, end: int) -> int:
    footer = _before(file, end, _APE_FOOTER_BYTES)
    if not footer.startswith(b"APETAGEX"):
        return 0
    has_header = int.from_bytes(footer[20:24], "little") & _APE_HAS_HEADER
    return int.from_bytes(footer[12:16], "little") + (_APE_FOOTER_BYTES if has_header else 0)


def _lyrics3_bytes(file: BinaryIO, end: int) -> int:
    ending = _before(file, end, 15)
    if ending.endswith(b"LYRICS200") and ending[:6].isdigit():
        return int(ending[:6]) + len(ending)
    if ending.endswith(b"LYRICSEND"):
        text = _before(file, end, min(end, _LYRICS3_MOST_BYTES + 20))
        begin = text.rfind(b"LYRICSBEGIN")
        return len(text) - begin if begin >= 0 else 0
    return 0


def _appended_bytes(file: BinaryIO, end: int) -> int:
    """Of a tag of ID3v2.4 with its footer, which is its header once more."""
    footer = _before(file, end, ID3_HEADER_BYTES)
    return id3_size_bytes(b"ID3" + footer[3:]) if footer.startswith(b"3DI") else 0


def _before(file: BinaryIO, end: int, count: int) -> bytes:
    return read_at(file, end - count, count) if end >= count else b""


def _riff_end(file: BinaryIO) -> int:
    header = read_at(file, 0, RIFF_HEADER_BYTES)
    if header[:4] != b"RIFF" or header[8:12] != b"WAVE":
        raise TagError("is a WAV file of more than 4 GB or of an odd kind, whose tags are not written; export an MP3")
    end = 8 + int.from_bytes(header[4:8], "little")
    if not RIFF_HEADER_BYTES < end <= file.seek(0, os.SEEK_END):
        raise TagError("has a header that gives another size than the file has; export it again")
    return end
