"""What a build would take from subscribers, or change under them: nothing is written while any of it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from shlex import quote
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.known_published import as_written
from publisher.checks.publication import Publication
from publisher.layout import AUDIO_FOLDER, EPISODES_FOLDER, FEED_PATH, LEDGER_FILE, SHOW_FILE
from publisher.ledger.entry import Entry
from publisher.merge.episode import MergedEpisode
from publisher.model import Episode, Place, Severity


@check("published-clock", Severity.ERROR, fixed=True)
def clock(publication: Publication) -> Iterator[Finding]:
    """The clock of this machine stands before the last change of the feed, so that what is due cannot be told.

    Bad: a build in 1970, on a machine that has lost its clock
    Good: a clock that is right
    """
    newest = publication.ledger.newest_change
    if newest and publication.now < newest:
        message = (
            f"it is {_moment(publication.now)} by the clock of this machine, but the feed changed last at "
            f"{_moment(newest)}; set the clock, or correct the moment here"
        )
        entries = publication.ledger.entries
        line = next((entry.line for entry in entries if entry.changed_at == newest), 0)
        yield Finding(place=Place(path=LEDGER_FILE, line=line), message=message)


@check("published-folder-empty", Severity.ERROR, fixed=True)
def folders(publication: Publication) -> Iterator[Finding]:
    """There are no episode files any more, or no recordings, and subscribers would lose every episode.

    Bad: an empty episodes/, because its disk is not mounted
    Good: the folder as it was
    """
    if not publication.is_empty_handed:
        return
    has_files = bool(publication.merged.episodes)
    lost = len(publication.lost)
    message = (
        f"there is no {'recording' if has_files else 'episode file'} any more, and subscribers would lose "
        f"{'their one episode' if lost == 1 else f'{lost} episodes'}; bring the folder back (is its disk mounted?)"
    )
    yield Finding(place=Place(path=AUDIO_FOLDER if has_files else EPISODES_FOLDER), message=message)


@check("published-episode-lost", Severity.ERROR, fixed=True)
def losses(publication: Publication) -> Iterator[Finding]:
    """An episode that subscribers have would vanish from the feed, without anybody having withdrawn it.

    Bad: the file of a published episode is deleted
    Good: "withdrawn: true in the file; or, for once: publish build --allow-removal GUID"
    """
    if publication.is_empty_handed:
        return
    for entry in publication.lost:
        if entry.guid not in publication.merged.claims.successors:
            yield _loss(entry, publication.files.get(entry.guid), publication.only_stranger)


@check("published-guid-changed", Severity.ERROR, fixed=True)
def guids(publication: Publication) -> Iterator[Finding]:
    """A published episode has another guid now: every app would fetch it once more, as a new one.

    Bad: "guid: my-new-guid in an episode that is published under another"
    Good: the guid that published.yaml has of it
    """
    for entry in publication.lost:
        successor = publication.merged.claims.successors.get(entry.guid)
        if successor:
            message = (
                f"guid: '{successor.guid}' is not the guid that subscribers have of '{entry.title}': every app would "
                f"fetch it once more; write guid: {entry.guid}. To give that one up: publish build --allow-removal "
                f"{quote(entry.guid)}"
            )
            yield Finding(place=Place(path=successor.path, line=successor.guid_line), message=message)


@check("published-date-moved", Severity.ERROR, fixed=True)
def dates(publication: Publication) -> Iterator[Finding]:
    """The date of a published episode is another now: apps would sort it anew, and may show it as new or not at all.

    Bad: another date in an episode that is published
    Good: the date that published.yaml has of it; or, for once, publish build --allow-date GUID
    """
    for entry in publication.ledger.entries:
        episode = publication.published.get(entry.guid)
        old = entry.published_at
        is_disputed = entry.guid in publication.merged.claims.disputed  # which file it is comes first
        if episode is None or old is None or entry.withdrawn or is_disputed:
            continue
        if episode.published_at != old and entry.guid not in publication.allowed.dates:
            yield _moved(episode, entry, old, publication)


@check("published-show-guid", Severity.ERROR, fixed=True)
def show_guid(publication: Publication) -> Iterator[Finding]:
    """The show has another guid now: to apps and directories that is another show.

    Bad: another guid in show.yaml
    Good: the guid that published.yaml has of the show
    """
    show, old = publication.merged.show, publication.ledger.show_guid
    if show and old and show.guid != old:
        found = show.found.get("guid", ())
        message = f"guid: the show is known as {old}; write that one, or correct it in {LEDGER_FILE} if that is wrong"
        yield Finding(place=found[0].place if found else Place(path=SHOW_FILE), message=message)


CHECKS: Final[tuple[Check[Publication], ...]] = (clock, folders, losses, guids, dates, show_guid)


def _loss(entry: Entry, file: MergedEpisode | None, stranger: MergedEpisode | None) -> Finding:
    what = f"subscribers would lose '{entry.title or entry.guid}'"
    allow = f"publish build --allow-removal {quote(entry.guid)}"
    if file is None:
        if entry.path:
            message = f"{what}: its file {entry.path} is gone; put it back, or take the episode off with {allow}"
        else:
            message = (
                f"{what}: {FEED_PATH} has it, and no file here is it; put the file back, or take the episode off with "
                f"{allow}; if that feed was never published, delete it"
            )
        if stranger:
            message += f"; or, if it is {stranger.place.path} now, write guid: {entry.guid} there"
        return Finding(place=Place(path=LEDGER_FILE, line=entry.line), message=message)
    message = f"{what}: {_reason(file, entry)}, or write withdrawn: true (or, for once, {allow})"
    marks = file.known.found.get("draft", ()) if file.known.value("draft") else ()
    return Finding(place=marks[0].place if marks else file.place, message=message)


def _reason(file: MergedEpisode, entry: Entry) -> str:
    if file.known.value("draft"):
        return "it is a draft now; delete draft:"
    if "audio" not in file.values:
        return "it has no recording any more; put it back"
    return f"it has no date{' any more' if entry.published_at else ''}; write it"


def _moved(episode: Episode, entry: Entry, old: datetime, publication: Publication) -> Finding:
    found = episode.found.get("published_at", ())
    effect = "it would vanish until then" if episode.published_at > publication.now else "apps would sort it anew"
    new_date, old_date = (as_written(moment, publication.zone) for moment in (episode.published_at, old))
    message = (
        f"date: {new_date} is not the date that subscribers have, {old_date}: {effect}; write date: {old_date}, or for "
        f"once: publish build --allow-date {quote(entry.guid)}"
    )
    return Finding(place=found[0].place if found else episode.place, message=message)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
