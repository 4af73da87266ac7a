"""How long an Ogg file lasts: its first pages say what is in it, its last one how many samples that is.

RFC 3533, and RFC 7845, 4. Files that were joined from several have a stream at their end that none at the beginning is.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from publisher.errors import UnreadableFile
from publisher.remote.duration import Duration
from publisher.remote.parts import PartialFile, Span
from publisher.sources.audio_bytes import read_at
from publisher.sources.ogg_pages import (
    FIRST_PAGE,
    IDENTIFICATION_BYTES,
    LAST_PAGE,
    NO_POSITION,
    Page,
    Stream,
    identify,
    pages,
)

_TAIL_BYTES: Final = 1 << 16  # no page is larger
_MAGIC: Final = b"OggS"


def ogg_duration(file: PartialFile, start: int) -> Duration:
    """The duration of the one stream of sound that there is. Raises UnreadableFile where there is none."""
    streams = _streams(file, start)
    if not streams:
        raise UnreadableFile("is Ogg, but holds neither Vorbis nor Opus; export it again")
    mime_type = next(iter(streams.values())).mime_type
    last = _last_page(file, start)
    stream = streams.get(last.stream) if last else None
    if last is None or stream is None or len(streams) > 1:
        return Duration(
            mime_type=mime_type, duration_ms=None, notes=("consists of several streams, or ends in something else",)
        )
    stream.end_samples = last.position_samples
    is_ended = last.flags & LAST_PAGE and last.end == file.size_bytes
    return Duration(
        mime_type=mime_type,
        duration_ms=stream.duration_ms or None,
        told_by="its last page",
        notes=() if is_ended else ("does not end as Ogg files do; perhaps it is cut off",),
    )


def _streams(file: PartialFile, start: int) -> dict[int, Stream]:
    """The streams of sound that begin at the beginning, by their number."""
    first = takewhile(lambda page: page.flags & FIRST_PAGE, pages(file.binary, start, file.size_bytes))
    found = ((page.stream, identify(read_at(file.binary, page.start, IDENTIFICATION_BYTES))) for page in first)
    return {number: stream for number, stream in found if stream is not None}


def _last_page(file: PartialFile, start: int) -> Page | None:
    """The last page that is whole and says where it ends."""
    tail = Span(start=max(start, file.size_bytes - _TAIL_BYTES), end=file.size_bytes)
    file.want(tail)
    whole = (page for page in _pages_backwards(file, tail) if page.end <= file.size_bytes)
    return next((page for page in whole if page.position_samples != NO_POSITION), None)


def _pages_backwards(file: PartialFile, tail: Span) -> Iterator[Page]:
    content = read_at(file.binary, tail.start, tail.end - tail.start)
    at = content.rfind(_MAGIC)
    while at >= 0:
        yield from list(pages(file.binary, tail.start + at, file.size_bytes))[:1]
        at = content.rfind(_MAGIC, 0, at)
