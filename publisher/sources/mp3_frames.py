"""MP3 frames, walked: the only duration that is true whatever the headers say.

Variable bit rate without a Xing header, joined files and files that were cut off all read wrong by their headers, in
every player and prober; only going from frame to frame tells. A frame's first three bytes say how long it is
(ISO/IEC 11172-3, 2.4.1.3), so that one look in a table takes us to the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from publisher.sources.audio_bytes import ID3_HEADER, ID3_HEADER_BYTES, id3_size_bytes, read_at

HEADER_BYTES: Final = 3  # of the four: the last one says nothing about the length
_MONO: Final = 3  # the channel mode in the first two bits of the fourth

_BLOCK_BYTES: Final = 1 << 20
_SEARCH_BYTES: Final = 1 << 20  # the first frame comes no later than this
_FRAMES_IN_A_ROW: Final = 3  # one look-alike of a frame in random bytes is likely, three in a row are not
_LANDMARK: Final = re.compile(rb"(?P<tag>" + ID3_HEADER.pattern + rb")|\xff[\xe2-\xff][\x10-\xef]", re.DOTALL)

_LAYERS: Final = {"I": 3, "II": 2, "III": 1}  # the bits that stand for them
_VERSIONS: Final = {1: 3, 2: 2, 2.5: 0}
_RATES_HZ: Final = {1: (44100, 48000, 32000), 2: (22050, 24000, 16000), 2.5: (11025, 12000, 8000)}
_KBIT_PER_S: Final = {
    (1, "I"): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, "II"): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, "III"): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, "I"): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, "II"): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, "III"): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The frames of one MPEG version, layer and sample rate, by their first three bytes."""

    rate_hz: int
    samples: int
    lengths_bytes: dict[bytes, int]
    bits_per_s: dict[bytes, int]

    @property
    def frame_ms(self) -> float:
        """How long one of them sounds."""
        return self.samples * 1000 / self.rate_hz


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Frames of one family, one right after the other."""

    family: Family
    start: int
    end: int
    frames: int
    headers: frozenset[bytes]  # of all frames but the first, which may hold no sound
    cut_bytes: int  # so many bytes of one more frame are missing at the end of the file


def walk(file: BinaryIO, start: int, end: int) -> Iterator[Run]:
    """All the frames between two positions. Tags and garbage between them end a run."""
    found = first_frame(file, start, end)
    while found:
        run = _walk_run(file, *found, end)
        yield run
        found = _find_frame(file, run.end, end, end)


def channels_of(file: BinaryIO, run: Run) -> int:
    """How many channels its first frame has."""
    fourth = read_at(file, run.start + HEADER_BYTES, 1)
    return 1 if fourth and fourth[0] >> 6 == _MONO else 2


def has_frames(file: BinaryIO, start: int, end: int) -> bool:
    """Whether frames begin here, or soon after some garbage."""
    return first_frame(file, start, end) is not None


def first_frame(file: BinaryIO, start: int, end: int) -> tuple[int, Family] | None:
    """Where the first frame begins, and its family."""
    return _find_frame(file, start, min(end, start + _SEARCH_BYTES), end)


def _walk_run(file: BinaryIO, start: int, family: Family, end: int) -> Run:
    lengths_bytes = family.lengths_bytes
    position, frames, known = start + lengths_bytes.get(read_at(file, start, HEADER_BYTES), 0), 1, True
    headers: set[bytes] = set()
    while known and position + HEADER_BYTES < end:
        block = read_at(file, position, min(_BLOCK_BYTES, end - position))
        at, last = 0, len(block) - HEADER_BYTES
        if last < 0:
            break  # the file shrinks under our eyes
        while at <= last:
            header = block[at : at + HEADER_BYTES]
            length_bytes = lengths_bytes.get(header)
            if length_bytes is None:
                known = False
                break
            headers.add(header)
            frames += 1
            at += length_bytes
        position += at
    cut_bytes = max(0, position - end)
    return Run(
        family=family,
        start=start,
        end=min(position, end),
        frames=frames - bool(cut_bytes),
        headers=frozenset(headers),
        cut_bytes=cut_bytes,
    )


def _find_frame(file: BinaryIO, start: int, stop: int, end: int) -> tuple[int, Family] | None:
    """The first frame between start and stop that others follow, jumping over ID3 tags on the way."""
    position = start
    while position + HEADER_BYTES < stop:
        block = read_at(file, position, min(_BLOCK_BYTES, stop - position))
        step = max(len(block) - ID3_HEADER_BYTES, 1)  # so that a tag across the edge of a block is seen whole
        for landmark in _LANDMARK.finditer(block):
            if landmark["tag"]:
                step = landmark.start() + id3_size_bytes(landmark["tag"])
                break
            family = _FAMILIES.get(block[landmark.start() : landmark.start() + HEADER_BYTES])
            if family and _is_followed(file, position + landmark.start(), family, end):
                return position + landmark.start(), family
        position += step
    return None


def _is_followed(file: BinaryIO, position: int, family: Family, end: int) -> bool:
    for _ in range(_FRAMES_IN_A_ROW):
        length_bytes = family.lengths_bytes.get(read_at(file, position, HEADER_BYTES))
        if length_bytes is None:
            return False
        position += length_bytes
        if position == end:
            break
    return True


def _families() -> dict[bytes, Family]:
    """The family of every header that there can be."""
    families: dict[bytes, Family] = {}
    for version, rates_hz in _RATES_HZ.items():
        for layer in _LAYERS:
            for rate_index, rate_hz in enumerate(rates_hz):
                family = _family(version, layer, rate_index, rate_hz)
                families.update(dict.fromkeys(family.lengths_bytes, family))
    return families


def _family(version: float, layer: str, rate_index: int, rate_hz: int) -> Family:
    samples = 384 if layer == "I" else 576 if layer == "III" and version > 1 else 1152
    slot_bytes = 4 if layer == "I" else 1
    lengths_bytes, bits_per_s = {}, {}
    for kbit_index, kbit_per_s in enumerate(_KBIT_PER_S[min(int(version), 2), layer], start=1):
        for low_bits in range(4):  # padding, private
            for unprotected in range(2):
                first = 0xE0 | _VERSIONS[version] << 3 | _LAYERS[layer] << 1 | unprotected
                header = bytes((0xFF, first, kbit_index << 4 | rate_index << 2 | low_bits))
                slots = samples * kbit_per_s * 125 // (rate_hz * slot_bytes) + (low_bits >> 1)
                lengths_bytes[header] = slots * slot_bytes
                bits_per_s[header] = kbit_per_s * 1000
    return Family(rate_hz=rate_hz, samples=samples, lengths_bytes=lengths_bytes, bits_per_s=bits_per_s)


_FAMILIES: Final = _families()
