"""feed/ as the outputs say: every file in one step, the feed after the others, what is no longer made removed last.

A run that is killed at any moment leaves whole files, and a feed whose files are all there; the next run ends its work.
"""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from publisher.errors import UnreadableFile, WriteError
from publisher.layout import FEED_FOLDER, FEED_NAME
from publisher.model import LocalFile, OutputFile
from publisher.sources.folder import open_inside
from publisher.staging import RESERVED, Staged, Staging, refusals, sweep, sync_folders
from publisher.text import same_name

MANIFEST_NAME: Final = f"{RESERVED}manifest"
_MANIFEST_HEAD: Final = "# The files of this folder that publish wrote, and may remove. Keep this list beside them.\n"
_PIECE_BYTES: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What came of writing: paths in the folder written to, and how many files already were as they should be."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    beside: bool = False  # whether the file of the show folder was written

    @property
    def is_nothing(self) -> bool:
        """Whether every file is as it was."""
        return not (self.written or self.removed or self.beside)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folder:
    """The folder written to, by its path in the show folder."""

    root: Path
    name: str

    def path(self, path: str = "") -> Path:
        return self.root / self.name / path

    def place(self, path: str) -> str:
        """The name of a file in messages."""
        return PurePosixPath(self.name, path).as_posix()

    def parents(self, path: str) -> list[Path]:
        """The folders that hold a file: its own first, the show folder last."""
        return [self.root / parent for parent in PurePosixPath(self.place(path)).parents]


def write_all(
    root: Path,
    outputs: Iterable[OutputFile],
    *,
    folder: str = FEED_FOLDER,
    last: str = FEED_NAME,
    beside: OutputFile | None = None,
) -> Written:
    """Make a folder of the show hold these outputs, under their composed (NFC) names; call it inside ``lock.locked``.

    The outputs are taken one by one, and only what is new is kept: on the disk, staged beside its place. No file is
    replaced before all are staged, so that a full disk changes nothing. ``last`` is put in place after all others;
    ``beside``, a file of the show folder itself, before them.
    Only files that an earlier run wrote are removed; a list of them lies in the folder. Nothing at all is written when
    nothing changed.

    Raises WriteError: a path that leads out of the folder, two equal paths, a folder or a link in the way, a file of
    the show that changed since it was read, or whatever the disk refuses.
    """
    feed = _Folder(root=root, name=folder)
    _require_folders(feed, MANIFEST_NAME)
    sweep(feed.path())
    sweep(root, below=False)
    known = _read_manifest(feed)
    with Staging() as staging:
        staged, paths = _stage_all(staging, feed, outputs)
        home = _Folder(root=root, name=".")
        first, _ = _stage_all(staging, home, [beside] if beside else [])
        stale = sorted(known - paths)
        widened = _stage_manifest(staging, feed, known | paths) if paths - known else None
        narrowed = _stage_manifest(staging, feed, paths) if stale else None
        _put(home, first)
        if widened:
            _put(feed, {MANIFEST_NAME: widened})
        _put(feed, {path: file for path, file in sorted(staged.items()) if path != last})
        _put(feed, {path: file for path, file in staged.items() if path == last})
        removed = _remove(feed, stale, paths)
        if narrowed:
            _put(feed, {MANIFEST_NAME: narrowed})
    return Written(
        written=tuple(sorted(staged)),
        removed=removed,
        unchanged=len(paths) - len(staged),
        beside=bool(first),
    )


def _stage_all(staging: Staging, folder: _Folder, outputs: Iterable[OutputFile]) -> tuple[dict[str, Staged], set[str]]:
    """What of these outputs is new in a folder, by its composed path; and the paths of all. Raises WriteError."""
    names = _Names()
    staged: dict[str, Staged] = {}
    for output in outputs:
        path = names.add(output.path)
        _require_folders(folder, path)
        if not _is_there(folder, path, output.content):
            staged[path] = _stage(staging, folder, path, output.content)
    return staged, names.paths()


def is_there(root: Path, output: OutputFile, *, folder: str = FEED_FOLDER) -> bool:
    """Whether a file stands in the folder as this output says. Raises WriteError if a folder has its name."""
    path = unicodedata.normalize("NFC", output.path)
    return _is_there(_Folder(root=root, name=folder), path, output.content)


def written_before(root: Path, *, folder: str = FEED_FOLDER) -> set[str]:
    """The paths of the files in the folder that an earlier run wrote, and that are still there."""
    feed = _Folder(root=root, name=folder)
    return {path for path in _read_manifest(feed) if os.path.lexists(feed.path(path))}


class _Names:
    """The paths of the outputs so far, composed; no two may be one on a disk that ignores case."""

    def __init__(self) -> None:
        self._files: dict[str, str] = {}
        self._folders: set[str] = set()

    def add(self, written: str) -> str:
        """The composed path of one more output. Raises WriteError for a path that cannot be, or is taken."""
        path = unicodedata.normalize("NFC", written)
        if fault := _fault(path):
            raise WriteError(f"cannot write {written!r}: {fault}")
        name = same_name(path)
        parents = [str(parent) for parent in PurePosixPath(name).parents][:-1]
        if name in self._files or name in self._folders or not self._files.keys().isdisjoint(parents):
            raise WriteError(f"two files of the feed want the name {path!r}; rename one of them")
        self._files[name] = path
        self._folders.update(parents)
        return path

    def paths(self) -> set[str]:
        """All of them."""
        return set(self._files.values())


