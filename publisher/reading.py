"""Reads a show folder: every file in a worker process, so that none can harm the run or the other files."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, Final, TypeVar

from publisher.merge.episode import EpisodeInputs
from publisher.merge.matching import (
    AUDIO_FOLDER,
    AUDIO_SUFFIXES,
    EPISODES_FOLDER,
    TRANSCRIPT_SUFFIXES,
    audio_of,
    index_of,
    transcript_of,
)
from publisher.merge.people import directory
from publisher.merge.show import ShowInputs
from publisher.model import Found, Place, Problem, Severity
from publisher.progress import Progress
from publisher.sources.audio_file import read_audio
from publisher.sources.episode_file import EpisodeFile, read_episode
from publisher.sources.folder import Read, list_files
from publisher.sources.people_file import PersonFile, read_person
from publisher.sources.picture_file import read_picture
from publisher.sources.show_file import SHOW_FILE, ShowFile, read_show
from publisher.sources.transcript_file import read_transcript
from publisher.text import find_not_xml
from publisher.urls import is_http_url
from publisher.workers import Workers

T = TypeVar("T")

PEOPLE_FOLDER: Final = "people"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A file that an author names somewhere."""

    path: str
    key: str
    place: Place
    severity: Severity = Severity.WARNING


def read_folder(root: Path, workers: Workers, progress: Progress) -> tuple[ShowInputs | None, list[Problem]]:
    """Everything of the show folder that can be read, and a problem for everything that cannot.

    No inputs where show.yaml itself cannot be used.
    """
    return _Reader(root, workers, progress).read()


class _Reader:
    """One run through the folder; ``problems`` grows on the way."""

    def __init__(self, root: Path, workers: Workers, progress: Progress) -> None:
        self.root = root
        self.workers = workers
        self.progress = progress
        self.problems: list[Problem] = []

    def read(self) -> tuple[ShowInputs | None, list[Problem]]:
        episode_paths = self.markdown_files(EPISODES_FOLDER)
        people_paths = self.markdown_files(PEOPLE_FOLDER)
        show: ShowFile | None = self.each("show", read_show, [SHOW_FILE]).get(SHOW_FILE)
        people: list[PersonFile] = list(self.each("people", read_person, people_paths).values())
        files: list[EpisodeFile] = list(self.each("episodes", read_episode, episode_paths).values())
        episodes = self.episodes(files)
        if show is None:
            return None, self.problems
        named = [one for one in _pictures_named(show, people, files) if not is_http_url(one.path)]
        pictures = self.named("pictures", read_picture, named)
        inputs = ShowInputs(show=show, people=tuple(people), episodes=episodes, pictures=pictures)
        return inputs, self.problems

    def episodes(self, files: Sequence[EpisodeFile]) -> tuple[EpisodeInputs, ...]:
        audio = index_of(self.listed(AUDIO_FOLDER, AUDIO_SUFFIXES), AUDIO_SUFFIXES)
        beside_both = [
            path for folder in (EPISODES_FOLDER, AUDIO_FOLDER) for path in self.listed(folder, TRANSCRIPT_SUFFIXES)
        ]
        transcripts = index_of(beside_both, TRANSCRIPT_SUFFIXES)
        audio_paths = {file.path: audio_of(file, audio) for file in files}
        transcript_paths = {
            file.path: path for file in files if not file.transcript and (path := transcript_of(file, transcripts))
        }
        named = [_recording(file, path) for file in files for path in audio_paths[file.path]]
        recordings = self.named("recordings", read_audio, named)
        beside = self.each("transcripts", read_transcript, transcript_paths.values())
        return tuple(
            EpisodeInputs(
                file=file,
                recordings=tuple(recordings[path] for path in audio_paths[file.path] if path in recordings),
                transcript=beside.get(transcript_paths.get(file.path, "")),
                has_unreadable=any(path not in recordings for path in audio_paths[file.path]),
            )
            for file in files
        )

    def listed(self, folder: str, suffixes: tuple[str, ...]) -> list[str]:
        """The files of a folder with these suffixes; a name that is no text cannot stand in a feed."""
        paths = []
        for path in list_files(self.root, folder):
            if PurePosixPath(path).suffix.casefold() not in suffixes:
                continue
            if _is_text(path):
                paths.append(path)
                continue
            self.problems.append(_nameless(path))
        return paths

    def markdown_files(self, folder: str) -> list[str]:
        """The episodes or people of a folder."""
        return [path for path in self.listed(folder, (".md",)) if _is_ours(path)]

    def each(self, what: str, read: Callable[[Path, str], Read[T]], paths: Iterable[str]) -> dict[str, T]:
        """What could be read, by path; what is wrong goes to the problems."""
        values: dict[str, T] = {}
        for path, result in self.results(what, read, list(dict.fromkeys(paths))):
            self.problems += result.problems
            if result.value is not None:
                values[path] = result.value
        return values

    def named(self, what: str, read: Callable[[Path, str], Read[T]], named: Sequence[_Named]) -> dict[str, T]:
        """The same for files that authors name: what cannot be read is a problem wherever it is named."""
        values: dict[str, T] = {}
        paths = list(dict.fromkeys(one.path for one in named))
        for path, result in self.results(what, read, paths):
            if result.value is not None:
                values[path] = result.value
                self.problems += result.problems
                continue
            for namer in (one for one in named if one.path == path):
                self.problems += [_where_it_is_named(problem, namer) for problem in result.problems]
        return values

    def results(
        self, what: str, read: Callable[[Path, str], Read[T]], paths: Sequence[str]
    ) -> Iterator[tuple[str, Read[T]]]:
        outcomes = self.workers.each(read, [(self.root, path) for path in paths])
        for done, (path, outcome) in enumerate(zip(paths, outcomes, strict=True), start=1):
            self.progress(what, done, len(paths))
            if outcome.failure is None:
                yield path, outcome.value
            else:
                problem = Problem(
                    place=Place(path=path), check="file-unreadable", severity=Severity.ERROR, message=outcome.failure
                )
                yield path, Read(value=None, problems=(problem,))


