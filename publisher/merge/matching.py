"""Which recording and which transcript file belong to which episode: by what the author names, else by file name."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from publisher.layout import AUDIO_FOLDER
from publisher.model import Place, Problem, Severity
from publisher.sources.chapter_file import CHAPTER_SUFFIXES, chapter_suffix, is_of_chapters
from publisher.sources.episode_file import EpisodeFile
from publisher.text import same_name

AUDIO_SUFFIXES: Final = (".mp3", ".m4a", ".mp4", ".m4v", ".opus", ".ogg", ".oga", ".flac", ".wav")
TRANSCRIPT_SUFFIXES: Final = (".vtt", ".srt", ".json")  # the best first

_NUMBER_IN_NAME: Final = re.compile(r"(?:^|[^a-z0-9])s(\d{1,4})[ ._-]?e(\d{1,5})(?![0-9])", re.ASCII | re.IGNORECASE)


def number_in_name(name: str) -> tuple[int, int] | None:
    """Season and episode as file names give them.

    >>> number_in_name("s01e02-what-is-a-feed"), number_in_name("My show - S1 E12 final"), number_in_name("notes2e3")
    ((1, 2), (1, 12), None)
    """
    match = _NUMBER_IN_NAME.search(name)
    return (int(match[1]), int(match[2])) if match else None


@dataclass(frozen=True, slots=True)
class Index:
    """The files of a folder, by name and by the number in the name."""

    paths: frozenset[str]
    by_stem: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_number: Mapping[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """Which files belong to which episode file (by its path), and what cannot be told."""

    recordings: Mapping[str, tuple[str, ...]]
    transcripts: Mapping[str, str]
    chapters: Mapping[str, tuple[str, ...]]  # all that may be, the best first
    ambiguous: frozenset[str]  # episode files with several recordings, none of them theirs for sure
    problems: tuple[Problem, ...]


def match(
    episodes: Sequence[EpisodeFile],
    others: Iterable[str],
    audio: Index,
    transcripts: Index,
    chapters: Mapping[str, tuple[str, ...]],
) -> Matches:
    """Matches recordings, transcripts and files of chapters to episodes.

    ``others`` are drafts, and files that could not be read; ``chapters`` is what ``index_of_chapters`` gives.

    What an author names comes first, then equal names; numbers in names decide over what is left.
    """
    recordings, rivals = _recordings(episodes, audio)
    beside = {file.path: transcript_of(file, transcripts, recordings[file.path]) for file in episodes}
    claimed = {path for paths in (*recordings.values(), *rivals.values()) for path in paths}
    drafts = {_stem(path).lstrip("_") for path in others}
    listed = {file.path: _chapters_of(file, chapters, recordings[file.path]) for file in episodes}
    known = drafts | {_stem(path) for path in claimed} | {name for file in episodes for name in _names(file)}
    unused = [path for path in sorted(audio.paths - claimed) if _stem(path) not in drafts]
    unused += [path for path in sorted(transcripts.paths) if _stem(path) not in known]
    unused += [path for name in sorted(chapters.keys() - known) for path in chapters[name] if is_of_chapters(path)]
    return Matches(
        recordings=recordings,
        transcripts={file: path for file, path in beside.items() if path},
        chapters={file: paths for file, paths in listed.items() if paths},
        ambiguous=frozenset(rivals),
        problems=(*(_ambiguous(path, found) for path, found in rivals.items()), *map(_unused, unused)),
    )


def _recordings(
    episodes: Sequence[EpisodeFile], audio: Index
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The recordings of each episode file, and where they cannot be told, all that could be meant."""
    recordings = {file.path: by_name(file, audio) for file in episodes}
    taken = {path for paths in recordings.values() for path in paths}
    rivals = {}
    for file in episodes:
        if recordings[file.path] or "audio" in file.values:
            continue
        found = _of_that_name(file, audio) or tuple(path for path in with_number(file, audio) if path not in taken)
        if len({(_folder(path), _stem(path)) for path in found}) == 1:
            recordings[file.path] = found
        elif found:
            rivals[file.path] = found
    return recordings, rivals


def _ambiguous(path: str, rivals: tuple[str, ...]) -> Problem:
    message = f"{' and '.join(rivals)} could be its recording; say which is meant, with audio:"
    return Problem(place=Place(path=path), check="audio-ambiguous", severity=Severity.WARNING, message=message)


