"""The chapters that an MP4 file holds as a track of text, as Apple's programs write and read them.

QuickTime File Format: the sound track names its chapter track (tref/chap); each sample of that is one title, and lasts
as long as its chapter. mutagen knows only the other kind, Nero's chpl.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, repeat
from typing import BinaryIO, Final

from publisher.model import Chapter
from publisher.sources.audio_bytes import read_at
from publisher.sources.mp4_layout import Atom, atoms_between, descend, find_atom

_MOST_CHAPTERS: Final = 10_000
_TABLE_BYTES: Final = 16 * _MOST_CHAPTERS  # more is no list of chapters
_TITLE_BYTES: Final = 4096
_UTF_16_MARKS: Final = (b"\xfe\xff", b"\xff\xfe")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """A rule of stsc: from this chunk on (from 1), each chunk holds so many samples."""

    first_chunk: int
    samples: int


def chapters_of_track(file: BinaryIO, start: int, size_bytes: int) -> tuple[Chapter, ...]:
    """The chapters of the first track of text that another track names as its chapters; none where there is none."""
    moov = find_atom(atoms_between(file, start, size_bytes), b"moov")
    if moov is None:
        return ()
    tracks = [atom for atom in atoms_between(file, moov.start, moov.end) if atom.kind == b"trak"]
    wanted = {chapter_id for track in tracks for chapter_id in _chapter_ids(file, track)}
    for track in tracks:
        if _id(file, track) in wanted and _table(file, track, b"mdia", b"hdlr")[8:12] in {b"text", b"sbtl"}:
            return tuple(_chapters(file, track))
    return ()


def _chapters(file: BinaryIO, track: Atom) -> Iterator[Chapter]:
    units_per_s = _behind_times(_table(file, track, b"mdia", b"mdhd"))
    if not units_per_s:
        return
    lengths = _lengths(_sample_table(file, track, b"stts"))
    starts = accumulate(lengths, initial=0)
    samples = list(_samples(file, track))
    for (position, sample_bytes), begin in zip(samples, starts, strict=False):
        title = _title(read_at(file, position, min(sample_bytes, _TITLE_BYTES)))
        yield Chapter(start_ms=round(begin * 1000 / units_per_s), title=title)


def _title(sample: bytes) -> str:
    """The text of a sample: its length in two bytes, then UTF-8 or marked UTF-16; styles may follow."""
    length = int.from_bytes(sample[:2], "big")
    text = sample[2 : 2 + length]
    encoding = "utf-16" if text.startswith(_UTF_16_MARKS) else "utf-8"
    return text.decode(encoding, errors="replace")


def _samples(file: BinaryIO, track: Atom) -> Iterator[tuple[int, int]]:
    """Where each sample lies, and its size in bytes."""
    sizes = _sizes(_sample_table(file, track, b"stsz"))
    runs = [_Run(first_chunk=row[0], samples=row[1]) for row in _rows(_sample_table(file, track, b"stsc"), ">3I")]
    sizes_left = iter(sizes)
    for chunk, position in enumerate(_chunk_positions(file, track), start=1):
        for _ in range(min(_samples_in(chunk, runs), len(sizes))):
            sample_bytes = next(sizes_left, None)
            if sample_bytes is None:
                return
            yield position, sample_bytes
            position += sample_bytes


def _samples_in(chunk: int, runs: Sequence[_Run]) -> int:
    return next((run.samples for run in reversed(runs) if run.first_chunk <= chunk), 0)


def _chunk_positions(file: BinaryIO, track: Atom) -> list[int]:
    wide = _sample_table(file, track, b"co64")
    narrow = _sample_table(file, track, b"stco")
    return [position for (position,) in (*_rows(narrow, ">I"), *_rows(wide, ">Q"))]


def _sizes(table: bytes) -> list[int]:
    """The sizes in stsz: one for all, or one each."""
    if len(table) < 12:
        return []
    for_all, count = struct.unpack_from(">2I", table, 4)
    if for_all:
        return [for_all] * min(count, _MOST_CHAPTERS)
    return [size for (size,) in _rows(table[4:], ">I")]


def _lengths(table: bytes) -> Iterator[int]:
    """The length of each sample: stts says how many in a row have the same."""
    runs = (repeat(length, min(count, _MOST_CHAPTERS)) for count, length in _rows(table, ">2I"))
    return chain.from_iterable(runs)


def _rows(table: bytes, layout: str) -> list[tuple[int, ...]]:
    """The rows of a table that says their number behind its version and flags; only those that are there."""
    if len(table) < 8:
        return []
    count = int.from_bytes(table[4:8], "big")
    there = (len(table) - 8) // struct.calcsize(layout)
    return [struct.unpack_from(layout, table, 8 + row * struct.calcsize(layout)) for row in range(min(count, there))]


def _sample_table(file: BinaryIO, track: Atom, kind: bytes) -> bytes:
    return _table(file, track, b"mdia", b"minf", b"stbl", kind)


def _table(file: BinaryIO, track: Atom, *path: bytes) -> bytes:
    atom = descend(file, track, *path)
    return read_at(file, atom.start, min(atom.end - atom.start, _TABLE_BYTES)) if atom else b""


def _chapter_ids(file: BinaryIO, track: Atom) -> list[int]:
    table = _table(file, track, b"tref", b"chap")
    return [chapter_id for (chapter_id,) in struct.iter_unpack(">I", table[: len(table) // 4 * 4])]


def _id(file: BinaryIO, track: Atom) -> int:
    return _behind_times(_table(file, track, b"tkhd"))


def _behind_times(header: bytes) -> int:
    """The number behind the two times that mdhd (units per second) and tkhd (the track's id) begin with."""
    return int.from_bytes(header[20:24] if header[:1] == b"\1" else header[12:16], "big")
