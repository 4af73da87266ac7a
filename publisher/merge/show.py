"""The show of all that is known about it, with its episodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from publisher.merge.dates import utc_moment
from publisher.merge.episode import EpisodeInputs, Surroundings, merge_episode
from publisher.merge.matching import AUDIO_FOLDER
from publisher.merge.people import directory, person_of
from publisher.merge.pictures import Gallery
from publisher.model import (
    Block,
    Episode,
    Found,
    OutputFile,
    Person,
    Place,
    Problem,
    Severity,
    Show,
    Source,
    Trailer,
    UpdateFrequency,
)
from publisher.notes import to_html
from publisher.sources.people_file import PersonFile
from publisher.sources.picture_file import PictureFile
from publisher.sources.shared_fields import PersonEntry
from publisher.sources.show_file import SHOW_FILE, ShowFile
from publisher.urls import url_of_path

# https://github.com/Podcastindex-org/podcast-namespace, tag podcast:guid
PODCAST_NAMESPACE: Final = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")

FEED_PATH: Final = "feed/feed.xml"

# Fields of show.yaml that go into the show as they are: key there, field here.
_PLAIN_FIELDS: Final = {
    "title": "title",
    "author": "author",
    "language": "language",
    "type": "kind",
    "copyright": "copyright",
    "category": "categories",
    "keywords": "keywords",
    "locked": "locked",
    "medium": "medium",
    "funding": "funding",
    "license": "license",
    "location": "locations",
    "social": "social",
    "txt": "txt",
    "complete": "complete",
    "new_feed_url": "new_feed_url",
    "websub_hub": "websub_hub",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowInputs:
    """All files of a show folder that could be read."""

    show: ShowFile
    people: tuple[PersonFile, ...] = ()
    episodes: tuple[EpisodeInputs, ...] = ()
    pictures: Mapping[str, PictureFile]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedShow:
    """The show, or None where show.yaml does not allow one; and what is wrong."""

    show: Show | None
    problems: tuple[Problem, ...]


def feed_guid(feed_url: str) -> str:
    """The podcast:guid of a feed: UUIDv5 of its URL without scheme and trailing slashes.

    >>> feed_guid("https://podnews.net/rss")
    '9b024349-ccf0-5f69-a609-6b82873eab3c'
    """
    return str(uuid5(PODCAST_NAMESPACE, feed_url.split("://", 1)[-1].rstrip("/")))


def merge_show(inputs: ShowInputs, now: datetime) -> MergedShow:
    """Decides every field of the show and of its episodes; those dated after ``now`` are upcoming."""
    desk = _Desk(inputs)
    episodes = desk.episodes()
    show = desk.show(episodes, now)
    return MergedShow(show=show, problems=tuple(desk.problems))


class _Desk:
    """The files of the show, spread out: each method decides one part of it and notes what is wrong."""

    def __init__(self, inputs: ShowInputs) -> None:
        self.inputs = inputs
        self.values = dict(inputs.show.values)
        self.problems: list[Problem] = []
        self.zone = ZoneInfo(self.value("timezone", "UTC"))
        self.url = _as_folder(self.value("url"))
        self.feed_url: str = self.value("feed_url") or url_of_path(self.url, FEED_PATH)
        self.audio_base = _as_folder(self.value("audio_url") or url_of_path(self.url, f"{AUDIO_FOLDER}/"))
        self.guid = self.show_guid()
        self.gallery = Gallery(self.feed_url, inputs.pictures)
        self.people = directory(self.values, inputs.people)
        self.hosts = tuple(self.host(name) for name in self.value("hosts", ()))
        self.files: dict[str, OutputFile] = self.gallery.outputs()

    def value(self, key: str, default: Any = None) -> Any:
        return self.values[key].value if key in self.values else default

    def place(self, key: str) -> Place:
        return self.values[key].place if key in self.values else Place(path=SHOW_FILE, line=1)

    def complain(self, key: str, check: str, message: str, severity: Severity = Severity.ERROR) -> None:
        self.problems.append(Problem(place=self.place(key), check=check, severity=severity, message=message))

    def show_guid(self) -> str:
        derived = feed_guid(self.feed_url)
        written: str | None = self.value("guid")
        if written is None:
            message = f"write guid: {derived} so that it stays the same when the feed moves"
            self.complain("guid", "show-guid-missing", message, Severity.WARNING)
            self.values["guid"] = Found(
                value=derived, source=Source.DERIVED, place=Place(path=SHOW_FILE), note="from the URL of the feed"
            )
            return derived
        try:
            return str(UUID(written))
        except ValueError:
            self.complain("guid", "show-guid-shape", f"guid: '{written}' is not a UUID; for this feed it is {derived}")
            return derived

    def host(self, name: str) -> Person:
        return person_of(PersonEntry(name=name), self.people, self.gallery.picture, default_role="host")

    def audio_url(self, path: str) -> str:
        folder, _, rest = path.partition("/")
        return url_of_path(self.audio_base, rest) if folder == AUDIO_FOLDER else url_of_path(self.url, path)

    def episodes(self) -> list[Episode]:
        around = Surroundings(
            guid=self.guid,
            fields=self.values,
            zone=self.zone,
            people=self.people,
            hosts=self.hosts,
            gallery=self.gallery,
            audio_url=self.audio_url,
        )
        merged = [merge_episode(episode, around) for episode in self.inputs.episodes]
        for one in merged:
            self.problems += one.problems
            self.files |= one.files
        return [one.episode for one in merged if one.episode is not None]

    def show(self, episodes: list[Episode], now: datetime) -> Show | None:
        picture = self.gallery.picture(self.value("image"))
        if picture is None:
            return None  # reported where the picture was read
        published = sorted((one for one in episodes if one.published_at <= now), key=_newest_first)
        upcoming = sorted((one for one in episodes if one.published_at > now), key=_newest_first)
        plain = {field: self.value(key) for key, field in _PLAIN_FIELDS.items() if key in self.values}
        owner, spotify = self.value("owner"), self.value("spotify")
        return Show(
            **plain,
            description_html=self.description_html(),
            link=self.value("link") or self.url,
            feed_url=self.feed_url,
            guid=self.guid,
            picture=picture,
            explicit=self.value("explicit", False),
            owner_name=owner.name if owner else None,
            owner_email=owner.email if owner else None,
            hosts=self.hosts,
            blocks=self.blocks(),
            trailers=self.trailers(),
            update_frequency=self.update_frequency(),
            spotify_limit=spotify.limit if spotify else None,
            spotify_countries=spotify.countries if spotify else (),
            episodes=tuple(published),
            upcoming=tuple(upcoming),
            files=self.files_of(picture.url, published),
            found={key: (found,) for key, found in self.values.items()},
        )

    def description_html(self) -> str:
        try:
            return to_html(self.value("description"))
        except ValueError as error:
            self.complain("description", "notes-unreadable", f"description: {error}")
            return ""

    def blocks(self) -> tuple[Block, ...]:
        block = self.value("block")
        if block is None:
            return ()
        return tuple(Block(blocked=True, service=name) for name in block.services) or (Block(blocked=True),)

    def trailers(self) -> tuple[Trailer, ...]:
        return tuple(
            Trailer(
                title=entry.title,
                url=entry.url,
                published_at=self.moment("trailer", entry.date),
                size_bytes=entry.bytes,
                mime_type=entry.type,
                season=entry.season,
            )
            for entry in self.value("trailer", ())
        )

    def update_frequency(self) -> UpdateFrequency | None:
        entry = self.value("update_frequency")
        if entry is None:
            return None
        starts_at = self.moment("update_frequency", entry.start) if entry.start else None
        return UpdateFrequency(label=entry.label, rrule=entry.rrule, starts_at=starts_at, complete=entry.complete)

    def moment(self, key: str, written: Any) -> datetime:
        try:
            return utc_moment(written, self.zone)
        except (ValueError, OverflowError) as error:
            self.complain(key, "date-ambiguous", f"{key}: {error}")
            return datetime(1970, 1, 1, tzinfo=UTC)

    def files_of(self, show_picture: str, episodes: Iterable[Episode]) -> tuple[OutputFile, ...]:
        """The pictures that published things name: what is upcoming must not be seen yet."""
        urls = {show_picture, *_pictures_of(self.hosts)}
        for episode in episodes:
            urls |= _pictures_of(episode.people)
            urls |= {chapter.image for chapter in episode.chapters if chapter.image}
            if episode.picture:
                urls.add(episode.picture.url)
        return tuple(sorted((self.files[url] for url in urls & self.files.keys()), key=lambda file: file.path))


def _pictures_of(people: Iterable[Person]) -> set[str]:
    return {person.picture.url for person in people if person.picture}


def _newest_first(episode: Episode) -> tuple[float, int, int, str]:
    """A total order, so that neither the folder nor the machine decides where two of one moment stand."""
    return (-episode.published_at.timestamp(), -(episode.season or 0), -(episode.number or 0), episode.guid)


def _as_folder(url: str) -> str:
    parts = urlsplit(url)
    return url if parts.path.endswith("/") else parts._replace(path=f"{parts.path}/").geturl()
