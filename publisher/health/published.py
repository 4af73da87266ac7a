"""The feed that subscribers get, beside the one that was built."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

from publisher.errors import UnreadableFile
from publisher.layout import FEED_PATH
from publisher.ledger.entry import Ledger
from publisher.online.settings import user_agent_of
from publisher.probe.answer import Answer, Failure, Request
from publisher.probe.prober import Prober, ProbeSettings
from publisher.sources.feed_file import FeedFile, parse_feed
from publisher.sources.folder import read_bytes

MOST_BYTES: Final = 64 * 1024 * 1024
_DEADLINE_S: Final = 60.0
_OK: Final = 200
_NO_WAY: Final = frozenset({Failure.NAMES_UNAVAILABLE, Failure.UNREACHABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """The feed of the last build: the digest of each item by its guid, and of the channel.

    ``sha256`` is of the file; empty where that is not here, and all is known from the ledger.
    """

    items: Mapping[str, str] = field(default_factory=dict)
    channel: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What is other in the published feed than in the built one, by guid."""

    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    channel: bool = False

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra or self.changed or self.channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a URL answers with; ``fault`` says why it is no feed that could be read.

    ``is_out_of_reach``: there is no way from this machine, which says nothing of what others get.
    """

    url: str
    fault: str = ""
    is_out_of_reach: bool = False
    modified_at: datetime | None = None  # HTTP: Last-Modified
    is_same_file: bool = False
    difference: Difference = Difference()

    @property
    def is_the_built_one(self) -> bool:
        """Whether subscribers have what was built, be it in other bytes."""
        return not self.fault and (self.is_same_file or not self.difference)


def built_feed(root: Path, ledger: Ledger) -> Built | None:
    """feed/feed.xml; by the ledger where that is not kept here; None where nothing was built."""
    try:
        content = read_bytes(root, FEED_PATH, limit_bytes=MOST_BYTES)
    except UnreadableFile:
        return _of_ledger(ledger)
    feed = parse_feed(content, FEED_PATH).value
    return built_of(feed, content) if feed else _of_ledger(ledger)


def fetch(url: str, *, allow_private: bool, etag: str = "") -> Answer:
    """What the address of the feed answers with: 304 where the feed still is the one of ``etag``."""
    settings = ProbeSettings(
        user_agent=user_agent_of(url), allow_private=allow_private, link_deadline_s=_DEADLINE_S, retries=1
    )
    headers = {"if-none-match": etag} if etag else {}
    with Prober(settings) as prober:
        return prober.ask(Request(url=url, method="GET", headers=headers, max_bytes=MOST_BYTES))


def compared(answer: Answer, built: Built) -> Published:
    """The feed of an answer, beside the one that was built."""
    url = answer.request.url
    modified_at = _http_date(answer.headers.get("last-modified", ""))
    if answer.failure is not None or answer.status != _OK or not answer.is_whole:
        fault = answer.detail if answer.failure or answer.status != _OK else "it is too large for any app"
        return Published(url=url, fault=fault, is_out_of_reach=answer.failure in _NO_WAY)
    if built.sha256 and hashlib.sha256(answer.body).hexdigest() == built.sha256:
        return Published(url=url, modified_at=modified_at, is_same_file=True)
    feed = parse_feed(answer.body, url).value
    if feed is None:
        return Published(url=url, fault="what lies there is no podcast's feed", modified_at=modified_at)
    return Published(url=url, modified_at=modified_at, difference=difference(built_of(feed, answer.body), built))


def difference(published: Built, built: Built) -> Difference:
    """What is other in the one than in the other."""
    shared = published.items.keys() & built.items.keys()
    return Difference(
        missing=tuple(guid for guid in built.items if guid not in shared),
        extra=tuple(guid for guid in published.items if guid not in shared),
        changed=tuple(guid for guid in built.items if guid in shared and built.items[guid] != published.items[guid]),
        channel=bool(built.channel) and built.channel != published.channel,
    )


def built_of(feed: FeedFile, content: bytes) -> Built:
    """A feed, and the file that it was read from."""
    return Built(
        items={item.guid: item.digest for item in feed.items},
        channel=feed.digest,
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _of_ledger(ledger: Ledger) -> Built | None:
    items = {entry.guid: entry.digest for entry in ledger.entries if entry.digest and not entry.withdrawn}
    return Built(items=items, channel=ledger.digest) if ledger.digest else None


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
