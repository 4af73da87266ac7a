"""FLAC: how long it says it is, and whether its last frame is there.

The layout: RFC 9639. Each frame carries its number, so that the end of the file alone tells whether all are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from publisher.errors import UnreadableFile
from publisher.model import Place, Problem
from publisher.sources.audio_bytes import (
    Encoding,
    Sound,
    bit_rate_bps,
    duration_text,
    read_at,
    sound_digest,
    truncation,
)

_MAGIC_BYTES: Final = 4
_BLOCK_HEADER_BYTES: Final = 4
_STREAM_INFO_AT: Final = _MAGIC_BYTES + _BLOCK_HEADER_BYTES  # that block always comes first
_STREAM_INFO_BYTES: Final = 18
_TAIL_BYTES: Final = 1 << 21  # no frame is larger
_FRAME: Final = re.compile(rb"(?=\xff[\xf8\xf9](.{14}))", re.DOTALL)  # the sync code, and the rest of its header
_BLOCK_SAMPLES: Final = {1: 192, **{n: 144 << n for n in range(2, 6)}, **{n: 1 << n for n in range(8, 16)}}
_SIZE_BEHIND_BYTES: Final = {6: 1, 7: 2}  # codes for: the size stands behind the number, less one


@dataclass(frozen=True, slots=True, kw_only=True)
class _StreamInfo:
    block_samples: int  # of every block, if they are all the same
    rate_hz: int
    channels: int
    samples: int  # 0: unknown


def measure(file: BinaryIO, start: int, size_bytes: int, place: Place, *, tail_bytes: int = _TAIL_BYTES) -> Sound:
    """The sound of a FLAC file, whose last frame is looked for in so much of its end.

    Raises UnreadableFile if the file does not say how long it is.
    """
    info = _stream_info(read_at(file, start + _STREAM_INFO_AT, _STREAM_INFO_BYTES))
    duration_ms = round(info.samples * 1000 / info.rate_hz) if info.rate_hz else 0
    if duration_ms < 1:
        raise UnreadableFile("is FLAC that does not say how long it is; export it to a file again")
    tail_bytes = min(size_bytes - start, tail_bytes)
    ends = _frame_ends(read_at(file, size_bytes - tail_bytes, tail_bytes), info)
    problems: tuple[Problem, ...] = ()
    if info.samples not in ends:
        message = f"is cut off: it should last {duration_text(duration_ms)}, but its last frame is missing"
        problems = (truncation(place, message),)
    first_frame = _first_frame(file, start, size_bytes)
    encoding = Encoding(
        bit_rate_bps=bit_rate_bps(size_bytes - first_frame, duration_ms),
        sample_rate_hz=info.rate_hz,
        channels=info.channels,
    )
    return Sound(
        mime_type="audio/flac",
        duration_ms=duration_ms,
        encoding=encoding,
        tag_bytes=first_frame,
        digest=sound_digest(file, (first_frame, size_bytes)),
        problems=problems,
    )


def _first_frame(file: BinaryIO, start: int, end: int) -> int:
    """Where it begins: behind the blocks of metadata, of which the last one says so."""
    position, is_last = start + _MAGIC_BYTES, False
    while not is_last and position + _BLOCK_HEADER_BYTES <= end:
        header = read_at(file, position, _BLOCK_HEADER_BYTES)
        is_last = bool(header[0] & 0x80)
        position += _BLOCK_HEADER_BYTES + int.from_bytes(header[1:], "big")
    return min(position, end)


def _stream_info(content: bytes) -> _StreamInfo:
    if len(content) < _STREAM_INFO_BYTES:
        raise UnreadableFile("is cut off inside its header; copy or export it again")
    packed = int.from_bytes(content[10:18], "big")  # sample rate: 20 bits, channels: 3, depth: 5, samples: 36
    return _StreamInfo(
        block_samples=int.from_bytes(content[2:4], "big"),
        rate_hz=packed >> 44,
        channels=(packed >> 41 & 7) + 1,
        samples=packed & ((1 << 36) - 1),
    )


def _frame_ends(tail: bytes, info: _StreamInfo) -> Iterator[int]:
    """After how many samples each frame ends, by everything that looks like the header of one."""
    for frame in _FRAME.finditer(tail):
        header = frame[1]
        is_numbered_by_sample = tail[frame.start() + 1] & 1
        number, number_bytes = _coded_number(header[2:])
        if not number_bytes:
            continue
        first_sample = number if is_numbered_by_sample else number * info.block_samples
        yield first_sample + _samples(header[0] >> 4, header[2 + number_bytes :])


def _samples(code: int, behind: bytes) -> int:
    if size_bytes := _SIZE_BEHIND_BYTES.get(code):
        return int.from_bytes(behind[:size_bytes], "big") + 1
    return _BLOCK_SAMPLES.get(code, 0)


def _coded_number(content: bytes) -> tuple[int, int]:
    """A number in the way of UTF-8, with up to 36 bits, and its length in bytes (0: it is none).

    >>> _coded_number(b"\\x41"), _coded_number(b"\\xc3\\xa9"), _coded_number(b"\\x80")
    ((65, 1), (233, 2), (0, 0))
    """
    first = content[0]
    if first < 0x80:
        return first, 1
    length_bytes = 8 - (first ^ 0xFF).bit_length()
    following = content[1:length_bytes]
    if not 2 <= length_bytes <= 7 or any(byte & 0xC0 != 0x80 for byte in following):
        return 0, 0
    number = first & (0x7F >> length_bytes)
    for byte in following:
        number = number << 6 | byte & 0x3F
    return number, length_bytes
