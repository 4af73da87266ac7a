"""Checks of links that nobody but their author can open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from publisher.checks.addresses import name_of, written_urls
from publisher.checks.check import Check, Finding, check
from publisher.checks.markdown_links import mentions
from publisher.checks.notes import notes_of
from publisher.merge.show import MergedShow
from publisher.model import Severity
from publisher.platforms.reference import address_of
from publisher.probe.addresses import is_public
from publisher.sources.fields import quoted

_FILE: Final = re.compile(r"file:|[A-Za-z]:[/\\]", re.IGNORECASE)
# RFC 6761, RFC 6762, RFC 8375, and what routers make up.
_PRIVATE_NAMES: Final = ("localhost", "local", "internal", "home.arpa", "lan", "localdomain")
_WHAT: Final = "opens on nobody else's computer; write where it is for all to see, or delete it"


@check("link-private", Severity.WARNING)
def private(merged: MergedShow) -> Iterator[Finding]:
    """A link that opens on its author's computer, or in one network only: a file, localhost, a private address.

    A text may speak of such an address.

    Bad: "[the slides](http://localhost:8000/slides.pdf)"
    Good: "[the slides](https://example.com/slides.pdf)"
    """
    for written in written_urls(merged):
        text = written.text.strip()
        if _is_private(text):
            message = f"{name_of(written)}: {quoted(text)} {_WHAT}"
            yield Finding(place=written.place, message=message, about=text)
    for notes in notes_of(merged):
        links = (one for one in mentions(notes.text) if one.is_target)
        found = {(notes.place_of(one), one.text) for one in links if _FILE.match(one.text) or _is_private(one.text)}
        for place, text in sorted(found):
            yield Finding(place=place, message=f"{quoted(text)} {_WHAT}", about=text)


CHECKS: Final[tuple[Check[MergedShow], ...]] = (private,)


def _is_private(url: str) -> bool:
    address = address_of(url)
    if address is None:
        return False
    try:
        return not is_public(address.host)
    except ValueError:
        return any(f".{address.host}".endswith(f".{name}") for name in _PRIVATE_NAMES)
