"""Ogg with Vorbis or Opus, walked page by page: joined files and cut ones show only so.

The layout: RFC 3533; how to read a position: RFC 7845, 4 (Opus) and the Vorbis I specification, A.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from publisher.errors import UnreadableFile
from publisher.model import Place, Problem, Severity
from publisher.sources.audio_bytes import Encoding, Sound, bit_rate_bps, read_at, sound_digest, truncation

_HEADER_BYTES: Final = 27
IDENTIFICATION_BYTES: Final = 19
_OPUS_RATE_HZ: Final = 48000  # of its positions, whatever the rate of the recording was
FIRST_PAGE: Final = 2
LAST_PAGE: Final = 4
NO_POSITION: Final = (1 << 64) - 1  # no packet ends on the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page by its header; all positions are bytes of the file."""

    stream: int
    flags: int
    position_samples: int
    begin: int
    start: int  # of its content
    end: int


@dataclass(slots=True, kw_only=True)
class Stream:
    """A stream of sound; its end moves on from page to page."""

    mime_type: str
    rate_hz: int
    channels: int
    skipped_samples: int = 0
    end_samples: int = 0
    size_bytes: int = 0

    @property
    def duration_ms(self) -> int:
        return max(0, round((self.end_samples - self.skipped_samples) * 1000 / self.rate_hz))


def measure(file: BinaryIO, start: int, size_bytes: int, place: Place) -> Sound:
    """The sound of an Ogg file: of all its streams, which joined files have one after the other.

    Raises UnreadableFile if there is neither Vorbis nor Opus in it, or if it lasts no time.
    """
    streams: list[Stream] = []
    by_id: dict[int, Stream | None] = {}
    first: Page | None = None
    last: Page | None = None
    for last in pages(file, start, size_bytes):
        if last.flags & FIRST_PAGE:
            stream = by_id[last.stream] = identify(read_at(file, last.start, IDENTIFICATION_BYTES))
            streams.extend([stream] if stream else [])
        elif (stream := by_id.get(last.stream)) and last.end <= size_bytes:
            stream.size_bytes += last.end - last.start if last.position_samples else 0  # 0: headers
            if last.position_samples and first is None:
                first = last
            if last.position_samples != NO_POSITION:
                stream.end_samples = last.position_samples
    if not streams:
        raise UnreadableFile("is Ogg, but holds neither Vorbis nor Opus; export it again")
    duration_ms = sum(stream.duration_ms for stream in streams)
    if last is None or duration_ms < 1:
        raise UnreadableFile("lasts no time; copy or export it again")
    encoding = Encoding(
        bit_rate_bps=bit_rate_bps(sum(stream.size_bytes for stream in streams), duration_ms),
        sample_rate_hz=streams[0].rate_hz,
        channels=streams[0].channels,
    )
    return Sound(
        mime_type=streams[0].mime_type,
        duration_ms=duration_ms,
        encoding=encoding,
        digest=_digest(file, first, last, size_bytes),
        problems=tuple(_cut_off(place, last, size_bytes)),
    )


def _digest(file: BinaryIO, first: Page | None, last: Page, size_bytes: int) -> str:
    """Of the first page with sound and the last: the headers of all pages may change when tags grow."""
    ends = [page for page in (first, last) if page]
    return sound_digest(file, *((page.start, min(page.end, size_bytes)) for page in ends))


def pages(file: BinaryIO, start: int, end: int) -> Iterator[Page]:
    """The pages one after the other, up to the end or to what is no page; the last one may end beyond."""
    position = start
    while position + _HEADER_BYTES <= end:
        header = read_at(file, position, _HEADER_BYTES)
        if not header.startswith(b"OggS"):
            return
        sizes_bytes = file.read(header[26])
        content = position + _HEADER_BYTES + header[26]
        yield Page(
            stream=int.from_bytes(header[14:18], "little"),
            flags=header[5],
            position_samples=int.from_bytes(header[6:14], "little"),
            begin=position,
            start=content,
            end=content + sum(sizes_bytes),
        )
        position = content + sum(sizes_bytes)


def identify(content: bytes) -> Stream | None:
    """The stream that a first page announces, if we know it."""
    if content.startswith(b"OpusHead"):
        skipped_samples = int.from_bytes(content[10:12], "little")
        return Stream(
            mime_type="audio/opus", rate_hz=_OPUS_RATE_HZ, channels=content[9], skipped_samples=skipped_samples
        )
    rate_hz = int.from_bytes(content[12:16], "little")
    if content.startswith(b"\x01vorbis") and rate_hz:
        return Stream(mime_type="audio/ogg", rate_hz=rate_hz, channels=content[11])
    return None


def _cut_off(place: Place, last: Page, size_bytes: int) -> Iterator[Problem]:
    if last.end > size_bytes:
        yield truncation(place, f"is cut off: {last.end - size_bytes:,} bytes are missing, perhaps more")
    elif not last.flags & LAST_PAGE:
        yield truncation(place, "does not end as Ogg files do; perhaps it is cut off", severity=Severity.WARNING)
