"""What is known of a recording, read: this runs in a worker with a deadline and a memory limit.

The parts that are missing are named, for the process that may ask for them; where it may not, what is known must do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, TypeVar

from publisher.errors import UnreadableFile
from publisher.model import Chapter, Place, Problem, Severity
from publisher.remote.duration import Duration
from publisher.remote.large_pictures import LargePicture, large_pictures
from publisher.remote.parts import NotFetched, PartialFile, Parts, Span
from publisher.remote.sound import duration_of
from publisher.sources.audio_file import LONGEST_MS
from publisher.sources.audio_kind import Kind, find_kind
from publisher.sources.audio_tags import AudioTags, EmbeddedPicture, TagReading, read_tags
from publisher.sources.mp4_chapters import chapters_of_track

T = TypeVar("T")

_NOWHERE: Final = Place(path="")
_OLD_TAG_BYTES: Final = 1024  # ID3v1 is smaller
_TAGS_OUT_OF_REACH: Final = "has tags in parts of it that could not be had"
_OUT_OF_REACH: Final = "does not say how long it lasts in the parts of it that could be had"
_USUAL_TYPES: Final = {
    Kind.MP3: "audio/mpeg",
    Kind.MP4: "audio/x-m4a",
    Kind.OGG: "audio/ogg",
    Kind.FLAC: "audio/flac",
    Kind.WAV: "audio/wav",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What the parts say. ``fault``: why they are no recording, as what follows its name."""

    duration: Duration | None = None
    tags: AudioTags = field(default_factory=AudioTags)
    chapters: tuple[Chapter, ...] = ()
    picture: EmbeddedPicture | None = None
    notes: tuple[str, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """The blocks that have to be fetched before more can be said."""

    blocks: tuple[int, ...]


def parse(parts: Parts, is_final: bool) -> Parsed | Missing:
    """What the parts say, or which others it takes to say it; finally whatever can be said with these."""
    file = PartialFile(parts)
    try:
        parsed = _parsed(file, is_final=is_final)
    except UnreadableFile as error:
        parsed = Parsed(fault=str(error))
    except NotFetched:
        parsed = Parsed(fault="does not show at its beginning what it is")
    return Missing(blocks=tuple(sorted(file.missing))) if file.missing and not is_final else parsed


def _parsed(file: PartialFile, *, is_final: bool) -> Parsed:
    kind, start = find_kind(file.in_short_reads.binary, file.size_bytes)
    duration = _known(partial(duration_of, file, kind, start), is_final=is_final) or Duration(
        mime_type=_USUAL_TYPES[kind], duration_ms=None, notes=(_OUT_OF_REACH,)
    )
    if duration.duration_ms is not None and duration.duration_ms > LONGEST_MS:
        raise UnreadableFile("says that it lasts longer than a week")
    pictures = _known(partial(large_pictures, file.binary, kind, start, file.size_bytes), is_final=is_final) or ()
    reading = _tags(file, duration.mime_type, pictures)
    track = _known(partial(_chapters_of_track, file, kind, start), is_final=is_final) or ()
    return Parsed(
        duration=duration,
        tags=reading.tags,
        chapters=max(reading.chapters, track, key=len),  # Nero's kind holds no more than 255
        picture=reading.picture,
        notes=(
            *duration.notes,
            *(problem.message for problem in reading.problems),
            *(f"has a picture of {one.size_bytes // 1024:,} kB, which was not fetched" for one in pictures),
        ),
    )


def _known(read: Callable[[], T], *, is_final: bool) -> T | None:
    """What it reads; None where parts of it are missing that cannot be had."""
    try:
        return read()
    except NotFetched:
        if not is_final:
            raise
        return None


def _tags(file: PartialFile, mime_type: str, pictures: Sequence[LargePicture]) -> TagReading:
    """The tags; where parts of them cannot be had, that is all there is to say of them."""
    blanks = [one.content for one in pictures]
    if file.is_beginning and mime_type == _USUAL_TYPES[Kind.MP3]:  # an old tag at the end is looked for in any case
        blanks.append(Span(start=max(0, file.size_bytes - _OLD_TAG_BYTES), end=file.size_bytes))
    thin = file.without(blanks, {one.name_at: one.stand_in for one in pictures})
    reading = read_tags(thin.binary, mime_type, _NOWHERE)
    if not thin.missing:
        return reading
    file.missing |= thin.missing
    problem = Problem(place=_NOWHERE, check="", severity=Severity.NOTE, message=_TAGS_OUT_OF_REACH)
    return replace(reading, problems=(problem,))


def _chapters_of_track(file: PartialFile, kind: Kind, start: int) -> tuple[Chapter, ...]:
    return chapters_of_track(file.binary, start, file.size_bytes) if kind is Kind.MP4 else ()
