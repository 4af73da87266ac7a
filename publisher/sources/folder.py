"""The one door to the show folder: nothing outside it is opened, and nothing but regular files."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, Generic, TypeVar

from publisher.errors import UnreadableFile
from publisher.model import Place, Problem, Severity

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
        raise UnreadableFile("was not found; correct its path, or put it there") from error
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The files of a folder, sorted, and what in it cannot be listed."""

    paths: tuple[str, ...]
    problems: tuple[Problem, ...]


def list_files(root: Path, folder: str) -> Listing:
    """All files below a folder of the show, without hidden ones; none where there is no such folder.

    Links to folders are not followed, so that no circle is walked and nothing outside is read; they are problems, like
    folders that cannot be opened: episodes must not leave a feed without a word.
    """
    if (root / folder).is_symlink():
        return Listing(paths=(), problems=(_linked_folder(folder),))
    paths: list[str] = []
    problems: list[Problem] = []
    refused: list[OSError] = []
    for parent, folders, names in os.walk(root / folder, onerror=refused.append, followlinks=False):
        relative = PurePosixPath(Path(parent).relative_to(root).as_posix())
        shown = sorted(name for name in folders if not name.startswith("."))
        problems += [_linked_folder(str(relative / name)) for name in shown if Path(parent, name).is_symlink()]
        folders[:] = shown
        paths += [str(relative / name) for name in sorted(names) if not name.startswith(".")]
    problems += [_closed_folder(root, error) for error in refused if not isinstance(error, FileNotFoundError)]
    return Listing(paths=tuple(paths), problems=tuple(problems))


def _linked_folder(path: str) -> Problem:
    message = "is a link to a folder, which is not followed; put the folder itself here"
    return Problem(place=Place(path=path), check="folder-link", severity=Severity.ERROR, message=message)


def _closed_folder(root: Path, error: OSError) -> Problem:
    place = Place(path=Path(error.filename).relative_to(root).as_posix())
    message = f"the folder cannot be listed: {_reason(error)}; mend its permissions"
    return Problem(place=place, check="folder-unreadable", severity=Severity.ERROR, message=message)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or type(error).__name__
