"""MP4 and M4A: whether all of its atoms are there, and how long its sound track lasts."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from publisher.errors import UnreadableFile
from publisher.model import Place, Problem
from publisher.sources.audio_bytes import (
    TOLERANCE_MS,
    Sound,
    duration_problem,
    duration_text,
    read_at,
    sound_digest,
    truncation,
)
from publisher.sources.mp4_layout import Atom, atoms_between, descend, find_atom
from publisher.sources.mp4_sound import encoding_of, samples_ms

_CONTENT_BYTES: Final = 32
_TAGS: Final = frozenset({b"udta", b"meta"})
_FRAGMENTED: Final = "is a fragmented MP4 that does not say how long it is; run: ffmpeg -i IN.m4a -c copy OUT.m4a"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Track:
    atom: Atom
    id: int
    is_enabled: bool
    handler: bytes  # soun, vide, text, ...
    duration_ms: int
    samples_ms: int  # that its samples last together; 0: it has no table of them
    chapter_ids: tuple[int, ...]  # the tracks that hold its chapters


def measure(file: BinaryIO, start: int, size_bytes: int, place: Place) -> Sound:
    """The sound of an MP4 file, and how it is encoded. Raises UnreadableFile as ``measure_duration`` does."""
    sound, track = measure_duration(file, start, size_bytes, place)
    digest = _digest(file, start, size_bytes)
    return replace(sound, encoding=encoding_of(file, track, sound.duration_ms), digest=digest)


def measure_duration(file: BinaryIO, start: int, size_bytes: int, place: Place) -> tuple[Sound, Atom]:
    """The sound without its encoding, and its track: the sizes of its samples, most of the index, are not read.

    Raises UnreadableFile if its index (moov) is missing, if it has no sound track, or if that lasts no known time.
    """
    atoms = tuple(atoms_between(file, start, size_bytes))
    missing_bytes = max((atom.end for atom in atoms), default=0) - size_bytes
    moov = find_atom(atoms, b"moov")
    if moov is None or moov.end > size_bytes:
        raise UnreadableFile(_no_index(missing_bytes))
    tracks = tuple(_track(file, atom) for atom in atoms_between(file, moov.start, moov.end) if atom.kind == b"trak")
    sound = max((one for one in tracks if one.handler == b"soun"), key=lambda one: one.duration_ms, default=None)
    if sound is None:
        raise UnreadableFile("has no sound track; export it again with sound")
    duration_ms = sound.duration_ms
    if duration_ms == 0:
        is_fragmented = find_atom(atoms, b"moof") is not None
        raise UnreadableFile(_FRAGMENTED if is_fragmented else "lasts no time; export it again")
    has_video = _has_video(tracks)
    problems = list(_cut_off(place, missing_bytes, has_data=find_atom(atoms, b"mdat") is not None))
    if sound.samples_ms and abs(sound.samples_ms - duration_ms) > TOLERANCE_MS:
        both = f"lasts {duration_text(sound.samples_ms)}, but its header says {duration_text(duration_ms)}"
        problems.append(duration_problem(place, f"{both}, which players will show; export it again"))
        duration_ms = sound.samples_ms
    elif not has_video:  # a video's picture may well last longer than its sound
        problems.extend(_disagreement(place, _duration_ms(_content(file, moov, b"mvhd")), duration_ms))
    found = Sound(
        mime_type="video/mp4" if has_video else "audio/x-m4a",
        duration_ms=duration_ms,
        tag_bytes=start + _size_of_tags(file, moov),
        problems=tuple(problems),
    )
    return found, sound.atom


def _digest(file: BinaryIO, start: int, size_bytes: int) -> str:
    """Of the largest mdat: the chapters of a track may have one of their own."""
    spans = [(atom.start, atom.end) for atom in atoms_between(file, start, size_bytes) if atom.kind == b"mdat"]
    first, last = max(spans, key=lambda span: span[1] - span[0], default=(0, 0))
    return sound_digest(file, (first, min(last, size_bytes))) if last else ""


def _size_of_tags(file: BinaryIO, moov: Atom) -> int:
    return sum(atom.end - atom.start for atom in atoms_between(file, moov.start, moov.end) if atom.kind in _TAGS)


def _content(file: BinaryIO, parent: Atom, *path: bytes) -> bytes:
    """The first bytes of an atom below another one; zeros where there are none."""
    atom = descend(file, parent, *path)
    content = read_at(file, atom.start, min(_CONTENT_BYTES, atom.end - atom.start)) if atom else b""
    return content.ljust(_CONTENT_BYTES, b"\0")


def _track(file: BinaryIO, trak: Atom) -> _Track:
    header = _content(file, trak, b"tkhd")
    times = _content(file, trak, b"mdia", b"mdhd")
    chapter_ids = struct.unpack(f">{_CONTENT_BYTES // 4}I", _content(file, trak, b"tref", b"chap"))
    return _Track(
        atom=trak,
        id=int.from_bytes(header[20:24] if header[0] else header[12:16], "big"),
        is_enabled=bool(header[3] & 1),
        handler=_content(file, trak, b"mdia", b"hdlr")[8:12],
        duration_ms=_duration_ms(times),
        samples_ms=samples_ms(file, trak, _units_per_s(times)),
        chapter_ids=chapter_ids,
    )


def _duration_ms(header: bytes) -> int:
    """The duration in the content of an mvhd or mdhd atom; 0 if it says none."""
    layout, position, unknown = (">Q", 24, (1 << 64) - 1) if header[0] else (">I", 16, (1 << 32) - 1)
    units_per_s, (duration,) = _units_per_s(header), struct.unpack_from(layout, header, position)
    return round(duration * 1000 / units_per_s) if units_per_s and duration != unknown else 0


def _units_per_s(header: bytes) -> int:
    """The time scale in the content of an mvhd or mdhd atom."""
    return int.from_bytes(header[20:24] if header[0] else header[12:16], "big")


def _has_video(tracks: tuple[_Track, ...]) -> bool:
    """Whether there are moving pictures: the pictures of chapters are a track as well."""
    chapter_ids = {chapter_id for track in tracks for chapter_id in track.chapter_ids}
    return any(track.handler == b"vide" and track.is_enabled and track.id not in chapter_ids for track in tracks)


def _no_index(missing_bytes: int) -> str:
    if missing_bytes > 0:
        return f"is cut off: {missing_bytes:,} bytes are missing, its index (moov) too; copy or export it again"
    return "has no index (moov): its recording or export was not finished; export it again"


def _cut_off(place: Place, missing_bytes: int, *, has_data: bool) -> Iterator[Problem]:
    if not has_data:
        yield truncation(place, "is cut off: it has an index, but none of its sound (mdat)")
    elif missing_bytes > 0:
        yield truncation(place, f"is cut off: {missing_bytes:,} bytes are missing at its end")


def _disagreement(place: Place, movie_ms: int, duration_ms: int) -> Iterator[Problem]:
    if movie_ms and abs(movie_ms - duration_ms) > TOLERANCE_MS:
        both = f"its sound lasts {duration_text(duration_ms)}, but the whole file says {duration_text(movie_ms)}"
        yield duration_problem(place, f"{both}, which players may show; export it again")
