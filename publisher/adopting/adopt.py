"""Takes over a feed: reads it and the folder, makes what is missing, and enters what is certain or likely."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from publisher.adopting.creating import create_episodes, create_show, new_paths
from publisher.adopting.loading import load_feed
from publisher.adopting.plan import Plan, make_plan
from publisher.errors import PublisherError, UnreadableFile
from publisher.layout import EPISODES_FOLDER, LEDGER_FILE, SHOW_FILE
from publisher.ledger.entry import Ledger
from publisher.ledger.reading import LedgerError, parse_ledger
from publisher.ledger.writing import ledger_text
from publisher.lock import locked
from publisher.model import Place, Problem, Severity
from publisher.progress import Progress
from publisher.reading import Outline, read_outline
from publisher.sources.feed_file import FeedFile
from publisher.sources.folder import decode, read_bytes
from publisher.staging import Staging, sync_folders
from publisher.workers import Workers

_LIMIT_BYTES: Final = 64 * 1024 * 1024


class AdoptionRefused(PublisherError):
    """A feed that cannot be taken over as things stand; says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the user asked for; ``url`` is where the folder can be reached, for a new show.yaml."""

    write: bool = False
    create: bool = False
    allow_private: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What came of it. ``to_create`` are the files that would be made, ``created`` those that were."""

    plan: Plan
    problems: tuple[Problem, ...]
    to_create: tuple[str, ...] = ()
    created: tuple[str, ...] = ()
    is_written: bool = False


def adopt(root: Path, name: str, wishes: Wishes, progress: Progress) -> Adoption:
    """Matches the feed of this name (a path or a URL) to the folder, and enters it in the ledger if that is wished.

    Raises FeedNotRead, AdoptionRefused, BusyError, WriteError.
    """
    read = load_feed(name, allow_private=wishes.allow_private)
    if read.value is None:
        raise AdoptionRefused(f"{name} cannot be read: {'; '.join(problem.message for problem in read.problems)}")
    if not (wishes.write or wishes.create):
        adoption = _planned(root, name, read.value, progress)
    else:
        with locked(root):
            adoption = _written(root, name, read.value, wishes, progress)
    return replace(adoption, problems=(*read.problems, *adoption.problems))


def _planned(root: Path, name: str, feed: FeedFile, progress: Progress) -> Adoption:
    outline = _outline(root, progress)
    ledger, problems = _ledger(root)
    plan = make_plan(feed, name, outline, ledger)
    to_create = tuple(new_paths(root, plan, outline.episodes))
    if not os.path.lexists(root / SHOW_FILE):
        to_create = (SHOW_FILE, *to_create)
    return Adoption(plan=plan, problems=(*outline.problems, *problems), to_create=to_create)


def _written(root: Path, name: str, feed: FeedFile, wishes: Wishes, progress: Progress) -> Adoption:
    outline = _outline(root, progress)
    ledger, _ = _ledger(root)
    created: list[str] = []
    if wishes.create:
        _require_readable(outline)
        plan = make_plan(feed, name, outline, ledger)
        show = create_show(root, plan, wishes.url)
        created = [*([show] if show else []), *create_episodes(root, plan, outline.episodes)]
    adoption = _planned(root, name, feed, progress)
    _write_ledger(root, adoption.plan)
    return replace(adoption, created=tuple(created), is_written=True)


def _write_ledger(root: Path, plan: Plan) -> None:
    content = ledger_text(_with_entries(plan)).encode()
    with Staging() as staging:
        staging.add(root / LEDGER_FILE, [content], place=LEDGER_FILE).put()
    sync_folders([root])


def _with_entries(plan: Plan) -> Ledger:
    """The ledger with what is new; of the folder's own feed it knows again when that changed last."""
    old, feed = plan.ledger, plan.feed
    return replace(
        old,
        entries=(*old.entries, *plan.entries),
        show_guid=old.show_guid or plan.show_guid,
        feed_url=old.feed_url or (feed.feed_url if plan.is_own else None),
        changed_at=old.changed_at or (feed.changed_at if plan.is_own else None),
        digest=old.digest or feed.digest,
    )


def _outline(root: Path, progress: Progress) -> Outline:
    with Workers(preload=("publisher.reading",)) as workers:
        return read_outline(root, workers, progress)


def _ledger(root: Path) -> tuple[Ledger, tuple[Problem, ...]]:
    """The ledger, to be added to; a new one where it is damaged: that is what a feed can mend."""
    if not os.path.lexists(root / LEDGER_FILE):
        return Ledger(), ()
    try:
        return parse_ledger(decode(read_bytes(root, LEDGER_FILE, limit_bytes=_LIMIT_BYTES)), LEDGER_FILE), ()
    except (LedgerError, UnreadableFile) as error:
        if isinstance(error, LedgerError) and error.to_mend:
            raise AdoptionRefused(f"{LEDGER_FILE}:{error.line}: {error}") from error
        place = Place(path=LEDGER_FILE, line=error.line)
        message = f"the ledger is damaged ({error}): it is made again of this feed"
        problem = Problem(place=place, check="published-ledger-lost", severity=Severity.WARNING, message=message)
        return Ledger(), (problem,)


def _require_readable(outline: Outline) -> None:
    """An episode file that cannot be read may be any item's: nothing is made beside it."""
    read = {file.path for file in outline.episodes}
    broken = sorted(_unread(outline.problems, read))
    if broken:
        raise AdoptionRefused(
            f"{' and '.join(broken)} cannot be read, and may be an item's; mend what publish check says"
        )


def _unread(problems: Iterable[Problem], read: set[str]) -> set[str]:
    paths = {problem.place.path for problem in problems if problem.severity is Severity.ERROR}
    return {path for path in paths if path.startswith(f"{EPISODES_FOLDER}/") and path not in read}
