"""How long a recording lasts, by as little of it as can be: its headers, and where these say nothing, a few samples.

A duration that cannot be told so is none: a guess would be the one that players show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from publisher.model import Place
from publisher.remote.duration import Duration
from publisher.remote.mp3_sound import mp3_duration
from publisher.remote.ogg_sound import ogg_duration
from publisher.remote.parts import PartialFile, Span
from publisher.sources import flac_frames, mp4_atoms, wav_chunks
from publisher.sources.audio_bytes import Sound
from publisher.sources.audio_kind import Kind

_FLAC_TAIL_BYTES: Final = 1 << 16  # two frames of the largest kind that encoders make
_NOWHERE: Final = Place(path="")


def duration_of(file: PartialFile, kind: Kind, start: int) -> Duration:
    """How long it lasts. Raises UnreadableFile for what cannot be played, NotFetched for parts that are not known."""
    return _DURATIONS[kind](file, start)


def _of_mp4(file: PartialFile, start: int) -> Duration:
    sound, _ = mp4_atoms.measure_duration(file.binary, start, file.size_bytes, _NOWHERE)
    return _by_headers(sound, "its index")


def _of_flac(file: PartialFile, start: int) -> Duration:
    file.want(Span(start=max(start, file.size_bytes - _FLAC_TAIL_BYTES), end=file.size_bytes))
    sound = flac_frames.measure(file.binary, start, file.size_bytes, _NOWHERE, tail_bytes=_FLAC_TAIL_BYTES)
    return _by_headers(sound, "its header")


def _of_wav(file: PartialFile, start: int) -> Duration:
    return _by_headers(wav_chunks.measure(file.binary, start, file.size_bytes, _NOWHERE), "its header")


def _by_headers(sound: Sound, told_by: str) -> Duration:
    return Duration(
        mime_type=sound.mime_type,
        duration_ms=sound.duration_ms,
        told_by=told_by,
        notes=tuple(problem.message for problem in sound.problems),
    )


_DURATIONS: Final[Mapping[Kind, Callable[[PartialFile, int], Duration]]] = {
    Kind.MP3: mp3_duration,
    Kind.MP4: _of_mp4,
    Kind.OGG: ogg_duration,
    Kind.FLAC: _of_flac,
    Kind.WAV: _of_wav,
}
