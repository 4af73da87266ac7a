"""What taking over a feed comes to in a folder: each item's file, what is missing on either side, what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from publisher.adopting.clues import Clues, clues_of_file, clues_of_item
from publisher.adopting.differences import Difference, differences
from publisher.adopting.entries import entry_of, show_guid_of
from publisher.adopting.matching import Candidate, Match, match
from publisher.layout import FEED_PATH
from publisher.ledger.entry import Entry, Ledger
from publisher.model import Found
from publisher.reading import Outline
from publisher.sources.episode_file import EpisodeFile
from publisher.sources.feed_file import FeedFile, FeedItem
from publisher.urls import as_folder, url_of_path


class Sureness(StrEnum):
    """How sure it is which file an item belongs to."""

    CERTAIN = "certain"
    LIKELY = "likely"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


class State(StrEnum):
    """What becomes of an item in the ledger."""

    NEW = "new"  # it is entered
    KNOWN = "known"  # it is there already, and stays as it is
    CONFLICT = "conflict"  # its file is published under another guid
    OPEN = "open"  # nobody knows its file


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidacy:
    """A file that an item may belong to, and why."""

    path: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPlan:
    """An item, the path of its file (empty where there is none, or where it cannot be told), and what is entered."""

    item: FeedItem
    sureness: Sureness
    state: State
    path: str = ""
    why: str = ""
    candidates: tuple[Candidacy, ...] = ()
    has_recording: bool = False  # one of its file, here or wherever the file says
    has_transcript: bool = False  # in its file
    has_chapters: bool = False  # the same; a transcript brings some
    entry: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that is known before anything is written.

    ``show_guid`` is the podcast:guid that is pinned, empty where nobody knows it; ``is_own``: the feed is the one of
    this very folder, read back. ``posts`` have no recording: no app lists them, and they are no episodes.
    """

    feed: FeedFile
    items: tuple[ItemPlan, ...]
    files_without_item: tuple[str, ...]
    posts: tuple[FeedItem, ...]
    unusable: tuple[FeedItem, ...]  # items that no app can tell from others: without a guid, or with that of another
    differences: tuple[Difference, ...]
    ledger: Ledger  # as it is now
    show_guid: str
    zone: ZoneInfo  # in which days are written here
    is_own: bool = False

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is to be entered."""
        return tuple(one.entry for one in self.items if one.entry)

    @property
    def lacking(self) -> tuple[FeedItem, ...]:
        """The items that no file is like, and that were not withdrawn."""
        return tuple(one.item for one in self.items if one.sureness is Sureness.NONE and one.state is State.OPEN)

    @property
    def ambiguous(self) -> tuple[ItemPlan, ...]:
        """The items whose file cannot be told."""
        return tuple(one for one in self.items if one.sureness is Sureness.AMBIGUOUS and one.state is State.OPEN)

    @property
    def conflicts(self) -> tuple[ItemPlan, ...]:
        """The items whose file is published under another guid."""
        return tuple(one for one in self.items if one.state is State.CONFLICT)


def make_plan(feed: FeedFile, address: str, outline: Outline, ledger: Ledger, now: datetime) -> Plan:
    """What adopting a feed comes to; ``address`` is its URL, empty where that is not known."""
    fields = outline.show.values if outline.show else {}
    zone = ZoneInfo(fields["timezone"].value if "timezone" in fields else "UTC")
    guid = show_guid_of(feed, address, ledger, fields)
    usable, unusable = _usable(feed)
    files = outline.episodes
    planner = _Planner(files=files, recordings=outline.recordings, zone=zone, ledger=ledger, now=now)
    matches = match([clues_of_item(item) for item in usable], [planner.clues(file, guid) for file in files])
    by_item = {one.item: one for one in matches.matches}
    items = tuple(
        planner.item(item, by_item.get(number), matches.ambiguous.get(number, ())) for number, item in enumerate(usable)
    )
    taken = {one.file for one in matches.matches}
    return Plan(
        feed=feed,
        items=items,
        files_without_item=tuple(file.path for number, file in enumerate(files) if number not in taken),
        posts=tuple(item for item in feed.items if item.enclosure is None),
        unusable=unusable,
        differences=tuple(differences(feed, fields, guid)),
        ledger=ledger,
        show_guid=guid,
        zone=zone,
        is_own=bool(fields) and feed.feed_url == _feed_url(fields),
    )


def _feed_url(fields: Mapping[str, Found[Any]]) -> str:
    """Where the feed of this folder is."""
    if "feed_url" in fields:
        return str(fields["feed_url"].value)
    return url_of_path(as_folder(fields["url"].value), FEED_PATH)


def _usable(feed: FeedFile) -> tuple[tuple[FeedItem, ...], tuple[FeedItem, ...]]:
    """The episodes with a guid of their own, and the others."""
    first: dict[str, FeedItem] = {}
    others = []
    for item in feed.items:
        if item.enclosure is None:
            continue
        if item.guid and first.setdefault(item.guid, item) is item:
            continue
        others.append(item)
    return tuple(first.values()), tuple(others)


class _Planner:
    """Says what becomes of each item; ``recordings`` are the paths of each file's."""

    def __init__(
        self,
        *,
        files: Sequence[EpisodeFile],
        recordings: Mapping[str, Sequence[str]],
        zone: ZoneInfo,
        ledger: Ledger,
        now: datetime,
    ) -> None:
        self.files = files
        self.recordings = recordings
        self.zone = zone
        self.ledger = ledger
        self.now = now
        self.by_guid = {entry.guid: entry for entry in ledger.entries}
        self.by_path = {entry.path: entry for entry in ledger.entries if entry.path}

    def clues(self, file: EpisodeFile, show_guid: str) -> Clues:
        kept = self.by_path.get(file.path)
        recordings = self.recordings.get(file.path, ())
        return clues_of_file(file, recordings, self.zone, show_guid=show_guid, kept_guid=kept.guid if kept else None)

    def item(self, item: FeedItem, found: Match | None, candidates: Sequence[Candidate]) -> ItemPlan:
        known = self.by_guid.get(item.guid)
        if found is None:
            return self.without_file(item, candidates, is_withdrawn=known is not None and known.withdrawn)
        file = self.files[found.file]
        here = bool(self.recordings.get(file.path)) or "audio" in file.values
        whole = ItemPlan(
            item=item,
            sureness=Sureness(found.sureness),
            state=State.KNOWN,
            path=file.path,
            why=found.why,
            has_recording=here,
            has_transcript=file.transcript is not None,
            has_chapters=file.transcript is not None or bool(file.values.keys() & {"chapters", "quotableClips"}),
        )
        if known:
            return whole
        conflict = self.conflict(item, file)
        if conflict:
            return replace(whole, state=State.CONFLICT, why=conflict)
        entry = entry_of(item, file, self.zone, self.now, has_recording=here)
        return replace(whole, state=State.NEW, entry=entry)

    def without_file(self, item: FeedItem, candidates: Sequence[Candidate], *, is_withdrawn: bool) -> ItemPlan:
        shown = tuple(Candidacy(path=self.files[one.file].path, why=one.why) for one in candidates)
        sureness = Sureness.AMBIGUOUS if shown else Sureness.NONE
        if is_withdrawn:
            return ItemPlan(item=item, sureness=sureness, state=State.KNOWN, why="withdrawn")
        return ItemPlan(item=item, sureness=sureness, state=State.OPEN, candidates=shown)

    def conflict(self, item: FeedItem, file: EpisodeFile) -> str:
        """Why an item cannot be entered for its file, if so."""
        written, kept = file.values.get("guid"), self.by_path.get(file.path)
        if written and written.value != item.guid:
            return f"{written.place} says guid: {written.value}; write guid: {item.guid}, or delete the line"
        if kept:
            place = f"{self.ledger.path}:{kept.line}"
            return f"{place} has it under the guid {kept.guid}; delete that entry if nobody ever got that guid"
        return ""
