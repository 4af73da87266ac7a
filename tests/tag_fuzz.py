"""Damaged recordings, tagged: what may come of it, and what may not.

A recording is tagged, or was as it should be, or is refused with a reason; and one that is refused is left as it is.
"""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from publisher.progress import no_progress
from publisher.tags.held import Options
from publisher.tags.many import Job, retag_all
from publisher.tags.retag import Mode, Tagged
from publisher.workers import Workers
from tests.audio_samples import encode, wav
from tests.tag_samples import everything, is_decoded_without_complaint, samples_md5, tag

DURATION_MS: Final = 1000
_NAMES: Final = re.compile(
    rb"moov|trak|mdia|minf|stbl|st[tscz][sdoz]|co64|udta|meta|ilst|data|mdat|free|chpl|tref|chap|covr|hdlr|tkhd|mdhd|mvhd"
    rb"|\xa9[a-zA-Z]{3}|----|mean|name"  # MP4: the size stands before the name
    rb"|(?:T[A-Z][A-Z0-9]{2}|CHAP|CTOC|APIC|COMM|USLT|SYLT|PRIV|W[A-Z]{3}|ID3|RIFF|fmt |id3 |OggS|fLaC)"  # behind it
)
_LENGTHS: Final = (0, 1, 7, 8, 9, 16, 127, 128, 255, 256, 65_535, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
# A worker says so of what nobody expected: "cannot be read: IndexError: list index out of range".
_UNEXPECTED: Final = re.compile(
    r"cannot be read: \w*(?:Error|Exception|Exit|Interrupt|Warning)\b|crashed|ended its reader"
)
_CRC_POLYNOMIAL: Final = 0x04C11DB7  # of Ogg pages: https://www.rfc-editor.org/rfc/rfc3533#section-6


@dataclass(slots=True)
class Tally:
    """What came of many recordings: the faults in our program, and how often it gave which answer."""

    faults: list[str] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)


def samples(folder: Path) -> Mapping[str, bytes]:
    """A second of noise in each kind of file, by name: as encoders write it, and with all our tags."""
    (folder / "audio").mkdir(parents=True)
    for suffix in (".mp3", ".m4a", ".ogg", ".opus", ".flac"):
        encode(folder / "audio" / f"plain{suffix}", "-metadata", "title=A title", seconds=DURATION_MS / 1000)
    (folder / "audio/plain.wav").write_bytes(wav(DURATION_MS / 1000))
    for path in sorted((folder / "audio").iterdir()):
        tagged = path.with_stem("tagged")
        tagged.write_bytes(path.read_bytes())
        assert tag(folder, everything(DURATION_MS), path=f"audio/{tagged.name}").written
    return {path.name: path.read_bytes() for path in sorted((folder / "audio").iterdir())}


def mutants(originals: Mapping[str, bytes], seed: int, count: int) -> dict[str, bytes]:
    """So many damaged recordings, by file names that begin with a number; the same for the same seed."""
    random = Random(seed)
    names = sorted(originals)
    found = {}
    for number in range(count):
        name = names[number % len(names)]
        content = bytearray(originals[name])
        for _ in range(random.choice((1, 1, 1, 2, 4))):
            random.choice(_MUTATORS)(content, random)
        if Path(name).suffix in {".ogg", ".opus"} and random.random() < 0.8:
            _mend_checksums(content)
        found[f"{number:05}-{name}"] = bytes(content)
    return found


def try_all(root: Path, contents: Mapping[str, bytes], workers: Workers, *, decoded_each: int = 1) -> Tally:
    """Tags them all, twice; ``decoded_each`` one of so many of those that were tagged is decoded before and after."""
    audio = root / "audio"
    audio.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (audio / name).write_bytes(content)
    tally = Tally()
    first = _run(root, contents, workers)
    for number, (name, done) in enumerate(zip(contents, first, strict=True)):
        tally.answers[_answer(done)] += 1
        tally.faults += [f"{name}: {fault}" for fault in _faults(root, contents[name], done)]
        if done.written and number % decoded_each == 0:
            tally.faults += [f"{name}: {fault}" for fault in _sound_faults(root, contents[name], done)]
    written = [name for name, done in zip(contents, first, strict=True) if done.written]
    for name, again in zip(written, _run(root, written, workers), strict=True):
        if not again.is_unchanged:
            tally.faults.append(f"{name}: a second run changes it again: {again}")
    if others := {path.name for path in audio.iterdir()} - contents.keys():
        tally.faults.append(f"left behind: {sorted(others)}")
    return tally


def _run(root: Path, names: Mapping[str, bytes] | Sequence[str], workers: Workers) -> tuple[Tagged, ...]:
    jobs = [Job(path=f"audio/{name}", wanted=everything(DURATION_MS)) for name in names]
    return retag_all(root, jobs, Options(), Mode(), workers, no_progress)


