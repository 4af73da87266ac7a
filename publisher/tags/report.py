"""What any audio file says of itself: its sound, its tags, its chapters, its pictures."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

from publisher.clock import format_time
from publisher.errors import TagError, UnreadableFile
from publisher.model import Place
from publisher.sources.audio_file import AudioFile, read_open_audio
from publisher.sources.audio_kind import Kind, find_kind
from publisher.tags.formats import FORMATS
from publisher.tags.held import Held
from publisher.tags.mp4_nero import MOST_CHAPTERS, MOST_TITLE_BYTES, cut
from publisher.tags.report_parts import ChapterList, PictureInside, chapter_lists, pictures_in
from publisher.tags.table import TABLE
from publisher.tags.wanted import TagChapter
from publisher.workers import Workers

_DEADLINE_S: Final = 20.0
_PLACE: Final = "the recording"
_OTHERWISE: Final = frozenset({"artwork", "chapters"})  # they have lists of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedField:
    """A field of the table that the file has: its value, and the frame, atom or comment in which it stands."""

    field: str
    means: str
    place: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All of it. ``ours`` are the fields that this program wrote: True where they are as it wrote them."""

    path: str  # as it was given
    kind: Kind
    audio: AudioFile
    fields: tuple[ReportedField, ...]
    chapters: tuple[ChapterList, ...]
    pictures: tuple[PictureInside, ...]
    others: tuple[str, ...]  # names of everything else beside the sound
    ours: Mapping[str, bool]
    notes: tuple[str, ...]  # sentences: what is wrong with the file, or cannot be read in it


def read_report(path: Path) -> Report:
    """What the file says, read by a process of its own. Raises UnreadableFile, which says why it cannot be read."""
    with Workers(deadline_s=_DEADLINE_S, preload=(__name__,)) as workers:
        (outcome,) = workers.each(_report_or_reason, [(path, path.absolute())])
    if outcome.failure is not None:
        raise UnreadableFile(outcome.failure)
    if isinstance(outcome.value, str):
        raise UnreadableFile(outcome.value)
    return outcome.value


def report_of(path: Path) -> Report:
    """The same in this process, which a file can hang. Raises UnreadableFile and TagError."""
    try:
        with _opened(path) as file:
            return _report(path, file)
    except OSError as error:
        raise UnreadableFile(f"cannot be read: {error.strerror or type(error).__name__}") from error


def picture_of(report: Report) -> bytes | None:
    """The front cover, or another picture where there is none."""
    return report.pictures[0].content if report.pictures else None


def _report_or_reason(name: Path, path: Path) -> Report | str:
    """Workers stand in another folder, and bring no exceptions of ours back."""
    try:
        return replace(report_of(path), path=str(name))
    except (UnreadableFile, TagError) as error:
        return str(error)


def _opened(path: Path) -> BinaryIO:
    # O_NONBLOCK: opening a FIFO must not wait for a writer that never comes.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise UnreadableFile("is not a regular file")
    return os.fdopen(descriptor, "rb")


def _report(path: Path, file: BinaryIO) -> Report:
    kind, _ = find_kind(file, os.fstat(file.fileno()).st_size)
    reading = read_open_audio(file, Place(path=path.name))
    audio = reading.value
    if audio is None:
        raise UnreadableFile(reading.problems[0].message.removeprefix(f"{_PLACE} "))
    held = FORMATS[kind].held(path)
    chapters = chapter_lists(path, kind, held.values.chapters)
    return Report(
        path=str(path),
        kind=kind,
        audio=audio,
        fields=tuple(_fields(held, kind)),
        chapters=chapters,
        pictures=pictures_in(path, audio.mime_type),
        others=tuple(held.foreign),
        ours={field: held.digests.get(field) == digest for field, digest in sorted(held.ours.items())},
        notes=(*(problem.message for problem in reading.problems), *_chapter_notes(chapters)),
    )


def _fields(held: Held, kind: Kind) -> Iterator[ReportedField]:
    values = held.values
    said = "\n".join(f"[{format_time(cue.start_ms)}] {cue.text}" for cue in values.cues)
    texts = {**values.texts, "lyrics": values.lyrics, "synced": said}
    for row in TABLE:
        if row.field not in _OTHERWISE and texts.get(row.field, "").strip():
            place = row.places(kind)[0]
            yield ReportedField(field=row.field, means=row.means, place=place, value=texts[row.field])


def _chapter_notes(lists: Sequence[ChapterList]) -> Iterator[str]:
    for one in lists:
        if silent := sum(not chapter.toc for chapter in one.chapters):
            yield f"{silent} of its {len(one.chapters)} chapters are in no table of contents (CTOC); players hide them"
    if len({_as_nero_lists(one.chapters) for one in lists}) > 1:
        yield "its two lists of chapters do not say the same; players differ in which they show"


def _as_nero_lists(chapters: Sequence[TagChapter]) -> tuple[tuple[int, str], ...]:
    """What both lists of MP4 can hold: Nero's has no more than 255 chapters, and short titles."""
    return tuple((one.start_ms, cut(one.title, MOST_TITLE_BYTES)) for one in chapters[:MOST_CHAPTERS])
