"""How much speaks for an item and an episode file being the same, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from publisher.adopting.clues import Clues
from publisher.adopting.titles import Likeness, bare, likeness, words

_Key: TypeAlias = tuple[str, object]  # what is compared, and its value

_PROOF: Final = 100  # a guid
_DAY: Final = timedelta(days=1)
_SAME_WEEK: Final = timedelta(days=7)
_SAME_LENGTH_MS: Final = 2_000
_SHORTEST_MS: Final = 60_000  # a jingle is as long as the next one
_LABELS: Final = {"anchor": "Anchor", "apple": "Apple", "spotify": "Spotify", "youtube": "YouTube"}
_COMMON: Final = 100  # what more files have finds none of them
_EXAMPLES: Final = 5


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for it, or against it (fewer than 0 points)."""

    text: str
    points: int
    identifies: bool = False  # it is made to tell episodes apart: a guid, an id, the name of a file


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that speaks for an item and a file being one episode."""

    reasons: tuple[Reason, ...]

    @property
    def points(self) -> int:
        """What speaks for it less what speaks against it."""
        return sum(reason.points for reason in self.reasons)

    @property
    def is_proven(self) -> bool:
        """Whether they have one guid."""
        return any(reason.points >= _PROOF for reason in self.reasons)

    @property
    def identifies(self) -> bool:
        """Whether an identifier is among the reasons."""
        return any(reason.identifies for reason in self.reasons)

    @property
    def why(self) -> str:
        """The reasons in words, the weightiest first."""
        ordered = sorted(self.reasons, key=lambda reason: -abs(reason.points))
        return ", ".join(reason.text for reason in ordered)


class Comparer:
    """Compares items with files; what several of either side have says less than what one has."""

    def __init__(self, items: Sequence[Clues], files: Sequence[Clues]) -> None:
        self.items, self.files = items, files
        self.of_items, self.of_files = _counted(items), _counted(files)

    def compare(self, item: int, file: int) -> Comparison:
        """What speaks for an item and a file, by their positions, being one."""
        one, other = self.items[item], self.files[file]
        return Comparison(tuple(self._reasons(one, other)))

    def pairs(self) -> dict[tuple[int, int], Comparison]:
        """Every pair of an item and a file that anything speaks for."""
        index: defaultdict[_Key, list[int]] = defaultdict(list)
        for file, clues in enumerate(self.files):
            for key in set(_keys(clues)):
                index[key].append(file)
        found = {}
        for item, clues in enumerate(self.items):
            for file in _near(clues, index):
                compared = self.compare(item, file)
                if compared.points > 0:
                    found[item, file] = compared
        return found

    def _reasons(self, one: Clues, other: Clues) -> Iterator[Reason]:
        if one.guids & other.guids:
            yield Reason("the same guid", _PROOF, identifies=True)
        yield from self._ids(one, other)
        yield from self._names(one, other)
        yield from _numbers(one, other)
        yield from _titles(one, other)
        yield from _dates(one.published_at, other.published_at)
        yield from _lengths(one.duration_ms or 0, other.duration_ms or 0)

    def _ids(self, one: Clues, other: Clues) -> Iterator[Reason]:
        for platform, ids in other.ids.items():
            own, label = one.ids.get(platform, frozenset()), _LABELS[platform]
            shared, mentioned = own & ids, one.mentioned.get(platform, frozenset())
            if shared:
                key = min(shared)
                unique = self._is_unique("id", (platform, key))
                yield Reason(f"{label} id {key}", 35 if unique else 15, identifies=unique)
            elif own and all(self.of_files["id", (platform, key)] == 1 for key in ids):
                yield Reason(f"another {label} id", -15)
            elif mentioned & ids:
                key = min(mentioned & ids)
                alone = len(mentioned) == 1 and self._is_unique("id", (platform, key))
                yield Reason(f"{label} id {key} in the notes", 30 if alone else 10, identifies=alone)

    def _names(self, one: Clues, other: Clues) -> Iterator[Reason]:
        if shared := one.urls & other.urls:
            unique = self._is_unique("url", min(shared))
            yield Reason("the same recording or page", 40 if unique else 10, identifies=unique)
        elif shared := one.names & other.names:
            name = max(shared, key=len)
            unique = self._is_unique("name", name)
            yield Reason(f"the name {name}", 30 if unique else 5, identifies=unique)

    def _is_unique(self, kind: str, key: object) -> bool:
        return self.of_items[kind, key] <= 1 and self.of_files[kind, key] <= 1


def _numbers(one: Clues, other: Clues) -> Iterator[Reason]:
    if one.number is None or other.number is None:
        return
    both_seasons = one.season is not None and other.season is not None
    if one.number == other.number and one.season == other.season:
        season = f"season {one.season}, " if one.season is not None else ""
        yield Reason(f"{season}episode {one.number}", 20)
    elif one.number == other.number and not both_seasons:
        yield Reason(f"episode {one.number}", 8)
    elif both_seasons or one.season == other.season:
        yield Reason("another number", -15)


def _titles(one: Clues, other: Clues) -> Iterator[Reason]:
    alike = likeness(one.titles, other.titles)
    if alike is Likeness.SAME:
        yield Reason("the same title", 25)
    elif alike is Likeness.NEAR:
        yield Reason("nearly the same title", 15)
    elif alike is Likeness.OTHER:
        yield Reason("another title", -10)
    elif alike is Likeness.OTHER_PART:
        yield Reason("another number in the title", -10)


def _dates(one: datetime | None, other: datetime | None) -> Iterator[Reason]:
    if one is None or other is None:
        return
    after = one - other
    if timedelta() <= after < _DAY:  # a file that says a mere day means its first moment
        yield Reason("the same day", 15)
    elif abs(after) <= _SAME_WEEK:
        yield Reason("the same week", 5)


def _lengths(one_ms: int, other_ms: int) -> Iterator[Reason]:
    if min(one_ms, other_ms) >= _SHORTEST_MS and abs(one_ms - other_ms) <= _SAME_LENGTH_MS:
        yield Reason("the same length", 10)


def _near(item: Clues, index: Mapping[_Key, Sequence[int]]) -> set[int]:
    """The files that have a key of the item, or half the words of its title."""
    near: set[int] = set()
    shared: Counter[int] = Counter()
    keys = set(_keys(item))
    for key in keys:
        files = index.get(key, ())
        if key[0] == "word":
            shared.update(files if len(files) <= _COMMON else ())
        elif len(files) <= _COMMON:
            near.update(files)
        elif key[0] == "title":
            near.update(files[:_EXAMPLES])  # it may be any of them, which is not to be told by more
    enough = max(2, sum(key[0] == "word" for key in keys) // 2)
    return near | {file for file, count in shared.items() if count >= enough}


def _counted(all_clues: Iterable[Clues]) -> Counter[_Key]:
    """How many have each id, name and URL."""
    return Counter(key for clues in all_clues for key in set(_identifiers(clues)))


def _identifiers(clues: Clues) -> Iterator[_Key]:
    for ids in (clues.ids, clues.mentioned):
        yield from _id_keys(ids)
    yield from (("name", name) for name in clues.names)
    yield from (("url", url) for url in clues.urls)


def _id_keys(ids: Mapping[str, frozenset[str]]) -> Iterator[_Key]:
    yield from (("id", (platform, key)) for platform, keys in ids.items() for key in keys)


def _keys(clues: Clues) -> Iterator[_Key]:
    """By these a file may be found for an item."""
    yield from _identifiers(clues)
    yield from (("guid", guid) for guid in clues.guids)
    if clues.number is not None:
        yield "number", (clues.season, clues.number)
    if clues.published_at is not None:
        day = clues.published_at.toordinal()
        yield from (("day", near) for near in (day - 1, day, day + 1))
    for title in clues.titles:
        yield "title", bare(title)
        yield from (("word", word) for word in words(title))
