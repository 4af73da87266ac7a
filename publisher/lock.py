"""One run at a time in a show folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, SoftFileLock, Timeout

from publisher.errors import BusyError
from publisher.staging import refusals

LOCK_NAME: Final = ".publish.lock"


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the lock of a show folder. The system frees it when the process ends, however it ends.

    Raises BusyError at once if another run holds it, WriteError if the folder cannot be written.
    """
    path = root / LOCK_NAME
    lock = FileLock(path, timeout=0)
    with refusals(LOCK_NAME):
        os.stat(root)  # filelock would make a folder that is missing
        try:
            lock.acquire()
        except Timeout as error:
            raise BusyError(
                f"another publish is at work in this folder{_holder(path)}; wait until it is done, then run again"
            ) from error
    try:
        _write_holder(lock, path, str(os.getpid()))
        yield
    finally:
        _write_holder(lock, path, "")
        lock.release()


def _write_holder(lock: FileLock, path: Path, holder: str) -> None:
    """Say in the lock file who holds it: a help for people, so that nothing hangs on it."""
    if isinstance(lock, SoftFileLock):  # a file system without locks: filelock keeps its own words in the file
        return
    with suppress(OSError):
        descriptor = os.open(path, os.O_WRONLY | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(holder)


def _holder(path: Path) -> str:
    try:
        words = path.read_text(encoding="ascii", errors="replace").split()
    except OSError:
        return ""
    return f" (process {words[0]})" if words and words[0].isdecimal() else ""
