"""The ledger made again from the feed that it belongs to: what subscribers have is written there, too."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from publisher.ledger.entry import Entry, Ledger, PublishedEnclosure
from publisher.platforms.known import read_url
from publisher.sources.feed_file import FeedFile, FeedItem


def ledger_of_feed(feed: FeedFile, path: str, own_urls: Collection[str]) -> Ledger:
    """An entry for each item. Where the files of the episodes lie, a feed does not say: their guids and names do.

    Recordings that do not lie below one of ``own_urls`` are those of another host.
    """
    entries = {item.guid: _entry(item, feed, tuple(own_urls)) for item in feed.items if item.guid}
    return Ledger(
        entries=tuple(entries.values()),
        show_guid=feed.guid or None,
        feed_url=feed.feed_url or None,
        digest=feed.digest,
        path=path,
    )


def _entry(item: FeedItem, feed: FeedFile, own_urls: tuple[str, ...]) -> Entry:
    return Entry(
        guid=item.guid,
        slug=_slug(item),
        title=item.title,
        season=item.season,
        number=item.number,
        published_at=item.published_at,
        ids=_ids(item),
        enclosure=_enclosure(item, own_urls),
        first_at=item.published_at,
        changed_at=feed.changed_at or item.published_at,
        digest=item.digest,
    )


def _ids(item: FeedItem) -> dict[str, str]:
    reference = read_url(item.link) if item.link else None
    if reference is None or reference.kind != "episode" or reference.id is None:
        return {}
    return {reference.platform: reference.id}


def _enclosure(item: FeedItem, own_urls: tuple[str, ...]) -> PublishedEnclosure | None:
    if item.enclosure is None:
        return None
    return PublishedEnclosure(
        url=item.enclosure.url,
        size_bytes=item.enclosure.size_bytes or 0,
        mime_type=item.enclosure.mime_type or "audio/mpeg",
        duration_ms=item.duration_ms,
        elsewhere=bool(own_urls) and not item.enclosure.url.startswith(own_urls),
    )


def _slug(item: FeedItem) -> str:
    """The name of the episode's files in feed/, as their URLs have it."""
    urls = (item.chapters_url, *(transcript.url for transcript in item.transcripts))
    return next((PurePosixPath(unquote(urlsplit(url).path)).stem for url in urls if url), "")
