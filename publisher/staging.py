"""New contents beside the files that they will replace: a reader sees the old file or the new one, never a part."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from publisher.errors import WriteError

RESERVED: Final = ".publish-"  # what the program keeps for itself in the folders that it writes
_TEMPORARY: Final = f"{RESERVED}*.tmp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A whole file under a temporary name, in the folder of the file that it is going to be."""

    place: str
    temporary: Path
    target: Path

    def put(self) -> None:
        """Give the file its name, in one step; a link of that name is replaced, not followed. Raises WriteError."""
        with refusals(self.place):
            os.replace(self.temporary, self.target)


class Staging:
    """Stages files, and at the end of its block removes whatever was not put in place."""

    def __init__(self) -> None:
        self._temporaries: list[Path] = []
        self._folders: list[Path] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for temporary in self._temporaries:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        for folder in reversed(self._folders):
            with suppress(OSError):  # not empty: it is in use
                folder.rmdir()

    def add(self, target: Path, pieces: Iterable[bytes], *, place: str) -> Staged:
        """Write and sync a file that may become ``target``, with the mode of the file that stands there.

        ``place`` is the name of the target in messages. Raises WriteError.
        """
        staged = self.reserve(target, place=place)
        with refusals(place):
            # 0o666 less the umask, as for any new file.
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            descriptor = os.open(staged.temporary, flags, 0o666)
            with os.fdopen(descriptor, "wb") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(descriptor)
            _keep_mode(target, staged.temporary)
        return staged

    def reserve(self, target: Path, *, place: str) -> Staged:
        """A temporary name beside ``target``, for a file that the caller writes and syncs. Raises WriteError."""
        temporary = target.parent / _TEMPORARY.replace("*", secrets.token_hex(8))
        with refusals(place):
            self._make_folder(target.parent)
        self._temporaries.append(temporary)
        return Staged(place=place, temporary=temporary, target=target)

    def _make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            self._make_folder(folder.parent)
            folder.mkdir()
            self._folders.append(folder)


def sync_folders(folders: Iterable[Path]) -> None:
    """Make the names in these folders last through a loss of power, each folder once. Raises WriteError."""
    for folder in dict.fromkeys(folders):
        with refusals(str(folder)):
            _sync_folder(folder)


def sweep(folder: Path, *, below: bool = True) -> None:
    """Remove what a killed run left under temporary names, in this folder and all below it. Raises WriteError."""
    for parent, folders, names in os.walk(folder, followlinks=False):
        if not below:
            folders.clear()
        for name in names:
            if fnmatchcase(name, _TEMPORARY):
                with refusals(name):
                    Path(parent, name).unlink(missing_ok=True)


@contextmanager
def refusals(place: str, verb: str = "written") -> Iterator[None]:
    """What the system refuses, as a WriteError that names the place."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise WriteError(
            f"{place} cannot be {verb}: {reason}; mend this and run again, no file is half-written"
        ) from error


def _keep_mode(target: Path, temporary: Path) -> None:
    with suppress(FileNotFoundError):
        status = os.lstat(target)
        mode = stat.S_IMODE(status.st_mode) & 0o777
        if stat.S_ISREG(status.st_mode) and mode != stat.S_IMODE(os.lstat(temporary).st_mode):
            os.chmod(temporary, mode)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # folders cannot be opened there
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (
            errno.EINVAL,
            errno.ENOTSUP,
        ):  # some file systems cannot sync a folder: nothing more can be done
            raise
    finally:
        os.close(descriptor)
