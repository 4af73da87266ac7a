"""The files as the fixes make them; and these put in place, or shown as a diff."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path, PurePosixPath

from publisher.errors import UnreadableFile
from publisher.fixes.fix import Fix, Plan
from publisher.sources.folder import read_bytes
from publisher.sources.front_matter_edit import EditError
from publisher.sources.value_edit import ValueEdit, with_values
from publisher.staging import Staging, sync_folders


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
    """Puts the files in place, each in one step, and gives what was done.

    A file that has changed since is left as it is. Raises WriteError where the disk refuses; what stands there is then
    whole, and files before it are done.
    """
    done: list[Changed] = []
    left = list(edited.left)
    for one in edited.changed:
        if _put(root, one):
            done.append(one)
        else:
            left += [Left(fix=fix, reason="the file was changed meanwhile; run again") for fix in one.fixes]
    return Edited(changed=tuple(done), left=tuple(left))


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


def _content(root: Path, path: str) -> bytes:
    """The bytes of a file that lies in the show folder itself. Raises UnreadableFile."""
    pure = PurePosixPath(path)
    if any((root / part).is_symlink() for part in (pure, *pure.parents[:-1])):
        raise UnreadableFile("is a link, or lies behind one; mend what it leads to")
    return read_bytes(root, path)


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
    return ValueEdit(keys=fix.keys, new=fix.new, old=fix.old, as_text=fix.as_text, order=fix.order)
