"""The vocabulary of the feed: its namespaces, and how an element is made of names and values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Final

from lxml import etree

from publisher.model import Show
from publisher.text import one_line
from publisher.urls import ascii_url

# Case, scheme and trailing slash matter: readers compare these strings.
NAMESPACES: Final = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "psc": "http://podlove.org/simple-chapters",
    "spotify": "http://www.spotify.com/ns/rss",
}

_URLS: Final = frozenset({"url", "href", "img", "image", "uri", "accountUrl"})


def namespaces_of(show: Show) -> dict[str, str]:
    """The namespaces to declare: those that PSP-1 demands, and the others where the show has something in them."""
    used = {
        "psc": any(chapter.toc for episode in show.episodes for chapter in episode.chapters),
        "spotify": bool(show.spotify_limit or show.spotify_countries),
    }
    return {prefix: uri for prefix, uri in NAMESPACES.items() if used.get(prefix, True)}


def element(name: str, content: str | float | None = None, /, **attributes: str | float | None) -> etree._Element:
    """An element by its prefixed name; attributes that are None are left out, URLs are made ASCII.

    >>> person = element("podcast:person", " Ada ", role="host", img=None)
    >>> person.text, dict(person.attrib)
    ('Ada', {'role': 'host'})

    Raises ValueError for a URL whose host is no host name.
    """
    prefix, _, local = name.partition(":")
    made = etree.Element(f"{{{NAMESPACES[prefix]}}}{local}", nsmap={prefix: NAMESPACES[prefix]})
    for attribute, value in attributes.items():
        if value is not None:
            plain = one_line(str(value))
            made.set(attribute, ascii_url(plain) if attribute in _URLS else plain)
    if content is not None:
        made.text = one_line(str(content))
    return made


def elements(*rows: tuple[str, str | float | None]) -> Iterator[etree._Element]:
    """An element for each row of name and content, but none where there is no content."""
    return (element(name, content) for name, content in rows if content not in {None, ""})


def true_false(value: bool | None) -> str | None:
    """``true`` or ``false``, what Apple reads today; None stays None.

    >>> true_false(True), true_false(None)
    ('true', None)
    """
    return None if value is None else str(value).lower()


def yes_no(value: bool) -> str:
    """``yes`` or ``no``, as podcast:locked and podcast:block want it."""
    return "yes" if value else "no"


def yes_or_nothing(value: bool) -> str | None:
    """``yes`` or None: itunes:block and itunes:complete act on ``yes`` alone."""
    return "yes" if value else None


def rfc_2822(moment: datetime) -> str:
    """A date as RSS wants it, in UTC, English in every locale.

    >>> rfc_2822(datetime(2021, 2, 26, tzinfo=UTC))
    'Fri, 26 Feb 2021 00:00:00 +0000'
    """
    return format_datetime(moment.astimezone(UTC))


def iso_8601(moment: datetime) -> str:
    """A date as the podcast namespace writes it in its examples.

    >>> iso_8601(datetime(2021, 2, 26, tzinfo=UTC))
    '2021-02-26T00:00:00.000Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def keyword_list(keywords: tuple[str, ...], *, limit: int = 255) -> str | None:
    """As many whole keywords as fit in 255 characters, the limit that Apple set for itunes:keywords.

    >>> keyword_list(("feeds", "audio", "x" * 250))
    'feeds, audio'
    """
    joined = ""
    for keyword in keywords:
        longer = f"{joined}, {keyword}" if joined else keyword
        if len(longer) > limit:
            break
        joined = longer
    return joined or None
