"""What the parts of an episode are decided from, and what deciding one gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from publisher.ledger.entry import Entry
from publisher.merge.chapters import DecidedChapters
from publisher.merge.people import Directory
from publisher.merge.pictures import Gallery
from publisher.model import Chapter, Found, OutputFile, Person, Place, Problem
from publisher.sources.audio_file import AudioFile
from publisher.sources.episode_file import EpisodeFile
from publisher.sources.transcript_file import Transcript

Origins: TypeAlias = Mapping[str, tuple[Found[Any], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What an episode needs to know of its show."""

    url: str  # of the show folder, which relative links lead on from
    guid: str
    fields: Mapping[str, Found[Any]]  # of show.yaml
    zone: ZoneInfo
    people: Directory
    hosts: tuple[Person, ...]
    gallery: Gallery
    audio_url: Callable[[str], str]  # of the path of a recording
    taken_guids: frozenset[str] = frozenset()  # of all that was ever published
    old_zones: tuple[ZoneInfo, ...] = ()  # the time zone when it was published last
    is_ledger_lost: bool = False  # and made again of the feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that is known of an episode: its files, the decided fields with their candidates, and its show."""

    file: EpisodeFile
    recordings: tuple[AudioFile, ...]  # the one for the enclosure first
    transcript: Transcript | None  # of a file beside the episode
    chapters: tuple[Found[Chapter], ...]  # of a file beside the episode
    audio_reported: bool  # why there is no recording has been reported
    found: Origins
    around: Surroundings
    entry: Entry | None = None  # of the ledger

    @property
    def place(self) -> Place:
        """The episode file as a whole."""
        return Place(path=self.file.path)

    @property
    def is_kept_out(self) -> bool:
        """Whether its author keeps it out of the feed."""
        return bool(self.value("draft") or self.value("withdrawn"))

    def value(self, name: str, default: Any = None) -> Any:
        """The decided value of a field."""
        return self.found[name][0].value if name in self.found else default


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Fields of model.Episode, what is wrong with them, and what is to be said of their origin (nothing: ``()``)."""

    values: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    origins: Origins = field(default_factory=dict)
    files: Mapping[str, OutputFile] = field(default_factory=dict)  # pictures by URL
    listed: DecidedChapters = field(default_factory=DecidedChapters)
