"""The chapters of an MP4 file as a track of text, which Apple's programs read.

QuickTime File Format, "Chapter Lists" and "Text Media": other tracks name it (tref/chap); each sample is one title and
lasts as long as its chapter. Behind the title stand the encoding (encd) and the link (href, laid out as in 3GPP TS
26.245, 5.17.1.4), as in the enhanced podcasts of GarageBand.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import BinaryIO, Final

from publisher.sources.audio_bytes import read_at
from publisher.tags.mp4_boxes import Box, parent, parse_children, render
from publisher.tags.mp4_samples import positions_table, sample_lengths, sample_spans, units_per_s
from publisher.tags.wanted import TagChapter

MOST_CHAPTERS: Final = 10_000
MOST_TITLE_BYTES: Final = 4000
MOST_URL_BYTES: Final = 255
_SAMPLE_BYTES: Final = 8192  # more is no title
_UTF_16_MARKS: Final = (b"\xfe\xff", b"\xff\xfe")
_UTF_8: Final = render(Box(kind=b"encd", content=struct.pack(">I", 0x100)))
_UNITS_PER_S: Final = 1000
_MOST_UNITS: Final = (1 << 32) - 1
_IN_MOVIE: Final = 2  # and not enabled (1): it is not shown as a subtitle
_UNDETERMINED: Final = 0x55C4  # the language "und", five bits a letter
_MATRIX: Final = struct.pack(">9I", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)  # turns and scales nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTrack:
    """A track of chapters that is to be written: each chapter ends where the next one starts, the first starts at 0."""

    id: int
    chapters: tuple[TagChapter, ...]
    movie_units_per_s: int

    @property
    def data(self) -> bytes:
        """Its samples."""
        return b"".join(map(_sample, self.chapters))

    def box(self, position: int) -> Box:
        """The track, if its samples begin at that position of the file."""
        duration = sum(self._lengths)
        movie_duration = min(duration * self.movie_units_per_s // _UNITS_PER_S, _MOST_UNITS)
        tkhd = struct.pack(">I8xI4xI16x", _IN_MOVIE, self.id, movie_duration) + _MATRIX + bytes(8)
        mdhd = struct.pack(">12x2IHxx", _UNITS_PER_S, duration, _UNDETERMINED)
        hdlr = struct.pack(">8x4s12x", b"text") + b"Chapters\0"
        minf = parent(b"minf", _GMHD, parent(b"dinf", _DREF), self._tables(position))
        mdia = parent(b"mdia", Box(kind=b"mdhd", content=mdhd), Box(kind=b"hdlr", content=hdlr), minf)
        return parent(b"trak", Box(kind=b"tkhd", content=tkhd), mdia)

    @property
    def _lengths(self) -> list[int]:
        return [min(max(0, one.end_ms - one.start_ms), _MOST_UNITS) for one in self.chapters]

    def _tables(self, position: int) -> Box:
        count = len(self.chapters)
        lengths = b"".join(struct.pack(">2I", 1, length) for length in self._lengths)
        sizes = struct.pack(f">{count}I", *(len(_sample(chapter)) for chapter in self.chapters))
        return parent(
            b"stbl",
            _STSD,
            Box(kind=b"stts", content=struct.pack(">4xI", count) + lengths),
            Box(kind=b"stsc", content=struct.pack(">4x4I", 1, 1, count, 1)),  # all in one chunk
            Box(kind=b"stsz", content=struct.pack(">8xI", count) + sizes),
            positions_table([position]),
        )


_GMHD: Final = parent(
    b"gmhd",
    Box(kind=b"gmin", content=struct.pack(">4x4H4x", 0x40, 0x8000, 0x8000, 0x8000)),
    Box(kind=b"text", content=_MATRIX),
)
_IN_THIS_FILE: Final = Box(kind=b"url ", content=struct.pack(">I", 1))
_DREF: Final = Box(kind=b"dref", content=struct.pack(">4xI", 1) + render(_IN_THIS_FILE))
_TEXT_ENTRY: Final = Box(kind=b"text", content=struct.pack(">6xH2I", 1, 1, 1) + bytes(36))  # in the default style
_STSD: Final = Box(kind=b"stsd", content=struct.pack(">4xI", 1) + render(_TEXT_ENTRY))


def _sample(chapter: TagChapter) -> bytes:
    title = chapter.title.encode()
    sample = len(title).to_bytes(2, "big") + title + _UTF_8
    return sample + (render(_href(chapter)) if chapter.url else b"")


def _href(chapter: TagChapter) -> Box:
    """The link of the whole title: its first and last character, the URL, and no text instead of it."""
    url = (chapter.url or "").encode()
    return Box(kind=b"href", content=struct.pack(">2HB", 0, len(chapter.title), len(url)) + url + b"\0")


def read_text_track(file: BinaryIO, track: Box) -> tuple[TagChapter, ...]:
    """The chapters that the samples of a track of text are. Raises TagError."""
    units = units_per_s(track)
    samples = list(sample_spans(track, MOST_CHAPTERS))
    times = list(accumulate(sample_lengths(track, len(samples)), initial=0))
    if not units:
        return ()
    chapters = []
    for span, start, end in zip(samples, times, times[1:], strict=False):
        title, url = _title_and_url(read_at(file, span.start, min(span.end - span.start, _SAMPLE_BYTES)))
        times_ms = (round(time * 1000 / units) for time in (start, end))
        chapters.append(TagChapter(start_ms=next(times_ms), end_ms=next(times_ms), title=title, url=url))
    return tuple(chapters)


def _title_and_url(sample: bytes) -> tuple[str, str | None]:
    end = 2 + int.from_bytes(sample[:2], "big")
    text = sample[2:end]
    title = text.decode("utf-16" if text.startswith(_UTF_16_MARKS) else "utf-8", "replace")
    return title, _url(parse_children(sample, end)[0])


def _url(extensions: Sequence[Box]) -> str | None:
    links = (one.content for one in extensions if one.kind == b"href" and len(one.content) > 5)
    return next((link[5 : 5 + link[4]].decode("utf-8", "replace") or None for link in links), None)
