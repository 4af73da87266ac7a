"""Writes files that are not there yet, and never one that is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from publisher.staging import Staged, Staging, refusals, sync_folders


def write_new(path: Path, text: str) -> bool:
    """Make a file, whole or not at all; False where something of this name exists, which stays as it is.

    Raises WriteError.
    """
    if os.path.lexists(path):
        return False
    with Staging() as staging:
        return _put_new(staging.add(path, [text.encode("utf-8")], place=str(path)))


def copy_new(source: Path, path: Path) -> bool:
    """The same for a copy of a file. Raises WriteError."""
    if os.path.lexists(path):
        return False
    with Staging() as staging:
        staged = staging.reserve(path, place=str(path))
        with refusals(str(path)):
            shutil.copyfile(source, staged.temporary)
            with staged.temporary.open("rb+") as file:
                os.fsync(file.fileno())
        return _put_new(staged)


def _put_new(staged: Staged) -> bool:
    """Give a staged file its name, unless something has it by now."""
    with refusals(staged.place):
        try:
            os.link(staged.temporary, staged.target)  # a rename would replace what is there
        except FileExistsError:
            return False
        except OSError:  # a file system without links
            if os.path.lexists(staged.target):
                return False
            staged.put()
    sync_folders([staged.target.parent])
    return True


def make_folder(path: Path) -> bool:
    """Make a folder and those above it; False where it exists. Raises WriteError."""
    if path.is_dir():
        return False
    with refusals(str(path)):
        path.mkdir(parents=True)
    return True


def add_lines(path: Path, wanted: tuple[str, ...]) -> bool:
    """Put lines behind those of a file, or into a new one; False where all are there. Raises WriteError."""
    with refusals(str(path), "read"):
        before = path.read_bytes() if path.exists() else b""
    there = {line.strip() for line in before.splitlines()}
    missing = [line.encode() for line in wanted if line.encode() not in there]
    if not missing:
        return False
    end = b"\r\n" if b"\r\n" in before else b"\n"
    gap = b"" if not before or before.endswith(b"\n") else end
    with Staging() as staging:
        staging.add(path, [before, gap, *(line + end for line in missing)], place=str(path)).put()
    return True
