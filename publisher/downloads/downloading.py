"""Recordings fetched from where feeds say they are, a few at once, into the show folder."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final, TypeAlias

from publisher.downloads.partial import Partial
from publisher.downloads.transfer import fetch
from publisher.errors import UnreadableFile
from publisher.online.asking import prober_of
from publisher.online.inquiry import host_of
from publisher.online.settings import OnlineSettings
from publisher.probe.crowd import Job, ask_all
from publisher.probe.prober import Prober
from publisher.progress import Progress, no_progress
from publisher.sources.audio_file import SUFFIXES, AudioFile, read_audio
from publisher.sources.folder import Read, resolve_inside
from publisher.staging import refusals, sync_folders
from publisher.workers import Workers

_AT_ONCE: Final = 4
_FILE_S: Final = 4 * 3600.0
_RUN_S: Final = 48 * 3600.0
_MEGABYTE: Final = 1_000_000
_ALL_SUFFIXES: Final = tuple(dict.fromkeys(suffix for suffixes in SUFFIXES.values() for suffix in suffixes))
_OF_PARTIAL_NAMES: Final = "audio-suffix"  # what is found of the hidden name


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A recording to fetch: ``path`` is relative to the show folder and has no suffix, which follows the content.

    ``size_bytes`` is what the feed says, if it does.
    """

    url: str
    path: str
    size_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloaded:
    """A recording that is there now, or was there before.

    ``audio`` is what it says of itself, None where it was there before. The notes say what is odd, as sentences
    without their full stop.
    """

    download: Download
    path: str  # with its suffix
    size_bytes: int
    is_new: bool
    audio: AudioFile | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotDownloaded:
    """Why a recording is not there, as what follows its name; so many bytes of it are kept for the next run."""

    download: Download
    why: str
    kept_bytes: int = 0


Waiting: TypeAlias = tuple[Download, Partial]


def download_all(
    root: Path,
    downloads: Sequence[Download],
    settings: OnlineSettings,
    progress: Progress = no_progress,
    *,
    reader_deadline_s: float = 20.0,
) -> Iterator[Downloaded | NotDownloaded]:
    """Fetch what is not there yet; what comes of each, as it comes, at most two at a time from one host.

    A recording gets its name when all of it is there and is audio, in one step; a file that stands there is never
    replaced. What broke off is kept under a hidden name, and the next run goes on with it; so does Ctrl-C, which raises
    KeyboardInterrupt out of it. Raises WriteError where the disk refuses. It wants the main thread.
    """
    waiting: list[Waiting] = []
    for download in downloads:
        outcome = _before(root, download)
        if isinstance(outcome, Partial):
            waiting.append((download, outcome))
        else:
            yield outcome
    if waiting:
        with Workers(deadline_s=reader_deadline_s, preload=(read_audio.__module__,)) as workers:
            for (download, into), why in _fetched(waiting, settings, progress):
                if why:
                    yield NotDownloaded(download=download, why=why, kept_bytes=into.size_bytes)
                else:
                    yield _put(root, download, into, workers)


def _before(root: Path, download: Download) -> Partial | Downloaded | NotDownloaded:
    """The partial file of a recording, unless it is there already, or may not be there."""
    try:
        folder = resolve_inside(root, str(PurePosixPath(download.path).parent))
        resolve_inside(root, download.path)
    except UnreadableFile as error:
        return NotDownloaded(download=download, why=f"cannot be put at {download.path}: it {error}")
    into = Partial(folder, key=f"{download.url} {download.path}", place=download.path)
    for suffix in _ALL_SUFFIXES:
        there = folder / f"{PurePosixPath(download.path).name}{suffix}"
        if there.is_file():
            into.remove()  # a run that was killed left it
            path, size_bytes = f"{download.path}{suffix}", there.stat().st_size
            return Downloaded(download=download, path=path, size_bytes=size_bytes, is_new=False)
    return into


def _fetched(waiting: Sequence[Waiting], settings: OnlineSettings, progress: Progress) -> Iterator[tuple[Waiting, str]]:
    """Those that were asked for, as they come, and why they are not whole; nothing where they are."""
    clock = settings.clock.monotonic
    longer = replace(settings, link_deadline_s=_FILE_S, run_deadline_s=_RUN_S)
    began_bytes = _bytes_of(waiting)

    def told(done: int, total: int, host: str) -> None:  # noqa: ARG001
        progress(f"downloading ({(_bytes_of(waiting) - began_bytes) / _MEGABYTE:,.1f} MB)", done, total)

    def run(prober: Prober, *, url: str, into: Partial) -> str:
        return fetch(prober, url, into, clock)

    jobs = [Job(host=host_of(one.url), run=partial(run, url=one.url, into=into)) for one, into in waiting]
    with prober_of(longer) as prober, closing(ask_all(prober, jobs, told, at_once=_AT_ONCE)) as results:
        for index, why in results:
            yield waiting[index], why


def _bytes_of(waiting: Sequence[Waiting]) -> int:
    return sum(into.size_bytes for _, into in waiting)


def _put(root: Path, download: Download, into: Partial, workers: Workers) -> Downloaded | NotDownloaded:
    """Give a whole file its name, if it is a recording."""
    hidden = into.path.relative_to(root.resolve()).as_posix()
    (outcome,) = workers.each(read_audio, [(root, hidden)])
    reading: Read[AudioFile] = outcome.value if outcome.failure is None else Read(value=None)
    audio = reading.value
    if audio is None:
        into.remove()
        why = outcome.failure or reading.problems[0].message
        return NotDownloaded(download=download, why=why.removeprefix("the recording "))
    path = f"{download.path}{SUFFIXES[audio.mime_type][0]}"
    into.sync()
    if not _renamed(into, root / path):
        into.remove()
        return NotDownloaded(download=download, why=f"would replace {path}, which stands there")
    found = (problem.message for problem in reading.problems if problem.check != _OF_PARTIAL_NAMES)
    return Downloaded(
        download=download,
        path=path,
        size_bytes=audio.size_bytes,
        is_new=True,
        audio=replace(audio, path=path),
        notes=(*_other_length(download, audio.size_bytes), *found),
    )


def _renamed(into: Partial, target: Path) -> bool:
    """Whether the file has its name now; not where another one has it."""
    with refusals(target.name):
        try:
            os.link(into.path, target)  # which fails where something is, as no renaming does
        except FileExistsError:
            return False
        except OSError:  # no file system for links
            if os.path.lexists(target):
                return False
            os.rename(into.path, target)
    into.remove()
    sync_folders([target.parent])
    return True


def _other_length(download: Download, size_bytes: int) -> Iterator[str]:
    if download.size_bytes and download.size_bytes != size_bytes:
        yield f"the recording has {size_bytes:,} bytes, and the feed says {download.size_bytes:,}"
