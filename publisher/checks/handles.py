"""Checks of where people are to be found, in people/*.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.merge.show import MergedShow
from publisher.model import Severity
from publisher.platforms.reference import address_of
from publisher.platforms.url_faults import fault_of
from publisher.sources.fields import quoted
from publisher.sources.placeholders import is_empty, is_placeholder
from publisher.sources.written import Written
from publisher.urls import http_url


@dataclass(frozen=True, slots=True, kw_only=True)
class _Service:
    """A service whose pages are named by a handle."""

    label: str
    hosts: tuple[str, ...]
    above: tuple[str, ...]  # the pieces of the path above the handle


_SERVICES: Final = {
    "linkedin": _Service(label="LinkedIn", hosts=("linkedin.com",), above=("in",)),
    "github": _Service(label="GitHub", hosts=("github.com",), above=()),
    "twitter": _Service(label="X (Twitter)", hosts=("twitter.com", "x.com"), above=()),
}


@check("person-handle", Severity.WARNING)
def no_handles(merged: MergedShow) -> Iterator[Finding]:
    """A handle of a person that is none: it is put behind the address of the service, and leads nowhere.

    Bad: linkedin: linkedin.com/in/ann
    Good: linkedin: ann
    """
    for person in merged.inputs.people if merged.inputs else ():
        for written in person.written:
            service = _SERVICES.get(written.key)
            if service and not is_empty(written.text) and not is_placeholder(written.text):
                yield from _handle(written, service)


def _handle(written: Written, service: _Service) -> Iterator[Finding]:
    text = written.text.strip()
    fault, remedy = _url(text, service) if http_url(text) else _name(text, service)
    if fault:
        yield Finding(place=written.place, message=f"{written.key}: {quoted(text)} {fault}; {remedy}", about=text)


def _url(text: str, service: _Service) -> tuple[str | None, str]:
    """What is wrong with a whole URL in place of the handle, and what to do about it."""
    malformed = fault_of(text)
    if malformed:
        return malformed.what, f"write {malformed.meant}" if malformed.meant else "copy it again"
    strange = None if _is_of(text, service) else f"is not of {service.label}"
    return strange, "write the handle alone, or another key: web"


def _name(text: str, service: _Service) -> tuple[str | None, str]:
    """What is wrong with a handle, and what to do about it."""
    handle = _handle_in(text, service)
    return _fault(text, service), f"write {handle}" if handle else "write the handle alone"


def _fault(text: str, service: _Service) -> str | None:
    handle = text.strip("/@")
    if any(character.isspace() or not character.isprintable() for character in handle):
        return f"is no handle on {service.label}: it has a space or an invisible character in it"
    return f"is more than a handle on {service.label}" if set(handle) & set("/:?#") else None


def _handle_in(text: str, service: _Service) -> str | None:
    """The handle in an address without its scheme, or with a slip in it."""
    fault = fault_of(text)
    url = fault.meant if fault else f"https://{text.lstrip('/')}"
    address = address_of(url)
    if not address or not _is_of(url, service):
        return None
    pieces = [piece for piece in address.segments if piece not in service.above]
    return pieces[0] if len(pieces) == 1 else None


def _is_of(url: str, service: _Service) -> bool:
    address = address_of(url)
    host = f".{address.host}" if address else ""
    return any(host.endswith(f".{known}") for known in service.hosts)


CHECKS: Final[tuple[Check[MergedShow], ...]] = (no_handles,)
