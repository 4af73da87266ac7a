"""The date of an episode that is published, beside the one in its file."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from publisher.ledger.entry import Entry
from publisher.merge.dates import utc_moment
from publisher.model import Episode


def is_that_date(written: date | datetime, entry: Entry, zone: ZoneInfo) -> bool:
    """Whether a file gives exactly the date that subscribers have."""
    return _moment(written, zone) == entry.published_at


def says_no_other(written: date | datetime, entry: Entry, zones: Collection[ZoneInfo]) -> bool:
    """Whether a file gives no other date than it did when the episode was published.

    Its day alone says nothing against the time of day that subscribers have. ``zones`` are the time zone of the show,
    and the one that it had when it was published last: another zone is no other date.
    """
    if entry.published_at is None:
        return False
    if not entry.path:
        return True  # an entry that was made of a feed does not know what the file said
    if not isinstance(written, datetime) and written in {entry.published_at.astimezone(zone).date() for zone in zones}:
        return True
    moments = {moment for zone in zones if (moment := _moment(written, zone))}
    return not moments.isdisjoint({entry.published_at, entry.dated_at})


def is_waiting(episode: Episode, entry: Entry | None, now: datetime) -> bool:
    """Whether an episode is to appear later: its date is to come, and the feed does not have it with that date already.

    Feeds that were taken over have such dates; an entry's digest says that the feed has it.
    """
    moment = episode.published_at
    is_there = entry is not None and bool(entry.digest) and not entry.withdrawn and entry.published_at == moment
    return moment > now and not is_there


def _moment(written: date | datetime, zone: ZoneInfo) -> datetime | None:
    try:
        return utc_moment(written, zone)
    except ValueError:  # reported where the date is decided
        return None
