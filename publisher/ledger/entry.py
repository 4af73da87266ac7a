"""What the ledger knows of an episode that was published, and of the show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEnclosure:
    """The recording that subscribers were offered last.

    ``elsewhere``: it lies on another host, from where ``publish adopt`` took it, and stays the episode's recording for
    as long as there is none in this folder.
    """

    url: str
    size_bytes: int
    mime_type: str
    duration_ms: int | None = None
    elsewhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An episode that was published: its guid, and whatever finds its file again.

    ``published_at`` is the date in the feed, and ``dated_at`` what the episode's file said of it then, where that was
    another. ``digest`` is of the item as it stood in the feed, ``sound`` of what is heard, without tags.
    """

    guid: str
    path: str = ""  # of the episode file; empty where it is not known
    slug: str = ""
    title: str = ""
    season: int | None = None
    number: int | None = None
    published_at: datetime | None = None
    dated_at: datetime | None = None
    ids: Mapping[str, str] = field(default_factory=dict)  # platform -> id
    enclosure: PublishedEnclosure | None = None
    sound: str = ""
    first_at: datetime | None = None  # when it came into the feed
    changed_at: datetime | None = None  # when its item changed last
    digest: str = ""
    withdrawn: bool = False
    line: int = field(default=0, compare=False)  # in published.yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All that was published, and the channel; ``path`` is the file that it was read from, or empty."""

    entries: tuple[Entry, ...] = ()
    show_guid: str | None = None
    feed_url: str | None = None
    timezone: str | None = None  # in which dates without a time of day were read
    changed_at: datetime | None = None  # when the channel changed last
    digest: str = ""  # of the channel without its items
    path: str = field(default="", compare=False)

    @property
    def newest_change(self) -> datetime | None:
        """When the feed changed last; None where nothing was published."""
        moments = [self.changed_at, *(entry.changed_at for entry in self.entries)]
        return max((moment for moment in moments if moment), default=None)
