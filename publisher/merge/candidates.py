"""Where the value of a field may come from: one function a source, each giving what it has, or None."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import quote
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from publisher.layout import LEDGER_FILE
from publisher.ledger.entry import Entry
from publisher.merge.matching import number_in_name
from publisher.merge.published_date import is_that_date, says_no_other
from publisher.model import Found, Place, Source
from publisher.sources.audio_file import AudioFile
from publisher.sources.episode_file import EpisodeFile
from publisher.sources.fields import parse_moment
from publisher.text import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeSources:
    """All that is known of one episode before any of it is decided."""

    file: EpisodeFile
    audio: AudioFile | None
    show_guid: str
    show: Mapping[str, Found[Any]]  # the fields of show.yaml
    entry: Entry | None = None  # of the ledger, where the episode is published
    taken_guids: frozenset[str] = field(default_factory=frozenset)  # of all that was ever published
    old_zones: tuple[ZoneInfo, ...] = ()  # the time zone of the show when it was published last
    is_ledger_lost: bool = False  # and made again of the feed

    @property
    def zone(self) -> ZoneInfo:
        """The show's time zone, in which a day begins at midnight."""
        return ZoneInfo(self.show["timezone"].value if "timezone" in self.show else "UTC")


Candidate: TypeAlias = Callable[[EpisodeSources], Found[Any] | None]


def front(key: str) -> Candidate:
    """What the front matter says under this key."""

    def candidate(sources: EpisodeSources) -> Found[Any] | None:
        return sources.file.values.get(key)

    return candidate


def tag(name: str) -> Candidate:
    """What a tag of the recording says."""

    def candidate(sources: EpisodeSources) -> Found[Any] | None:
        value = getattr(sources.audio.tags, name) if sources.audio else None
        value = one_line(value) if name == "title" and value else value
        return _in_audio(sources, value, Source.AUDIO_TAG, name) if value else None

    return candidate


def tag_date(sources: EpisodeSources) -> Found[Any] | None:
    """The day in the recording's tags; a mere year is no day."""
    written = sources.audio.tags.date if sources.audio else None
    try:
        day = parse_moment((written or "").strip())
    except ValueError:
        return None
    return _in_audio(sources, day, Source.AUDIO_TAG, "date")


def measured_duration(sources: EpisodeSources) -> Found[Any] | None:
    """How long the recording really is."""
    return _in_audio(sources, sources.audio.duration_ms, Source.MEASURED, "") if sources.audio else None


def number_of_name(index: int) -> Candidate:
    """The season (0) or the episode (1) that the file's name holds."""

    def candidate(sources: EpisodeSources) -> Found[Any] | None:
        numbers = number_in_name(sources.file.stem)
        return _derived(sources, numbers[index], "from the file's name") if numbers else None

    return candidate


def file_name(sources: EpisodeSources) -> Found[Any]:
    """The name of the episode file."""
    return _derived(sources, sources.file.stem, "the file's name")


def title_of_name(sources: EpisodeSources) -> Found[Any] | None:
    """A title made from the name of the file."""
    words = one_line(sources.file.stem.replace("-", " ").replace("_", " "))
    return _derived(sources, words[:1].upper() + words[1:], "from the file's name")


def minted_guid(sources: EpisodeSources) -> Found[Any] | None:
    """A guid made of the show's guid and the slug: the same on every machine, another for every episode."""
    slug = front("slug")(sources) or file_name(sources)
    guid = uuid5(UUID(sources.show_guid), slug.value)
    if sources.is_ledger_lost:  # with the guids that were taken off: the title makes it another than any of those
        title = front("title")(sources) or tag("title")(sources)
        guid = uuid5(guid, title.value if title else "")
    own = sources.entry.guid if sources.entry else None
    while str(guid) in sources.taken_guids and str(guid) != own:  # of another episode that once had this name
        guid = uuid5(guid, slug.value)
    return _derived(sources, str(guid), "from the slug")


def published_guid(sources: EpisodeSources) -> Found[Any] | None:
    """The guid under which subscribers have the episode."""
    return _in_ledger(sources, sources.entry.guid) if sources.entry else None


def kept_date(sources: EpisodeSources) -> Found[Any] | None:
    """The date under which subscribers have the episode, for as long as its file says what it said then."""
    written = front("date")(sources) or front("dateadded")(sources)
    if (
        written
        and sources.entry
        and not says_no_other(written.value, sources.entry, (sources.zone, *sources.old_zones))
    ):
        return None
    return _published_date(sources)


def overruled_date(sources: EpisodeSources) -> Found[Any] | None:
    """The same date, where the file says another now."""
    return None if kept_date(sources) else _published_date(sources)


def _published_date(sources: EpisodeSources) -> Found[Any] | None:
    """Nothing where the file gives the very same: it goes before the ledger then."""
    entry, written = sources.entry, front("date")(sources) or front("dateadded")(sources)
    if entry is None or (written and is_that_date(written.value, entry, sources.zone)):
        return None
    return _in_ledger(sources, entry.published_at) if entry.published_at else None


def duration_elsewhere(sources: EpisodeSources) -> Found[Any] | None:
    """How long the recording on another host is."""
    enclosure = sources.entry.enclosure if sources.entry else None
    is_there = enclosure and enclosure.elsewhere and enclosure.duration_ms and not sources.audio
    return _in_ledger(sources, enclosure.duration_ms) if enclosure and is_there else None


def written_notes(sources: EpisodeSources) -> Found[Any] | None:
    """The show notes of the episode file."""
    return sources.file.notes


def embedded_picture(sources: EpisodeSources) -> Found[Any] | None:
    """The artwork inside the recording."""
    picture = sources.audio.picture if sources.audio else None
    return _in_audio(sources, picture, Source.AUDIO_TAG, "artwork") if picture else None


def link_of_pattern(sources: EpisodeSources) -> Found[Any] | None:
    """The episode's page after the pattern in show.yaml."""
    slug, pattern = front("slug")(sources) or file_name(sources), sources.show.get("episode_link")
    if not pattern:
        return None
    return Found(value=pattern.value.replace("{slug}", quote(slug.value)), source=Source.SHOW, place=pattern.place)


def of_show(key: str) -> Candidate:
    """What show.yaml says under this key, for all episodes."""

    def candidate(sources: EpisodeSources) -> Found[Any] | None:
        return sources.show.get(key)

    return candidate


def always(value: Any) -> Candidate:
    """What holds where nobody says anything."""

    def candidate(sources: EpisodeSources) -> Found[Any] | None:
        return _derived(sources, value, "the default")

    return candidate


def _in_audio(sources: EpisodeSources, value: Any, source: Source, note: str) -> Found[Any]:
    path = sources.audio.path if sources.audio else ""
    return Found(value=value, source=source, place=Place(path=path), note=note)


def _in_ledger(sources: EpisodeSources, value: Any) -> Found[Any]:
    line = sources.entry.line if sources.entry else 0
    return Found(value=value, source=Source.LEDGER, place=Place(path=LEDGER_FILE, line=line))


def _derived(sources: EpisodeSources, value: Any, note: str) -> Found[Any]:
    return Found(value=value, source=Source.DERIVED, place=Place(path=sources.file.path), note=note)
