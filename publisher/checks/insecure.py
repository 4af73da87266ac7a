"""Checks of http where https is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from publisher.checks.addresses import name_of, written_urls
from publisher.checks.check import Check, Finding, check
from publisher.checks.markdown_links import mentions
from publisher.checks.notes import notes_of
from publisher.merge.show import MergedShow
from publisher.model import Place, Severity
from publisher.platforms.known import read_url
from publisher.platforms.url_faults import fault_of, has_host
from publisher.sources.written import Written
from publisher.urls import http_url

_HTTP: Final = re.compile(r"http://", re.IGNORECASE)
# Where the files of the show lie, as show.yaml says it.
_OF_THE_SHOW: Final = frozenset({"url", "audio_url", "files_url", "feed_url", "moved_to", "new_feed_url", "websub_hub"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Insecure:
    url: str
    place: Place
    what: str  # how a message names it

    @property
    def secure(self) -> str:
        return _HTTP.sub("https://", self.url, count=1)


@check("link-http", Severity.WARNING)
def platforms(merged: MergedShow) -> Iterator[Finding]:
    """A link to a platform with http://: all of them have had https:// for years.

    Bad: youtube: http://www.youtube.com/watch?v=0Gqx1LtqRZU
    Good: youtube: https://www.youtube.com/watch?v=0Gqx1LtqRZU
    """
    for one in _insecure(merged):
        if read_url(one.url):
            yield Finding(place=one.place, message=f"{one.what} begins with http://; write {one.secure}", about=one.url)


@check("url-http", Severity.NOTE)
def elsewhere(merged: MergedShow) -> Iterator[Finding]:
    """Any other link with http://: nearly all hosts have https:// now, and browsers warn of those that have not.

    Bad: [the book](http://example.com/book)
    Good: [the book](https://example.com/book)
    """
    for one in _insecure(merged):
        if not read_url(one.url):
            message = f"{one.what} begins with http://; write {one.secure} if that works"
            yield Finding(place=one.place, message=message, about=one.url)


def _insecure(merged: MergedShow) -> Iterator[_Insecure]:
    for written in (*written_urls(merged), *_of_the_show(merged)):
        if _is_insecure(written.text.strip()):
            yield _Insecure(url=written.text.strip(), place=written.place, what=name_of(written))
    for notes in notes_of(merged):
        found = {(notes.place_of(one), one.text) for one in mentions(notes.text) if _is_insecure(one.text)}
        for place, url in sorted(found):
            yield _Insecure(url=url, place=place, what=f"'{url}'")


def _of_the_show(merged: MergedShow) -> Iterator[Written]:
    """The addresses from which those of recordings and other files are made."""
    for written in merged.inputs.show.written if merged.inputs else ():
        if len(written.keys) == 1 and written.keys[0] in _OF_THE_SHOW:
            yield written


def _is_insecure(url: str) -> bool:
    """Whether it is a URL with http:// of a host that has a name for all to see."""
    match = _HTTP.match(url)
    return bool(match and has_host(url[match.end() :]) and http_url(url) and not fault_of(url))


CHECKS: Final[tuple[Check[MergedShow], ...]] = (platforms, elsewhere)
