"""Takes over a feed: reads it and the folder, makes what is missing, and enters what is certain or likely."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from publisher.adopting.beside import Fetched, fetch_beside
from publisher.adopting.creating import create_episodes, create_show, new_paths
from publisher.adopting.loading import load_feed
from publisher.adopting.plan import Plan, make_plan
from publisher.adopting.recordings import Measured, download, measure
from publisher.downloads.downloading import Downloaded, NotDownloaded
from publisher.errors import PublisherError, UnreadableFile
from publisher.layout import EPISODES_FOLDER, LEDGER_FILE, SHOW_FILE
from publisher.ledger.entry import Ledger
from publisher.ledger.reading import LedgerError, parse_ledger
from publisher.ledger.writing import ledger_text
from publisher.lock import locked
from publisher.model import Place, Problem, Severity
from publisher.online.settings import OnlineSettings
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
    measure: bool = False  # ask the old host for what its recordings really are
    download: bool = False
    url: str = ""

    @property
    def changes(self) -> bool:
        """Whether anything is to be written."""
        return self.write or self.create or self.download


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What came of it. ``to_create`` are the files that would be made, ``created`` those that were."""

    plan: Plan
    problems: tuple[Problem, ...]
    to_create: tuple[str, ...] = ()
    created: tuple[str, ...] = ()
    is_written: bool = False
    notes: tuple[str, ...] = ()  # of the recordings at the old host
    downloads: tuple[Downloaded | NotDownloaded, ...] = ()
    beside: tuple[Fetched, ...] = ()  # transcripts and lists of chapters


def adopt(root: Path, name: str, wishes: Wishes, settings: OnlineSettings, progress: Progress) -> Adoption:
    """Matches the feed of this name (a path or a URL) to the folder, and enters it in the ledger if that is wished.

    Raises FeedNotRead, AdoptionRefused, BusyError, WriteError.
    """
    read = load_feed(name, allow_private=settings.allow_private)
    feed = read.value
    if feed is None:
        raise AdoptionRefused(f"{name} cannot be read: {'; '.join(problem.message for problem in read.problems)}")
    # What takes long, the network, is asked before and after: nobody else could build meanwhile.
    measured = measure(_planned(root, name, feed, progress).plan, settings, progress) if wishes.measure else Measured()
    if wishes.changes:
        with locked(root):
            adoption = _written(root, name, feed, wishes, measured, progress)
    else:
        adoption = _planned(root, name, feed, progress)
    adoption = replace(adoption, problems=(*read.problems, *adoption.problems), notes=measured.notes)
    if not wishes.download:
        return adoption
    beside = tuple(fetch_beside(root, adoption.plan, settings, progress))
    return replace(adoption, beside=beside, downloads=tuple(download(root, adoption.plan, settings, progress)))


def _planned(root: Path, name: str, feed: FeedFile, progress: Progress) -> Adoption:
    outline = _outline(root, progress)
    ledger, problems = _ledger(root)
    plan = make_plan(feed, name, outline, ledger)
    to_create = tuple(new_paths(root, plan, outline.episodes))
    if not os.path.lexists(root / SHOW_FILE):
        to_create = (SHOW_FILE, *to_create)
    return Adoption(plan=plan, problems=(*outline.problems, *problems), to_create=to_create)


def _written(root: Path, name: str, feed: FeedFile, wishes: Wishes, measured: Measured, progress: Progress) -> Adoption:
    outline = _outline(root, progress)
    _require_show(root, outline)
    ledger, _ = _ledger(root)
    created: list[str] = []
    if wishes.create:
        _require_readable(outline)
        plan = make_plan(feed, name, outline, ledger)
        show = create_show(root, plan, wishes.url)
        created = [*([show] if show else []), *create_episodes(root, plan, outline.episodes)]
    adoption = _planned(root, name, feed, progress)
    _write_ledger(root, _with_entries(adoption.plan, measured))
    return replace(adoption, created=tuple(created), is_written=True)


def _write_ledger(root: Path, ledger: Ledger) -> None:
    content = ledger_text(ledger).encode()
    with Staging() as staging:
        staging.add(root / LEDGER_FILE, [content], place=LEDGER_FILE).put()
    sync_folders([root])


def _with_entries(plan: Plan, measured: Measured) -> Ledger:
    """The ledger with what is new; of the folder's own feed it knows again when that changed last."""
    old, feed = plan.ledger, plan.feed
    return replace(
        old,
        entries=tuple(measured.entry(entry) for entry in (*old.entries, *plan.entries)),
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


def _require_show(root: Path, outline: Outline) -> None:
    """A show.yaml that cannot be used would have said in which zone days are, and which guid the show has."""
    if outline.show is None and os.path.lexists(root / SHOW_FILE):
        why = next((str(problem) for problem in outline.problems if problem.place.path == SHOW_FILE), "")
        raise AdoptionRefused(f"{SHOW_FILE} cannot be used, and nothing was written; mend it first ({why})")


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
