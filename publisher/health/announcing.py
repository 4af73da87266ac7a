"""Tells others that the feed has changed, once it lies where subscribers get it, and once for each state of it.

WebSub: https://www.w3.org/TR/websub/ leaves open how a publisher notifies its hub; all hubs take the form of its
forerunner, https://pubsubhubbub.github.io/PubSubHubbub/pubsubhubbub-core-0.4.html#rfc.section.7. Podping:
https://github.com/Podcastindex-org/podping.cloud.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import urlencode

from publisher.errors import NotThereError, UnreadableFile
from publisher.health.asking import tell
from publisher.health.memory import Memory
from publisher.health.published import MOST_BYTES, Built, Published, built_of, compared, fetch
from publisher.layout import FEED_PATH, SHOW_FILE
from publisher.online.settings import Clock
from publisher.sources.feed_file import FeedFile, parse_feed
from publisher.sources.folder import read_bytes
from publisher.urls import http_url

TOKEN_VARIABLE: Final = "PUBLISH_PODPING_TOKEN"  # noqa: S105 - the name of a variable
PODPING_VARIABLE: Final = "PUBLISH_PODPING_URL"
_PODPING_URL: Final = "https://podping.cloud/"
_FORGETFUL: Final = "CI"  # set by every service that runs each build on a fresh machine
_NEWS_FOR: Final = timedelta(hours=1)  # builds are run every hour
_FIRST_WAIT_S: Final = 5.0  # twice as long each time
_LONGEST_WAIT_S: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """The feed of the last build, to be told of."""

    feed: FeedFile
    built: Built


class Listener(Protocol):
    """Somebody who wants to know of changes."""

    @property
    def name(self) -> str:
        """What it is called, without anything secret."""

    def tell(self, feed: FeedFile, *, allow_private: bool) -> str:
        """Tells it of the feed; gives why that was not taken, or nothing."""


@dataclass(frozen=True, slots=True)
class Hub:
    """A hub of WebSub."""

    url: str

    @property
    def name(self) -> str:
        return f"the hub {self.url}"

    def tell(self, feed: FeedFile, *, allow_private: bool) -> str:
        """POST the address that the feed says of itself, which is the one that others subscribed to."""
        form = urlencode({"hub.mode": "publish", "hub.url": feed.feed_url}).encode()
        headers = {"content-type": "application/x-www-form-urlencoded"}
        return tell(self.url, allow_private=allow_private, content=form, headers=headers)


@dataclass(frozen=True, slots=True)
class Podping:
    """Podping, or a server of one's own that speaks like it: its address comes from the user, not from the show."""

    url: str
    token: str

    @property
    def name(self) -> str:
        return "Podping"

    def tell(self, feed: FeedFile, *, allow_private: bool) -> str:
        """GET with the feed and the reason; the token is a header."""
        query = urlencode({"url": feed.feed_url, "reason": "update", "medium": feed.medium or "podcast"})
        is_own = allow_private or self.url != _PODPING_URL
        return tell(f"{self.url}?{query}", allow_private=is_own, headers={"authorization": self.token})


def news(root: Path) -> News | None:
    """What the last build wrote; None where that cannot be read."""
    try:
        content = read_bytes(root, FEED_PATH, limit_bytes=MOST_BYTES)
    except UnreadableFile:
        return None
    feed = parse_feed(content, FEED_PATH).value
    return News(feed=feed, built=built_of(feed, content)) if feed else None


def listeners(feed: FeedFile, environment: Mapping[str, str]) -> tuple[Listener, ...]:
    """Whom a feed wants told. Raises NotThereError for Podping without a token, or with one that cannot be sent."""
    found: list[Listener] = [Hub(feed.hub_url)] if feed.hub_url else []
    if feed.uses_podping:
        token = environment.get(TOKEN_VARIABLE, "").strip()
        if not token:
            raise NotThereError(f"{SHOW_FILE} says podping: true, which wants your token in {TOKEN_VARIABLE}")
        if not (token.isascii() and token.isprintable()):
            raise NotThereError(f"{TOKEN_VARIABLE} holds characters that no token has; copy it again")
        found.append(Podping(_podping_url(environment.get(PODPING_VARIABLE) or _PODPING_URL), token))
    return tuple(found)


def untold(told: News, found: tuple[Listener, ...], memory: Memory) -> tuple[Listener, ...]:
    """Those who were not told of this state of the feed, as far as this machine remembers."""
    return tuple(one for one in found if memory.announced.get(one.name) != told.built.sha256)


def is_old_news(told: News, memory: Memory, environment: Mapping[str, str], now: datetime) -> bool:
    """Whether a machine that remembers nothing has to assume that an earlier one told of this feed already."""
    is_forgetful = bool(environment.get(_FORGETFUL)) and not memory.announced
    changed_at = told.feed.changed_at
    return is_forgetful and changed_at is not None and now - changed_at > _NEWS_FOR


def await_upload(told: News, clock: Clock, *, wait_s: float, allow_private: bool) -> Published:
    """What lies at the address of the feed, as soon as that is the one that was built, or when the time is over."""
    ends_at = clock.monotonic() + wait_s
    url, pause_s, etag = told.feed.feed_url, _FIRST_WAIT_S, ""
    published = Published(url=url, fault="nothing came of it")
    while True:
        answer = fetch(url, allow_private=allow_private, etag=etag)
        if answer.status != 304 or not etag:
            published = compared(answer, told.built)
            etag = answer.headers.get("etag", "")
        left_s = ends_at - clock.monotonic()
        if published.is_the_built_one or left_s <= 0:
            return published
        clock.wait(min(pause_s, left_s))
        pause_s = min(2 * pause_s, _LONGEST_WAIT_S)


def _podping_url(text: str) -> str:
    url = http_url(text)
    if url is None or {"?", "#"} & set(url):
        raise NotThereError(f"{PODPING_VARIABLE} is not the address of a server; write one like {_PODPING_URL}")
    return url
