"""What the next build of a show folder changes for subscribers, without building it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from publisher.adopting.clues import Clues, clues_of_file
from publisher.build import dated_feed, load_to_build, render
from publisher.differing.changes import Change, Detail, Difference, Kind, change_of
from publisher.differing.channel import show_changes
from publisher.differing.files import FileChanges, Named, compare_files, named_files, unknown_sentences
from publisher.differing.items import Item, details_of
from publisher.differing.leftovers import Leftovers
from publisher.differing.pairs import Pairs, paired
from publisher.differing.standing import Files, WholeFeed, read_whole
from publisher.differing.words import count_of, day, name_of, shortened, to_the_minute
from publisher.layout import FEED_PATH
from publisher.ledger.entry import Ledger
from publisher.merge.show import MergedShow
from publisher.model import Show
from publisher.progress import Progress
from publisher.sources.feed_item import FeedItem

_SHOWN = 3


def diff(root: Path, now: datetime, progress: Progress, old: WholeFeed, files: Files) -> Difference:
    """What changes from this feed to the one that a build would write now. Nothing is written."""
    merged = load_to_build(root, now, progress)
    if merged.show is None:
        return Difference(against=old.name, problems=merged.problems, is_told=False)
    dated = dated_feed(merged, merged.show, now)
    new = read_whole(dated.feed.content if isinstance(dated.feed.content, bytes) else b"", FEED_PATH)
    pairs = paired(old.feed.items, new.feed.items, _clues(merged, merged.show), _successors(merged))
    comparison = _Comparison(merged=merged, show=merged.show, old=old, new=new, pairs=pairs, zone=_zone(merged))
    leftovers = Leftovers(root, old.content, new.content, merged.show.files_url) if files.is_written else None
    outputs = render(merged.show, dated.feed)
    named = named_files(comparison.common(), merged.show.files_url, files)
    found = compare_files(leftovers.watch(outputs) if leftovers else outputs, named, files, progress)
    changes = [*comparison.changes(found.details)]
    changes += comparison.of_files(found, named, {one.guid for one in changes})
    if leftovers:
        changes += leftovers.changes(named, old.feed.items, new.feed.items)
    return Difference(
        against=old.name,
        changes=tuple(changes or comparison.of_writing()),
        upcoming=tuple(comparison.upcoming()),
        unknown=unknown_sentences(found.not_had),
        problems=merged.problems,
    ).sorted()


def _zone(merged: MergedShow) -> ZoneInfo:
    zone = merged.inputs.show.values.get("timezone") if merged.inputs else None
    return ZoneInfo(zone.value if zone else "UTC")


def _clues(merged: MergedShow, show: Show) -> dict[str, Clues]:
    """What the files of the episodes have to show, by guid."""
    zone, ledger = _zone(merged), merged.inputs.ledger if merged.inputs else Ledger()
    files = {one.place.path: one.known for one in merged.episodes}
    known = {one.guid: files[one.place.path] for one in show.episodes}
    return {
        guid: clues_of_file(one.file, [file.path for file in one.recordings], zone, show_guid=show.guid, ledger=ledger)
        for guid, one in known.items()
    }


def _successors(merged: MergedShow) -> dict[str, str]:
    """The guid that the file of a published episode says now, by the one that it was published under."""
    return {guid: claimant.guid for guid, claimant in merged.claims.successors.items() if claimant.guid}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comparison:
    """Two feeds, item by item."""

    merged: MergedShow
    show: Show
    old: WholeFeed
    new: WholeFeed
    pairs: Pairs
    zone: tzinfo

    def common(self) -> Iterator[tuple[int, FeedItem, FeedItem]]:
        """The episodes that both have: the index in the new feed, and both items."""
        olds, news = self.old.feed.items, self.new.feed.items
        return ((new, olds[old], news[new]) for old, new in sorted(self.pairs.same, key=lambda pair: pair[1]))

    def changes(self, more: Mapping[int, list[Detail]]) -> Iterator[Change]:
        """Everything that changes but files; ``more`` are details of items by their index in the new feed."""
        yield from self._doubled()
        yield from self._vanished()
        yield from self._renamed()
        yield from show_changes(self.old, self.new)
        for old, new in sorted(self.pairs.same, key=lambda pair: pair[1]):
            details = [*self._details(old, new), *more.get(new, ())]
            item = self.new.feed.items[new]
            if details:
                yield change_of(name_of(item), details, item.guid)
        for at in self.pairs.new:
            item = self.new.feed.items[at]
            yield Change(kind=Kind.NEW, about=f"{name_of(item)}, {day(item.published_at, self.zone)}", guid=item.guid)

    def upcoming(self) -> Iterator[Change]:
        """The episodes that come with a later build, the next one first."""
        for one in sorted(self.show.upcoming, key=lambda one: one.published_at):
            name = name_of(FeedItem(guid=one.guid, title=one.title, season=one.season, number=one.number))
            about = f"{name}, {to_the_minute(one.published_at, self.zone)}"
            yield Change(kind=Kind.UPCOMING, about=about, guid=one.guid)

    def of_files(self, found: FileChanges, named: Mapping[str, Named], changed: Collection[str]) -> Iterator[Change]:
        """Files that are written otherwise and read the same, though neither their episode nor the show changes."""
        if "" in changed:  # the show: its title stands in all of them
            return
        items = self.new.feed.items
        paths = [path for path in found.same_to_people if items[named[path].at].guid not in changed]
        if paths:
            rest = f" and {count_of(len(paths) - _SHOWN, 'other')}" if len(paths) > _SHOWN else ""
            about = f"{', '.join(paths[:_SHOWN])}{rest}: the same chapters to subscribers"
            yield Change(kind=Kind.REWRITTEN, about=about)

    def of_writing(self) -> Iterator[Change]:
        """Where nothing else changes, and the bytes of the feed do: the order of items, the spelling of XML."""
        if not self.old.content:
            return
        orders = [[item.guid for item in whole.feed.items] for whole in (self.old, self.new)]
        if orders[0] != orders[1]:
            yield Change(kind=Kind.REWRITTEN, about="the episodes stand in another order in the feed")
        elif _without_date(self.old.content) != _without_date(self.new.content):
            yield Change(kind=Kind.REWRITTEN, about="the feed, which says the same to subscribers")

    def _details(self, old: int, new: int) -> list[Detail]:
        return details_of(_item(self.old, old), _item(self.new, new), self.zone)

    def _doubled(self) -> Iterator[Change]:
        for whole, doubles in ((self.new, self.pairs.new_doubles), (self.old, self.pairs.old_doubles)):
            for guid, indices in doubles.items():
                if whole is self.old and guid in self.pairs.new_doubles:
                    continue
                names = " and ".join(name_of(whole.feed.items[at]) for at in indices)
                where = "the next feed" if whole is self.new else whole.name
                about = f"{names} have one guid in {where}: apps show only one of them"
                yield Change(kind=Kind.TWICE, about=about, guid=guid)

    def _vanished(self) -> Iterator[Change]:
        later = {one.guid: one for one in self.show.upcoming}
        broken = self._broken()
        for at in self.pairs.vanished:
            item = self.old.feed.items[at]
            about = f"{name_of(item)}, {day(item.published_at, self.zone)}"
            if item.guid in later:
                back = to_the_minute(later[item.guid].published_at, self.zone)
                yield Change(kind=Kind.VANISHED, about=f"{about}, until {back}", guid=item.guid)
            elif item.guid in broken:
                about = f"{name_of(item)}, because of an error in {broken[item.guid]}"
                yield Change(kind=Kind.UNTOLD, about=about, guid=item.guid)
            else:
                yield Change(kind=Kind.VANISHED, about=about, guid=item.guid)

    def _broken(self) -> dict[str, str]:
        """The files that cannot be read for an error in them, by the guid of their episodes."""
        ledger = self.merged.inputs.ledger if self.merged.inputs else None
        there = {one.place.path for one in self.show.episodes}
        faulty = {one.place.path for one in Difference(against="", problems=self.merged.problems).errors} - there
        entries = ledger.entries if ledger else ()
        return {entry.guid: entry.path for entry in entries if entry.path in faulty}

    def _renamed(self) -> Iterator[Change]:
        for one in self.pairs.renamed:
            before, after = self.old.feed.items[one.old], self.new.feed.items[one.new]
            likely = f"; likely the same episode: {one.why}" if one.why else ""
            said = f"guid {shortened(before.guid)} → {shortened(after.guid)} (every app fetches it once more{likely})"
            detail = Detail(kind=Kind.GUID, field="guid", said=said, old=before.guid, new=after.guid)
            yield change_of(name_of(after), [detail, *self._details(one.old, one.new)], after.guid)


def _item(whole: WholeFeed, at: int) -> Item:
    return Item(item=whole.feed.items[at], element=whole.elements[at], show_image_url=whole.feed.image_url)


def _without_date(content: bytes) -> list[bytes]:
    return [line for line in content.splitlines() if b"<lastBuildDate>" not in line]
