"""The one door to the show folder: nothing outside it is opened, and nothing but regular files."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, Generic, TypeVar

from publisher.errors import UnreadableFile
from publisher.model import Problem

T = TypeVar("T")

TEXT_LIMIT_BYTES: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Read(Generic[T]):
    """What came of reading one file: its value (None if it has none that can be used), and what is wrong with it."""

    value: T | None
    problems: tuple[Problem, ...] = ()


def resolve_inside(root: Path, relative: str) -> Path:
    """The real path of a file of the show folder.

    Raises UnreadableFile for whatever leads out of the folder: an absolute path, ``..``, a home directory, a link.
    """
    if "\0" in relative or "\\" in relative or ":" in relative.split("/", 1)[0] or relative.startswith(("/", "~")):
        raise UnreadableFile("must be a path inside the show folder, like images/cover.jpg")
    try:
        base = root.resolve()
        real = (base / relative).resolve()
    except (OSError, RuntimeError) as error:
        raise UnreadableFile(f"cannot be followed: {_reason(error)}") from error
    if real != base and base not in real.parents:
        raise UnreadableFile("leads out of the show folder; put the file into the folder")
    return real


def open_inside(root: Path, relative: str) -> BinaryIO:
    """A regular file of the show folder, opened for reading bytes. Raises UnreadableFile."""
    path = resolve_inside(root, relative)
    try:
        # O_NONBLOCK: opening a FIFO must not wait for a writer that never comes.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        raise UnreadableFile("was not found") from error
    except OSError as error:
        raise UnreadableFile(f"cannot be opened: {_reason(error)}") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise UnreadableFile("is not a regular file")
    return os.fdopen(descriptor, "rb")


def read_bytes(root: Path, relative: str, *, limit_bytes: int = TEXT_LIMIT_BYTES) -> bytes:
    """The content of a file of the show folder. Raises UnreadableFile, also for more than ``limit_bytes``."""
    with open_inside(root, relative) as file:
        try:
            content = file.read(limit_bytes + 1)
        except OSError as error:
            raise UnreadableFile(f"cannot be read: {_reason(error)}") from error
    if len(content) > limit_bytes:
        raise UnreadableFile(f"is larger than {limit_bytes // 1024 // 1024} MB")
    return content


def decode(content: bytes) -> str:
    """Text of UTF-8 bytes, with or without a byte order mark, every line end as one newline.

    Raises UnreadableFile that names the line of the first byte that is no UTF-8, and the likely encoding.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile("is UTF-16; save it as UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = content[error.start]
        raise UnreadableFile(f"is not UTF-8 (byte 0x{byte:02x}); save it as UTF-8", line) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def list_files(root: Path, folder: str) -> Iterator[str]:
    """The paths of all files below a folder of the show, sorted, without hidden ones; nothing if there is no folder.

    Links to folders are not followed, so that no circle is walked.
    """
    base = root / folder
    for parent, folders, names in os.walk(base, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        relative = PurePosixPath(Path(parent).relative_to(root).as_posix())
        for name in sorted(names):
            if not name.startswith("."):
                yield str(relative / name)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or type(error).__name__
