"""What the next build of a show folder changes for subscribers, without building it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from publisher.adopting.clues import Clues
from publisher.build import dated_feed, load_to_build, render
from publisher.differing.changes import Change, Difference
from publisher.differing.comparison import Comparison
from publisher.differing.files import compare_files, named_files, unknown_sentences
from publisher.differing.leftovers import Leftovers
from publisher.differing.pairs import paired
from publisher.differing.standing import Files, WholeFeed, read_whole
from publisher.layout import FEED_PATH
from publisher.merge.claimants import platform_ids
from publisher.merge.show import MergedShow
from publisher.model import Episode, OutputFile, Severity, Show
from publisher.progress import Progress
from publisher.sources.episode_file import EpisodeFile
from publisher.text import same_name


def diff(root: Path, now: datetime, progress: Progress, old: WholeFeed, files: Files) -> Difference:
    """What changes from this feed to the one that a build would write now. Nothing is written."""
    merged = load_to_build(root, now, progress)
    if merged.show is None:
        return Difference(against=old.name, problems=merged.problems, is_told=False)
    feed = dated_feed(merged, merged.show, now).feed
    comparison = _compared(merged, merged.show, old, feed)
    files_url = merged.show.files_url
    leftovers = Leftovers(root, old.content, comparison.new.content, files_url) if files.is_written else None
    outputs = render(merged.show, feed)
    named = named_files(comparison.common(), files_url, files)
    found = compare_files(leftovers.watch(outputs) if leftovers else outputs, named, files, progress)
    changes: list[Change] = [*comparison.changes(found.details)]
    changes += comparison.of_files(found, named, {one.guid for one in changes})
    if leftovers:
        changes += leftovers.changes(named, old.feed.items, comparison.new.feed.items)
    return Difference(
        against=old.name,
        changes=tuple(changes or comparison.of_writing()),
        upcoming=tuple(comparison.to_come()),
        unknown=(*_older_pages(old), *unknown_sentences(found.not_had)),
        problems=merged.problems,
    ).sorted()


def _compared(merged: MergedShow, show: Show, old: WholeFeed, feed: OutputFile) -> Comparison:
    new = read_whole(feed.content if isinstance(feed.content, bytes) else b"", FEED_PATH)
    return Comparison(
        old=old,
        new=new,
        pairs=paired(old.feed.items, new.feed.items, _clues(merged, show), _successors(merged)),
        zone=_zone(merged),
        upcoming=show.upcoming,
        broken=_broken(merged, show),
    )


def _zone(merged: MergedShow) -> ZoneInfo:
    zone = merged.inputs.show.values.get("timezone") if merged.inputs else None
    return ZoneInfo(zone.value if zone else "UTC")


def _clues(merged: MergedShow, show: Show) -> dict[str, Clues]:
    """What the files of the episodes have to show beyond their items, by guid."""
    files = {one.place.path: one.known.file for one in merged.episodes}
    return {one.guid: _clues_of(one, files[one.place.path]) for one in show.episodes}


def _clues_of(episode: Episode, file: EpisodeFile) -> Clues:
    short = file.values.get("short")
    return Clues(
        ids={platform: frozenset({key}) for platform, key in platform_ids(file).items()},
        names=frozenset(same_name(name) for name in (episode.slug, file.stem)),
        titles=(short.value,) if short else (),
    )


def _successors(merged: MergedShow) -> dict[str, str]:
    """The guid that the file of a published episode says now, by the one that it was published under."""
    return {guid: claimant.guid for guid, claimant in merged.claims.successors.items() if claimant.guid}


def _older_pages(old: WholeFeed) -> tuple[str, ...]:
    """RFC 5005: a feed may have its older items on further pages."""
    if not old.feed.next_url:
        return ()
    return (f"not compared: {old.name} has older episodes on further pages, the next at {old.feed.next_url}",)


def _broken(merged: MergedShow, show: Show) -> dict[str, str]:
    """The files that an error, also in a recording, keeps out of the feed, by the guid of their episodes."""
    there = {one.place.path for one in show.episodes}
    faulty = {one.place.path for one in merged.problems if one.severity is Severity.ERROR} - there
    entries = merged.inputs.ledger.entries if merged.inputs else ()
    without_sound = (one.known for one in merged.episodes if one.known.audio_reported)
    return {
        **{one.entry.guid: one.file.path for one in without_sound if one.entry},
        **{entry.guid: entry.path for entry in entries if entry.path in faulty},
    }
