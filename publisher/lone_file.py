"""The chapters of one file on its own, without a show: an episode, a transcript, a list of chapters, a recording."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from publisher.errors import UnreadableFile
from publisher.merge.chapter_sources import ChapterSources
from publisher.merge.chapters import DecidedChapters, decide_chapters
from publisher.merge.matching import AUDIO_SUFFIXES
from publisher.model import Place, Problem, Severity
from publisher.sources.audio_file import read_audio
from publisher.sources.chapter_file import is_of_chapters, parse_chapters
from publisher.sources.episode_file import EpisodeFile, parse_episode
from publisher.sources.folder import Read, decode, read_bytes
from publisher.sources.front_matter import file_problem, parse_front_matter
from publisher.sources.spoken import TIME_LINE
from publisher.sources.transcript_file import Transcript, parse_transcript
from publisher.transcripts.timing import timed

_CAPTION_SUFFIXES: Final = (".vtt", ".srt")
_SUBRIP_START: Final = re.compile(r"\d+[ \t]*\n[\d:]+[,.]\d+[ \t]*-->")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoneFile:
    """What a file holds of an episode."""

    path: str
    decided: DecidedChapters
    title: str | None = None
    end_ms: int | None = None  # of the recording, or of what is said


def read_lone(root: Path, path: str, level: str = "normal") -> Read[LoneFile]:
    """The chapters of a file of any kind that may hold or become some; ``level`` is for those made from the words."""
    if PurePosixPath(path).suffix.casefold() in AUDIO_SUFFIXES:
        return _read_recording(root, path)
    try:
        content = decode(read_bytes(root, path))
    except UnreadableFile as error:
        return Read(value=None, problems=(file_problem(path, f"the file {error}", error.line),))
    return parse_lone(path, content, level)


def parse_lone(path: str, content: str, level: str = "normal") -> Read[LoneFile]:
    """The same for text that has been read; its kind is told by the content, and by the suffix if ``path`` has one."""
    if content.startswith("---\n"):
        return _parse_episode(path, content, level)
    if not PurePosixPath(path).suffix:
        path += _suffix_of(content)
    listed = None if _is_captions(path) else parse_chapters(path, content)
    if listed and listed.value:
        decided = decide_chapters(ChapterSources(file=_nothing(path), listed=listed.value), None)
        return Read(value=LoneFile(path=path, decided=decided), problems=listed.problems)
    read = parse_transcript(path, content)
    if read.value is None:
        return Read(value=None, problems=read.problems or (_nothing_here(path),))
    return Read(value=_spoken(_nothing(path), read.value, level), problems=read.problems)


def _parse_episode(path: str, content: str, level: str) -> Read[LoneFile]:
    parts = parse_front_matter(path, content)
    if parts.value is None:
        return Read(value=None, problems=parts.problems)
    read = parse_episode(parts.value)
    if read.value is None:
        return Read(value=None, problems=(*parts.problems, *read.problems))
    lone = _spoken(read.value, read.value.transcript, level)
    return Read(value=lone, problems=(*parts.problems, *read.problems))


def _spoken(file: EpisodeFile, transcript: Transcript | None, level: str) -> LoneFile:
    title, duration = (file.values[key].value if key in file.values else None for key in ("title", "duration"))
    spoken = timed(transcript, duration) if transcript else None
    decided = decide_chapters(ChapterSources(file=file, transcript=spoken, level=level), duration)
    problems = (*(spoken.problems if spoken else ()), *decided.problems)
    end_ms = spoken.cues[-1].end_ms if spoken and spoken.cues else None
    return LoneFile(
        path=file.path,
        title=title,
        end_ms=duration or end_ms,
        decided=replace(decided, problems=problems),
    )


def _read_recording(root: Path, path: str) -> Read[LoneFile]:
    read = read_audio(root, path)
    if read.value is None:
        return Read(value=None, problems=read.problems)
    duration_ms = read.value.duration_ms
    decided = decide_chapters(ChapterSources(file=_nothing(path), audio=read.value), duration_ms)
    lone = LoneFile(path=path, title=read.value.tags.title, end_ms=duration_ms, decided=decided)
    return Read(value=lone, problems=read.problems)


def _suffix_of(content: str) -> str:
    """The suffix that a file with this content should have."""
    start = content.lstrip()
    if start.startswith(("{", "[")) and not TIME_LINE.fullmatch(start.split("\n", 1)[0].strip()):
        return ".json"
    return ".srt" if _SUBRIP_START.match(start) else ""


def _is_captions(path: str) -> bool:
    return path.casefold().endswith(_CAPTION_SUFFIXES) and not is_of_chapters(path)


def _nothing(path: str) -> EpisodeFile:
    """An episode file that says nothing."""
    return EpisodeFile(path=path, values={}, transcript=None, notes=None, notes_html="")


def _nothing_here(path: str) -> Problem:
    message = "this file holds neither a transcript nor chapters"
    return Problem(place=Place(path=path), check="transcript-unreadable", severity=Severity.ERROR, message=message)
