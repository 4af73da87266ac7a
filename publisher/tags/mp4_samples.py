"""The sample tables of an MP4 track: where its bytes lie in the file, and the same after they were moved.

ISO/IEC 14496-12, 8.6 and 8.7: stsz has the size of each sample, stsc how many of them are in a chunk, stco or co64
where each chunk begins.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, repeat
from typing import Final

from publisher.errors import TagError
from publisher.tags.mp4_boxes import Box, content_of, find, with_box, with_children

PLAYED: Final = frozenset({b"soun", b"vide"})  # what people hear and see
STBL: Final = (b"mdia", b"minf", b"stbl")
_ROWS_AT: Final = 8  # in a table, behind its version, its flags and the number of rows
_MOST_32_BITS: Final = (1 << 32) - 1
_COMPACT: Final = "has the sizes of its sound in a table of a rare kind (stz2); run: ffmpeg -i IN.m4a -c copy OUT.m4a"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A part of the file."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sizes:
    """The sizes of samples: one for all, or one each."""

    for_all: int
    each: Sequence[int]
    count: int

    def of(self, first: int, end: int) -> int:
        """Of the samples from the first one on, together."""
        if self.for_all:
            return self.for_all * max(0, min(end, self.count) - first)
        return sum(self.each[first:end])


def track_id(track: Box) -> int:
    """The number by which other tracks name it."""
    return number_behind_times(content_of(track, b"tkhd"))


def handler(track: Box) -> bytes:
    """What kind of track it is: soun, vide, text ..."""
    return content_of(track, b"mdia", b"hdlr")[8:12]


def units_per_s(track: Box) -> int:
    """The time scale of the track."""
    return number_behind_times(content_of(track, b"mdia", b"mdhd"))


def number_behind_times(content: bytes) -> int:
    """What tkhd (the id), mvhd and mdhd (units per second) have behind the times of creation and change."""
    return int.from_bytes(content[20:24] if content[:1] == b"\1" else content[12:16], "big")


def chunk_spans(track: Box) -> Iterator[Span]:
    """Where each chunk of a track lies, in the order of its samples. Raises TagError."""
    sizes = _sizes(track)
    first = 0
    for position, samples in _chunks(track):
        yield Span(start=position, end=position + sizes.of(first, first + samples))
        first += samples


def sample_spans(track: Box, most: int) -> Iterator[Span]:
    """Where each sample lies, in order; no more than so many. Raises TagError."""
    return islice(_sample_spans(track), most)


def _sample_spans(track: Box) -> Iterator[Span]:
    sizes = _sizes(track)
    first = 0
    for position, samples in _chunks(track):
        for sample in range(first, min(first + samples, sizes.count)):
            end = position + sizes.of(sample, sample + 1)
            yield Span(start=position, end=end)
            position = end
        first += samples


def sample_lengths(track: Box, most: int) -> Iterator[int]:
    """How long each sample lasts, in units of the track."""
    runs = rows(content_of(track, *STBL, b"stts"), ">2I")
    return islice((length for count, length in runs for _ in range(min(count, most))), most)


def chunk_positions(track: Box) -> tuple[int, ...]:
    """Where each chunk begins in the file."""
    narrow = rows(content_of(track, *STBL, b"stco"), ">I")
    wide = rows(content_of(track, *STBL, b"co64"), ">Q")
    return tuple(position for (position,) in (*narrow, *wide))


def _chunks(track: Box) -> Iterator[tuple[int, int]]:
    """Where each chunk begins, and how many samples it has."""
    positions = chunk_positions(track)
    return zip(positions, _samples_per_chunk(track, len(positions)), strict=False)


def _samples_per_chunk(track: Box, chunks: int) -> Iterator[int]:
    """By stsc: from a chunk on (from 1), each has so many samples."""
    runs = rows(content_of(track, *STBL, b"stsc"), ">3I")
    ends = [first for first, *_ in runs[1:]] + [chunks + 1]
    for (first, samples, _), end in zip(runs, ends, strict=True):
        yield from repeat(samples, max(0, min(end, chunks + 1) - first))


def _sizes(track: Box) -> _Sizes:
    if find(track, *STBL, b"stz2"):
        raise TagError(_COMPACT)
    table = content_of(track, *STBL, b"stsz").ljust(12, b"\0")
    for_all, count = struct.unpack_from(">2I", table, 4)
    if for_all:
        return _Sizes(for_all=for_all, each=(), count=count)
    there = min(count, (len(table) - 12) // 4)
    return _Sizes(for_all=0, each=struct.unpack_from(f">{there}I", table, 12), count=there)


def rows(table: bytes, layout: str) -> list[tuple[int, ...]]:
    """The rows of a table that are there.

    >>> rows(bytes.fromhex("00000000 00000003 00000007 00000008"), ">I")
    [(7,), (8,)]
    """
    row_bytes = struct.calcsize(layout)
    count = min(int.from_bytes(table[4:8], "big"), max(0, len(table) - _ROWS_AT) // row_bytes)
    return list(struct.iter_unpack(layout, table[_ROWS_AT : _ROWS_AT + count * row_bytes]))


def moved(moov: Box, start: int, by_bytes: int) -> Box:
    """The index of a file of which all from ``start`` on was moved."""
    if by_bytes == 0:
        return moov
    children = (
        _moved_track(child, start, by_bytes) if child.kind == b"trak" else child for child in moov.children or ()
    )
    return with_children(moov, children)


def _moved_track(track: Box, start: int, by_bytes: int) -> Box:
    stbl = find(track, *STBL)
    if stbl is None:
        return track
    tables = (
        _moved_table(child, start, by_bytes) if child.kind in {b"stco", b"co64"} else child
        for child in stbl.children or ()
    )
    return with_box(track, STBL, with_children(stbl, tables))


def _moved_table(table: Box, start: int, by_bytes: int) -> Box:
    positions = [position for (position,) in rows(table.content, ">I" if table.kind == b"stco" else ">Q")]
    new = [position + by_bytes if position >= start else position for position in positions]
    return positions_table(new, wide=table.kind == b"co64")


def positions_table(positions: Sequence[int], *, wide: bool = False) -> Box:
    """The table of where chunks begin: one of 32 bits where that is enough, unless it was a wide one before."""
    wide = wide or any(position > _MOST_32_BITS for position in positions)
    layout = f">4xI{len(positions)}{'Q' if wide else 'I'}"
    return Box(kind=b"co64" if wide else b"stco", content=struct.pack(layout, len(positions), *positions))
