"""Takes over a feed: reads it and the folder, makes what is missing, and enters what is certain or likely."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from publisher.adopting.beside import Fetched, fetch_beside
from publisher.adopting.creating import create_episodes, create_show, new_paths
from publisher.adopting.entries import address_of
from publisher.adopting.loading import load_feed, with_whole_urls
from publisher.adopting.plan import Plan, make_plan
from publisher.adopting.recordings import Measured, download, measure
from publisher.adopting.standing import AdoptionRefused, last_feed, left_behind, standing_ledger, unknown_to
from publisher.downloads.downloading import Downloaded, NotDownloaded
from publisher.layout import EPISODES_FOLDER, LEDGER_FILE, SHOW_FILE
from publisher.ledger.entry import Ledger
from publisher.ledger.writing import ledger_text
from publisher.lock import locked
from publisher.model import Place, Problem, Severity
from publisher.online.settings import OnlineSettings
from publisher.progress import Progress
from publisher.reading import Outline, read_outline
from publisher.sources.feed_file import FeedFile
from publisher.staging import Staging, sync_folders
from publisher.workers import Workers


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the user asked for.

    ``url`` is where the folder can be reached, for a new show.yaml; ``feed_url`` is where FEED was on the web.
    """

    write: bool = False
    create: bool = False
    measure: bool = False  # ask the old host for what its recordings really are
    download: bool = False
    url: str = ""
    feed_url: str = ""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """The folder, the feed, and where it is on the web (empty where that is not known)."""

    root: Path
    name: str
    feed: FeedFile
    address: str
    now: datetime
    progress: Progress


def adopt(
    root: Path, name: str, wishes: Wishes, settings: OnlineSettings, progress: Progress, now: datetime
) -> Adoption:
    """Matches the feed of this name (a path or a URL) to the folder, and enters it in the ledger if that is wished.

    Raises FeedNotRead, AdoptionRefused, BusyError, WriteError.
    """
    loaded = load_feed(name, allow_private=settings.allow_private)
    if loaded.value is None:
        raise AdoptionRefused(f"{name} cannot be read: {'; '.join(problem.message for problem in loaded.problems)}")
    address = address_of(loaded.value, name, wishes.feed_url)
    feed, unheard = with_whole_urls(loaded.value, name, address)
    run = _Run(root=root, name=name, feed=feed, address=address, now=now.replace(microsecond=0), progress=progress)
    # What takes long, the network, is asked before and after: nobody else could build meanwhile.
    measured = measure(_planned(run).plan, settings, progress) if wishes.measure else Measured()
    if wishes.changes:
        with locked(root):
            adoption = _written(run, wishes, measured)
    else:
        adoption = _planned(run)
    adoption = replace(adoption, problems=(*loaded.problems, *unheard, *adoption.problems), notes=measured.notes)
    if not wishes.download:
        return adoption
    beside = tuple(fetch_beside(root, adoption.plan, settings, progress))
    return replace(adoption, beside=beside, downloads=tuple(download(root, adoption.plan, settings, progress)))


def _planned(run: _Run) -> Adoption:
    outline = _outline(run)
    ledger, problems = standing_ledger(run.root, run.feed)
    plan = make_plan(run.feed, run.address, outline, ledger, run.now)
    to_create = tuple(new_paths(run.root, plan, outline.episodes))
    if not os.path.lexists(run.root / SHOW_FILE):
        to_create = (SHOW_FILE, *to_create)
    foreseen = _foreseen(run, plan, outline)
    return Adoption(plan=plan, problems=(*outline.problems, *problems, *foreseen), to_create=to_create)


def _foreseen(run: _Run, plan: Plan, outline: Outline) -> Iterator[Problem]:
    """What is better mended before anything is entered."""
    if not plan.show_guid:
        yield _without_show_guid(run.name, run.feed)
    unknown = unknown_to(plan, last_feed(run.root))
    behind = left_behind(plan, make_plan(unknown, "", outline, plan.ledger, run.now)) if unknown.items else None
    if behind:
        yield behind


def _without_show_guid(name: str, feed: FeedFile) -> Problem:
    moved = f" (it names {feed.new_feed_url} as its new one)" if feed.new_feed_url else ""
    message = (
        "it has no podcast:guid, and does not say its own URL, of which apps have made one; so that the show keeps "
        f"that, say where the feed is on the web, with --feed-url URL{moved}"
    )
    return Problem(place=Place(path=name), check="show-guid-unknown", severity=Severity.WARNING, message=message)


def _written(run: _Run, wishes: Wishes, measured: Measured) -> Adoption:
    outline = _outline(run)
    _require_show(run.root, outline)
    ledger, _ = standing_ledger(run.root, run.feed)
    created: list[str] = []
    if wishes.create:
        _require_readable(outline)
        plan = make_plan(run.feed, run.address, outline, ledger, run.now)
        show = create_show(run.root, plan, wishes.url)
        created = [*([show] if show else []), *create_episodes(run.root, plan, outline.episodes)]
    adoption = _planned(run)
    _write_ledger(run.root, _with_entries(adoption.plan, measured, run.now))
    return replace(adoption, created=tuple(created), is_written=True)


def _write_ledger(root: Path, ledger: Ledger) -> None:
    content = ledger_text(ledger).encode()
    with Staging() as staging:
        staging.add(root / LEDGER_FILE, [content], place=LEDGER_FILE).put()
    sync_folders([root])


def _with_entries(plan: Plan, measured: Measured, now: datetime) -> Ledger:
    """The ledger with what is new; of the folder's own feed it knows again when that changed last."""
    old, feed = plan.ledger, plan.feed
    changed_at = min(feed.changed_at, now) if plan.is_own and feed.changed_at else None
    return replace(
        old,
        entries=tuple(measured.entry(entry) for entry in (*old.entries, *plan.entries)),
        show_guid=old.show_guid or plan.show_guid or None,
        timezone=old.timezone or plan.zone.key,
        feed_url=old.feed_url or (feed.feed_url if plan.is_own else None),
        changed_at=old.changed_at or changed_at,
        digest=old.digest or feed.digest,
    )


def _outline(run: _Run) -> Outline:
    with Workers(preload=("publisher.reading",)) as workers:
        return read_outline(run.root, workers, run.progress)


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
