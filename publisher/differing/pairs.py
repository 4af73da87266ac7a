"""Which items of two feeds are one episode: by guid, as apps do it; and which look like one that got another guid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from publisher.adopting.clues import Clues, clues_of_item
from publisher.adopting.matching import match
from publisher.sources.feed_item import FeedItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """An episode under another guid: its items in the old and the new feed; ``why`` says so where that is not sure."""

    old: int
    new: int
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Indices of items in the old and the new feed.

    ``doubled`` are those, by their guid, that stand behind another item with the same one: old ones, new ones.
    """

    same: tuple[tuple[int, int], ...]
    renamed: tuple[Renamed, ...]
    vanished: tuple[int, ...]
    new: tuple[int, ...]
    old_doubles: Mapping[str, list[int]] = field(default_factory=dict)
    new_doubles: Mapping[str, list[int]] = field(default_factory=dict)


def paired(
    old: Sequence[FeedItem], new: Sequence[FeedItem], clues: Mapping[str, Clues], successors: Mapping[str, str]
) -> Pairs:
    """``clues`` are those of the episode files of new items, by guid; ``successors`` are new guids of old ones."""
    first_old, old_doubles = _by_guid(old)
    first_new, new_doubles = _by_guid(new)
    same = [(first_old[guid], at) for guid, at in first_new.items() if guid in first_old]
    gone = [at for guid, at in first_old.items() if guid not in first_new]
    gone += [at for at, item in enumerate(old) if not item.guid]
    come = [at for guid, at in first_new.items() if guid not in first_old]
    renamed = _succeeding(old, new, gone, come, successors)
    left, right = {one.old for one in renamed}, {one.new for one in renamed}
    renamed += _alike(old, new, [at for at in gone if at not in left], [at for at in come if at not in right], clues)
    left, right = {one.old for one in renamed}, {one.new for one in renamed}
    return Pairs(
        same=tuple(same),
        renamed=tuple(sorted(renamed, key=lambda one: one.new)),
        vanished=tuple(sorted(at for at in gone if at not in left)),
        new=tuple(at for at in come if at not in right),
        old_doubles=old_doubles,
        new_doubles=new_doubles,
    )


def _by_guid(items: Sequence[FeedItem]) -> tuple[dict[str, int], dict[str, list[int]]]:
    """The first item of each guid, and all items of those that several have."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        if item.guid:
            found[item.guid].append(at)
    return {guid: at[0] for guid, at in found.items()}, {guid: at for guid, at in found.items() if len(at) > 1}


def _succeeding(
    old: Sequence[FeedItem], new: Sequence[FeedItem], gone: Sequence[int], come: Sequence[int], known: Mapping[str, str]
) -> list[Renamed]:
    by_guid = {new[at].guid: at for at in come}
    found = {at: by_guid[known[old[at].guid]] for at in gone if known.get(old[at].guid) in by_guid}
    return [Renamed(old=one, new=other) for one, other in found.items()]


def _alike(
    old: Sequence[FeedItem],
    new: Sequence[FeedItem],
    gone: Sequence[int],
    come: Sequence[int],
    clues: Mapping[str, Clues],
) -> list[Renamed]:
    """Those that are alike, one to one."""
    items = [clues_of_item(old[at]) for at in gone]
    files = [_both(clues_of_item(new[at]), clues.get(new[at].guid)) for at in come]
    return [
        Renamed(old=gone[one.item], new=come[one.file], why="" if one.sureness == "certain" else one.why)
        for one in match(items, files).matches
    ]


def _both(item: Clues, file: Clues | None) -> Clues:
    """What an item and its episode file have to show, together."""
    if file is None:
        return item
    return replace(
        item,
        guids=item.guids | file.guids,
        ids={**item.ids, **file.ids},
        names=item.names | file.names,
        urls=item.urls | file.urls,
        titles=tuple(dict.fromkeys((*item.titles, *file.titles))),
    )
