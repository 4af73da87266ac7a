"""What can be known of a show that is built while nobody looks, and what of it is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from publisher.health.cadence import longest_pause
from publisher.health.in_git import InGit
from publisher.health.memory import Memory
from publisher.health.published import Published
from publisher.health.words import ago, span
from publisher.ledger.entry import Entry, Ledger
from publisher.merge.show import MergedShow
from publisher.model import Episode, Severity

_FOR_THE_NEXT_RUN: Final = timedelta(hours=1)  # builds are run every hour, and an upload takes its time
_A_DAY_LATE: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When a run or an episode is overdue; ``pause`` None: by the update_frequency of the show."""

    run: timedelta
    pause: timedelta | None = None


@dataclass(frozen=True, kw_only=True)
class Status:
    """All that was found out. ``published`` is None where nobody asked, or nothing was built."""

    now: datetime
    limits: Limits
    merged: MergedShow
    ledger: Ledger = field(default_factory=Ledger)
    memory: Memory = field(default_factory=Memory)
    in_git: InGit = InGit.UNKNOWN
    published: Published | None = None

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """The episodes that the feed of the last build has, by guid."""
        return {one.guid: one for one in self.ledger.entries if one.digest and not one.withdrawn}

    @cached_property
    def newest(self) -> Entry | None:
        """The newest episode of the feed."""
        dated = [one for one in self.entries.values() if one.published_at and one.published_at <= self.now]
        return max(dated, key=lambda one: one.published_at or self.now, default=None)

    @cached_property
    def upcoming(self) -> Episode | None:
        """The next episode that is dated in the future."""
        later = self.merged.show.upcoming if self.merged.show else ()
        return min(later, key=lambda one: one.published_at, default=None)

    @cached_property
    def waiting(self) -> tuple[Episode, ...]:
        """The episodes whose moment has come, and which no build has put into the feed."""
        show = self.merged.show
        return tuple(one for one in show.episodes if one.guid not in self.entries) if show else ()

    @property
    def errors(self) -> int:
        """How many stand against the next build."""
        return sum(one.severity is Severity.ERROR for one in self.merged.problems)

    @property
    def errors_words(self) -> str:
        """The same as a person says it."""
        return "1 error stands" if self.errors == 1 else f"{self.errors or 'no'} errors stand"

    @cached_property
    def overdue(self) -> tuple[str, ...]:
        """What should have happened by now, a sentence each."""
        return tuple(_overdue(self))


def _overdue(status: Status) -> Iterator[str]:
    yield from _run(status)
    yield from _waiting(status)
    yield from _pause(status)
    yield from _published(status)
    if status.errors:
        yield f"{status.errors_words} against the next build; `publish check` says which"


def _run(status: Status) -> Iterator[str]:
    good_at, limit = status.memory.good_at, status.limits.run
    if good_at and status.now - good_at > limit:
        yield f"the last good run was {ago(good_at, status.now)}, and there should be one every {span(limit)}"


def _waiting(status: Status) -> Iterator[str]:
    """A file that came with an old date is due only since it could first have been seen: after the last good run."""
    good_at = status.memory.good_at
    for episode in status.waiting:
        since = max(episode.published_at, good_at) if good_at else episode.published_at
        if status.now - since > _FOR_THE_NEXT_RUN:
            yield f"'{episode.title}' was due {ago(episode.published_at, status.now)}, and is not in the feed"


def _pause(status: Status) -> Iterator[str]:
    show, newest = status.merged.show, status.newest
    if newest is None or newest.published_at is None or (show and show.complete):
        return
    limit = status.limits.pause
    if limit is None and show and show.update_frequency:
        usual = longest_pause(show.update_frequency, status.now)
        limit = usual and usual + _A_DAY_LATE
    if limit and status.now - newest.published_at > limit:
        usual_words = f"; usual is '{show.update_frequency.label}'" if show and show.update_frequency else ""
        yield f"there was no new episode for {span(status.now - newest.published_at)}{usual_words}"


def _published(status: Status) -> Iterator[str]:
    published = status.published
    if published is None or published.is_the_built_one or published.is_out_of_reach:
        return
    since = _other_since(status, published)
    if since is None or status.now - since > _FOR_THE_NEXT_RUN:
        what = f"cannot be read ({published.fault})" if published.fault else "is not the one that was built"
        when = f", which changed {ago(since, status.now)}" if since and not published.fault else ""
        yield f"the feed at {published.url} {what}{when}"


def _other_since(status: Status, published: Published) -> datetime | None:
    """Since when the published feed has been another: the first change that it does not have."""
    other = published.difference
    entries = {one.guid: one.changed_at for one in status.ledger.entries}
    moments = [entries.get(guid) for guid in (*other.missing, *other.extra, *other.changed)]
    if other.channel:
        moments.append(status.ledger.changed_at)
    return min((one for one in moments if one), default=status.ledger.newest_change)
