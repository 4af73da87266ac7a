"""A feed with all of its pages."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from urllib.parse import urljoin

from publisher.feed_source import feed_bytes, is_url
from publisher.model import Place, Problem, Severity
from publisher.sources.feed_file import FeedFile, FeedItem, parse_feed
from publisher.sources.folder import Read
from publisher.urls import http_url

_MOST_PAGES: Final = 500


def load_feed(name: str, *, allow_private: bool = False) -> Read[FeedFile]:
    """The feed of a file or a URL. One by URL is read to its last page (RFC 5005, section 3). Raises FeedNotRead."""
    read = parse_feed(feed_bytes(name, allow_private=allow_private), name)
    if read.value is None or not read.value.next_url:
        return read
    if not is_url(name):
        return Read(value=read.value, problems=(*read.problems, _more(name, read.value.next_url)))
    return _with_pages(read.value, name, list(read.problems), allow_private=allow_private)


def _with_pages(feed: FeedFile, url: str, problems: list[Problem], *, allow_private: bool) -> Read[FeedFile]:
    items: dict[str, FeedItem] = {item.guid: item for item in feed.items}
    seen, page = {url}, urljoin(url, feed.next_url)
    while page not in seen and len(seen) < _MOST_PAGES:
        seen.add(page)
        read = parse_feed(feed_bytes(page, allow_private=allow_private), page)
        problems += read.problems
        if read.value is None:
            return Read(value=None, problems=tuple(problems))
        items = {**{item.guid: item for item in read.value.items}, **items}
        if not read.value.next_url:
            break
        page = urljoin(page, read.value.next_url)
    ordered = sorted(items.values(), key=lambda item: item.published_at.timestamp() if item.published_at else 0)
    return Read(value=replace(feed, items=tuple(reversed(ordered))), problems=tuple(problems))


def with_whole_urls(feed: FeedFile, name: str, address: str) -> tuple[FeedFile, tuple[Problem, ...]]:
    """The feed with the URLs of its recordings as apps ask for them: written whole, of the ``address`` of the feed.

    One that cannot be asked for is none, and a problem says so at its line.
    """
    items: list[FeedItem] = []
    problems: list[Problem] = []
    for item in feed.items:
        there = item.enclosure
        if there is None or http_url(there.url):
            items.append(item)
        elif url := _joined(address, there.url):
            items.append(replace(item, enclosure=replace(there, url=url)))
        else:
            items.append(replace(item, enclosure=None))
            problems.append(_no_recording(name, item.line, there.url, address))
    return replace(feed, items=tuple(items)), tuple(problems)


def _joined(address: str, url: str) -> str | None:
    try:
        return http_url(urljoin(address, url))
    except ValueError:
        return None


def _no_recording(name: str, line: int, url: str, address: str) -> Problem:
    remedy = "" if address else "; if it is part of one, say where the feed is on the web, with --feed-url URL"
    message = f"'{url}' is not the URL of a recording, and is left out{remedy}"
    return Problem(place=Place(path=name, line=line), check="value-unread", severity=Severity.WARNING, message=message)


def _more(name: str, next_url: str) -> Problem:
    message = f"this is the first page of a feed that goes on at {next_url}; adopt it by its URL, to have all of it"
    return Problem(place=Place(path=name), check="feed-page", severity=Severity.WARNING, message=message)
