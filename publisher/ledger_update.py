"""The ledger and the feed after a build: what changed gets the moment of the build, all else keeps its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from publisher.layout import FEED_PATH
from publisher.ledger.entry import Entry, Ledger, PublishedEnclosure
from publisher.merge.claimants import platform_ids
from publisher.merge.dates import utc_moment
from publisher.merge.episode import MergedEpisode
from publisher.model import Episode, OutputFile, Show, Source
from publisher.outputs import rss
from publisher.sources.feed_file import FeedFile, parse_feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The feed with the date of its newest change, and the ledger that goes with it."""

    feed: OutputFile
    ledger: Ledger


def date_changes(show: Show, episodes: Iterable[MergedEpisode], ledger: Ledger, now: datetime) -> Dated:
    """The feed of this show, and the ledger after it is published.

    The first feed of all is dated by its newest episode, as every machine would date it; later ones by their changes.
    """
    feed = _rendered(show, ledger.newest_change)
    updated = _updated(show, episodes, ledger, _parsed(feed), now.replace(microsecond=0))
    if updated.newest_change != ledger.newest_change:
        feed = _rendered(show, updated.newest_change)
    return Dated(feed=feed, ledger=updated)


def _rendered(show: Show, changed_at: datetime | None) -> OutputFile:
    (feed,) = rss.output(replace(show, changed_at=changed_at))
    return feed


def _parsed(feed: OutputFile) -> FeedFile:
    read = parse_feed(feed.content if isinstance(feed.content, bytes) else b"", FEED_PATH)
    if read.value is None:
        raise AssertionError("a feed of ours cannot be read")
    return read.value


def _updated(show: Show, episodes: Iterable[MergedEpisode], ledger: Ledger, feed: FeedFile, now: datetime) -> Ledger:
    known = {entry.guid: entry for entry in ledger.entries}
    files = {one.place.path: one for one in episodes}
    digests = {item.guid: item.digest for item in feed.items}
    first_at = now if ledger.path else None
    entries = {
        one.guid: _entry(one, files[one.place.path], known.get(one.guid), digests[one.guid], now, first_at)
        for one in show.episodes
    }
    later = {one.guid: one for one in show.upcoming}
    others = (entry for entry in ledger.entries if entry.guid not in entries)
    entries |= {entry.guid: _gone(entry, later.get(entry.guid), now) for entry in others}
    timezone = next((one.known.around.zone.key for one in episodes), ledger.timezone)
    is_same = not ledger.digest or ledger.digest == feed.digest
    return Ledger(
        entries=tuple(entries.values()),
        show_guid=show.guid,
        feed_url=show.feed_url,
        timezone=timezone,
        changed_at=ledger.changed_at if is_same else now,
        digest=feed.digest,
        path=ledger.path,
    )


def _entry(
    episode: Episode, file: MergedEpisode, old: Entry | None, digest: str, now: datetime, first_at: datetime | None
) -> Entry:
    is_same = old is not None and old.digest == digest
    changed_at = old.changed_at if old and is_same else now if old else first_at
    audio = file.known.recordings[0] if file.known.recordings else None
    return Entry(
        guid=episode.guid,
        path=episode.place.path,
        slug=episode.slug,
        title=episode.title,
        season=episode.season,
        number=episode.number,
        published_at=episode.published_at,
        dated_at=_dated_at(file, episode.published_at),
        ids=platform_ids(file.known.file),
        enclosure=_enclosure(episode),
        sound=audio.sound_digest if audio else "",
        first_at=(old.first_at if old else None) or first_at or episode.published_at,
        changed_at=changed_at or episode.published_at,
        digest=digest,
    )


def _enclosure(episode: Episode) -> PublishedEnclosure:
    found = episode.found.get("audio", ())
    return PublishedEnclosure(
        url=episode.audio.url,
        size_bytes=episode.audio.size_bytes,
        mime_type=episode.audio.mime_type,
        duration_ms=episode.audio.duration_ms,
        elsewhere=bool(found) and found[0].source is Source.LEDGER,
    )


def _dated_at(file: MergedEpisode, published_at: datetime) -> datetime | None:
    """The date that the file gives, where the published one is another."""
    written = next(_written_dates(file), None)
    if written is None:
        return None
    try:
        moment = utc_moment(written, file.known.around.zone)
    except ValueError:  # clocks change then, which is an error where that date counts
        return None
    return moment if moment != published_at else None


def _written_dates(file: MergedEpisode) -> Iterator[date | datetime]:
    return (one.value for one in file.found.get("published_at", ()) if one.source is Source.FRONT_MATTER)


def _gone(entry: Entry, later: Episode | None, now: datetime) -> Entry:
    """An entry that is not in the feed any more: withdrawn, or put off, both by hand."""
    if later is not None:
        changed_at = now if entry.digest else entry.changed_at
        return replace(entry, published_at=later.published_at, changed_at=changed_at, digest="")
    return entry if entry.withdrawn else replace(entry, withdrawn=True, changed_at=now, digest="")
