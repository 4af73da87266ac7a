"""The corpus as a show folder that is checked in this process, again and again, within a second or two.

The readers of recordings and pictures are stood in for: the corpus has none. All other files are read as always, but
only once while they stay the same.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

from publisher.build import merge
from publisher.checking import check_merged
from publisher.clock import parse_time_ms
from publisher.model import Problem
from publisher.progress import no_progress
from publisher.reading import read_folder
from publisher.sources.audio_bytes import Encoding
from publisher.sources.audio_file import AudioFile, AudioTags
from publisher.sources.folder import Read
from publisher.sources.picture_file import PictureFile, read_picture
from publisher.tags.ours import read_recording
from publisher.workers import Done, Outcome, Workers
from tests.corpus import SHOW, episode_paths, front_matter
from tests.needs import real_files

T = TypeVar("T")

NOW: Final = datetime(2026, 11, 1, tzinfo=UTC)
HOUR_MS: Final = 3_600_000
MINUTE_MS: Final = 60_000

_LINE_OF_TIME: Final = re.compile(r"^(?:  (?:sec|startOffset): (\d+)|(\d+(?::\d\d){1,2}))\s*$", re.MULTILINE)


def corpus_folder(folder: Path) -> None:
    """The episodes and people of the corpus with a show.yaml, and an empty file for each recording."""
    corpus = real_files("corpus")
    for name in ("episodes", "audio"):
        (folder / name).mkdir(parents=True)
    (folder / "show.yaml").write_text(SHOW, encoding="utf-8")
    (folder / "artwork.jpg").touch()
    shutil.copytree(corpus / "people", folder / "people")
    for path in episode_paths():
        shutil.copyfile(path, folder / "episodes" / path.name)
        (folder / "audio" / f"{path.stem}.m4a").touch()


def corpus_recordings() -> dict[str, AudioFile]:
    """A recording for each episode: as long as its file says, or a minute longer than its transcript and its clips.

    An episode without a date in its file has one in its recording.
    """
    return {f"audio/{path.stem}.m4a": _recording(path, number) for number, path in enumerate(episode_paths())}


def corpus_pictures() -> frozenset[str]:
    """The pictures that the corpus names."""
    named = (front_matter(path) for path in [*episode_paths(), *sorted((real_files("corpus") / "people").glob("*.md"))])
    return frozenset(
        ["artwork.jpg", *(str(keys[key]) for keys in named for key in ("image", "picture") if key in keys)]
    )


class CheckedFolder:
    """A show folder whose recordings are these, and of whose pictures these are as they should be.

    Other pictures are looked for in the folder.
    """

    def __init__(self, folder: Path, recordings: Mapping[str, AudioFile], pictures: Collection[str] = ()) -> None:
        self.folder = folder
        self.recordings = recordings
        self.pictures = pictures
        self._read: dict[tuple[str, bytes], Read[Any]] = {}

    def problems(self) -> tuple[Problem, ...]:
        """Everything that the program finds, as ``publish check`` has it."""
        inputs, problems = read_folder(self.folder, _InThisProcess(self._one), no_progress)
        return check_merged(merge(inputs, problems, NOW))

    def _one(self, read: Callable[..., Any], root: Path, path: str) -> Read[Any]:
        if read is read_recording:
            return Read(value=self.recordings[path])
        if read is read_picture and path in self.pictures:
            return Read(value=_picture(path))
        key = (path, (root / path).read_bytes() if (root / path).is_file() else b"")
        if key not in self._read:
            self._read[key] = read(root, path)
        return self._read[key]


class _InThisProcess(Workers):
    """Reads where it is asked to, with a reader of the test's."""

    def __init__(self, read: Callable[..., Any]) -> None:
        super().__init__()
        self._read_one = read

    def each(self, function: Callable[..., T], jobs: Iterable[tuple[Any, ...]]) -> Generator[Outcome[T]]:
        for job in jobs:
            yield Done(value=self._read_one(function, *job))


def _recording(path: Path, number: int) -> AudioFile:
    keys = front_matter(path)
    dated = keys.keys() & {"date", "dateadded"}
    return AudioFile(
        path=f"audio/{path.stem}.m4a",
        size_bytes=50_000_000,
        mime_type="audio/x-m4a",
        duration_ms=_duration_ms(str(keys.get("duration", "")), path.read_text(encoding="utf-8")),
        tags=AudioTags(date=None if dated else f"2026-05-{number % 28 + 1:02}"),
        chapters=(),
        picture=None,
        encoding=Encoding(),
    )


def _duration_ms(written: str, text: str) -> int:
    said_ms = parse_time_ms(written) if written else 0
    times = [int(sec) * 1000 if sec else parse_time_ms(time) for sec, time in _LINE_OF_TIME.findall(text)]
    last_ms = max(times, default=HOUR_MS - MINUTE_MS)
    return said_ms if said_ms > last_ms else last_ms + MINUTE_MS


def _picture(path: str) -> PictureFile:
    return PictureFile(
        path=path, mime_type="image/jpeg", width_px=1400, height_px=1400, mode="RGB", sha256="0" * 64, size_bytes=9
    )
