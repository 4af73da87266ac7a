"""How the sound track of an MP4 file is encoded, and how long its samples last, by its sample tables.

ISO/IEC 14496-12, 8.5 to 8.7, for the tables; ISO/IEC 14496-1, 7.2.6, and 14496-3, 1.6.2, for what AAC says of itself:
the fields for it in the table are filled in with 2 channels, whatever there are.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO, Final

from publisher.sources.audio_bytes import Encoding, bit_rate_bps, read_at
from publisher.sources.mp4_layout import Atom, descend

_TABLE_BYTES: Final = 1 << 23  # of two million samples: half a day
_ENTRY_AT: Final = 8  # in stsd, behind its version, its flags and the number of entries
_SOUND_ENTRY_BYTES: Final = 36
_RATES_HZ: Final = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
_CHANNELS: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 8}
_RATE_BEHIND: Final = 15  # the rate stands behind, in 24 bits
_DOUBLED_RATE: Final = frozenset({5, 29})  # HE-AAC: the rate that is heard stands behind the channels
_STREAM, _DECODER, _CONFIGURATION = 3, 4, 5  # tags of descriptors


def encoding_of(file: BinaryIO, track: Atom, duration_ms: int) -> Encoding:
    """The encoding of a sound track that lasts so long."""
    entry = _table(file, track, b"stsd")[_ENTRY_AT:]
    sizes_bytes = _sum_of_sizes(_table(file, track, b"stsz"))
    if len(entry) < _SOUND_ENTRY_BYTES:
        return Encoding(bit_rate_bps=bit_rate_bps(sizes_bytes, duration_ms))
    channels, rate_hz = struct.unpack_from(">H6xH", entry, 24)
    rate_hz, channels = _of_aac(_configuration(entry)) or (rate_hz, channels)
    return Encoding(bit_rate_bps=bit_rate_bps(sizes_bytes, duration_ms), sample_rate_hz=rate_hz, channels=channels)


def samples_ms(file: BinaryIO, track: Atom, units_per_s: int) -> int:
    """How long all samples of a track last together; 0 where it has no table of them."""
    table = _table(file, track, b"stts")
    rows = struct.iter_unpack(">2I", table[8 : 8 + (len(table) - 8) // 8 * 8]) if len(table) >= 8 else ()
    units = sum(count * length for count, length in rows)
    return round(units * 1000 / units_per_s) if units_per_s else 0


def _table(file: BinaryIO, track: Atom, kind: bytes) -> bytes:
    atom = descend(file, track, b"mdia", b"minf", b"stbl", kind)
    return read_at(file, atom.start, min(atom.end - atom.start, _TABLE_BYTES)) if atom else b""


def _sum_of_sizes(table: bytes) -> int:
    """Of all samples: stsz has one size for all, or one each."""
    if len(table) < 12:
        return 0
    for_all, count = struct.unpack_from(">2I", table, 4)
    there = min(count, (len(table) - 12) // 4)
    return for_all * count if for_all else sum(struct.unpack_from(f">{there}I", table, 12))


def _configuration(entry: bytes) -> bytes:
    """What AAC says of itself, from the descriptors of the atom esds in an entry of stsd."""
    position = entry.find(b"esds", _SOUND_ENTRY_BYTES) + 8  # behind its version and flags
    descriptors = entry[position:] if position >= _SOUND_ENTRY_BYTES else b""
    for tag, skipped in ((_STREAM, 3), (_DECODER, 13), (_CONFIGURATION, 0)):
        content = _descriptor(descriptors, tag)
        descriptors = content[skipped:]
    return descriptors


def _descriptor(content: bytes, tag: int) -> bytes:
    """The content of the descriptor that comes first, if it has this tag."""
    if not content or content[0] != tag:
        return b""
    size = 0
    for position in range(1, min(5, len(content))):  # seven bits a byte, and whether another one follows
        size = size << 7 | content[position] & 0x7F
        if not content[position] & 0x80:
            return content[position + 1 : position + 1 + size]
    return b""


def _of_aac(configuration: bytes) -> tuple[int, int] | None:
    """Sample rate and channels; None where they stand elsewhere, or where there is none of it.

    >>> _of_aac(bytes.fromhex("1190")), _of_aac(b"")
    ((48000, 2), None)
    """
    bits = iter(f"{int.from_bytes(configuration, 'big'):0{len(configuration) * 8}b}" + "0" * 64)
    kind = _number(bits, 5)
    rate_hz = _rate_hz(bits)
    channels = _CHANNELS.get(_number(bits, 4), 0)
    if kind in _DOUBLED_RATE:
        rate_hz = _rate_hz(bits)
        channels = 2 if kind == 29 else channels  # its stereo is made of one channel
    return (rate_hz, channels) if configuration and rate_hz and channels else None


def _rate_hz(bits: Iterator[str]) -> int:
    index = _number(bits, 4)
    if index == _RATE_BEHIND:
        return _number(bits, 24)
    return _RATES_HZ[index] if index < len(_RATES_HZ) else 0


def _number(bits: Iterator[str], count: int) -> int:
    return int("".join(next(bits, "0") for _ in range(count)), 2)
