"""Checks of the URLs in show notes: description, introduction and article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.markdown_links import Mention, mentions
from publisher.checks.notes import Notes, notes_of
from publisher.checks.target_slips import end_fault, mail_fault, quotes_fault
from publisher.checks.templates import has_gap, template_habit
from publisher.merge.show import MergedShow
from publisher.model import Severity
from publisher.platforms.url_faults import Fault, fault_of, has_host, host_in, slip_in_text, whole_url
from publisher.sources.fields import quoted
from publisher.sources.placeholders import is_no_address_yet

_WWW: Final = re.compile(r"www\.", re.IGNORECASE)
_GLUED: Final = re.compile(r"www(?=[a-z0-9])(?![0-9]*\.)", re.IGNORECASE)
_MAILTO: Final = re.compile(r"mailto:", re.IGNORECASE)
_SCHEME: Final = re.compile(r"https?://", re.IGNORECASE)
# A first piece of a path that ends so is a host, and no file.
_LIKE_A_HOST: Final = re.compile(r"(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|io|fm|tv)(?=[:/?#]|$)", re.IGNORECASE)
_WHOLE_HOST: Final = re.compile(r"[\w.-]+", re.ASCII)


@check("notes-url", Severity.WARNING)
def no_urls(merged: MergedShow) -> Iterator[Finding]:
    """A link in the show notes or the article that leads nowhere by the way it is written.

    Bad: [the book](https//example.com/book)
    Good: [the book](https://example.com/book)
    """
    is_made_by_website = template_habit(merged) is not None  # which is said once, of the show
    for text in notes_of(merged):
        yield from (one for one in _faults(text) if not (is_made_by_website and has_gap(one.about)))


def _faults(notes: Notes) -> Iterator[Finding]:
    found = list(mentions(notes.text))
    hosts = {host for one in found if (host := _host(one.text))}
    seen = set()
    for one in sorted(found, key=lambda each: (each.line, not each.is_target)):
        fault = (_fault_of_target(one.text) if one.is_target else _fault_in_text(one.text)) or _glued(one, hosts)
        place = notes.place_of(one)
        if fault and (place, one.text) not in seen:
            seen.add((place, one.text))
            message = f"{quoted(one.text) if one.text else 'a link'} {fault.what}; {_remedy(one.text, fault)}"
            yield Finding(place=place, message=message, about=one.text)


def _remedy(text: str, fault: Fault) -> str:
    if fault.meant:
        return f"write {fault.meant}"
    if _MAILTO.match(text):
        return "write mailto: and the address"
    return (
        "copy it again" if _SCHEME.match(text) and not is_no_address_yet(text) else "write the whole URL, with https://"
    )


def _fault_of_target(text: str) -> Fault | None:
    """What is wrong with the target of a link: paths, anchors and other schemes than http are fine."""
    if not text:
        return Fault(what="has no target")
    if is_no_address_yet(text):
        return Fault(what="is yet to be filled in")
    if fault := quotes_fault(text) or mail_fault(text):
        return fault
    if any(character.isspace() and character in " \t" for character in text):
        return _spaced(text)
    if _WWW.match(text) or _LIKE_A_HOST.match(text):
        return _without_scheme(text)
    return fault_of(text) or end_fault(text)


def _spaced(text: str) -> Fault | None:
    """Brackets behind brackets in a sentence are no link: only what begins like a URL is meant as one."""
    fault = fault_of(text)
    if fault and fault.meant:
        return fault
    if _SCHEME.match(text) or _WWW.match(text):
        return Fault(what="has a space in it", meant=whole_url(text) or whole_url(f"https://{text}"))
    return fault


def _fault_in_text(text: str) -> Fault | None:
    if _WWW.match(text) and has_host(text):  # in angle brackets, where only a whole URL makes a link
        return _without_scheme(text)
    return slip_in_text(text) or (mail_fault(text) if _MAILTO.match(text) else None)


def _without_scheme(text: str) -> Fault:
    return Fault(what="does not begin with https://", meant=whole_url(f"https://{text}"))


def _glued(one: Mention, hosts: set[str]) -> Fault | None:
    """``wwwexample.com`` may be somebody's; not where the same text links to ``www.example.com`` too."""
    host = _host(one.text)
    match = _GLUED.match(host)
    rest = host[match.end() :] if match else ""
    if not rest or not {rest, f"www.{rest}"} & hosts:
        return None
    return Fault(what=f"leads to {host}", meant=whole_url(one.text.replace(host, f"www.{rest}", 1)))


def _host(text: str) -> str:
    scheme = _SCHEME.match(text)
    host = host_in(text[scheme.end() :]).casefold() if scheme else ""
    return host if _WHOLE_HOST.fullmatch(host) else ""


CHECKS: Final[tuple[Check[MergedShow], ...]] = (no_urls,)
