"""Recordings, read: what listeners will hear for how long, and what the file says of itself.

This runs in a worker with a deadline and a memory limit: there are files that mutagen never comes back from.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from publisher.errors import UnreadableFile
from publisher.model import Chapter, Place, Problem, Severity
from publisher.sources import flac_frames, mp3_sound, mp4_atoms, ogg_pages, wav_chunks
from publisher.sources.audio_bytes import TRUNCATED, Encoding, Sound
from publisher.sources.audio_kind import Kind, find_kind
from publisher.sources.audio_tags import AudioTags, EmbeddedPicture, read_tags
from publisher.sources.folder import Read, open_inside
from publisher.sources.mp4_chapters import chapters_of_track

__all__ = ["AudioFile", "AudioTags", "EmbeddedPicture", "Encoding", "read_audio"]

_MEASURES: Final[Mapping[Kind, Callable[[BinaryIO, int, int, Place], Sound]]] = {
    Kind.MP3: mp3_sound.measure,
    Kind.MP4: mp4_atoms.measure,
    Kind.OGG: ogg_pages.measure,
    Kind.FLAC: flac_frames.measure,
    Kind.WAV: wav_chunks.measure,
}
_HOUR_MS: Final = 3_600_000
LONGEST_MS: Final = 7 * 24 * _HOUR_MS  # a header that says more is damaged
# The first one is the one to advise. Podcast apps go by it: https://podcasters.apple.com/support/823
SUFFIXES: Final = {
    "audio/mpeg": (".mp3",),
    "audio/x-m4a": (".m4a", ".m4b"),  # not .mp4: directories take that for a video
    "video/mp4": (".mp4", ".m4v"),
    "audio/ogg": (".ogg", ".oga"),
    "audio/opus": (".opus", ".ogg", ".oga"),
    "audio/flac": (".flac",),
    "audio/wav": (".wav", ".wave"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioFile:
    """A recording of the show folder, measured."""

    path: str  # relative to the show folder
    size_bytes: int
    mime_type: str  # as the feed gives it
    duration_ms: int  # of the sound that is there, whatever headers say
    tags: AudioTags
    chapters: tuple[Chapter, ...]  # as in the file, by start; titles may be empty
    picture: EmbeddedPicture | None
    encoding: Encoding = field(default_factory=Encoding)
    sound_digest: str = ""  # of what is heard: it stays when tags change
    tag_bytes: int = 0  # of all that stands in the file beside its sound
    is_cut_off: bool = False  # it is reported that sound is missing at its end, or may be


def read_audio(root: Path, path: str) -> Read[AudioFile]:
    """A recording of the show folder, with its problems; no value if nothing can be heard of it."""
    place = Place(path=path)
    try:
        with open_inside(root, path) as file:
            return read_open_audio(file, place)
    except UnreadableFile as error:
        return Read(value=None, problems=(_unreadable(place, f"the recording {error}"),))
    except OSError as error:
        return Read(
            value=None, problems=(_unreadable(place, f"the recording cannot be read: {error.strerror or error}"),)
        )


def read_open_audio(file: BinaryIO, place: Place) -> Read[AudioFile]:
    """The same for an open file, which ``place`` names. Raises UnreadableFile, and OSError where the disk fails."""
    audio, problems = _read(file, place)
    sentences = (replace(problem, message=f"the recording {problem.message}") for problem in problems)
    return Read(value=audio, problems=tuple(sentences))


def _read(file: BinaryIO, place: Place) -> tuple[AudioFile, tuple[Problem, ...]]:
    before = os.fstat(file.fileno())
    kind, start = find_kind(file, before.st_size)
    sound = _MEASURES[kind](file, start, before.st_size, place)
    if sound.duration_ms > LONGEST_MS:
        raise UnreadableFile(f"says that it lasts {sound.duration_ms // _HOUR_MS:,} hours; export it again")
    reading = read_tags(file, sound.mime_type, place)
    track = chapters_of_track(file, start, before.st_size) if kind is Kind.MP4 else ()
    after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise UnreadableFile("is still changing; run again when it is copied or exported to its end")
    audio = AudioFile(
        path=place.path,
        size_bytes=before.st_size,
        mime_type=sound.mime_type,
        duration_ms=sound.duration_ms,
        tags=reading.tags,
        chapters=max(reading.chapters, track, key=len),  # Nero's kind holds no more than 255
        picture=reading.picture,
        encoding=sound.encoding,
        sound_digest=sound.digest,
        tag_bytes=sound.tag_bytes,
        is_cut_off=any(problem.check == TRUNCATED for problem in sound.problems),
    )
    return audio, (*sound.problems, *_wrong_suffix(place, sound.mime_type), *reading.problems)


def _wrong_suffix(place: Place, mime_type: str) -> Iterator[Problem]:
    path = PurePosixPath(place.path)
    suffixes = SUFFIXES[mime_type]
    if path.suffix.lower() not in suffixes:
        message = f"is {mime_type} by its content; rename it to {path.with_suffix(suffixes[0]).name}"
        yield Problem(place=place, check="audio-suffix", severity=Severity.WARNING, message=message)


def _unreadable(place: Place, message: str) -> Problem:
    return Problem(place=place, check="audio-unreadable", severity=Severity.ERROR, message=message)
