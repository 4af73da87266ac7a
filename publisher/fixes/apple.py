"""Links to Apple Podcasts, from what Apple's Lookup says of the show: by guid, then by recording, then by title."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from publisher.checks.alike import are_one_title, words_of
from publisher.fixes.fix import Candidate, Fix, Offer
from publisher.fixes.known_online import AppleEpisode
from publisher.fixes.subject import Page, Slot, Subject
from publisher.platforms.known import id_in
from publisher.platforms.tracking import without_tracking
from publisher.text import one_line
from publisher.urls import http_url

_TRAITS: Final = ("its guid", "its recording", "its title")  # the most telling first
_TITLE: Final = 2  # which may be that of other episodes too
_MOST_OFFERED: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """An episode in Apple's list: its link, its traits, and the files that it belongs to by their link, or by a trait.

    Those of a title alone do not count: it belongs to nobody before it is needed.
    """

    url: str
    title: str
    traits: tuple[Hashable, ...]
    owners: frozenset[str]


def apple_links(subject: Subject) -> Iterator[Fix | Offer]:
    """A link to Apple that is missing or TODO is in Apple's list, if other episodes have one.

    What has the link of another episode already, or a trait that several have, proves nothing: it is offered.
    Episodes that are yet to come are in no list.
    """
    waiting = {one.place for one in subject.merged.show.upcoming} if subject.merged.show else set()
    slots = list(subject.slots("links", "apple"))
    links = {page.path: known for page, slot in slots if slot.text and (known := id_in("apple", slot.text))}
    if not links:
        return
    traits = {page.path: _traits_of(page) for page in subject.pages}
    rows = _rows(subject.online.apple, links, traits)
    sharing = Counter((index, trait) for own in traits.values() for index, trait in enumerate(own))
    for page, slot in slots:
        if slot.is_blank and page.episode.place not in waiting:
            own = [(index, trait) for index, trait in enumerate(traits[page.path]) if trait]
            found = _by_traits(slot, own, rows, sharing) or _by_likeness(page, slot, rows)
            if found:
                yield found


def _by_traits(
    slot: Slot, own: Sequence[tuple[int, Hashable]], rows: Sequence[_Row], sharing: Mapping[tuple[int, Hashable], int]
) -> Fix | Offer | None:
    """By the first trait that any episode in the list has too."""
    for index, trait in own:
        same = [row for row in rows if row.traits[index] == trait]
        others = [row for row in same if row.owners - {slot.place.path}]
        if index == _TITLE:
            same, others = [row for row in same if row not in others], []
        if len(same) == 1 and not others and sharing[index, trait] == 1:
            return slot.fix(same[0].url, f"{_TRAITS[index]} in Apple's list", slot.open_check)
        if same:
            why = "that is the link of another episode" if others else "several episodes have it"
            return _offer(slot, same, f"by {_TRAITS[index]} in Apple's list, but {why}")
    return None


def _by_likeness(page: Page, slot: Slot, rows: Sequence[_Row]) -> Offer | None:
    """What may be the episode by its title, and is nobody else's."""
    title, people = page.episode.values["title"], page.episode.values["people"]
    around = [page.episode.known.around.fields["title"].value, *(person.name for person in people)]
    free = (row for row in rows if not row.owners and row.traits[_TITLE])
    similar = [row for row in free if are_one_title(row.title, title, around)]
    return _offer(slot, similar, "nothing in Apple's list has exactly its title") if similar else None


def _offer(slot: Slot, rows: Sequence[_Row], why: str) -> Offer:
    candidates = (Candidate(keys=slot.keys, new=row.url, why=row.title) for row in rows[:_MOST_OFFERED])
    return slot.offer(slot.open_check, why, *candidates)


def _rows(
    listed: Sequence[AppleEpisode], links: Mapping[str, str], traits: Mapping[str, tuple[Hashable, ...]]
) -> list[_Row]:
    owners: dict[Hashable, set[str]] = defaultdict(set)
    for path, link in links.items():
        owners[link].add(path)
    for path, own in traits.items():
        for index, trait in enumerate(own[:_TITLE]):
            owners[index, trait].add(path)
    rows = []
    for one in listed:
        url = http_url(without_tracking(one.page_url or ""))
        if url and id_in("apple", url):
            own = (one.guid, _recording(one.enclosure_url), words_of(one.title))
            keys = [id_in("apple", url), *((index, trait) for index, trait in enumerate(own) if trait)]
            found = frozenset(path for key in keys for path in owners.get(key, ()))
            rows.append(_Row(url=url, title=one_line(one.title), traits=own, owners=found))
    return rows


def _traits_of(page: Page) -> tuple[Hashable, ...]:
    values = page.episode.values
    audio = values.get("audio")
    return values["guid"], _recording(audio.url if audio else None), words_of(values["title"])


def _recording(url: str | None) -> str | None:
    """A URL without what hosts count downloads by: the scheme and the query."""
    parts = urlsplit(http_url(url or "") or "")
    return f"{parts.netloc.casefold()}{parts.path}" or None
