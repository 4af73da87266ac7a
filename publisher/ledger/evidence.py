"""What says that an episode file is an episode of the ledger."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from publisher.ledger.entry import Entry
from publisher.text import one_line

_SAME_DAY: Final = timedelta(hours=36)  # a day in one time zone may be the next one in another


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimant:
    """An episode file with whatever may find its entry again.

    ``minted_guid`` is the guid that its name would give it, ``ids`` are keys of platforms without titles and paths,
    ``url`` is that of its recording, and ``sound`` a digest of what is heard in one that lies here.
    """

    path: str
    guid: str | None = None
    guid_line: int = 0
    minted_guid: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    season: int | None = None
    number: int | None = None
    title: str = ""
    published_at: datetime | None = None
    url: str | None = None
    sound: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Why an episode file may be an entry, the weightiest reason first: the larger one is the better one."""

    path: bool = False
    ids: int = 0  # how many platforms know it by the same id
    number_and_title: bool = False
    sound: bool = False
    first_name: bool = False  # a guid made of the name that the file has; asked where the path is not known

    @property
    def says_the_content(self) -> bool:
        """Whether anything speaks for it but where the file lies, and what its ids are."""
        return self.number_and_title or self.sound


def same_title(one: str, other: str) -> bool:
    """Whether two titles are one, whatever their case and spaces.

    >>> same_title("What is a  feed?", "What is a Feed?")
    True
    """
    return _folded(one) == _folded(other)


def _folded(title: str) -> str:
    return one_line(title).casefold()


def evidence(claimant: Claimant, entry: Entry) -> Evidence:
    """All that speaks for this claimant being this entry."""
    # The sound goes before the name of its file: where a new recording got the name of an old one, the name lies.
    same_url = not entry.sound and entry.enclosure is not None and claimant.url == entry.enclosure.url
    return Evidence(
        path=bool(entry.path) and claimant.path == entry.path,
        ids=sum(entry.ids.get(platform) == identifier for platform, identifier in claimant.ids.items()),
        number_and_title=_same_number_and_title(claimant, entry),
        sound=same_url or bool(claimant.sound and claimant.sound == entry.sound),
        first_name=not entry.path and claimant.minted_guid == entry.guid,
    )


def _same_number_and_title(claimant: Claimant, entry: Entry) -> bool:
    """Without numbers, episodes may well share a title: then it says nothing of those that sound otherwise."""
    same_numbers = (claimant.season, claimant.number) == (entry.season, entry.number)
    is_alike = bool(entry.title) and same_title(claimant.title, entry.title)
    return same_numbers and is_alike and not (entry.number is None and sounds_otherwise(claimant, entry))


def sounds_otherwise(claimant: Claimant, entry: Entry) -> bool:
    """Whether both have been heard, and were not the same."""
    return bool(claimant.sound and entry.sound) and claimant.sound != entry.sound


def contradicted(claimant: Claimant, entry: Entry) -> bool:
    """Whether they have other ids on a platform that knows both, and on none the same."""
    shared = [platform for platform in claimant.ids if platform in entry.ids]
    return bool(shared) and all(claimant.ids[platform] != entry.ids[platform] for platform in shared)


def is_all_other(claimant: Claimant, entry: Entry) -> bool:
    """Whether everything that can be compared is another: title, number or date, and ids or recording."""
    if not entry.title or same_title(claimant.title, entry.title):
        return False
    other_numbers = (claimant.season, claimant.number) != (entry.season, entry.number)
    other_content = contradicted(claimant, entry) or has_another_recording(claimant, entry)
    return (other_numbers or _has_another_date(claimant, entry)) and other_content


def has_another_recording(claimant: Claimant, entry: Entry) -> bool:
    """Whether what is heard is known to be another, or else where it lies."""
    if claimant.sound and entry.sound:
        return claimant.sound != entry.sound
    return bool(claimant.url and entry.enclosure and claimant.url != entry.enclosure.url)


def _has_another_date(claimant: Claimant, entry: Entry) -> bool:
    if claimant.published_at is None or entry.published_at is None:
        return False
    known = [entry.published_at, *([entry.dated_at] if entry.dated_at else [])]
    return all(abs(claimant.published_at - moment) > _SAME_DAY for moment in known)


class EntryIndex:
    """The entries by everything that may lead to one of them, so that not each is compared with each."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_key: dict[tuple[str, object], list[Entry]] = defaultdict(list)
        self._titles: Counter[str] = Counter()
        for entry in entries:
            self._titles[_folded(entry.title)] += 1
            for key in _keys_of_entry(entry):
                self._by_key[key].append(entry)

    def share_a_title(self, entry: Entry) -> bool:
        """Whether another entry has the title of this one."""
        return bool(entry.title) and self._titles[_folded(entry.title)] > 1

    def share_ids(self, claimant: Claimant, entry: Entry) -> bool:
        """Whether other entries have each id, too, that this claimant has in common with this one."""
        common = claimant.ids.items() & entry.ids.items()
        return all(len(self._by_key[("id", pair)]) > 1 for pair in common)

    def candidates(self, claimant: Claimant) -> dict[str, tuple[Entry, Evidence]]:
        """Every entry that anything speaks for, with what does, by guid."""
        found = {entry.guid: entry for key in _keys_of_claimant(claimant) for entry in self._by_key.get(key, ())}
        return {guid: (entry, evidence(claimant, entry)) for guid, entry in found.items()}


def _keys_of_entry(entry: Entry) -> Iterator[tuple[str, object]]:
    yield ("path", entry.path) if entry.path else ("guid", entry.guid)
    yield from (("id", pair) for pair in entry.ids.items())
    if entry.title:
        yield "title", _title_key(entry.season, entry.number, entry.title)
    if entry.sound:
        yield "sound", entry.sound
    if entry.enclosure:
        yield "url", entry.enclosure.url


def _keys_of_claimant(claimant: Claimant) -> Iterator[tuple[str, object]]:
    yield "path", claimant.path
    yield "guid", claimant.minted_guid
    yield from (("id", pair) for pair in claimant.ids.items())
    yield "title", _title_key(claimant.season, claimant.number, claimant.title)
    if claimant.sound:
        yield "sound", claimant.sound
    if claimant.url:
        yield "url", claimant.url


def _title_key(season: int | None, number: int | None, title: str) -> tuple[int | None, int | None, str]:
    return season, number, _folded(title)
