"""What the channel has beyond the core of RSS: a row or a small function for each element.

Which of them Apple, Spotify, PSP-1 and the podcast namespace ask for: https://podcasters.apple.com/support/823,
https://github.com/Podcast-Standards-Project/PSP-1-Podcast-RSS-Specification, https://podcastindex.org/namespace/1.0.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publisher.model import Show, Trailer, UpdateFrequency
from publisher.outputs.rss_shared import block, funding, license_element, location, person, social, txt
from publisher.outputs.rss_tags import (
    element,
    elements,
    iso_8601,
    keyword_list,
    rfc_2822,
    true_false,
    yes_no,
    yes_or_nothing,
)
from publisher.urls import ascii_url


def channel_elements(show: Show) -> Iterator[etree._Element]:
    """The elements to add to the channel, in a fixed order."""
    yield from _atom(show)
    yield from _itunes(show)
    yield from _podcast(show)
    yield from _spotify(show)


def _atom(show: Show) -> Iterator[etree._Element]:
    yield element("atom:link", href=show.feed_url, rel="self", type="application/rss+xml")
    if show.websub_hub:
        yield element("atom:link", href=show.websub_hub, rel="hub")


def _itunes(show: Show) -> Iterator[etree._Element]:
    yield from elements(
        ("itunes:author", show.author),
        ("itunes:type", show.kind),
        ("itunes:explicit", true_false(show.explicit)),
    )
    yield element("itunes:image", href=show.picture.url)
    for category in show.categories:
        yield _category(category)
    if show.owner_email:
        yield _owner(show)
    yield from elements(
        ("itunes:keywords", keyword_list(show.keywords)),
        ("itunes:block", yes_or_nothing(any(block.blocked and not block.service for block in show.blocks))),
        ("itunes:complete", yes_or_nothing(show.complete)),
        ("itunes:new-feed-url", show.new_feed_url and ascii_url(show.new_feed_url)),
    )


def _podcast(show: Show) -> Iterator[etree._Element]:
    yield element("podcast:guid", show.guid)
    yield element("podcast:locked", yes_no(show.locked), owner=show.owner_email)
    yield element("podcast:medium", show.medium)
    if show.license:
        yield license_element(show.license)
    yield from map(person, show.hosts)
    yield from map(location, show.locations)
    yield from map(funding, show.funding)
    yield from map(social, show.social)
    yield from map(_trailer, show.trailers)
    if show.update_frequency:
        yield _update_frequency(show.update_frequency)
    if show.podping:
        yield element("podcast:podping", usesPodping="true")
    yield from map(block, show.blocks)
    yield from map(txt, show.txt)


def _spotify(show: Show) -> Iterator[etree._Element]:
    if show.spotify_limit:
        yield element("spotify:limit", recentCount=show.spotify_limit)
    if show.spotify_countries:
        yield element("spotify:countryOfOrigin", " ".join(show.spotify_countries).lower())


def _category(names: tuple[str, ...]) -> etree._Element:
    top = element("itunes:category", text=names[0])
    top.extend(element("itunes:category", text=name) for name in names[1:])
    return top


def _owner(show: Show) -> etree._Element:
    owner = element("itunes:owner")
    owner.extend(
        elements(
            ("itunes:name", show.owner_name or show.author or show.title),
            ("itunes:email", show.owner_email),
        )
    )
    return owner


def _trailer(trailer: Trailer) -> etree._Element:
    return element(
        "podcast:trailer",
        trailer.title,
        url=trailer.url,
        pubdate=rfc_2822(trailer.published_at),
        length=trailer.size_bytes,
        type=trailer.mime_type,
        season=trailer.season,
    )


def _update_frequency(frequency: UpdateFrequency) -> etree._Element:
    return element(
        "podcast:updateFrequency",
        frequency.label,
        rrule=frequency.rrule,
        dtstart=iso_8601(frequency.starts_at) if frequency.starts_at else None,
        complete="true" if frequency.complete else None,
    )
