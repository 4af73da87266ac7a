"""ID3v2 tags as they stand: frames with their bytes, so that what nobody changes stays as it is.

https://id3.org/id3v2.4.0-structure, https://id3.org/id3v2.3.0, https://id3.org/id3v2-00
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, Final

from publisher.errors import TagError
from publisher.sources.audio_bytes import ID3_HEADER_BYTES, id3_size_bytes, read_at

_UNSYNCHRONISED: Final = 0x80
_EXTENDED: Final = 0x40  # in ID3v2.2: compressed
_FRAME_ID: Final = re.compile(rb"[A-Z][A-Z0-9]{2}[A-Z0-9 \0]?", re.DOTALL)
_LARGEST_TAG_BYTES: Final = 1 << 28
_LARGEST_FRAME_BYTES: Final = 64 << 20  # of one that is compressed

# Flags of a frame, by the version: what stays as it is, compressed, unsynchronised, with its length in front.
_STATUS: Final = {2: 0, 3: 0xE000, 4: 0x7000}
_OPAQUE: Final = {2: 0, 3: 0x0060, 4: 0x0044}  # encrypted, or in a group: not to be taken apart
_COMPRESSED: Final = {2: 0, 3: 0x0080, 4: 0x0008}
_FRAME_UNSYNCHRONISED: Final = 0x0002
_HAS_LENGTH: Final = 0x0001
_LENGTH_BYTES: Final = 4
_CHAPTER_TIMES_BYTES: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFrame:
    """A frame: its content is neither compressed nor unsynchronised, unless ``is_opaque``."""

    id: str
    content: bytes
    flags: int = 0  # as this version of ID3v2 has them
    is_opaque: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTag:
    """A tag without its padding."""

    version: int = 0  # of ID3v2: 2, 3 or 4; 0: there is no tag
    frames: tuple[RawFrame, ...] = ()


def read_raw(file: BinaryIO, position: int) -> RawTag:
    """The tag at a position, if there is one. Raises TagError for one that is cut off or damaged."""
    header = read_at(file, position, ID3_HEADER_BYTES)
    if not id3_size_bytes(header):
        return RawTag()
    version, flags = header[3], header[5]
    data = read_at(file, position + ID3_HEADER_BYTES, _size(header[6:10], 7))
    if len(data) < _size(header[6:10], 7):
        raise TagError("is cut off inside its ID3 tag; copy or export it again")
    is_unsynchronised = bool(flags & _UNSYNCHRONISED)
    if is_unsynchronised and version < 4:
        data, is_unsynchronised = _synchronised(data), False
    if flags & _EXTENDED:
        data = _behind_extended_header(data, version)
    frames = tuple(_plain(frame, version, is_unsynchronised) for frame in _frames(data, version))
    return RawTag(version=version, frames=frames)


def tag_bytes(version: int, frames: Iterable[RawFrame], padding_bytes: int = 0) -> bytes:
    """A tag in its bytes. Raises TagError for more than ID3v2 can hold."""
    body = inner_bytes(version, frames) + bytes(padding_bytes)
    if len(body) >= _LARGEST_TAG_BYTES:
        raise TagError("would need more than 256 MB of ID3 tag; take pictures out of it")
    return b"ID3" + bytes((version, 0, 0)) + _size_bytes(len(body), 7, 4) + body


def inner_bytes(version: int, frames: Iterable[RawFrame]) -> bytes:
    """Frames as they stand inside another one."""
    return b"".join(_frame_bytes(frame, version) for frame in frames)


def split_inner(frame: RawFrame, version: int) -> tuple[bytes, tuple[RawFrame, ...]]:
    """What stands in a CHAP or CTOC before the frames inside it, and those frames. Raises TagError."""
    content = frame.content
    start = content.index(b"\0") + 1 if b"\0" in content else len(content)
    if frame.id == "CHAP":
        start += _CHAPTER_TIMES_BYTES
    else:
        count = content[start + 1] if start + 1 < len(content) else 0
        listed = content[start + 2 :].split(b"\0", count)[:count]
        start += 2 + sum(len(child) + 1 for child in listed)
    return content[:start], tuple(_plain(one, version, False) for one in _frames(content[start:], version))


def _frames(data: bytes, version: int) -> list[RawFrame]:
    """The frames of a tag; some programs write sizes as the other version has them."""
    shifts = {2: (8,), 3: (8, 7), 4: (7, 8)}[version]
    walks = [_walk(data, version, shift) for shift in shifts]
    whole = next((walk for walk in walks if walk.is_whole), None)
    if whole is None:
        last = walks[0].frames[-1].id.rstrip(" \0") if walks[0].frames else ""
        where = f"behind its frame {last}" if last else "from its beginning"
        raise TagError(f"has an ID3 tag that is damaged {where}; save its tags with another program first")
    return whole.frames


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    frames: list[RawFrame]
    is_whole: bool  # all that is left is padding


def _walk(data: bytes, version: int, shift: int) -> _Walk:
    id_bytes, header_bytes = (3, 6) if version == 2 else (4, 10)
    frames: list[RawFrame] = []
    position = 0
    while _FRAME_ID.fullmatch(data, position, position + id_bytes):
        size_field = data[position + id_bytes : position + 2 * id_bytes]
        start = position + header_bytes
        end = start + _size(size_field, shift)
        if end > len(data) or (shift == 7 and max(size_field) > 0x7F):
            break
        flags = int.from_bytes(data[position + 8 : start], "big") if version > 2 else 0
        name = data[position : position + id_bytes].decode("latin-1")
        frames.append(RawFrame(id=name, content=data[start:end], flags=flags))
        position = end
    return _Walk(frames=frames, is_whole=not data[position:].strip(b"\0"))


def _plain(frame: RawFrame, version: int, is_unsynchronised: bool) -> RawFrame:
    """The frame with its content as it is meant."""
    flags, content = frame.flags, frame.content
    if is_unsynchronised:
        flags |= _FRAME_UNSYNCHRONISED
    opaque = RawFrame(id=frame.id, content=content, flags=flags, is_opaque=True)
    if flags & _OPAQUE[version]:
        return opaque
    is_compressed = bool(flags & _COMPRESSED[version])
    if version == 4 and flags & _FRAME_UNSYNCHRONISED:
        content = _synchronised(content)
    if is_compressed or (version == 4 and flags & _HAS_LENGTH):
        content = content[_LENGTH_BYTES:]
    if is_compressed:
        try:
            content = _inflated(content, frame.id)
        except zlib.error:
            return opaque
    return RawFrame(id=frame.id, content=content, flags=flags & _STATUS[version])


def _inflated(content: bytes, name: str) -> bytes:
    inflated = zlib.decompressobj().decompress(content, _LARGEST_FRAME_BYTES + 1)
    if len(inflated) > _LARGEST_FRAME_BYTES:
        raise TagError(f"has a frame {name} in its ID3 tag that inflates to more than 64 MB; take it out")
    return inflated


def _synchronised(data: bytes) -> bytes:
    """Without the zero bytes that keep players from taking the tag for sound (ID3v2.4 structure, 6.1)."""
    return data.replace(b"\xff\x00", b"\xff")


def _behind_extended_header(data: bytes, version: int) -> bytes:
    if version == 2:
        raise TagError("has a compressed ID3v2.2 tag, which no program reads; save its tags with another one first")
    if _FRAME_ID.fullmatch(data, 0, 4):
        return data  # some programs set the flag and write none
    size_bytes = _size(data[:4], 7) if version == 4 else 4 + _size(data[:4], 8)
    return data[size_bytes:]


def _frame_bytes(frame: RawFrame, version: int) -> bytes:
    name = frame.id.encode("latin-1")
    if version == 2:
        return name + _size_bytes(len(frame.content), 8, 3) + frame.content
    size_field = _size_bytes(len(frame.content), 8 if version == 3 else 7, 4)
    return name + size_field + frame.flags.to_bytes(2, "big") + frame.content


def _size(field: bytes, shift: int) -> int:
    """A size whose bytes have so many bits each.

    >>> _size(b"\\x00\\x00\\x02\\x01", 7), _size(b"\\x00\\x00\\x02\\x01", 8)
    (257, 513)
    """
    size = 0
    for byte in field:
        size = size << shift | byte
    return size


def _size_bytes(size: int, shift: int, count: int) -> bytes:
    lowest = (1 << shift) - 1
    return bytes(size >> shift * place & lowest for place in reversed(range(count)))
