"""Many recordings, tagged: each in a worker process, so that one that hangs or crashes costs only itself."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from publisher.errors import UnreadableFile
from publisher.layout import AUDIO_FOLDER
from publisher.progress import Progress
from publisher.sources.folder import resolve_inside
from publisher.staging import sweep
from publisher.tags.copying import PLACE
from publisher.tags.held import Options
from publisher.tags.retag import Mode, Tagged, retag
from publisher.tags.wanted import Wanted
from publisher.workers import Workers

_LEAST_S: Final = 60.0
_SLOW_BYTES_PER_S: Final = 4_000_000  # what a slow disk, or one in a network, gets through: read thrice, written twice
_MEMORY_BYTES: Final = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A recording, and what its tags shall say."""

    path: str  # relative to the show folder
    wanted: Wanted


def tag_workers(root: Path, paths: Iterable[str]) -> Workers:
    """Workers with time enough for the largest of these recordings."""
    largest_bytes = max((_size_bytes(root / path) for path in paths), default=0)
    deadline_s = _LEAST_S + largest_bytes // _SLOW_BYTES_PER_S
    return Workers(deadline_s=deadline_s, memory_bytes=_MEMORY_BYTES, preload=(retag.__module__,))


def retag_all(
    root: Path, jobs: Sequence[Job], options: Options, mode: Mode, workers: Workers, progress: Progress
) -> tuple[Tagged, ...]:
    """Tags recordings of the show folder, several at once; call it inside ``lock.locked``.

    What came of each, in the order of the jobs. What a run that was killed left behind is removed first, and what a
    killed worker leaves at the end. Raises WriteError if that cannot be removed.
    """
    root = root.resolve()  # workers stand in another folder
    mode = replace(mode, to=mode.to.resolve() if mode.to else None)
    if mode.dry_run:
        return _outcomes(root, jobs, options, mode, workers, progress)
    _sweep(root, jobs, mode)
    try:
        return _outcomes(root, jobs, options, mode, workers, progress)
    finally:
        _sweep(root, jobs, mode)


def _outcomes(
    root: Path, jobs: Sequence[Job], options: Options, mode: Mode, workers: Workers, progress: Progress
) -> tuple[Tagged, ...]:
    first = {_file_of(root, job): job for job in reversed(jobs)}
    chosen = [job for job in jobs if first[_file_of(root, job)] is job]
    outcomes = workers.each(retag, [(root, job.path, job.wanted, options, mode) for job in chosen])
    done: dict[int, Tagged] = {}
    for number, (job, outcome) in enumerate(zip(chosen, outcomes, strict=True), start=1):
        progress("recordings", number, len(chosen))
        failed = Tagged(path=job.path, left=f"{PLACE} {outcome.failure}")
        done[id(job)] = failed if outcome.failure is not None else outcome.value
    return tuple(done.get(id(job)) or _twice(job) for job in jobs)


def _twice(job: Job) -> Tagged:
    return Tagged(path=job.path, left=f"{PLACE} is that of two episodes; its tags can be those of one alone")


def _sweep(root: Path, jobs: Iterable[Job], mode: Mode) -> None:
    """Removes temporary files where this run writes its own."""
    for folder in {str(PurePosixPath(job.path).parent) for job in jobs} | {AUDIO_FOLDER}:
        with suppress(UnreadableFile):  # it leads out of the show folder: nothing is written there
            sweep(resolve_inside(mode.to or root, folder), below=False)


def _file_of(root: Path, job: Job) -> str:
    return os.path.realpath(root / job.path)


def _size_bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # reading it will say why
        return 0
