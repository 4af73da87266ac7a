"""Chapters in a file of their own, as editors, players and other publishers write them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final, TypeAlias

from publisher.errors import UnreadableFile
from publisher.model import Chapter, Found, Place, Problem, Severity, Source
from publisher.sources.chapter_json import has_chapters, read_json
from publisher.sources.cue_file import read_webvtt
from publisher.sources.ffmetadata_file import FIRST_LINE, read_ffmetadata
from publisher.sources.folder import Read, decode, read_bytes
from publisher.sources.label_file import is_label, read_labels
from publisher.sources.marked_up_list import read_marked_up
from publisher.sources.podlove_file import read_podlove
from publisher.sources.spoken import TIME_LINE, Broken
from publisher.sources.timestamp_list import read_timestamps

# The suffixes of files of chapters beside an episode or its recording, the best first; the last two hold other things
# as well.
CHAPTER_SUFFIXES: Final = (
    *(".chapters.json", ".chapters.txt", ".chapters.vtt", ".psc", ".psc.xml", ".ffmetadata", ".labels.txt"),
    *(".json", ".txt"),
)
_ANYTHING: Final = CHAPTER_SUFFIXES[-2:]

_Reader: TypeAlias = Callable[[str], Iterable[tuple[int, Chapter] | Broken]]

_MARKED_UP: Final = frozenset({".md", ".markdown", ".html", ".htm"})
_IN_ANY_ORDER: Final[tuple[_Reader, ...]] = (read_json, read_podlove)  # programs sort them: no time is a slip


def chapter_suffix(path: str) -> str:
    """The suffix of a file that may hold chapters, or nothing.

    >>> chapter_suffix("audio/one.chapters.txt"), chapter_suffix("one.txt"), chapter_suffix("one.vtt")
    ('.chapters.txt', '.txt', '')
    """
    name = path.casefold()
    return next((suffix for suffix in CHAPTER_SUFFIXES if name.endswith(suffix)), "")


def is_of_chapters(path: str) -> bool:
    """Whether the name says that chapters are in the file, and nothing else."""
    return chapter_suffix(path) not in ("", *_ANYTHING)


def read_chapters(root: Path, path: str) -> Read[tuple[Found[Chapter], ...]]:
    """The chapters of a file of the show folder; what cannot be read is a warning, if it should have been chapters."""
    try:
        read = parse_chapters(path, decode(read_bytes(root, path)))
    except UnreadableFile as error:
        read = Read(value=None, problems=(_problem(path, error.line, f"the file {error}"),))
    return read if read.value or is_of_chapters(path) else Read(value=None)


def parse_chapters(path: str, text: str) -> Read[tuple[Found[Chapter], ...]]:
    """The chapters of a file, each at its line, in the order of the file; those of JSON and XML in order of time.

    Its content says in which of these it is written: JSON chapters, Podlove Simple Chapters, FFmetadata, labels of
    Audacity, or lines of text with a time each (mp4chaps among them); its suffix decides where content does not. WebVTT
    is chapters in a ``.chapters.vtt`` only. What cannot be read is a warning, and the rest is read; where nothing can
    be read, the value is None, with one warning. Transcripts are None without one.
    """
    reader = _reader_of(path, text)
    if reader is None:
        return Read(value=None)
    found: list[Found[Chapter]] = []
    problems: list[Problem] = []
    for part in reader(text):
        if isinstance(part, Broken):
            problems.append(_problem(path, part.line, part.message))
        else:
            place = Place(path=path, line=part[0])
            found.append(Found(value=part[1], source=Source.FILE, place=place))
    if reader in _IN_ANY_ORDER:
        found.sort(key=lambda one: one.value.start_ms)
    if problems and not found:
        return Read(value=None, problems=tuple(problems[:1]))
    return Read(value=tuple(found), problems=tuple(problems))


def _reader_of(path: str, text: str) -> _Reader | None:
    """How to read a file, or None for one that holds something else than chapters."""
    name, suffix, start = path.lower(), PurePosixPath(path).suffix.lower(), text.lstrip()
    if not start:
        return _read_nothing
    if start.startswith("{") or (start.startswith("[") and suffix == ".json"):
        return read_json if has_chapters(text) or name.endswith(".chapters.json") else None
    if start.startswith("WEBVTT"):
        return _read_webvtt if name.endswith(".chapters.vtt") else None
    if start.startswith(FIRST_LINE):
        return read_ffmetadata
    if suffix == ".csv" or start.startswith("start,"):
        return None  # a table
    if suffix in _MARKED_UP:
        return _read_marked_up
    if start.startswith("<"):
        return read_podlove
    if any(TIME_LINE.fullmatch(line.strip()) for line in text.split("\n")):
        return None  # a transcript as plain text
    return read_labels if is_label(start.split("\n", 1)[0]) else read_timestamps


def _read_nothing(_text: str) -> Iterator[Broken]:
    yield Broken(line=1, message="the file is empty; write chapters into it, like 00:01:12 Title, or delete it")


def _read_webvtt(text: str) -> Iterator[tuple[int, Chapter] | Broken]:
    for cue in read_webvtt(text):
        if isinstance(cue, Broken):
            yield cue
        elif cue.start_ms is not None and cue.text:
            yield cue.line, Chapter(start_ms=cue.start_ms, end_ms=cue.end_ms, title=cue.text)


def _read_marked_up(text: str) -> Iterator[tuple[int, Chapter] | Broken]:
    chapters = list(read_marked_up(text))
    yield from chapters
    if not chapters:
        yield Broken(line=1, message="no line begins with a time; write chapters like 00:01:12 Title")


def _problem(path: str, line: int, message: str) -> Problem:
    place = Place(path=path, line=line)
    return Problem(place=place, check="chapter-file", severity=Severity.WARNING, message=message)
