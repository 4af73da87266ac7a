"""How long an MP3 file lasts: by the header that its encoder wrote, where that fits the file, or by its bit rate.

A frame walk tells it whatever headers say, but reads everything. Here a header (Xing, Info or VBRI) is believed if it
counts as many bytes as there are: of a file that was cut off or joined it counts others. Without one, frames are looked
at in several places; a rate that is the same in all of them is that of the whole file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from publisher.errors import UnreadableFile
from publisher.remote.duration import Duration
from publisher.remote.parts import BLOCK_BYTES, PartialFile, Span
from publisher.sources.audio_bytes import read_at
from publisher.sources.mp3_frames import HEADER_BYTES, Family, Run, first_frame, walk
from publisher.sources.mp3_sound import Promise, end_of_sound, find_promise

_MIME_TYPE: Final = "audio/mpeg"
_SAMPLE_BYTES: Final = BLOCK_BYTES  # walked in each place
_BEHIND_SAMPLE_BYTES: Final = BLOCK_BYTES  # looked at to see whether frames follow
_FEW_BYTES: Final = 10 * BLOCK_BYTES  # all of it is looked at
_QUARTERS: Final = (1, 2, 3)
_FEWEST_FRAMES: Final = 3
_LONG_ENOUGH_MS: Final = 20_000  # of a rate that does not change, where only the beginning can be had
_UNTOLD: Final = (
    "does not say its length in a VBR (Xing) header, and its bit rate changes; only a download tells how long it lasts"
)
_MOST_TAG_BYTES: Final = 4096  # at the end of a file: ID3v1 and APEv2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The first frame: where it is, and what it says of the file."""

    start: int
    header: bytes
    family: Family
    promise: Promise | None

    @property
    def sound_start(self) -> int:
        """Where the first frame that sounds begins."""
        return self.start + (self.family.lengths_bytes[self.header] if self.promise else 0)


def mp3_duration(file: PartialFile, start: int) -> Duration:
    """The duration of an MP3 file whose ID3v2 tag ends at ``start``.

    Raises UnreadableFile where there are no frames.
    """
    file = file.in_short_reads
    head = _head(file, start)
    end = _end(file, head)
    promise = head.promise
    if promise is not None and promise.frames and _is_kept(promise, head, end):
        samples = promise.frames * head.family.samples - promise.trimmed_samples
        duration_ms = round(samples * 1000 / head.family.rate_hz)
        return Duration(mime_type=_MIME_TYPE, duration_ms=duration_ms, told_by="its VBR header")
    broken = _broken(promise, head, end)
    rate_bps = _constant_rate_bps(file, head, end)
    if rate_bps is None:
        return Duration(mime_type=_MIME_TYPE, duration_ms=None, notes=(broken or _UNTOLD,))
    return Duration(
        mime_type=_MIME_TYPE,
        duration_ms=round((end - head.sound_start) * 8000 / rate_bps),
        told_by=f"its size at {rate_bps // 1000} kbit/s",
        notes=(broken,) if broken else (),
    )


def _head(file: PartialFile, start: int) -> _Head:
    found = first_frame(file.binary, start, file.size_bytes)
    if found is None:
        raise UnreadableFile("has no MP3 frames; export it again")
    position, family = found
    header = read_at(file.binary, position, HEADER_BYTES)
    promise = find_promise(read_at(file.binary, position, family.lengths_bytes[header]))
    return _Head(start=position, header=header, family=family, promise=promise)


def _end(file: PartialFile, head: _Head) -> int:
    """Where the sound ends; the end of the file where only its beginning can be had."""
    tail = Span(start=max(head.start, file.size_bytes - _MOST_TAG_BYTES), end=file.size_bytes)
    if file.is_beginning and not file.has(tail):
        return file.size_bytes
    file.want(tail)
    return end_of_sound(file.binary, head.start, file.size_bytes)


def _is_kept(promise: Promise, head: _Head, end: int) -> bool:
    """Whether the header counts the bytes that there are, to within a second."""
    duration_s = promise.frames * head.family.samples / head.family.rate_hz
    return abs(promise.size_bytes - (end - head.start)) <= promise.size_bytes / max(duration_s, 1)


def _broken(promise: Promise | None, head: _Head, end: int) -> str:
    if promise is None or not promise.frames or not promise.size_bytes:
        return ""
    found = f"{end - head.start:,} bytes of sound, but its header counts {promise.size_bytes:,}"
    return f"has {found}: it was cut off or joined, and players will show a wrong duration"


def _constant_rate_bps(file: PartialFile, head: _Head, end: int) -> int | None:
    """The bit rate, if it is the same wherever one looks; None where it changes, or where too little can be seen."""
    spans = _seen(file, head) if file.is_beginning else _samples(file, head, end)
    runs = [tuple(walk(file.binary, span.start, span.end)) for span in spans]
    if not runs or any(len(found) != 1 or found[0].frames < _FEWEST_FRAMES for found in runs):
        return None
    if file.is_beginning and runs[0][0].frames * head.family.frame_ms < _LONG_ENOUGH_MS:
        return None
    rates = set(_rates_bps(head, [found[0] for found in runs]))
    return rates.pop() if len(rates) == 1 and None not in rates else None


def _rates_bps(head: _Head, runs: Sequence[Run]) -> Iterator[int | None]:
    """The bit rates of all frames that were seen; None for one of another kind than the first."""
    if head.promise is None:
        yield head.family.bits_per_s[head.header]
    for run in runs:
        for header in run.headers:
            yield head.family.bits_per_s.get(header)


def _samples(file: PartialFile, head: _Head, end: int) -> list[Span]:
    """The beginning, the end, and places in between, fetched together."""
    sound_bytes = end - head.sound_start
    if sound_bytes <= _FEW_BYTES:
        whole = Span(start=head.sound_start, end=end)
        file.want(whole)
        return [whole]
    between = [head.sound_start + sound_bytes * quarter // 4 for quarter in _QUARTERS]
    starts = [head.sound_start, *(start // BLOCK_BYTES * BLOCK_BYTES for start in between)]
    spans = [Span(start=start, end=min(start + _SAMPLE_BYTES, end)) for start in starts]
    spans.append(Span(start=max(head.sound_start, end - _SAMPLE_BYTES), end=end))
    file.want(*(Span(start=span.start, end=span.end + _BEHIND_SAMPLE_BYTES) for span in spans))
    return spans


def _seen(file: PartialFile, head: _Head) -> list[Span]:
    """As much of the beginning as can be had."""
    seen = Span(start=head.sound_start, end=file.known_bytes - _BEHIND_SAMPLE_BYTES)
    return [seen] if seen.end > seen.start else []