def _fault(path: str) -> str | None:
    """What is wrong with a path in the folder, or None.

    >>> _fault("chapters/1.json"), _fault("../show.yaml")
    (None, 'it must lead to a file inside the folder')
    """
    parts = path.split("/")
    if "\\" in path or ":" in parts[0] or not {"", ".", ".."}.isdisjoint(parts):
        return "it must lead to a file inside the folder"
    if any(unicodedata.category(character) == "Cc" for character in path):
        return "it holds a control character"
    if any(part.startswith(RESERVED) for part in parts):
        return f"names that start with {RESERVED} are the program's own"
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        return "it holds a character that this system cannot have in a name"
    return None


def _require_folders(feed: _Folder, path: str) -> None:
    """Raise WriteError for a link, or anything else that is no folder, where a folder for this file must be."""
    for folder in feed.parents(path)[:-1]:
        place = folder.relative_to(feed.root).as_posix()
        with refusals(place), suppress(FileNotFoundError):
            if not stat.S_ISDIR(os.lstat(folder).st_mode):
                raise WriteError(f"{place} is a link or a file, and must be a folder: move it away, then run again")


def _is_there(feed: _Folder, path: str, content: bytes | LocalFile) -> bool:
    """Whether the file stands in the folder with this content. Raises WriteError if a folder has its name."""
    target = feed.path(path)
    with refusals(feed.place(path), "read"):
        try:
            status = os.lstat(target)
        except FileNotFoundError:
            return False
        if stat.S_ISDIR(status.st_mode):
            raise WriteError(f"{feed.place(path)} is a folder, and must be a file: move it away, then run again")
        if not stat.S_ISREG(status.st_mode):
            return False
        if isinstance(content, bytes):
            return status.st_size == len(content) and target.read_bytes() == content
        return status.st_size == content.size_bytes and _sha256(target) == content.sha256


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stage(staging: Staging, feed: _Folder, path: str, content: bytes | LocalFile) -> Staged:
    pieces = [content] if isinstance(content, bytes) else _pieces(feed.root, content)
    return staging.add(feed.path(path), pieces, place=feed.place(path))


def _pieces(root: Path, local: LocalFile) -> Iterator[bytes]:
    """The content of a file of the show, piece by piece. Raises WriteError if it is not what was read before."""
    digest = hashlib.sha256()
    try:
        with refusals(local.path, "read"), open_inside(root, local.path) as file:
            while piece := file.read(_PIECE_BYTES):
                digest.update(piece)
                yield piece
    except UnreadableFile as error:
        raise WriteError(f"{local.path} {error}; it was there when this run began") from error
    if digest.hexdigest() != local.sha256:
        raise WriteError(f"{local.path} changed while the feed was made from it; run again when it is complete")


def _read_manifest(feed: _Folder) -> set[str]:
    """The paths that earlier runs wrote; lines that no run of ours can have written are left out."""
    manifest = feed.path(MANIFEST_NAME)
    if manifest.is_symlink() or not manifest.is_file():
        return set()
    with refusals(feed.place(MANIFEST_NAME), "read"):
        content = manifest.read_bytes()
    lines = content.decode("utf-8", "surrogateescape").replace("\r\n", "\n").split("\n")
    return {line for line in lines[1:] if not _fault(line)}


def _stage_manifest(staging: Staging, feed: _Folder, paths: Iterable[str]) -> Staged:
    text = _MANIFEST_HEAD + "".join(f"{path}\n" for path in sorted(paths))
    return _stage(staging, feed, MANIFEST_NAME, text.encode("utf-8", "surrogateescape"))


def _put(feed: _Folder, files: Mapping[str, Staged]) -> None:
    for file in files.values():
        file.put()
    sync_folders(folder for path in files for folder in feed.parents(path))


def _remove(feed: _Folder, stale: Iterable[str], contents: Iterable[str]) -> tuple[str, ...]:
    """Remove files that an earlier run wrote, and folders that are empty then; gives the paths of the files."""
    names = {same_name(path): path for path in contents}
    inside = [path for path in stale if not any(folder.is_symlink() for folder in feed.parents(path)[:-1])]
    removed = tuple(path for path in inside if _remove_file(feed, path, names.get(same_name(path))))
    for path in inside:
        for folder in feed.parents(path)[:-2]:
            with suppress(OSError):  # not empty, or gone already
                folder.rmdir()
    sync_folders(folder for path in removed for folder in feed.parents(path) if folder.is_dir())
    return removed


def _remove_file(feed: _Folder, path: str, successor: str | None) -> bool:
    target = feed.path(path)
    with refusals(feed.place(path), "removed"):
        if not os.path.lexists(target) or stat.S_ISDIR(os.lstat(target).st_mode):
            return False
        if successor and os.path.samestat(os.lstat(target), os.lstat(feed.path(successor))):
            return False  # where case is ignored, this is the new file
        target.unlink()
    return True