def _faults(root: Path, before: bytes, done: Tagged) -> Iterator[str]:
    if _UNEXPECTED.search(done.left):
        yield done.left
    if not done.written and (root / done.path).read_bytes() != before:
        yield f"changed, though it was left: {done.left}"
    if not done.written and not done.left and done.changes:
        yield "neither written nor left"


def _sound_faults(root: Path, before: bytes, done: Tagged) -> Iterator[str]:
    original = root / f"before{Path(done.path).suffix}"
    original.write_bytes(before)
    # Tags that are written anew mend a damaged checksum in front of the sound, and more of it is heard than before.
    if is_decoded_without_complaint(original) and samples_md5(root / done.path) != samples_md5(original):
        yield "another sound than before"
    original.unlink()


def _answer(done: Tagged) -> str:
    """What it came to, without the numbers and names that differ from file to file."""
    return re.sub(r"\d[\d,.:]*|'[^']*'|\([^)]*\)", "…", done.left) or ("tagged" if done.written else "unchanged")


def _flip(content: bytearray, random: Random) -> None:
    for _ in range(random.choice((1, 3, 16))):
        content[_place(content, random)] ^= 1 << random.randrange(8)


def _cut_end(content: bytearray, random: Random) -> None:
    del content[max(1, _place(content, random)) :]


def _cut_out(content: bytearray, random: Random) -> None:
    place = _place(content, random)
    del content[place : min(len(content) - 1, place + random.choice((1, 4, 100, 5000)))]


def _insert(content: bytearray, random: Random) -> None:
    place = _place(content, random)
    content[place:place] = random.randbytes(random.choice((1, 4, 100, 5000)))


def _repeat(content: bytearray, random: Random) -> None:
    place = _place(content, random)
    content[place:place] = content[place : place + random.choice((8, 200, 4000))]


def _blank(content: bytearray, random: Random) -> None:
    place = _place(content, random)
    size = min(random.choice((4, 64, 2000)), len(content) - place)
    content[place : place + size] = bytes([random.choice((0, 0xFF, 0x7F))]) * size


def _lie_about_length(content: bytearray, random: Random) -> None:
    """Four bytes before or behind a name become another number."""
    names = [match.span() for match in _NAMES.finditer(content)]
    if not names:
        _flip(content, random)
        return
    start, end = random.choice(names)
    place = random.choice((start - 4, end))
    if 0 <= place <= len(content) - 4:
        old = struct.unpack_from(">I", content, place)[0]
        near = (old + random.choice((-1, 1, -8, 8, 100))) & 0xFFFFFFFF
        struct.pack_into(">I", content, place, random.choice((*_LENGTHS, near, near)))


def _lie_anywhere(content: bytearray, random: Random) -> None:
    place = min(_place(content, random), len(content) - 1)
    value = random.choice(_LENGTHS).to_bytes(4, random.choice(("big", "little")))
    content[place : place + 4] = value[: len(content) - place]


_MUTATORS: Final[tuple[Callable[[bytearray, Random], None], ...]] = (
    _flip,
    _cut_end,
    _cut_out,
    _insert,
    _repeat,
    _blank,
    _lie_about_length,
    _lie_about_length,
    _lie_about_length,
    _lie_anywhere,
)


def _place(content: bytearray, random: Random) -> int:
    """Mostly near an end, where tags and indexes are."""
    near = min(len(content), random.choice((64, 512, 4096, len(content))))
    place = random.randrange(near)
    return place if random.random() < 0.7 else len(content) - 1 - place


def _mend_checksums(content: bytearray) -> None:
    """Ogg pages are right again, so that what is wrong inside them is reached."""
    for match in list(re.finditer(rb"OggS", content)):
        start = match.start()
        if start + 27 > len(content):
            return
        segments = content[start + 27 : start + 27 + content[start + 26]]
        end = start + 27 + content[start + 26] + sum(segments)
        content[start + 22 : start + 26] = bytes(4)
        content[start + 22 : start + 26] = struct.pack("<I", _crc(bytes(content[start:end])))


def _crc(page: bytes) -> int:
    remainder = 0
    for byte in page:
        remainder = (remainder << 8 & 0xFFFFFFFF) ^ _CRC_TABLE[remainder >> 24 ^ byte]
    return remainder


def _crc_row(byte: int) -> int:
    remainder = byte << 24
    for _ in range(8):
        remainder = remainder << 1 ^ (_CRC_POLYNOMIAL if remainder & 0x80000000 else 0)
        remainder &= 0xFFFFFFFF
    return remainder


_CRC_TABLE: Final = tuple(map(_crc_row, range(256)))
