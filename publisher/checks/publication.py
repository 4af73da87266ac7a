"""What subscribers have, beside what a build would give them now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from publisher.ledger.entry import Entry, Ledger
from publisher.merge.episode import MergedEpisode
from publisher.merge.show import MergedShow
from publisher.model import Episode


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What may change for once: the guids of episodes that may go, and of those that may have another date."""

    removals: frozenset[str] = frozenset()
    dates: frozenset[str] = frozenset()

    def unknown_to(self, ledger: Ledger) -> frozenset[str]:
        """The guids among them that no published episode has."""
        return (self.removals | self.dates) - {entry.guid for entry in ledger.entries}


@dataclass(frozen=True, kw_only=True)
class Publication:
    """The ledger and the show; ``unread`` are the files with errors in them, which have been reported."""

    merged: MergedShow
    now: datetime
    allowed: Allowed = field(default_factory=Allowed)
    unread: frozenset[str] = frozenset()

    @cached_property
    def ledger(self) -> Ledger:
        """What was published until now."""
        return self.merged.inputs.ledger if self.merged.inputs else Ledger()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which dates of the show are written."""
        fields = self.merged.inputs.show.values if self.merged.inputs else {}
        return ZoneInfo(fields["timezone"].value if "timezone" in fields else "UTC")

    @cached_property
    def files(self) -> dict[str, MergedEpisode]:
        """The episode of each entry that has one, by guid."""
        return {one.known.entry.guid: one for one in self.merged.episodes if one.known.entry}

    @cached_property
    def published(self) -> dict[str, Episode]:
        """The episodes that the feed would have, and those that it would have later, by guid."""
        show = self.merged.show
        return {one.guid: one for one in (*show.episodes, *show.upcoming)} if show else {}

    @cached_property
    def lost(self) -> tuple[Entry, ...]:
        """The entries that the feed would no longer have, though nobody withdrew them."""
        if self.merged.show is None:
            return ()
        gone = (entry for entry in self.ledger.entries if entry.guid not in self.published)
        return tuple(entry for entry in gone if not entry.withdrawn and not self._is_meant(entry))

    @property
    def only_stranger(self) -> MergedEpisode | None:
        """The one file that is no published episode, where one episode is lost: perhaps it is that one."""
        strangers = [one for one in self.merged.episodes if not one.known.entry]
        return strangers[0] if len(strangers) == 1 == len(self.lost) else None

    @cached_property
    def is_empty_handed(self) -> bool:
        """Whether there is no episode file at all, or no recording, where there were some."""
        return bool(self.lost) and (not self.merged.episodes or self._has_lost_all_recordings)

    @property
    def _has_lost_all_recordings(self) -> bool:
        is_here = [entry.enclosure is not None and not entry.enclosure.elsewhere for entry in self.lost]
        return all(is_here) and not any(one.known.recordings for one in self.merged.episodes)

    def _is_meant(self, entry: Entry) -> bool:
        file = self.files.get(entry.guid)
        is_withdrawn = file is not None and bool(file.known.value("withdrawn"))
        is_disputed = entry.guid in self.merged.claims.disputed
        is_unread = entry.path in self.unread or bool(self.unread and file and file.known.audio_reported)
        return is_withdrawn or is_disputed or is_unread or entry.guid in self.allowed.removals
