"""What came of asking one URL."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Whether a link leads anywhere: only what a platform or a server says for certain is gone."""

    OK = "ok"
    MOVED = "moved"  # it leads there, by permanent redirects alone
    GONE = "gone"
    UNKNOWN = "unknown"


class Way(StrEnum):
    """How a URL is asked, which depends on what it is for."""

    YOUTUBE = "youtube"
    SPOTIFY = "spotify"
    APPLE = "apple"
    ANCHOR = "anchor"
    PAGE = "page"
    ENCLOSURE = "enclosure"
    PICTURE = "picture"
    FEED = "feed"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Target:
    """A URL, and the way it is asked: once, however many name it."""

    way: Way
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How a server hands a file out; None is what it did not say. Media types are lower-case, without parameters."""

    mime_type: str | None = None
    size_bytes: int | None = None  # of the whole file
    head_works: bool | None = None
    head_mime_type: str | None = None
    head_size_bytes: int | None = None
    takes_ranges: bool | None = None  # whether a part that is asked for comes as that part alone


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveFeed:
    """The feed as subscribers get it. ``named`` are marks of the URLs in it, or None where not all of it is known."""

    is_feed: bool
    named: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is known of a URL after asking. ``why`` is one phrase for people: it names no path and no query."""

    url: str
    state: State
    why: str = ""
    host: str = ""  # whose word it is
    title: str | None = None  # of the episode, as the platform has it
    moved_to: str | None = None  # where permanent redirects alone lead
    is_asked: bool = True  # not, where its host had given no answer to others already
    is_embeddable: bool = True  # YouTube: in the pages of others
    is_hidden: bool = False  # YouTube: it exists, and not for everybody
    delivery: Delivery | None = None
    feed: LiveFeed | None = None
    etag: str | None = None

    @property
    def is_alive(self) -> bool:
        """Whether it leads somewhere."""
        return self.state in {State.OK, State.MOVED}


def mark_of(url: str) -> str:
    """A mark to know a URL by, which does not tell it: a URL may hold a secret, and marks are kept on the disk."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:16]
