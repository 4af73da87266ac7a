"""What the ledger keeps of an item that is taken over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import unquote, urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from publisher.adopting.clues import file_moment
from publisher.ledger.entry import Entry, Ledger, PublishedEnclosure
from publisher.merge.claimants import platform_ids
from publisher.merge.matching import number_in_name
from publisher.merge.show import feed_guid
from publisher.model import Found
from publisher.sources.episode_file import EpisodeFile
from publisher.sources.feed_file import FeedEnclosure, FeedFile, FeedItem
from publisher.urls import http_url

_TYPES: Final = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/x-m4a",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".wav": "audio/wav",
}
_USUAL_TYPE: Final = "audio/mpeg"


def entry_of(item: FeedItem, file: EpisodeFile, zone: ZoneInfo, now: datetime, *, has_recording: bool) -> Entry:
    """The entry of an episode: guid and date are the subscribers', all else is what its file says.

    The recording of the old host stays the episode's where there is none here. An item dated after ``now`` is
    published all the same: subscribers have it.
    """
    dated_at = file_moment(file, zone)
    published_at = item.published_at or dated_at
    named = number_in_name(file.stem) or (None, None)
    since = min(published_at, now) if published_at else None
    return Entry(
        guid=item.guid,
        path=file.path,
        slug=_value(file, "slug") or file.stem,
        title=_value(file, "title") or _value(file, "short") or item.title,
        season=_value(file, "season", named[0]),
        number=_value(file, "episode", named[1]),
        published_at=published_at,
        dated_at=dated_at if dated_at != published_at else None,
        ids=platform_ids(file),
        enclosure=_enclosure(item, elsewhere=not has_recording),
        first_at=since,
        changed_at=since,
        digest=item.digest,
    )


def show_guid_of(feed: FeedFile, address: str, ledger: Ledger, fields: Mapping[str, Found[Any]]) -> str:
    """The podcast:guid that the show keeps: of show.yaml, the ledger, the feed, or else of the feed's URL.

    A feed without one has the one that follows from its URL, and keeps it when it moves. Empty where that is not known.
    """
    written = fields["guid"].value if "guid" in fields else None
    kept = written or ledger.show_guid or _uuid(feed.guid)
    return kept or (feed_guid(address) if address else "")


def address_of(feed: FeedFile, name: str, said: str) -> str:
    """Where a feed is on the web: what the user said, the feed itself, or its name, if that is no file's; or empty."""
    return next((url for url in (said, feed.feed_url, name) if http_url(url)), "")


def type_of(enclosure: FeedEnclosure) -> str:
    """The type of a recording, as the feed says it, or the name of its file.

    >>> type_of(FeedEnclosure(url="https://example.com/1.m4a?x=1"))
    'audio/x-m4a'
    """
    if enclosure.mime_type:
        return enclosure.mime_type
    path = urlsplit(unquote(enclosure.url)).path if "://" in enclosure.url else enclosure.url
    return _TYPES.get(PurePosixPath(path).suffix.casefold(), _USUAL_TYPE)


def _enclosure(item: FeedItem, *, elsewhere: bool) -> PublishedEnclosure | None:
    if item.enclosure is None:
        return None
    return PublishedEnclosure(
        url=item.enclosure.url,
        size_bytes=item.enclosure.size_bytes or 0,
        mime_type=type_of(item.enclosure),
        duration_ms=item.duration_ms,
        elsewhere=elsewhere,
    )


def _uuid(text: str) -> str | None:
    try:
        return str(UUID(text))
    except ValueError:
        return None


def _value(file: EpisodeFile, key: str, default: Any = None) -> Any:
    return file.values[key].value if key in file.values else default
