"""WAV: how much sound its chunks hold, and whether all of it is there.

The layout: Microsoft's "Multiple Channel Audio Data and WAVE Files"; for more than 4 GB, RF64 (EBU Tech 3306).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from publisher.errors import UnreadableFile
from publisher.model import Place, Problem
from publisher.sources.audio_bytes import (
    TOLERANCE_MS,
    Encoding,
    Sound,
    duration_text,
    read_at,
    sound_digest,
    truncation,
)

RIFF_HEADER_BYTES: Final = 12
_FORMAT_BYTES: Final = 12  # of the format that are of use here
_STREAMED: Final = frozenset({0, 0xFFFFFFFF})  # the recorder did not come back to fill the size in


def measure(file: BinaryIO, start: int, size_bytes: int, place: Place) -> Sound:
    """The sound of a WAV file. Raises UnreadableFile if its format or its samples are missing."""
    bytes_per_s = long_data_bytes = 0
    encoding = Encoding()
    for kind, position, chunk_bytes in chunks(file, start + RIFF_HEADER_BYTES, size_bytes):
        if kind == b"fmt ":
            form = read_at(file, position, _FORMAT_BYTES)
            bytes_per_s = int.from_bytes(form[8:12], "little")
            encoding = Encoding(
                bit_rate_bps=bytes_per_s * 8,
                sample_rate_hz=int.from_bytes(form[4:8], "little"),
                channels=int.from_bytes(form[2:4], "little"),
            )
        elif kind == b"ds64":
            long_data_bytes = int.from_bytes(read_at(file, position + 8, 8), "little")
        elif kind == b"data" and bytes_per_s:
            data_bytes = chunk_bytes
            if chunk_bytes in _STREAMED:
                data_bytes = long_data_bytes or size_bytes - position
            sound = _sound(place, data_bytes, min(data_bytes, size_bytes - position), encoding)
            return replace(sound, digest=sound_digest(file, (position, min(position + data_bytes, size_bytes))))
    raise UnreadableFile("is a WAV file without sound; export it again")


def chunks(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Type, position of the content and size of each chunk."""
    position = start
    while position + 8 <= end:
        header = read_at(file, position, 8)
        chunk_bytes = int.from_bytes(header[4:], "little")
        yield header[:4], position + 8, chunk_bytes
        position += 8 + chunk_bytes + chunk_bytes % 2


def _sound(place: Place, promised_bytes: int, data_bytes: int, encoding: Encoding) -> Sound:
    duration_ms = round(data_bytes * 8000 / encoding.bit_rate_bps)
    if duration_ms < 1:
        raise UnreadableFile("lasts no time; export it again")
    problems: tuple[Problem, ...] = ()
    promised_ms = round(promised_bytes * 8000 / encoding.bit_rate_bps)
    if promised_ms - duration_ms > TOLERANCE_MS:
        both = f"lasts {duration_text(duration_ms)}, but its header says {duration_text(promised_ms)}"
        problems = (truncation(place, f"is cut off: {both}"),)
    return Sound(mime_type="audio/wav", duration_ms=duration_ms, encoding=encoding, problems=problems)
