"""Links to Apple Podcasts, from what Apple's Lookup says of the show: by guid, then by enclosure, then by title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar
from urllib.parse import urlsplit

from publisher.checks.alike import are_one_title, words_of
from publisher.fixes.fix import Candidate, Fix, Offer
from publisher.fixes.known_online import AppleEpisode
from publisher.fixes.subject import Page, Slot, Subject
from publisher.platforms.known import id_in
from publisher.platforms.tracking import without_tracking

T = TypeVar("T")

_MOST_OFFERED: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trait:
    """Something that an episode has here and in Apple's list, and that tells it from the others."""

    words: str
    of_page: Callable[[Page], Hashable | None]
    of_row: Callable[[AppleEpisode], Hashable | None]


def apple_links(subject: Subject) -> Iterator[Fix | Offer]:
    """A link to Apple that is missing or TODO is in Apple's list, if other episodes have one.

    An episode that has links already, or traits that several have, prove nothing: they are offered.
    """
    rows = subject.online.apple
    slots = list(subject.slots("links", "apple")) if rows else []
    claimed = {id_in("apple", slot.text) for _, slot in slots if slot.text and not slot.is_blank}
    if not claimed - {None}:
        return
    indexes = [(trait, _by(trait.of_page, subject.pages), _by(trait.of_row, rows)) for trait in _TRAITS]
    for page, slot in slots:
        if slot.is_blank:
            found = _found(page, slot, indexes, claimed) or _similar(page, slot, rows, claimed)
            if found:
                yield found


_Index: TypeAlias = tuple[_Trait, Mapping[Hashable, Sequence[Page]], Mapping[Hashable, Sequence[AppleEpisode]]]


def _found(page: Page, slot: Slot, indexes: Sequence[_Index], claimed: set[str | None]) -> Fix | Offer | None:
    """By the first trait that any episode in Apple's list shares."""
    for trait, pages, rows in indexes:
        key = trait.of_page(page)
        same = rows.get(key, ()) if key else ()
        if not same:
            continue
        taken = any(id_in("apple", row.url) in claimed for row in same)
        if len(same) == 1 and len(pages[key]) == 1 and not taken:
            return slot.fix(without_tracking(same[0].url), f"{trait.words} in Apple's list")
        if taken:
            why = f"another episode has the link of what has {trait.words} in Apple's list"
        else:
            why = f"several episodes have {trait.words}"
        return _offer(slot, same, why)
    return None


def _similar(page: Page, slot: Slot, rows: Sequence[AppleEpisode], claimed: set[str | None]) -> Offer | None:
    """What may be the episode by its title, and is nobody else's."""
    title = page.episode.values["title"]
    around = [
        page.episode.known.around.fields["title"].value,
        *(person.name for person in page.episode.values["people"]),
    ]
    free = (row for row in rows if id_in("apple", row.url) not in claimed)
    similar = [row for row in free if words_of(row.title) and are_one_title(row.title, title, around)]
    return _offer(slot, similar, "its title in Apple's list is another one") if similar else None


def _offer(slot: Slot, rows: Sequence[AppleEpisode], why: str) -> Offer:
    candidates = tuple(
        Candidate(keys=slot.keys, new=without_tracking(row.url), why=_named(row)) for row in rows[:_MOST_OFFERED]
    )
    return Offer(place=slot.place, keys=slot.keys, old=slot.text, why=why, candidates=candidates)


def _named(row: AppleEpisode) -> str:
    return f"{row.title}, {row.published_at:%Y-%m-%d}" if row.published_at else row.title


def _by(trait: Callable[[T], Hashable | None], ones: Sequence[T]) -> Mapping[Hashable, Sequence[T]]:
    found: dict[Hashable, list[T]] = defaultdict(list)
    for one in ones:
        key = trait(one)
        if key:
            found[key].append(one)
    return found


def _recording(url: str | None) -> str | None:
    """A URL without what hosts count downloads by: the scheme and the query."""
    parts = urlsplit(url or "")
    return f"{parts.netloc.casefold()}{parts.path}" or None


def _audio_url(page: Page) -> str | None:
    audio = page.episode.values.get("audio")
    return audio.url if audio else None


_TRAITS: Final = (
    _Trait(words="its guid", of_page=lambda page: page.episode.values["guid"], of_row=lambda row: row.guid),
    _Trait(
        words="its recording",
        of_page=lambda page: _recording(_audio_url(page)),
        of_row=lambda row: _recording(row.enclosure_url),
    ),
    _Trait(
        words="its title",
        of_page=lambda page: words_of(page.episode.values["title"]),
        of_row=lambda row: words_of(row.title),
    ),
)
