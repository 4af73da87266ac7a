"""The episode files as the fixes see them: every value as it is written, or as an earlier fix will have made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from publisher.checks.catalogue import catalogue
from publisher.checks.habits import FEWEST
from publisher.checks.settings import Silencer, silencer
from publisher.fixes.doubts import doubted_offline
from publisher.fixes.fix import Candidate, Fix, Offer
from publisher.fixes.known_online import KnownOnline
from publisher.merge.episode import MergedEpisode
from publisher.merge.show import MergedShow
from publisher.model import Place
from publisher.sources.placeholders import is_empty, is_no_address_yet, is_placeholder
from publisher.sources.written import Written

_ADDRESSES: Final = ("ids", "links", "link")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place for one value of an episode file; ``text`` None means that the key is missing.

    ``order`` and ``sections`` are those of a Fix.
    """

    place: Place
    keys: tuple[str, ...]
    text: str | None
    order: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether somebody has yet to write the value: it is missing, TODO, or what a template left."""
        if self.text is None or is_empty(self.text):
            return True
        return is_no_address_yet(self.text) if self.keys[0] in _ADDRESSES else is_placeholder(self.text)

    @property
    def open_check(self) -> str:
        """What finds that it is blank."""
        if self.keys[0] not in _ADDRESSES:
            return "value-todo"
        return "platform-missing" if self.text is None else "link-todo"

    def fix(self, new: str, why: str, check: str, source: tuple[str, ...] = ()) -> Fix:
        """A new value for it, for this reason, which mends what this check finds."""
        return Fix(
            place=self.place,
            keys=self.keys,
            old=self.text,
            new=new,
            why=why,
            check=check,
            source=source,
            order=self.order,
            sections=self.sections,
        )

    def offer(self, check: str, why: str, *candidates: Candidate) -> Offer:
        """New values for it, or for what belongs to it, of which one may be right."""
        return Offer(place=self.place, keys=self.keys, old=self.text, why=why, check=check, candidates=candidates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One episode file."""

    episode: MergedEpisode
    written: Mapping[tuple[str, ...], Written]

    @property
    def path(self) -> str:
        """Its path in the show folder."""
        return self.episode.known.file.path

    def section(self, name: str) -> tuple[Written, ...]:
        """The values that stand under a key like ``links``, in their order."""
        return tuple(one for keys, one in self.written.items() if len(keys) == 2 and keys[0] == name)

    @property
    def sections(self) -> tuple[str, ...]:
        """Its keys that lead to values, in their order."""
        return tuple(dict.fromkeys(keys[0] for keys in self.written))

    def has_room_for(self, section: str) -> bool:
        """Whether a key can be put into a section: it has keys already, is missing as a whole, or is TODO."""
        if section in self.episode.known.file.broken or not self.written:
            return False
        one = self.written.get((section,))
        return one is None or is_empty(one.text) or is_no_address_yet(one.text)

    def slot(self, name: str, key: str | None = None) -> Slot | None:
        """A value that is written, or TODO: of a key, or of a platform in a section, whatever its case."""
        wanted = (name,) if key is None else (name, key.casefold())
        for keys, one in self.written.items():
            if (*keys[:1], *(part.casefold() for part in keys[1:])) == wanted:
                return Slot(place=one.place, keys=keys, text=one.text)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The show, what is known online, and its files."""

    merged: MergedShow
    online: KnownOnline
    pages: tuple[Page, ...]
    is_silenced: Silencer
    doubted: frozenset[Place]  # where a link or an id stands that may be of another episode

    @classmethod
    def of(cls, merged: MergedShow, online: KnownOnline | None) -> Subject:
        """Everything as it is written; drafts are their authors' business until they are done."""
        pages = (
            Page(episode=one, written={written.keys: written for written in one.known.file.written})
            for one in merged.episodes
            if not one.known.value("draft")
        )
        known, is_silenced = online or KnownOnline(), silencer(merged, catalogue())
        doubted = known.doubted | doubted_offline(merged, is_silenced)
        return cls(merged=merged, online=known, pages=tuple(pages), is_silenced=is_silenced, doubted=doubted)

    def doubts(self, slot: Slot) -> bool:
        """Whether a link or an id may be of another episode, by what a check says of it: nothing follows from it."""
        return slot.place in self.doubted

    def after(self, fixes: Iterable[Fix]) -> Subject:
        """Everything as it will be."""
        by_path: dict[str, list[Fix]] = {}
        for fix in fixes:
            by_path.setdefault(fix.place.path, []).append(fix)
        pages = (_page_after(page, by_path.get(page.path, ())) for page in self.pages)
        return replace(self, pages=tuple(pages))

    def slots(self, section: str, key: str) -> Iterator[tuple[Page, Slot]]:
        """The value of a platform in a section of each file.

        A missing one counts as TODO where most files have the key: to put in what only few have would be noise.
        """
        found = [(page, page.slot(section, key)) for page in self.pages]
        having = [page for page, slot in found if slot]
        orders = Counter(tuple(one.keys[1] for one in page.section(section)) for page in having)
        is_habit = len(found) >= FEWEST and len(having) * 2 > len(found)
        for page, slot in found:
            if slot is not None:
                yield page, slot
            elif is_habit and page.has_room_for(section):
                yield page, _missing(page, section, key, orders, having)


def _missing(page: Page, section: str, key: str, orders: Counter[tuple[str, ...]], having: Sequence[Page]) -> Slot:
    """A key as most files spell it, where those have it whose keys are in the order of this one's."""
    own = [one.keys[1] for one in page.section(section)]
    order = _usual(orders, own)
    name = next(one for one in order if one.casefold() == key)
    sections = Counter(one.sections for one in having)
    own_sections = [one for one in page.sections if one != section]
    place = (page.section(section) or tuple(page.written.values()))[-1].place
    return Slot(place=place, keys=(section, name), text=None, order=order, sections=_usual(sections, own_sections))


def _usual(orders: Counter[tuple[str, ...]], own: Sequence[str]) -> tuple[str, ...]:
    """The most usual order of keys, of those that have a file's own ones in their order if there are any."""
    alike = [order for order in orders if [name for name in order if name in own] == list(own)]
    return max(alike or orders, key=lambda names: (orders[names], names))


def _page_after(page: Page, fixes: Iterable[Fix]) -> Page:
    new = {fix.keys: Written(place=fix.place, keys=fix.keys, text=fix.new) for fix in fixes}
    return replace(page, written={**page.written, **new})
