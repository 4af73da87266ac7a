"""Links as they should be written: on https, without what only says who shared them, and to where they lead today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from publisher.checks.habits import is_habit
from publisher.fixes.fix import Candidate, Fix, Offer
from publisher.fixes.own_site import is_on, own_hosts
from publisher.fixes.subject import Page, Slot, Subject
from publisher.platforms.known import page_meant, read_url
from publisher.platforms.reference import Reference
from publisher.platforms.tracking import without_empty_time, without_tracking
from publisher.platforms.url_faults import fault_of
from publisher.urls import http_url

_FOR_GOOD: Final = "where it redirects to for good"


def as_meant(subject: Subject) -> Iterator[Offer]:
    """A URL that leads nowhere by the way it is written, where it is plain how it was meant."""
    for page in subject.pages:
        for one in page.section("links"):
            fault = fault_of(one.text)
            meant = fault.meant if fault else page_meant(one.text)
            if meant and meant != one.text.strip():
                candidate = Candidate(keys=one.keys, new=meant, why="how it may have been meant")
                slot = Slot(place=one.place, keys=one.keys, text=one.text)
                check = "link-malformed" if fault else "link-path"
                yield slot.offer(check, "it leads nowhere by the way it is written", candidate)


def secure(subject: Subject) -> Iterator[Fix]:
    """Every known platform is on https."""
    for _, slot, text in _links(subject):
        if text.lower().startswith("http://") and read_url(text):
            yield slot.fix(f"https{text[len('http') :]}", "https, which the platform has", "link-http")


def empty_times(subject: Subject) -> Iterator[Fix]:
    """``&t`` without a time at the end of a link to a video."""
    for _, slot, text in _links(subject):
        if without_empty_time(text) != text:
            yield slot.fix(without_empty_time(text), "without a time that says nothing", "link-tracking")


def untracked(subject: Subject) -> Iterator[Fix]:
    """What a link to a platform carries of who shared it is cut off: the platform does not need it."""
    for _, slot, text in _links(subject):
        if read_url(text) and without_tracking(text) != text:
            yield slot.fix(without_tracking(text), "without tracking", "link-tracking")


def tracked_elsewhere(subject: Subject) -> Iterator[Offer]:
    """The same of a link to any other site: whether somebody counts by it, only the author knows.

    On the author's own site it is the author's, and where most links have it, it is meant.
    """
    own = own_hosts(subject.merged)
    links = [(slot, text) for _, slot, text in _links(subject) if not (read_url(text) or is_on(text, own))]
    tracked = [(slot, text) for slot, text in links if without_tracking(text) != text and not _moves(subject, text)]
    for slot, text in () if is_habit(tracked, links) else tracked:
        candidate = Candidate(keys=slot.keys, new=without_tracking(text), why="the same without that")
        yield slot.offer("link-tracking", "it says who shared it", candidate)


def moved(subject: Subject) -> Iterator[Fix | Offer]:
    """A link that redirects for good leads to its new address; to another episode only if the author says so."""
    for _, slot, text in _links(subject):
        target = _target(subject, text)
        if target is None or target == text:
            continue
        candidate = Candidate(keys=slot.keys, new=target, why=_FOR_GOOD)
        shorter = without_tracking(target)
        if not _leads_on(read_url(text), read_url(target)):
            yield slot.offer("online-moved", "it redirects, but not to the same episode", candidate)
        elif shorter != target and without_tracking(text) == text:
            clean = Candidate(keys=slot.keys, new=shorter, why="the same without that")
            yield slot.offer("online-moved", "it redirects to what says who shared it", candidate, clean)
        else:
            yield slot.fix(target, _FOR_GOOD, "online-moved")


def _target(subject: Subject, text: str) -> str | None:
    """Where a link redirects to for good; on a platform, without what it does not need."""
    new = subject.online.moved.get(text) or subject.online.moved.get(http_url(text) or "")
    return http_url(without_tracking(new) if read_url(new) else new) if new else None


def _moves(subject: Subject, text: str) -> bool:
    """Whether a link redirects, or is what an earlier one redirects to: that comes first."""
    return _target(subject, text) is not None or text in subject.online.moved.values()


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
