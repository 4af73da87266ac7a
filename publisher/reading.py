"""Reads a show folder: every file in a worker process, so that none can harm the run or the other files."""

from __future__ import annotations

import os
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final, TypeVar

from publisher.layout import AUDIO_FOLDER, EPISODES_FOLDER, LEDGER_FILE, PEOPLE_FOLDER, SHOW_FILE
from publisher.ledger.entry import Ledger
from publisher.ledger.file import read_ledger
from publisher.merge.episode import EpisodeInputs
from publisher.merge.matching import (
    AUDIO_SUFFIXES,
    TRANSCRIPT_SUFFIXES,
    index_of,
    index_of_chapters,
    match,
)
from publisher.merge.show import ShowInputs
from publisher.model import Place, Problem, Severity
from publisher.named_files import Named, pictures_named, recording_named
from publisher.progress import Progress
from publisher.sources.chapter_file import CHAPTER_SUFFIXES, is_of_chapters, read_chapters
from publisher.sources.episode_file import EpisodeFile, read_episode
from publisher.sources.folder import Read, list_files
from publisher.sources.people_file import PersonFile, read_person
from publisher.sources.picture_file import read_picture
from publisher.sources.show_file import ShowFile, read_show
from publisher.sources.transcript_file import read_transcript
from publisher.sources.unread_episode import unread_episode
from publisher.tags.ours import read_recording
from publisher.text import find_not_xml
from publisher.urls import as_folder
from publisher.workers import Workers

T = TypeVar("T")

_LAST_SUFFIXES: Final = tuple({PurePosixPath(f"name{suffix}").suffix: None for suffix in CHAPTER_SUFFIXES})


