"""Pictures inside a recording that are too large to fetch: left out, so that everything else can be read.

Where they stand in an ID3 tag: https://id3.org/id3v2.3.0 and id3v2.4.0-structure, 4, and in a chapter of it the ID3v2
Chapter Frame Addendum, 3.1; in an MP4 file they are the atom covr of the list that iTunes writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from publisher.remote.parts import Span
from publisher.sources.audio_bytes import ID3_HEADER_BYTES, id3_size_bytes, read_at
from publisher.sources.audio_kind import Kind
from publisher.sources.mp4_layout import Atom, atoms_between, descend, find_atom

_MOST_TAG_BYTES: Final = 256 * 1024  # a tag that is no larger is fetched as it is
_MOST_PICTURE_BYTES: Final = 32 * 1024  # of a picture in a larger one
_FRAME_HEADER_BYTES: Final = 10
_FRAME_NAME: Final = re.compile(rb"[A-Z][A-Z0-9]{3}")
_CODED: Final = 0xC0  # flags of a tag: its bytes are not what they stand for, or another header follows
_CHAPTER_TIMES_BYTES: Final = 16
_ELEMENT_ID_BYTES: Final = 256
_META_HEADER_BYTES: Final = 4  # version and flags, before the atoms inside of meta


@dataclass(frozen=True, slots=True, kw_only=True)
class LargePicture:
    """One that is left out: readers see at ``name_at`` the name of something that they do not know."""

    name_at: int
    stand_in: bytes
    content: Span

    @property
    def size_bytes(self) -> int:
        """Of the picture, roughly."""
        return self.content.end - self.content.start


def large_pictures(file: BinaryIO, kind: Kind, start: int, size_bytes: int) -> tuple[LargePicture, ...]:
    """Those of a recording whose sound begins at ``start``."""
    if kind is Kind.MP4:
        return tuple(_of_mp4(file, start, size_bytes))
    if kind is Kind.MP3 and start > _MOST_TAG_BYTES:
        return tuple(_of_id3(file))
    return ()


def _of_id3(file: BinaryIO) -> Iterator[LargePicture]:
    header = read_at(file, 0, ID3_HEADER_BYTES)
    end = id3_size_bytes(header)
    if end and header[3] in {3, 4} and not header[5] & _CODED:
        yield from _in_frames(file, ID3_HEADER_BYTES, end, is_synchsafe=header[3] == 4)


def _in_frames(file: BinaryIO, start: int, end: int, *, is_synchsafe: bool) -> Iterator[LargePicture]:
    position = start
    while position + _FRAME_HEADER_BYTES < end:
        header = read_at(file, position, _FRAME_HEADER_BYTES)
        name, content = header[:4], position + _FRAME_HEADER_BYTES
        if not _FRAME_NAME.fullmatch(name):
            return  # padding, or sizes that are not what they should be
        following = content + _frame_bytes(header[4:8], is_synchsafe=is_synchsafe)
        if following - content > _MOST_PICTURE_BYTES and following <= end:
            if name == b"APIC":
                yield LargePicture(name_at=position, stand_in=b"XPIC", content=Span(start=content, end=following))
            elif name == b"CHAP":
                id_bytes = read_at(file, content, _ELEMENT_ID_BYTES).find(b"\0") + 1
                inside = content + id_bytes + _CHAPTER_TIMES_BYTES
                yield from _in_frames(file, inside, following, is_synchsafe=is_synchsafe)
        position = following


def _frame_bytes(size: bytes, *, is_synchsafe: bool) -> int:
    """The size of a frame: of seven bits a byte in ID3v2.4, which some programs never learned."""
    if not is_synchsafe or max(size) > 0x7F:
        return int.from_bytes(size, "big")
    return sum(byte << shift for byte, shift in zip(size, (21, 14, 7, 0), strict=True))


def _of_mp4(file: BinaryIO, start: int, size_bytes: int) -> Iterator[LargePicture]:
    moov = find_atom(atoms_between(file, start, size_bytes), b"moov")
    meta = descend(file, moov, b"udta", b"meta") if moov else None
    if meta is None:
        return
    inside = Atom(kind=meta.kind, start=meta.start + _META_HEADER_BYTES, end=meta.end)
    cover = descend(file, inside, b"ilst", b"covr")
    if cover is not None and cover.end - cover.start > _MOST_TAG_BYTES:
        yield LargePicture(name_at=cover.start - 4, stand_in=b"xovr", content=Span(start=cover.start, end=cover.end))
