"""What a show folder has, as far as a new episode depends on it; recordings stay unread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from publisher.errors import PublisherError
from publisher.layout import AUDIO_FOLDER, EPISODES_FOLDER, PEOPLE_FOLDER, SHOW_FILE
from publisher.merge.matching import AUDIO_SUFFIXES, index_of, match
from publisher.merge.people import Directory, directory
from publisher.model import Found, Severity
from publisher.progress import Progress
from publisher.reading import is_ours
from publisher.sources.episode_file import EpisodeFile
from publisher.sources.folder import Read, list_files
from publisher.sources.people_file import read_person
from publisher.sources.show_file import ShowFile, read_show
from publisher.starting.habits import Habits, habits_of
from publisher.starting.shape import Shape, read_shape
from publisher.workers import Workers

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowFolder:
    """A show and its episodes; ``unread`` are the paths of episode files that cannot be read."""

    root: Path
    show: Mapping[str, Found[Any]]  # the fields of show.yaml
    people: Directory
    shapes: tuple[Shape, ...]
    habits: Habits
    recordings: tuple[str, ...]  # the paths of all in audio/
    unread: tuple[str, ...]

    def value(self, key: str, default: Any = None) -> Any:
        """What show.yaml says."""
        return self.show[key].value if key in self.show else default

    def recordings_with(self, *more: EpisodeFile) -> Mapping[str, tuple[str, ...]]:
        """Which recordings belong to which episode file, by its path, if there were these files, too."""
        files = [*(shape.file for shape in self.shapes), *more]
        audio = index_of(self.recordings, AUDIO_SUFFIXES)
        return match(files, self.unread, audio, index_of((), ()), {}).recordings


def read_show_folder(root: Path, workers: Workers, progress: Progress) -> ShowFolder:
    """Reads the texts of a show folder, each in a worker. Raises PublisherError where show.yaml cannot be used."""
    show = _show(workers, root)
    paths = _markdown(root, EPISODES_FOLDER)
    shapes: list[Shape] = _values(workers, read_shape, root, paths, progress)
    people = _values(workers, read_person, root, _markdown(root, PEOPLE_FOLDER), progress)
    return ShowFolder(
        root=root,
        show=show.values,
        people=directory(show.values, people),
        shapes=tuple(shapes),
        habits=habits_of(shapes),
        recordings=tuple(path for path in list_files(root, AUDIO_FOLDER).paths if _is_recording(path)),
        unread=tuple(sorted(set(paths) - {shape.file.path for shape in shapes})),
    )


def _show(workers: Workers, root: Path) -> ShowFile:
    outcome = next(iter(workers.each(read_show, [(root, SHOW_FILE)])))
    if outcome.failure is not None:
        raise PublisherError(f"{SHOW_FILE}: {outcome.failure}")
    if outcome.value.value is None:
        errors = (one for one in outcome.value.problems if one.severity is Severity.ERROR)
        first = next(errors, None)
        raise PublisherError(f"{first.place}: {first.message}" if first else f"{SHOW_FILE} cannot be used")
    show: ShowFile = outcome.value.value
    return show


def _markdown(root: Path, folder: str) -> list[str]:
    return [path for path in list_files(root, folder).paths if path.casefold().endswith(".md") and is_ours(path)]


def _is_recording(path: str) -> bool:
    return PurePosixPath(path).suffix.casefold() in AUDIO_SUFFIXES


def _values(
    workers: Workers, read: Callable[[Path, str], Read[T]], root: Path, paths: Iterable[str], progress: Progress
) -> list[T]:
    return list(_each(workers, read, root, list(paths), progress))


def _each(
    workers: Workers, read: Callable[[Path, str], Read[T]], root: Path, paths: list[str], progress: Progress
) -> Iterator[T]:
    for done, outcome in enumerate(workers.each(read, [(root, path) for path in paths]), start=1):
        progress("files", done, len(paths))
        if outcome.failure is None and outcome.value.value is not None:
            yield outcome.value.value
