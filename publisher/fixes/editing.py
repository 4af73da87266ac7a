"""The files as the fixes make them; and these put in place, or shown as a diff."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Final, TypeVar

from publisher.errors import UnreadableFile
from publisher.fixes.fix import Fix, Offer, Plan
from publisher.sources.folder import read_bytes
from publisher.sources.front_matter_edit import EditError
from publisher.sources.value_edit import ValueEdit, lines_of_values, with_values
from publisher.staging import Staging, sync_folders

T = TypeVar("T", Fix, Offer)

_ANY_WRITES: Final = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A file with fixes in it, as it was and as it becomes."""

    path: str  # relative to the show folder
    before: bytes
    after: bytes
    fixes: tuple[Fix, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A fix that was left out, and why."""

    fix: Fix
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """The files that change, and what could not be changed."""

    changed: tuple[Changed, ...] = ()
    left: tuple[Left, ...] = ()


def edit(root: Path, plan: Plan) -> Edited:
    """The files of a show folder as the plan makes them; nothing is written.

    A file that is a link, leads out of the folder, or does not say any more what it said when the plan was made, is
    left as it is.
    """
    changed: list[Changed] = []
    left: list[Left] = []
    for path, group in groupby(plan.fixes, key=lambda fix: fix.place.path):
        fixes = tuple(group)
        try:
            before = _content(root, path)
        except UnreadableFile as error:
            left += [Left(fix=fix, reason=f"the file {error}") for fix in fixes]
            continue
        one, refused = _edited(path, before, fixes)
        changed += [one] if one.fixes else []
        left += refused
    return Edited(changed=tuple(changed), left=tuple(left))


def write(root: Path, edited: Edited) -> Edited:
    """Puts the files in place, each in one step, and gives what was done, with the lines that the files have now.

    A file that has changed since is left as it is. Raises WriteError where the disk refuses; what stands there is then
    whole, and files before it are done.
    """
    done: list[Changed] = []
    left = list(edited.left)
    for one in edited.changed:
        if _put(root, one):
            done.append(replace(one, fixes=tuple(at_new_lines(fix, [one]) for fix in one.fixes)))
        else:
            left += [Left(fix=fix, reason="the file was changed meanwhile; run again") for fix in one.fixes]
    now = (replace(one, fix=at_new_lines(one.fix, done)) for one in left)
    return Edited(changed=tuple(done), left=tuple(now))


def _put(root: Path, one: Changed) -> bool:
    with Staging() as staging:
        staged = staging.add(root / one.path, [one.after], place=one.path)
        try:
            is_same = _content(root, one.path) == one.before
        except UnreadableFile:
            return False
        if is_same:
            staged.put()
            sync_folders([(root / one.path).parent])
        return is_same


def at_new_lines(one: T, done: Iterable[Changed]) -> T:
    """A fix or an offer at the line where its value stands now; or, if it is still missing, what stood on its line."""
    changed = next((file for file in done if file.path == one.place.path), None)
    if changed is None:
        return one
    old, new = (lines_of_values(content.decode()) for content in (changed.before, changed.after))
    line = new.get(one.keys) or next((new[keys] for keys in old if old[keys] == one.place.line and keys in new), 0)
    return replace(one, place=replace(one.place, line=line or one.place.line))


def _content(root: Path, path: str) -> bytes:
    """The bytes of a file that lies in the show folder itself, and may be written. Raises UnreadableFile."""
    pure = PurePosixPath(path)
    if any((root / part).is_symlink() for part in (pure, *pure.parents[:-1])):
        raise UnreadableFile("is a link, or lies behind one; mend what it leads to")
    content = read_bytes(root, path)
    if _is_read_only(root / path):
        raise UnreadableFile("is read-only; make it writable (chmod u+w), and run again")
    return content


def _is_read_only(path: Path) -> bool:
    """Whether nobody may write a file, or not this user: an administrator may write it in spite of its mode."""
    try:
        return not path.stat().st_mode & _ANY_WRITES or not os.access(path, os.W_OK)
    except OSError:
        return True


def _edited(path: str, before: bytes, fixes: Sequence[Fix]) -> tuple[Changed, list[Left]]:
    """A file with all fixes that its YAML has room for."""
    unchanged = Changed(path=path, before=before, after=before, fixes=())
    try:
        text = before.decode()
    except UnicodeDecodeError:
        return unchanged, [Left(fix=fix, reason="the file is not UTF-8; save it as UTF-8") for fix in fixes]
    try:
        after = with_values(text, map(_value_edit, fixes)).encode()
        return replace(unchanged, after=after, fixes=tuple(fixes)), []
    except EditError:
        return _one_by_one(unchanged, fixes)


def _one_by_one(changed: Changed, fixes: Iterable[Fix]) -> tuple[Changed, list[Left]]:
    left = []
    for fix in fixes:
        try:
            after = with_values(changed.after.decode(), [_value_edit(fix)]).encode()
            changed = replace(changed, after=after, fixes=(*changed.fixes, fix))
        except EditError as error:
            left.append(Left(fix=fix, reason=str(error).removeprefix(f"{fix.key}: ")))
    return changed, left


def _value_edit(fix: Fix) -> ValueEdit:
    return ValueEdit(
        keys=fix.keys, new=fix.new, old=fix.old, as_text=fix.as_text, order=fix.order, sections=fix.sections
    )
