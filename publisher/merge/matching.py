"""Which recording and which transcript file belong to which episode: by what the author names, else by file name."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from publisher.sources.episode_file import EpisodeFile
from publisher.text import same_name

AUDIO_FOLDER: Final = "audio"
EPISODES_FOLDER: Final = "episodes"
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


def index_of(paths: Iterable[str], suffixes: tuple[str, ...]) -> Index:
    """An index of the files with these suffixes; earlier suffixes come first among files of one name."""
    by_stem: dict[str, list[str]] = defaultdict(list)
    by_number: dict[tuple[int, int], list[str]] = defaultdict(list)
    wanted = [path for path in paths if PurePosixPath(path).suffix.casefold() in suffixes]
    wanted.sort(key=lambda path: (suffixes.index(PurePosixPath(path).suffix.casefold()), path))
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


def audio_of(episode: EpisodeFile, audio: Index) -> tuple[str, ...]:
    """The paths of an episode's recordings: one, and the same in other formats beside it.

    What ``audio:`` names comes first, in the show folder or in audio/, whether it is there or not: a name that leads
    nowhere is for the reader of the file to report. Without it, the file named like the episode file or its slug;
    else the one file whose name holds the same season and episode.
    """
    named = episode.values.get("audio")
    if named:
        return _named(named.value.path, audio) if named.value.path else ()
    for name in _names(episode):
        if name in audio.by_stem:
            return _in_one_folder(episode, audio.by_stem[name])
    return _by_number(episode, audio)


def transcript_of(episode: EpisodeFile, transcripts: Index, recordings: tuple[str, ...]) -> str | None:
    """The path of the transcript file beside the episode or its recordings, or None."""
    stems = [same_name(PurePosixPath(path).stem) for path in recordings]
    for name in (*_names(episode), *stems):
        if name in transcripts.by_stem:
            return _in_one_folder(episode, transcripts.by_stem[name])[0]
    return None


def _named(written: str, audio: Index) -> tuple[str, ...]:
    path = posixpath.normpath(written)
    in_folder = f"{AUDIO_FOLDER}/{path}"
    path = in_folder if path not in audio.paths and in_folder in audio.paths else path
    others = audio.by_stem[same_name(PurePosixPath(path).stem)] if path in audio.paths else ()
    return (path, *(other for other in others if other != path and _folder(other) == _folder(path)))


def _in_one_folder(episode: EpisodeFile, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Those of one name that lie together: in the episode's own sub-folder, else where the first one is."""
    own = [path for path in paths if _folder(path)[1:] == _folder(episode.path)[1:]]
    first = (own or paths)[0]
    return tuple(path for path in paths if _folder(path) == _folder(first))


def _folder(path: str) -> tuple[str, ...]:
    return PurePosixPath(path).parent.parts


def _names(episode: EpisodeFile) -> tuple[str, ...]:
    slug = episode.values.get("slug")
    names = (same_name(episode.stem),)
    return (same_name(slug.value), *names) if slug else names


def _by_number(episode: EpisodeFile, audio: Index) -> tuple[str, ...]:
    season, number = episode.values.get("season"), episode.values.get("episode")
    wanted = (season.value, number.value) if season and number else number_in_name(episode.stem)
    found = audio.by_number.get(wanted, ()) if wanted else ()
    return found if len({same_name(PurePosixPath(path).stem) for path in found}) == 1 else ()
