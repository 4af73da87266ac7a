"""A feed with all of its pages."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from urllib.parse import urljoin

from publisher.feed_source import feed_bytes, is_url
from publisher.model import Place, Problem, Severity
from publisher.sources.feed_file import FeedFile, FeedItem, parse_feed
from publisher.sources.folder import Read

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


def _more(name: str, next_url: str) -> Problem:
    message = f"this is the first page of a feed that goes on at {next_url}; adopt it by its URL, to have all of it"
    return Problem(place=Place(path=name), check="feed-page", severity=Severity.WARNING, message=message)