def read_folder(root: Path, workers: Workers, progress: Progress) -> tuple[ShowInputs | None, list[Problem]]:
    """Everything of the show folder that can be read, and a problem for everything that cannot.

    No inputs where show.yaml itself cannot be used.
    """
    return _Reader(root, workers, progress).read()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What the files of a folder say, without a look into its recordings; any of it may be missing."""

    show: ShowFile | None
    episodes: tuple[EpisodeFile, ...]
    recordings: Mapping[str, tuple[str, ...]]  # the paths of each episode's, by the path of its file
    problems: tuple[Problem, ...]


def read_outline(root: Path, workers: Workers, progress: Progress) -> Outline:
    """The episode files of a folder that may have no show.yaml yet, with the recordings that belong to them."""
    return _Reader(root, workers, progress).outline()


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
        base_url = as_folder(show.values["url"].value) if show else None
        read = partial(read_episode, base_url=base_url)
        files: list[EpisodeFile] = list(self.each("episodes", read, episode_paths).values())
        episodes = self.episodes(files)
        ledger: Ledger | None = self.each("ledger", partial(read_ledger, own_urls=_own_urls(show)), [LEDGER_FILE]).get(
            LEDGER_FILE
        )
        if show is None or ledger is None:
            return None, self.problems
        pictures = self.named("pictures", read_picture, pictures_named(show, people, files))
        drafts = tuple(path for path in self.listed(EPISODES_FOLDER, (".md",)) if _is_draft(path))
        read_paths = {file.path for file in files}
        unread = tuple(unread_episode(self.root, path) for path in episode_paths if path not in read_paths)
        inputs = ShowInputs(
            show=show,
            people=tuple(people),
            episodes=episodes,
            pictures=pictures,
            ledger=ledger,
            unread=unread,
            drafts=drafts,
        )
        return inputs, self.problems

    def outline(self) -> Outline:
        is_there = os.path.lexists(self.root / SHOW_FILE)
        show: ShowFile | None = self.each("show", read_show, [SHOW_FILE] if is_there else []).get(SHOW_FILE)
        files: list[EpisodeFile] = list(
            self.each("episodes", read_episode, self.markdown_files(EPISODES_FOLDER)).values()
        )
        audio = index_of(self.listed(AUDIO_FOLDER, AUDIO_SUFFIXES), AUDIO_SUFFIXES)
        matches = match(files, (), audio, index_of((), ()), {})
        there = {
            file.path: tuple(path for path in matches.recordings[file.path] if os.path.lexists(self.root / path))
            for file in files
        }
        return Outline(show=show, episodes=tuple(files), recordings=there, problems=tuple(self.problems))

    def episodes(self, files: Sequence[EpisodeFile]) -> tuple[EpisodeInputs, ...]:
        audio = index_of(self.listed(AUDIO_FOLDER, AUDIO_SUFFIXES), AUDIO_SUFFIXES)
        beside = self.beside(TRANSCRIPT_SUFFIXES)
        transcripts = index_of([path for path in beside if not is_of_chapters(path)], TRANSCRIPT_SUFFIXES)
        chapters = index_of_chapters(self.beside(_LAST_SUFFIXES))
        read = {file.path for file in files}
        others = [path for path in self.listed(EPISODES_FOLDER, (".md",)) if path not in read]
        matches = match(files, others, audio, transcripts, chapters)
        self.problems += matches.problems
        named = [recording_named(file, path, audio.paths) for file in files for path in matches.recordings[file.path]]
        recordings = self.named("recordings", read_recording, named)
        spoken = self.each("transcripts", read_transcript, matches.transcripts.values())
        listed = self.each("chapters", read_chapters, [path for paths in matches.chapters.values() for path in paths])
        return tuple(
            EpisodeInputs(
                file=file,
                recordings=tuple(recordings[path] for path in matches.recordings[file.path] if path in recordings),
                transcript=spoken.get(matches.transcripts.get(file.path, "")),
                chapters=next((listed[path] for path in matches.chapters.get(file.path, ()) if path in listed), ()),
                audio_reported=file.path in matches.ambiguous
                or any(path not in recordings for path in matches.recordings[file.path]),
            )
            for file in files
        )

    def beside(self, suffixes: tuple[str, ...]) -> list[str]:
        """The files with these suffixes beside episodes and recordings."""
        return [path for folder in (EPISODES_FOLDER, AUDIO_FOLDER) for path in self.listed(folder, suffixes)]

    def listed(self, folder: str, suffixes: tuple[str, ...]) -> list[str]:
        """The files of a folder with these suffixes; a name that is no text cannot stand in a feed."""
        listing = list_files(self.root, folder)
        self.problems += listing.problems
        paths = []
        for path in listing.paths:
            if PurePosixPath(path).suffix.casefold() not in suffixes:
                continue
            if _is_text(path):
                paths.append(path)
                continue
            self.problems.append(_nameless(path))
        return paths

    def markdown_files(self, folder: str) -> list[str]:
        """The episodes or people of a folder."""
        return [path for path in self.listed(folder, (".md",)) if is_ours(path)]

    def each(self, what: str, read: Callable[[Path, str], Read[T]], paths: Iterable[str]) -> dict[str, T]:
        """What could be read, by path; what is wrong goes to the problems."""
        values: dict[str, T] = {}
        for path, result in self.results(what, read, list(dict.fromkeys(paths))):
            self.problems += result.problems
            if result.value is not None:
                values[path] = result.value
        return values

    def named(self, what: str, read: Callable[[Path, str], Read[T]], named: Iterable[Named]) -> dict[str, T]:
        """The same for files that authors name: what cannot be read is a problem wherever it is named."""
        values: dict[str, T] = {}
        namers: dict[str, list[Named]] = defaultdict(list)
        for one in named:
            namers[one.path].append(one)
        for path, result in self.results(what, read, list(namers)):
            if result.value is not None:
                values[path] = result.value
                self.problems += result.problems
                continue
            for namer in namers[path]:
                self.problems += [namer.as_its_own(problem) for problem in result.problems]
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


def _own_urls(show: ShowFile | None) -> tuple[str, ...]:
    """Below which the recordings of the show folder are reached."""
    found = [show.values[key].value for key in ("url", "audio_url") if key in show.values] if show else []
    return tuple(as_folder(url) for url in found)


def _is_text(name: str) -> bool:
    """Whether a file's name can stand in a message and a URL: disks hold control characters and other encodings too."""
    return find_not_xml(name) < 0 and not any(unicodedata.category(character) == "Cc" for character in name)


def _nameless(path: str) -> Problem:
    message = "this file's name holds characters that are no text; rename it"
    return Problem(place=Place(path=path), check="file-name", severity=Severity.ERROR, message=message)


def is_ours(path: str) -> bool:
    """Whether a Markdown file is no draft, no template and no README."""
    pure = PurePosixPath(path)
    return pure.stem.casefold() != "readme" and not any(part.startswith("_") for part in pure.parts)


def _is_draft(path: str) -> bool:
    """Whether it would be an episode but for the ``_`` in its path; templates, examples and READMEs would be none."""
    names = [part.casefold() for part in PurePosixPath(path).with_suffix("").parts]
    is_another = names[-1].lstrip("_") in {"readme", "example"} or any("template" in name for name in names)
    return not is_ours(path) and not is_another
