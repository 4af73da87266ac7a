"""Links as they should be written: on https, without what only says who shared them, and to where they lead today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from publisher.checks.habits import is_habit
from publisher.fixes.fix import Candidate, Fix, Offer
from publisher.fixes.subject import Page, Slot, Subject
from publisher.platforms.known import page_meant, read_url
from publisher.platforms.reference import Reference
from publisher.platforms.tracking import without_tracking
from publisher.platforms.url_faults import fault_of
from publisher.urls import http_url

# From the first second on, or from none: what is left when a time is cut out of a link to a video.
_NO_TIME: Final = re.compile(r"(?<=[?&])(?:t|start|time_continue)(?:=0?s?)?(?:&|$)")


def as_meant(subject: Subject) -> Iterator[Offer]:
    """A URL that leads nowhere by the way it is written, where it is plain how it was meant."""
    for page in subject.pages:
        for one in page.section("links"):
            fault = fault_of(one.text)
            meant = fault.meant if fault else page_meant(one.text)
            if meant and meant != one.text.strip():
                candidate = Candidate(keys=one.keys, new=meant, why="how it may have been meant")
                why = "it leads nowhere by the way it is written"
                yield Offer(place=one.place, keys=one.keys, old=one.text, why=why, candidates=(candidate,))


def secure(subject: Subject) -> Iterator[Fix]:
    """Every known platform is on https."""
    for _, slot, text in _links(subject):
        if text.lower().startswith("http://") and read_url(text):
            yield slot.fix(f"https{text[len('http') :]}", "https, which the platform has")


def empty_times(subject: Subject) -> Iterator[Fix]:
    """``&t`` without a time at the end of a link to a video."""
    for _, slot, text in _links(subject):
        reference = read_url(text)
        page, hash_sign, fragment = text.partition("#")
        shorter = _NO_TIME.sub("", page).rstrip("?&")
        if reference and reference.kind == "episode" and shorter != page and read_url(shorter) == reference:
            yield slot.fix(shorter + hash_sign + fragment, "without a time that says nothing")


def untracked(subject: Subject) -> Iterator[Fix]:
    """What a link carries of who shared it is cut off; elsewhere than on platforms only if it is no habit."""
    found = [(slot, text, without_tracking(text)) for _, slot, text in _links(subject)]
    elsewhere = [(slot, text, shorter) for slot, text, shorter in found if not read_url(text)]
    own = is_habit([one for one in elsewhere if one[1] != one[2]], elsewhere)
    for slot, text, shorter in found:
        if shorter != text and (read_url(text) or not own):
            yield slot.fix(shorter, "without tracking")


def moved(subject: Subject) -> Iterator[Fix | Offer]:
    """A link that redirects for good leads to its new address; to another episode only if the author says so."""
    for _, slot, text in _links(subject):
        new = subject.online.moved.get(text) or subject.online.moved.get(http_url(text) or "")
        target = http_url(without_tracking(new)) if new else None
        if target is None or target == text:
            continue
        if _leads_on(read_url(text), read_url(target)):
            yield slot.fix(target, "where it redirects to for good")
        else:
            candidate = Candidate(keys=slot.keys, new=target, why="where it redirects to for good")
            why = "it redirects, but not to the same episode"
            yield Offer(place=slot.place, keys=slot.keys, old=slot.text, why=why, candidates=(candidate,))


def _leads_on(old: Reference | None, new: Reference | None) -> bool:
    """Whether the new address is of the same thing, as far as a URL can say; short links say nothing."""
    if old is None or old.id is None:
        return True
    return new is not None and (new.kind, new.id) == (old.kind, old.id)


def _links(subject: Subject) -> Iterator[tuple[Page, Slot, str]]:
    """Every URL of an episode's pages, as it is written."""
    for page in subject.pages:
        for keys, one in page.written.items():
            text = one.text.strip()
            if (keys == ("link",) or (len(keys) == 2 and keys[0] == "links")) and http_url(text):
                yield page, Slot(place=one.place, keys=keys, text=one.text), text
