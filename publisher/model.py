"""The words of the field, frozen.

Every time is whole milliseconds (``*_ms``), every size whole bytes (``*_bytes``), every moment an aware UTC
datetime. Text is plain unless the name says ``_html`` or ``_markdown``. Milliseconds, because ID3 CHAP, WebVTT, SRT
and Podlove Simple Chapters all speak them: each output divides once, at its edge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)

DRAFT_LEVELS: Final = ("off", "few", "normal", "many")  # how many chapters are made from the words of a transcript


class Severity(StrEnum):
    """How much a problem matters: an error stops the build."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where something stands: a path relative to the show folder, and a line counted from 1 (0: the whole file)."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """Something wrong, with where it is and what to do about it."""

    place: Place
    check: str
    severity: Severity
    message: str
    about: str = ""  # the piece of the line that is wrong, as it stands there

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}: {self.message} [{self.check}]"


class Source(StrEnum):
    """Where a value came from; the most explicit first."""

    FRONT_MATTER = "front matter"
    FILE = "file"
    LEDGER = "ledger"
    MEASURED = "measured"
    AUDIO_TAG = "audio tag"
    SHOW = "show"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Generic[T_co]):
    """A value with its origin."""

    value: T_co
    source: Source
    place: Place
    note: str = ""  # how it came about, where the place alone does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFile:
    """A file of the show folder by its content: what was hashed is what may be copied."""

    path: str  # relative to the show folder
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFile:
    """One file of feed/: its path there, and its bytes (or the file in the show folder that holds them)."""

    path: str
    content: bytes | LocalFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Artwork. RSS: itunes:image, podcast:person@img. ID3: APIC."""

    url: str
    width_px: int | None = None
    height_px: int | None = None
    mode: str | None = None  # of its colours, as Pillow names it


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody heard in an episode. RSS: podcast:person (role and group: the podcast taxonomy)."""

    name: str
    role: str = "guest"
    group: str = "cast"
    url: str | None = None
    picture: Picture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audio:
    """A recording as listeners get it. RSS: enclosure, itunes:duration."""

    url: str
    size_bytes: int
    duration_ms: int | None
    mime_type: str
    path: str | None = None  # relative to the show folder; None when it lies elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternateEnclosure:
    """The same episode in another form. RSS: podcast:alternateEnclosure with one podcast:source."""

    url: str
    mime_type: str
    size_bytes: int | None = None
    title: str | None = None
    height_px: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A part of an episode. JSON chapters, psc:chapter, ID3: CHAP. ``toc=False`` is a silent chapter."""

    start_ms: int
    end_ms: int | None = None
    title: str
    url: str | None = None
    image: str | None = None  # an absolute URL in an Episode; as its source gives it, maybe a path
    toc: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """What was said, by whom, from when to when; ``end_ms`` is later than ``start_ms``."""

    start_ms: int
    end_ms: int
    speaker: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link with its label. RSS: podcast:contentLink, podcast:funding, the links under the description."""

    url: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """RSS: podcast:location (geo: RFC 5870, osm: an OpenStreetMap id, country: ISO 3166-1 alpha-2)."""

    name: str
    rel: str | None = None
    geo: str | None = None
    osm: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class License:
    """RSS: podcast:license. A custom one needs its URL."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Soundbite:
    """RSS: podcast:soundbite."""

    start_ms: int
    duration_ms: int
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialInteract:
    """Where the conversation about an episode is. RSS: podcast:socialInteract."""

    protocol: str
    uri: str | None = None
    account_id: str | None = None
    account_url: str | None = None
    priority: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Txt:
    """Free text for machines. RSS: podcast:txt."""

    text: str
    purpose: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Keeps the show out of a directory, or out of all (service None). RSS: podcast:block."""

    blocked: bool
    service: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateFrequency:
    """RSS: podcast:updateFrequency (rrule: RFC 5545)."""

    label: str
    rrule: str | None = None
    starts_at: datetime | None = None
    complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Trailer:
    """A trailer of the show that is no episode. RSS: podcast:trailer."""

    title: str
    url: str
    published_at: datetime
    size_bytes: int | None = None
    mime_type: str | None = None
    season: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One item of the feed. ``found`` holds every candidate of every field, the winner first."""

    slug: str  # names the files of this episode in feed/
    place: Place
    guid: str  # never changes once published. RSS: guid. ID3: UFID
    title: str  # RSS: title, itunes:title. ID3: TIT2
    published_at: datetime  # RSS: pubDate
    audio: Audio
    season: int | None = None  # RSS: itunes:season, podcast:season
    season_name: str | None = None
    number: int | None = None  # RSS: itunes:episode, podcast:episode
    kind: str = "full"  # full, trailer or bonus. RSS: itunes:episodeType
    subtitle: str | None = None
    link: str | None = None  # the episode's web page. RSS: link
    notes_html: str = ""  # show notes, cleaned. RSS: content:encoded whole, description cut
    explicit: bool = False
    block: bool = False  # RSS: itunes:block
    picture: Picture | None = None
    people: tuple[Person, ...] = ()  # who is named in the episode: outputs add the other hosts of the show
    keywords: tuple[str, ...] = ()  # topics first, then keywords. RSS: itunes:keywords
    ids: Mapping[str, str] = field(default_factory=dict)  # platform -> id
    links: tuple[Link, ...] = ()  # the episode on the platforms, and elsewhere; TODO never
    chapters: tuple[Chapter, ...] = ()
    cues: tuple[Cue, ...] = ()
    alternates: tuple[AlternateEnclosure, ...] = ()
    content_links: tuple[Link, ...] = ()
    soundbites: tuple[Soundbite, ...] = ()
    locations: tuple[Location, ...] = ()
    license: License | None = None
    funding: tuple[Link, ...] = ()
    social: tuple[SocialInteract, ...] = ()
    txt: tuple[Txt, ...] = ()
    found: Mapping[str, tuple[Found[Any], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """The channel, with its published episodes, newest first."""

    title: str
    description_html: str
    link: str
    feed_url: str
    files_url: str  # where feed/ can be reached, with a slash at its end
    guid: str  # RSS: podcast:guid
    language: str
    picture: Picture
    categories: tuple[tuple[str, ...], ...]  # (top,) or (top, sub)
    explicit: bool
    author: str | None = None
    kind: str = "episodic"  # or serial. RSS: itunes:type
    copyright: str | None = None
    owner_name: str | None = None
    owner_email: str | None = None
    hosts: tuple[Person, ...] = ()
    locked: bool = True
    medium: str = "podcast"
    keywords: tuple[str, ...] = ()
    funding: tuple[Link, ...] = ()
    license: License | None = None
    locations: tuple[Location, ...] = ()
    social: tuple[SocialInteract, ...] = ()
    txt: tuple[Txt, ...] = ()
    blocks: tuple[Block, ...] = ()  # podcast:block; a bare blocked one is also itunes:block
    trailers: tuple[Trailer, ...] = ()
    update_frequency: UpdateFrequency | None = None
    complete: bool = False
    new_feed_url: str | None = None
    websub_hub: str | None = None
    podping: bool = False  # RSS: podcast:podping
    spotify_limit: int | None = None
    spotify_countries: tuple[str, ...] = ()
    changed_at: datetime | None = None  # the newest change. RSS: lastBuildDate
    episodes: tuple[Episode, ...] = ()
    upcoming: tuple[Episode, ...] = ()  # dated in the future: checked like the others, and in no output yet
    files: tuple[OutputFile, ...] = ()  # the pictures that must lie in feed/
    found: Mapping[str, tuple[Found[Any], ...]] = field(default_factory=dict)