def _is_text(name: str) -> bool:
    """Whether a file's name can stand in a message and a URL: disks hold control characters and other encodings too."""
    return find_not_xml(name) < 0 and not any(unicodedata.category(character) == "Cc" for character in name)


def _nameless(path: str) -> Problem:
    message = "this file's name holds characters that are no text; rename it"
    return Problem(place=Place(path=path), check="file-name", severity=Severity.ERROR, message=message)


def _is_ours(path: str) -> bool:
    """Whether a Markdown file is no draft, no template and no README."""
    pure = PurePosixPath(path)
    return pure.stem.casefold() != "readme" and not any(part.startswith("_") for part in pure.parts)


def _recording(file: EpisodeFile, path: str) -> _Named:
    named = file.values.get("audio")
    if named and named.value.path and path.endswith(named.value.path):
        return _Named(path=path, key="audio", place=named.place, severity=Severity.ERROR)
    return _Named(path=path, key="", place=Place(path=path), severity=Severity.ERROR)


def _pictures_named(
    show: ShowFile, people_files: Sequence[PersonFile], files: Sequence[EpisodeFile]
) -> Iterator[_Named]:
    """Every picture that the show, an episode, a chapter or somebody heard names by its path."""
    if "image" in show.values:
        image = show.values["image"]
        yield _Named(path=image.value, key="image", place=image.place, severity=Severity.ERROR)
    for file in files:
        yield from _pictures_of_episode(file)
    people = directory(show.values, people_files)
    heard = {name.casefold() for name in _list(show.values, "hosts")}
    heard |= {guest.value.name.casefold() for file in files for guest in _list(file.values, "guests")}
    for name in sorted(heard & people.keys()):
        entry = people[name]
        if entry.value.image:
            yield _Named(path=entry.value.image, key="picture", place=entry.place)


def _pictures_of_episode(file: EpisodeFile) -> Iterator[_Named]:
    if "image" in file.values:
        yield _Named(path=file.values["image"].value, key="image", place=file.values["image"].place)
    for found in (*_list(file.values, "guests"), *_list(file.values, "chapters")):
        if found.value.image:
            yield _Named(path=found.value.image, key="image", place=found.place)


def _list(values: Mapping[str, Found[Any]], key: str) -> tuple[Any, ...]:
    return values[key].value if key in values else ()


def _where_it_is_named(problem: Problem, namer: _Named) -> Problem:
    if not namer.key:
        return problem
    reason = problem.message.removeprefix(PurePosixPath(namer.path).name)
    message = f"{namer.key}: {namer.path}{reason}"
    return replace(problem, place=namer.place, severity=namer.severity, message=message)
