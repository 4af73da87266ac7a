"""Runs of ``publish`` in this process, so that a year of them takes seconds; only one that is killed has its own."""

from __future__ import annotations

import errno
import os
import stat
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Final, TypeVar

import pytest
from click.testing import Result

import publisher.build
import publisher.tags.many
from publisher.checks.publication import Allowed
from publisher.files import Written, write_all
from publisher.progress import no_progress
from publisher.sources.episode_file import read_episode
from publisher.sources.folder import Read
from publisher.sources.picture_file import read_picture
from publisher.sources.show_file import read_show
from publisher.tags.ours import read_recording
from publisher.workers import Done, Outcome, Workers
from tests.kill_child import die_at
from tests.show_folders import publish

T = TypeVar("T")

# What they give hangs on nothing but the path and the bytes of their file.
_READ_ONCE: Final = (read_show, read_episode, read_picture, read_recording)


class InThisProcess(Workers):
    """Does every job where it is asked to; what a file holds is read once."""

    _read: Final[dict[tuple[object, str, bytes], Read[Any]]] = {}

    def each(self, function: Callable[..., T], jobs: Iterable[tuple[Any, ...]]) -> Generator[Outcome[T]]:
        for job in jobs:
            yield Done(value=self._value(function, *job))

    def _value(self, function: Callable[..., Any], *job: Any) -> Any:
        reader = getattr(function, "func", function)
        if reader not in _READ_ONCE or not (job[0] / job[1]).is_file():
            return function(*job)
        key = (reader, job[1], (job[0] / job[1]).read_bytes())
        if key not in self._read:
            self._read[key] = function(*job)
        return self._read[key]


@contextmanager
def in_this_process() -> Iterator[None]:
    """Meanwhile nothing is read or tagged by worker processes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publisher.build, "Workers", InThisProcess)
        patch.setattr(publisher.tags.many, "Workers", InThisProcess)
        yield


def build(root: Path, now: datetime, allowed: Allowed) -> Result:
    """``publish build`` as a user runs it."""
    removals = [word for guid in sorted(allowed.removals) for word in ("--allow-removal", guid)]
    dates = [word for guid in sorted(allowed.dates) for word in ("--allow-date", guid)]
    return publish("build", "-C", root, "--now", now.isoformat(), *removals, *dates)


def tag(root: Path, now: datetime, name: str) -> Result:
    """``publish tag`` for one episode."""
    return publish("tag", "-C", root, "--now", now.isoformat(), name)


def killed_build(root: Path, now: datetime, allowed: Allowed, moment: int) -> None:
    """A build whose process is killed at a moment of its writing, or ends before it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forking beside threads: the child starts none
        child = os.fork()
    if child == 0:
        try:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(publisher.build, "write_all", partial(_die_while_writing, moment))
                publisher.build.build(root, now, no_progress, allowed)
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def _die_while_writing(moment: int, *arguments: Any, **options: Any) -> Written:
    die_at(moment)
    return write_all(*arguments, **options)


@contextmanager
def full_disk(after: int) -> Iterator[None]:
    """A disk that takes so many files and no more."""
    sync, files = os.fsync, count(1)

    def fsync(descriptor: int) -> None:
        if stat.S_ISREG(os.fstat(descriptor).st_mode) and next(files) > after:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(descriptor)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        yield
