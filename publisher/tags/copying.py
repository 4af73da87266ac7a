"""A recording, its copy, and how the copy takes its place: at every moment the file is the old or the new one."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from publisher.errors import UnreadableFile, WriteError
from publisher.sources.folder import open_inside, resolve_inside
from publisher.staging import Staged, refusals

PLACE: Final = "the recording"  # in messages: what is said of it has its name in front
_PIECE_BYTES: Final = 1024 * 1024
_MB: Final = 1_000_000
# What copy_file_range says where the system or the file system cannot do it.
_CANNOT: Final = frozenset({errno.ENOSYS, errno.EXDEV, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM, errno.EBADF})


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A recording of the show folder, open for reading, as it was when it was opened."""

    path: Path  # its own, if folders on the way are links
    file: BinaryIO
    status: os.stat_result

    def require_unchanged(self) -> None:
        """Raises UnreadableFile if another program has written the file since, or put another one in its place."""
        try:
            now = os.lstat(self.path)
        except OSError as error:
            raise UnreadableFile("was taken away meanwhile; run again") from error
        if _identity(now) != _identity(self.status):
            raise UnreadableFile("is still changing; run again when it is copied or exported to its end")


@contextmanager
def opened(root: Path, path: str, *, to_replace: bool) -> Iterator[Original]:
    """A recording of the show folder. Raises UnreadableFile, also for one that ``to_replace`` would not keep as it is.

    A link is not replaced: what it leads to may belong to another program (git-annex, DVC), and a file in place of a
    link would leave the recording in two versions.
    """
    if to_replace and (root / path).is_symlink():
        raise UnreadableFile("is a link; name the file that it leads to, or write a copy with --to")
    with open_inside(root, path) as file:
        status = os.fstat(file.fileno())
        if to_replace and not status.st_mode & stat.S_IWUSR:
            raise UnreadableFile("is read-only; let its owner write it (chmod u+w), or write a copy with --to")
        yield Original(path=resolve_inside(root, path), file=file, status=status)


def copy(original: Original, staged: Staged, *, more_bytes: int) -> None:
    """Writes the copy, for its owner alone to read; where the file system can, both share their blocks.

    Raises WriteError, at once if there is no room for it and ``more_bytes``.
    """
    with refusals(staged.place):
        _require_room(staged.target.parent, original.status.st_size + more_bytes)
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(staged.temporary, flags, 0o600), "wb") as file:
            done_bytes = _copied_by_system(original.file.fileno(), file.fileno(), original.status.st_size)
            file.seek(done_bytes)
            original.file.seek(done_bytes)
            shutil.copyfileobj(original.file, file, _PIECE_BYTES)


def finish(original: Original, staged: Staged, *, is_replaced: bool) -> None:
    """Gives the copy the mode and the extended attributes of the original, its owner too if it takes its place; syncs.

    Whoever may not give files away keeps the copy. Raises WriteError.
    """
    with refusals(staged.place):
        descriptor = os.open(staged.temporary, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            if is_replaced:
                _give_owner(original.status, staged.temporary)
            _give_attributes(original.file.fileno(), staged.temporary)
            os.chmod(staged.temporary, stat.S_IMODE(original.status.st_mode) & 0o777)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _identity(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _require_room(folder: Path, needed_bytes: int) -> None:
    free_bytes = shutil.disk_usage(folder).free
    if free_bytes < needed_bytes:
        raise WriteError(
            f"{PLACE} cannot be written: its copy needs {_megabytes(needed_bytes)}, and the disk has"
            f" {_megabytes(free_bytes)} left; make room and run again, no file is half-written"
        )


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / _MB:,.1f} MB"


def _copied_by_system(source: int, target: int, size_bytes: int) -> int:
    """How many bytes the system copied by itself, from the start; the rest is left to do."""
    done_bytes = 0
    while hasattr(os, "copy_file_range") and done_bytes < size_bytes:
        try:
            piece_bytes = os.copy_file_range(source, target, size_bytes - done_bytes, done_bytes, done_bytes)
        except OSError as error:
            if error.errno not in _CANNOT:
                raise
            break
        if piece_bytes == 0:
            break
        done_bytes += piece_bytes
    return done_bytes


def _give_owner(status: os.stat_result, path: Path) -> None:
    if not hasattr(os, "chown"):
        return
    for user, group in ((-1, status.st_gid), (status.st_uid, -1)):  # the group alone may be allowed
        with suppress(PermissionError):
            os.chown(path, user, group)


def _give_attributes(source: int, path: Path) -> None:
    if not hasattr(os, "listxattr"):
        return
    with suppress(OSError):  # some file systems have none
        for name in os.listxattr(source):
            with suppress(OSError):  # those that only the system sets
                os.setxattr(path, name, os.getxattr(source, name))
