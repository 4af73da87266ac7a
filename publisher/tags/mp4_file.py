"""An MP4 file as parts, one of which is the index (moov), with the tags; what cannot be changed is refused."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import BinaryIO, Final

from publisher.errors import TagError
from publisher.sources.audio_bytes import ID3_HEADER_BYTES, id3_size_bytes, read_at
from publisher.sources.mp4_layout import atoms_between
from publisher.tags.mp4_boxes import Box, find, parse_moov
from publisher.tags.mp4_samples import handler

FREE: Final = frozenset({b"free", b"skip"})
_MOST_INDEX_BYTES: Final = 1 << 28
_COPY: Final = "run: ffmpeg -i IN.m4a -c copy OUT.m4a"
_FRAGMENTED: Final = f"is a fragmented MP4, whose tags cannot be changed without harm; {_COPY}"
_COMPRESSED: Final = f"has a compressed index (cmov), whose tags cannot be changed; {_COPY}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A box of the file itself; ``content`` is where that begins."""

    kind: bytes
    start: int
    content: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Movie:
    """A file: its parts in order, its index, and its size. What stands behind the last part is none of MP4's."""

    parts: tuple[Part, ...]
    moov: Box
    size_bytes: int

    @property
    def index(self) -> int:
        """Which of the parts is the index."""
        return next(number for number, part in enumerate(self.parts) if part.kind == b"moov")

    @property
    def tracks(self) -> tuple[Box, ...]:
        """Its tracks."""
        return tracks_of(self.moov)


def tracks_of(moov: Box) -> tuple[Box, ...]:
    """The tracks in an index."""
    return tuple(child for child in moov.children or () if child.kind == b"trak")


def read_movie(file: BinaryIO) -> Movie:
    """The parts and the index of a file. Raises TagError if it is one that must stay as it is."""
    size_bytes = os.fstat(file.fileno()).st_size
    parts = _parts(file, size_bytes)
    index = next((part for part in parts if part.kind == b"moov"), None)
    if parts and parts[-1].end > size_bytes:
        raise TagError(f"is cut off: {parts[-1].end - size_bytes:,} bytes are missing; copy or export it again")
    if index is None:
        raise TagError("has no index (moov); export it again")
    if index.end - index.content > _MOST_INDEX_BYTES:
        raise TagError(f"has an index (moov) of {index.end - index.content:,} bytes; export it again")
    if any(part.kind == b"moof" for part in parts):
        raise TagError(_FRAGMENTED)
    moov = parse_moov(read_at(file, index.content, index.end - index.content))
    if find(moov, b"cmov"):
        raise TagError(_COMPRESSED)
    if not any(handler(track) == b"soun" for track in tracks_of(moov)):
        raise TagError("has no sound track; export it again with sound")
    return Movie(parts=parts, moov=moov, size_bytes=size_bytes)


def _parts(file: BinaryIO, size_bytes: int) -> tuple[Part, ...]:
    start = 0
    while tag_bytes := id3_size_bytes(read_at(file, start, ID3_HEADER_BYTES)):
        start += tag_bytes
    parts = []
    for atom in atoms_between(file, start, size_bytes):
        parts.append(Part(kind=atom.kind, start=start, content=atom.start, end=atom.end))
        start = atom.end
    return tuple(parts)
