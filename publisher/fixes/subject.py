"""The episode files as the fixes see them: every value as it is written, or as an earlier fix will have made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from publisher.checks.habits import FEWEST
from publisher.fixes.fix import Fix
from publisher.fixes.known_online import KnownOnline
from publisher.merge.episode import MergedEpisode
from publisher.merge.show import MergedShow
from publisher.model import Place
from publisher.sources.placeholders import is_empty, is_no_address_yet, is_placeholder
from publisher.sources.written import Written

_ADDRESSES: Final = ("ids", "links", "link")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place for one value of an episode file; ``text`` None means that the key is missing among others that exist."""

    place: Place
    keys: tuple[str, ...]
    text: str | None
    order: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether somebody has yet to write the value: it is missing, TODO, or what a template left."""
        if self.text is None or is_empty(self.text):
            return True
        return is_no_address_yet(self.text) if self.keys[0] in _ADDRESSES else is_placeholder(self.text)

    def fix(self, new: str, why: str) -> Fix:
        """A new value for it, for this reason."""
        return Fix(place=self.place, keys=self.keys, old=self.text, new=new, why=why, order=self.order)


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

    @classmethod
    def of(cls, merged: MergedShow, online: KnownOnline | None) -> Subject:
        """Everything as it is written; drafts are their authors' business until they are done."""
        pages = (
            Page(episode=one, written={written.keys: written for written in one.known.file.written})
            for one in merged.episodes
            if not one.known.value("draft")
        )
        return cls(merged=merged, online=online or KnownOnline(), pages=tuple(pages))

    def after(self, fixes: Iterable[Fix]) -> Subject:
        """Everything as it will be."""
        by_path: dict[str, list[Fix]] = {}
        for fix in fixes:
            by_path.setdefault(fix.place.path, []).append(fix)
        pages = (_page_after(page, by_path.get(page.path, ())) for page in self.pages)
        return replace(self, pages=tuple(pages))

    def slots(self, section: str, key: str) -> Iterator[tuple[Page, Slot]]:
        """The value of a platform in a section of each file.

        A missing one counts as TODO where most files have the key, and this one has the section: to put in what only
        few have would be noise.
        """
        found = [(page, page.slot(section, key)) for page in self.pages]
        orders = Counter(tuple(one.keys[1] for one in page.section(section)) for page, slot in found if slot)
        is_habit = len(found) >= FEWEST and orders.total() * 2 > len(found)
        for page, slot in found:
            if slot is not None:
                yield page, slot
            elif is_habit and page.section(section):
                yield page, _missing(page.section(section), key, orders)


def _missing(written: tuple[Written, ...], key: str, orders: Counter[tuple[str, ...]]) -> Slot:
    """A key as most files spell it, where those have it whose keys are in the order of this one's."""
    own = [one.keys[1] for one in written]
    alike = [order for order in orders if [name for name in order if name in own] == own]
    order = max(alike or orders, key=lambda names: (orders[names], names))
    name = next(one for one in order if one.casefold() == key)
    return Slot(place=written[-1].place, keys=(written[-1].keys[0], name), text=None, order=order)


def _page_after(page: Page, fixes: Iterable[Fix]) -> Page:
    new = {fix.keys: Written(place=fix.place, keys=fix.keys, text=fix.new) for fix in fixes}
    return replace(page, written={**page.written, **new})
