"""Which items of two feeds are one episode: by guid, as apps do it; and which look like one that got another guid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from publisher.sources.feed_item import FeedItem
from publisher.text import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Indices of items in the old and the new feed.

    ``doubled`` are those, by their guid, that stand behind another item with the same one: old ones, new ones.
    """

    same: tuple[tuple[int, int], ...]
    renamed: tuple[tuple[int, int], ...]  # the same episode under another guid
    vanished: tuple[int, ...]
    new: tuple[int, ...]
    old_doubles: Mapping[str, list[int]] = field(default_factory=dict)
    new_doubles: Mapping[str, list[int]] = field(default_factory=dict)


def paired(old: Sequence[FeedItem], new: Sequence[FeedItem], successors: Mapping[str, str]) -> Pairs:
    """``successors`` are guids that are known to be the new ones of old ones."""
    first_old, old_doubles = _by_guid(old)
    first_new, new_doubles = _by_guid(new)
    same = [(first_old[guid], at) for guid, at in first_new.items() if guid in first_old]
    gone = [at for guid, at in first_old.items() if guid not in first_new]
    gone += [at for at, item in enumerate(old) if not item.guid]
    come = [at for guid, at in first_new.items() if guid not in first_old]
    renamed = _renamed(old, new, gone, come, successors)
    left, right = {one for one, _ in renamed}, {other for _, other in renamed}
    return Pairs(
        same=tuple(same),
        renamed=tuple(sorted(renamed, key=lambda pair: pair[1])),
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


def _title(item: FeedItem) -> str:
    return one_line(item.title).casefold()


def _numbers(item: FeedItem) -> Hashable:
    return (item.season, item.number) if item.number is not None else None


# What makes two items plainly one, the surest first; None, or a part that is None, says nothing.
_KEYS: Final[tuple[Callable[[FeedItem], tuple[Hashable, ...]], ...]] = (
    lambda item: (item.enclosure.url if item.enclosure else None,),
    lambda item: (_title(item) or None, item.published_at),
    lambda item: (_title(item) or None, _numbers(item)),
    lambda item: (item.published_at, _numbers(item)),
    lambda item: (item.link or None, _numbers(item)),
)


def _renamed(
    old: Sequence[FeedItem], new: Sequence[FeedItem], gone: Sequence[int], come: Sequence[int], known: Mapping[str, str]
) -> list[tuple[int, int]]:
    by_guid = {new[at].guid: at for at in come}
    pairs = [(at, by_guid[known[old[at].guid]]) for at in gone if known.get(old[at].guid) in by_guid]
    for key in _KEYS:
        left = _only(old, (at for at in gone if at not in {one for one, _ in pairs}), key)
        right = _only(new, (at for at in come if at not in {other for _, other in pairs}), key)
        pairs += [(at, right[value]) for value, at in left.items() if value in right]
    return pairs


def _only(
    items: Sequence[FeedItem], indices: Iterable[int], key: Callable[[FeedItem], tuple[Hashable, ...]]
) -> dict[tuple[Hashable, ...], int]:
    """The items by their keys, without keys that several have."""
    found: dict[tuple[Hashable, ...], list[int]] = defaultdict(list)
    for at in indices:
        value = key(items[at])
        if None not in value:
            found[value].append(at)
    return {value: at[0] for value, at in found.items() if len(at) == 1}
