"""One recording, tagged: on a copy beside it, which takes its place only when it is checked and safe on the disk."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from publisher.errors import TagError, UnreadableFile, WriteError
from publisher.sources.audio_kind import find_kind
from publisher.staging import Staged, Staging, refusals, sync_folders
from publisher.tags.copying import PLACE, Original, copy, finish, opened
from publisher.tags.formats import FORMATS
from publisher.tags.held import Fitted, Held, Options, TagFormat
from publisher.tags.plan import Change, Plan, to_remove, to_write
from publisher.tags.verify import State, state_of, verify
from publisher.tags.wanted import Wanted

_ROOM_BYTES: Final = 1024 * 1024  # for whatever tags need beside their values
_OF_THE_DISK: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """What to do: tags are written into the recording itself, unless something else is said here."""

    remove: bool = False  # take off what this program wrote
    to: Path | None = None  # a folder for copies; the recordings stay as they are
    dry_run: bool = False  # only say what would change


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """What came of one recording."""

    path: str  # relative to the show folder
    changes: tuple[Change, ...] = ()
    losses: tuple[str, ...] = ()  # sentences: what this kind of file cannot hold
    kept: tuple[str, ...] = ()  # fields that were not taken off, because somebody else changed them since
    notes: tuple[str, ...] = ()  # sentences: what else is worth knowing
    written: str = ""  # the file that was written: ``path``, or that of the copy
    left: str = ""  # why nothing was done, a sentence about the recording

    @property
    def is_unchanged(self) -> bool:
        """Whether all was already as it should be."""
        return not (self.changes or self.written or self.left)


def retag(root: Path, path: str, wanted: Wanted, options: Options, mode: Mode) -> Tagged:
    """Tags a recording of the show folder. Whatever goes wrong, the recording stays as it is, and ``left`` says why."""
    try:
        with opened(root, path, to_replace=mode.to is None) as original:
            return _retag(original, Tagged(path=path), wanted, options, mode)
    except WriteError as error:
        return Tagged(path=path, left=str(error))
    except (UnreadableFile, TagError) as error:
        return Tagged(path=path, left=f"{PLACE} {error}")
    except OSError as error:
        return Tagged(path=path, left=f"{PLACE} cannot be read: {error.strerror or type(error).__name__}")


def _retag(original: Original, tagged: Tagged, wanted: Wanted, options: Options, mode: Mode) -> Tagged:
    kind, _ = find_kind(original.file, original.status.st_size)
    work = _Work(original=original, tags=FORMATS[kind], options=options, mode=mode)
    plan, held = work.plan(wanted)
    tagged = replace(tagged, losses=plan.fitted.losses, kept=plan.kept)
    if not plan.is_needed and mode.to is None:
        return tagged
    before = state_of(work.tags, original.path)
    target = work.target(tagged.path)
    if mode.to is not None and work.is_there(target, before, plan):
        return tagged
    tagged = replace(tagged, changes=plan.changes(held, kind), notes=tuple(work.notes()))
    if mode.dry_run:
        return tagged
    work.write(target, before, plan, more_bytes=_more_bytes(wanted, options))
    return replace(tagged, written=tagged.path if mode.to is None else str(target))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    original: Original
    tags: TagFormat
    options: Options
    mode: Mode

    def plan(self, wanted: Wanted) -> tuple[Plan, Held]:
        held = self.tags.held(self.original.path)
        if self.mode.remove:
            return to_remove(held, Fitted(wanted=Wanted(), digests={}, shown={})), held
        return to_write(held, self.tags.fitted(wanted, self.options)), held

    def target(self, path: str) -> Path:
        """The file to write. Raises WriteError where no copy may be written."""
        if self.mode.to is None:
            return self.original.path
        if ".." in PurePosixPath(path).parts:
            raise WriteError(f"{PLACE} cannot be copied under a path with ..; name it without")
        target = self.mode.to.resolve() / path
        _require_place_for_copy(self.mode.to.resolve(), target)
        if target == self.original.path:
            raise WriteError(f"{PLACE} would be written over itself; name another folder with --to")
        return target

    def is_there(self, target: Path, before: State, plan: Plan) -> bool:
        """Whether an earlier run wrote the very copy."""
        if not target.exists():
            return False
        try:
            verify(self.tags, before, target, plan)
        except TagError:
            return False
        return True

    def notes(self) -> Iterator[str]:
        others = self.original.status.st_nlink - 1
        if self.mode.to is None and others:
            yield f"{PLACE} has {others + 1} names on the disk (hard links); the others keep what it was"

    def write(self, target: Path, before: State, plan: Plan, *, more_bytes: int) -> None:
        with Staging() as staging:
            staged = staging.reserve(target, place=PLACE)
            copy(self.original, staged, more_bytes=more_bytes)
            if plan.is_needed:
                self.write_tags(staged.temporary, plan)
            verify(self.tags, before, staged.temporary, plan)
            finish(self.original, staged, is_replaced=self.mode.to is None)
            self.put(staged)
        sync_folders([target.parent])

    def write_tags(self, copied: Path, plan: Plan) -> None:
        with refusals(PLACE):
            try:
                if plan.removed or not plan.ours:
                    self.tags.remove(copied, plan.removed)
                if plan.written or plan.ours:
                    self.tags.write(copied, plan.fitted, plan.written, plan.ours, self.options)
            except TagError as error:
                _raise_what_the_disk_said(error)
                raise

    def put(self, staged: Staged) -> None:
        self.original.require_unchanged()
        if self.mode.to is not None:
            _require_place_for_copy(self.mode.to.resolve(), staged.target)
        staged.put()


def _require_place_for_copy(folder: Path, target: Path) -> None:
    """Raises WriteError for a link on the way to the copy, and for what is no file in its place."""
    inner = [parent for parent in target.parents if folder in parent.parents]
    if any(parent.is_symlink() for parent in inner):
        raise WriteError(f"{PLACE} cannot be copied to {target}: a folder on the way is a link; name another folder")
    try:
        mode = os.lstat(target).st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise WriteError(f"{PLACE} cannot be copied to {target}: {error.strerror}") from error
    if not stat.S_ISREG(mode):
        raise WriteError(f"{PLACE} cannot be copied to {target}: that is no regular file; move it away, then run again")


def _more_bytes(wanted: Wanted, options: Options) -> int:
    """What the tags may add to a file at the most: texts as UTF-16, pictures as Base64."""
    pictures = [one for one in (wanted.artwork, *(chapter.artwork for chapter in wanted.chapters)) if one]
    texts = [*wanted.texts.values(), wanted.lyrics, *(chapter.title for chapter in wanted.chapters)]
    texts += [cue.text for cue in wanted.cues]
    size_bytes = sum(4 * len(text) for text in texts) + sum(2 * len(picture.content) for picture in pictures)
    return size_bytes + options.padding_bytes + _ROOM_BYTES


def _raise_what_the_disk_said(error: BaseException) -> None:
    """mutagen wraps what the system refuses; that is no fault of the file."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.errno in _OF_THE_DISK:
            raise cause
        cause = cause.__cause__ or cause.__context__
