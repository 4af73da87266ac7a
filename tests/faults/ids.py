"""Faults of ids."""

from __future__ import annotations

from random import Random
from typing import Final

from tests.faults.fault import NOT_YET, Fault, Folder, Kind, at_the_later, letters, replaced
from tests.faults.page import Page

_VIDEO: Final = "https://www.youtube.com/watch?v="


def id_todo(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """An id that is yet to come."""
    return _id(page, rng.choice(("youtube", "anchor")), rng.choice((*NOT_YET, "", "'{{ id }}'")), "link-todo")


def id_short(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """An id that lost its last character."""
    line = page.below("ids", "youtube")
    return _id(page, "youtube", page.value(line)[:-1], "id-shape") if line else None


def id_long(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """An id with a character too many."""
    line = page.below("ids", "youtube")
    return _id(page, "youtube", page.value(line) + letters(rng, 1), "id-shape") if line else None


def id_with_space(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """An id with a space in it."""
    line = page.below("ids", "youtube")
    at = rng.randint(1, 10)
    return _id(page, "youtube", f"{page.value(line)[:at]} {page.value(line)[at:]}", "id-shape") if line else None


def id_of_another_platform(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """Spotify's id for YouTube's."""
    return _id(page, "youtube", letters(rng, 22), "id-shape")


def id_with_more(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """An id that was copied with what stood behind it."""
    line = page.below("ids", "youtube")
    more = rng.choice(("&t", "&t=61s", "?si=a1b2c3", "&list=PL1234567890"))
    return _id(page, "youtube", page.value(line) + more, "id-extra") if line else None


def id_with_path(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """An id with a piece of the path before it."""
    platform, path = rng.choice((("anchor", "my-show/episodes/"), ("youtube", "shorts/"), ("youtube", "embed/")))
    line = page.below("ids", platform)
    return _id(page, platform, path + page.value(line), "id-path") if line else None


def id_as_link(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A whole link for an id."""
    platform, start = rng.choice((("youtube", _VIDEO), ("anchor", "https://anchor.fm/my-show/episodes/")))
    line = page.below("ids", platform)
    return _id(page, platform, start + page.value(line), "id-path") if line else None


def id_of_another_page(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """Another video in the id than in the link."""
    if not page.below("links", "youtube"):
        return None
    return _id(page, "youtube", letters(rng, 11), "id-and-link-disagree")


def key_of_another_page(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """Another key in Anchor's id than in the link."""
    line = page.below("ids", "anchor")
    if line is None or not page.below("links", "anchor"):
        return None
    return _id(page, "anchor", page.value(line)[:-2] + "zz", "id-and-link-disagree")


def id_of_another_episode(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """The id of another episode: it disagrees with the link here, too."""
    other, line = folder.other_with(page, rng, "ids", "youtube"), page.below("ids", "youtube")
    if other is None or line is None or not page.below("links", "youtube"):
        return None
    that, there = other
    fault = replaced(line, that.line(there), brings=[(line, "id-and-link-disagree")])
    return at_the_later(fault, page, that, (line, there), "id-repeated")


KINDS: Final[tuple[Kind, ...]] = (
    id_todo,
    id_short,
    id_long,
    id_with_space,
    id_of_another_platform,
    id_with_more,
    id_with_path,
    id_as_link,
    id_of_another_page,
    key_of_another_page,
    id_of_another_episode,
)


def _id(page: Page, platform: str, value: str, check: str) -> Fault | None:
    line = page.below("ids", platform)
    return replaced(line, f"  {platform}: {value}".rstrip(), brings=[(line, check)]) if line else None