def _unused(path: str) -> Problem:
    message = "belongs to no episode; give it the name of one, or name it there with audio:"
    return Problem(place=Place(path=path), check="file-unused", severity=Severity.NOTE, message=message)


def index_of(paths: Iterable[str], suffixes: tuple[str, ...]) -> Index:
    """An index of the files with these suffixes; earlier suffixes come first among files of one name, then paths."""
    by_stem: dict[str, list[str]] = defaultdict(list)
    by_number: dict[tuple[int, int], list[str]] = defaultdict(list)
    wanted = [path for path in paths if PurePosixPath(path).suffix.casefold() in suffixes]
    wanted.sort(key=lambda path: suffixes.index(PurePosixPath(path).suffix.casefold()))
    for path in wanted:
        stem = PurePosixPath(path).stem
        by_stem[same_name(stem)].append(path)
        number = number_in_name(stem)
        if number:
            by_number[number].append(path)
    return Index(
        frozenset(wanted),
        {stem: tuple(found) for stem, found in by_stem.items()},
        {number: tuple(found) for number, found in by_number.items()},
    )


def index_of_chapters(paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The files that may hold chapters, by the name in front of their suffix, the best first."""
    by_stem: dict[str, list[str]] = defaultdict(list)
    for path in sorted(paths):
        suffix = chapter_suffix(path)
        if suffix:
            by_stem[same_name(PurePosixPath(path).name)[: -len(suffix)]].append(path)
    return {
        stem: tuple(sorted(found, key=lambda path: CHAPTER_SUFFIXES.index(chapter_suffix(path))))
        for stem, found in by_stem.items()
    }


def by_name(episode: EpisodeFile, audio: Index) -> tuple[str, ...]:
    """The paths of an episode's recordings: one, and the same in other formats beside it.

    What ``audio:`` names comes first, in the show folder or in audio/, whether it is there or not: a name that leads
    nowhere is for the reader of the file to report. Without it, the file named like the episode file or its slug.
    """
    named = episode.values.get("audio")
    if named:
        return _named(named.value.path, audio) if named.value.path else ()
    return _in_one_folder(episode, _of_that_name(episode, audio))


def with_number(episode: EpisodeFile, audio: Index) -> tuple[str, ...]:
    """The recordings whose names hold the episode's season and number, as the front matter or its own name gives it."""
    season, number = episode.values.get("season"), episode.values.get("episode")
    wanted = (season.value, number.value) if season and number else number_in_name(episode.stem)
    return audio.by_number.get(wanted, ()) if wanted else ()


def transcript_of(episode: EpisodeFile, transcripts: Index, recordings: tuple[str, ...]) -> str | None:
    """The path of the transcript file beside the episode or its recordings, or None."""
    stems = [_stem(path) for path in recordings]
    for name in (*_names(episode), *stems):
        if name in transcripts.by_stem:
            return transcripts.by_stem[name][0]
    return None


def _chapters_of(
    episode: EpisodeFile, chapters: Mapping[str, tuple[str, ...]], recordings: tuple[str, ...]
) -> tuple[str, ...]:
    names = dict.fromkeys((*_names(episode), *(_stem(path) for path in recordings)))
    return tuple(path for name in names for path in chapters.get(name, ()))


def _named(written: str, audio: Index) -> tuple[str, ...]:
    path = posixpath.normpath(written)
    in_folder = f"{AUDIO_FOLDER}/{path}"
    path = in_folder if path not in audio.paths and in_folder in audio.paths else path
    others = audio.by_stem[_stem(path)] if path in audio.paths else ()
    return (path, *(other for other in others if other != path and _folder(other) == _folder(path)))


def _of_that_name(episode: EpisodeFile, audio: Index) -> tuple[str, ...]:
    return next((audio.by_stem[name] for name in _names(episode) if name in audio.by_stem), ())


def _in_one_folder(episode: EpisodeFile, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Those that lie in the episode's own sub-folder, or all if they lie in one; none if that leaves a choice."""
    own = tuple(path for path in paths if _folder(path)[1:] == _folder(episode.path)[1:])
    return own or (paths if len({_folder(path) for path in paths}) == 1 else ())


def _stem(path: str) -> str:
    return same_name(PurePosixPath(path).stem)


def _folder(path: str) -> tuple[str, ...]:
    return PurePosixPath(path).parent.parts


def _names(episode: EpisodeFile) -> tuple[str, ...]:
    slug = episode.values.get("slug")
    names = (same_name(episode.stem),)
    return (same_name(slug.value), *names) if slug else names
