"""Two feeds compared, item by item, in the words of changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Final

from publisher.differing.changes import Change, Detail, Kind, change_of
from publisher.differing.channel import show_changes
from publisher.differing.files import FileChanges, Named
from publisher.differing.items import Item, details_of
from publisher.differing.pairs import Pairs
from publisher.differing.standing import WholeFeed
from publisher.differing.words import count_of, day, name_of, shortened, to_the_minute
from publisher.model import Episode
from publisher.sources.feed_item import FeedItem

_SHOWN: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two feeds, and what of the show folder is in neither of them.

    ``broken`` are the paths of published episodes' files that have errors, by guid.
    """

    old: WholeFeed
    new: WholeFeed
    pairs: Pairs
    zone: tzinfo
    upcoming: tuple[Episode, ...]
    broken: Mapping[str, str]

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
            details = self._details(old, new)
            fields = {one.field for one in details}  # the item says of its chapters what their file says
            details += [one for one in more.get(new, ()) if one.field not in fields]
            item = self.new.feed.items[new]
            if details:
                yield change_of(name_of(item), details, item.guid)
        for at in self.pairs.new:
            item = self.new.feed.items[at]
            yield Change(kind=Kind.NEW, about=f"{name_of(item)}, {day(item.published_at, self.zone)}", guid=item.guid)

    def to_come(self) -> Iterator[Change]:
        """The episodes that come with a later build, the next one first."""
        for one in sorted(self.upcoming, key=lambda one: one.published_at):
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
        later = {one.guid: one for one in self.upcoming}
        for at in self.pairs.vanished:
            item = self.old.feed.items[at]
            unlisted = "" if item.enclosure else " (a post without a recording, which apps do not list)"
            about = f"{name_of(item)}, {day(item.published_at, self.zone)}{unlisted}"
            if item.guid in later:
                back = to_the_minute(later[item.guid].published_at, self.zone)
                yield Change(kind=Kind.VANISHED, about=f"{about}, until {back}", guid=item.guid)
            elif item.guid in self.broken:
                about = f"{name_of(item)}, because of an error with {self.broken[item.guid]}"
                yield Change(kind=Kind.UNTOLD, about=about, guid=item.guid)
            else:
                yield Change(kind=Kind.VANISHED, about=about, guid=item.guid)

    def _renamed(self) -> Iterator[Change]:
        for one in self.pairs.renamed:
            before, after = self.old.feed.items[one.old], self.new.feed.items[one.new]
            likely = f"; likely the same episode: {one.why}" if one.why else ""
            said = f"guid {shortened(before.guid)} → {shortened(after.guid)} (every app fetches it once more{likely})"
            detail = Detail(kind=Kind.GUID, field="guid", said=said, old=before.guid, new=after.guid)
            others = [other for other in self._details(one.old, one.new) if other.kind is not Kind.REWRITTEN]
            yield change_of(name_of(after), [detail, *others], after.guid)


def _item(whole: WholeFeed, at: int) -> Item:
    return Item(item=whole.feed.items[at], element=whole.elements[at], show_image_url=whole.feed.image_url)


def _without_date(content: bytes) -> list[bytes]:
    return [line for line in content.splitlines() if b"<lastBuildDate>" not in line]
