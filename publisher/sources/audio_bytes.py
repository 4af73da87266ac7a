"""Reading audio files at a place, and what every kind of them shares."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import BinaryIO, Final

from publisher.clock import format_seconds, rounded_seconds
from publisher.model import Place, Problem, Severity

# Shorter differences come from rounding and from the silence that encoders add.
TOLERANCE_MS: Final = 1000

# https://id3.org/id3v2.4.0-structure, 3.1: the four size bytes never have their highest bit set.
ID3_HEADER: Final = re.compile(rb"ID3[\x02-\x04][^\xff].[\x00-\x7f]{4}", re.DOTALL)
ID3_HEADER_BYTES: Final = 10

_SAMPLE_BYTES: Final = 16 * 1024
_DIGITS: Final = 16

TRUNCATED: Final = "audio-truncated"  # what is found of a file whose end is missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """How the sound is encoded, by the sound itself; 0: the file does not show it."""

    bit_rate_bps: int = 0  # on average
    sample_rate_hz: int = 0
    channels: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """What listeners hear: its MIME type as feeds want it, its duration, how it is encoded, and what is wrong with it.

    ``tag_bytes`` is the size of what stands beside the sound inside the file: titles, artwork, chapters, padding.
    ``digest`` is of the sound alone, so that it stays when tags change.
    """

    mime_type: str
    duration_ms: int
    encoding: Encoding = Encoding()
    tag_bytes: int = 0
    digest: str = ""
    problems: tuple[Problem, ...] = ()


def read_at(file: BinaryIO, position: int, size_bytes: int) -> bytes:
    """The bytes at a position; fewer where the file ends."""
    file.seek(position)
    return file.read(size_bytes)


def sound_digest(file: BinaryIO, *spans: tuple[int, int]) -> str:
    """A digest of what lies between these positions: of the beginning, the middle and the end of each, and its length.

    No two recordings agree in all of that, and it costs next to nothing.
    """
    digest = hashlib.sha256()
    for start, end in spans:
        last = max(start, end - _SAMPLE_BYTES)
        digest.update(f"{end - start};".encode())
        for position in (start, (start + last) // 2, last):
            digest.update(read_at(file, position, min(_SAMPLE_BYTES, end - position)))
    return digest.hexdigest()[:_DIGITS]


def id3_size_bytes(header: bytes) -> int:
    """The size of a whole ID3v2 tag by its first ten bytes, 0 if they are none.

    >>> id3_size_bytes(b"ID3\\x04\\x00\\x00\\x00\\x00\\x02\\x01")
    267
    """
    if not ID3_HEADER.match(header):
        return 0
    size_bytes = 0
    for byte in header[6:10]:
        size_bytes = size_bytes << 7 | byte
    footer_bytes = 10 if header[5] & 0x10 else 0
    return ID3_HEADER_BYTES + size_bytes + footer_bytes


def bit_rate_bps(sound_bytes: int, duration_ms: float) -> int:
    """The average bit rate of so many bytes.

    >>> bit_rate_bps(16_000, 1000)
    128000
    """
    return round(sound_bytes * 8000 / duration_ms) if duration_ms else 0


def duration_text(duration_ms: int) -> str:
    """A duration for messages.

    >>> duration_text(61_500)
    '00:01:02'
    """
    return format_seconds(rounded_seconds(duration_ms))


def duration_problem(place: Place, message: str) -> Problem:
    """Something in the file gives another duration than its sound has: players will show the wrong one."""
    return Problem(place=place, check="audio-duration", severity=Severity.WARNING, message=message)


def truncation(place: Place, message: str, *, severity: Severity = Severity.ERROR) -> Problem:
    """The end of the file is missing: a copy or an upload that broke off must not reach listeners."""
    advice = "; copy or export it again"
    return Problem(place=place, check=TRUNCATED, severity=severity, message=message + advice)
