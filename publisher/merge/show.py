"""The show of all that is known about it, with its episodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from publisher.layout import AUDIO_FOLDER, FEED_FOLDER, FEED_NAME, FEED_PATH, LEDGER_FILE, SHOW_FILE
from publisher.ledger.claims import Claims
from publisher.ledger.entry import Ledger
from publisher.merge.claimants import claims_of
from publisher.merge.episode import EpisodeInputs, MergedEpisode, merge_episode, sources_of
from publisher.merge.known import Surroundings
from publisher.merge.people import Directory, directory, person_of, repeated_people, unknown_people
from publisher.merge.pictures import Gallery
from publisher.merge.published_date import is_waiting
from publisher.merge.show_entries import blocks, trailers, update_frequency, value_of
from publisher.model import (
    Episode,
    Found,
    OutputFile,
    Person,
    Place,
    Problem,
    Severity,
    Show,
    Source,
)
from publisher.notes import to_html
from publisher.sources.people_file import PersonFile
from publisher.sources.picture_file import PictureFile
from publisher.sources.shared_fields import PersonEntry
from publisher.sources.show_file import ShowFile
from publisher.sources.unread_episode import UnreadEpisode
from publisher.urls import as_folder, url_of_path

# https://github.com/Podcastindex-org/podcast-namespace, tag podcast:guid
PODCAST_NAMESPACE: Final = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")

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
    "podping": "podping",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowInputs:
    """All files of a show folder that could be read."""

    show: ShowFile
    people: tuple[PersonFile, ...] = ()
    episodes: tuple[EpisodeInputs, ...] = ()
    pictures: Mapping[str, PictureFile]
    ledger: Ledger = field(default_factory=Ledger)
    unread: tuple[UnreadEpisode, ...] = ()
    drafts: tuple[str, ...] = ()  # the paths of episode files that their names keep out, and that are not read


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedShow:
    """The show, or None where show.yaml does not allow one; all its episodes, published or not; what is wrong."""

    show: Show | None
    episodes: tuple[MergedEpisode, ...] = ()
    problems: tuple[Problem, ...]
    claims: Claims = field(default_factory=Claims)  # which episode is which entry of the ledger
    inputs: ShowInputs | None = None  # what the files say; None where show.yaml cannot be used
    now: datetime | None = None  # the moment by which it is decided what is out

    @property
    def has_errors(self) -> bool:
        """Whether anything is so wrong that nothing may be published."""
        return self.show is None or any(problem.severity is Severity.ERROR for problem in self.problems)


def feed_guid(feed_url: str) -> str:
    """The podcast:guid of a feed: UUIDv5 of its URL without scheme and trailing slashes.

    >>> feed_guid("https://podnews.net/rss")
    '9b024349-ccf0-5f69-a609-6b82873eab3c'
    """
    return str(uuid5(PODCAST_NAMESPACE, feed_url.split("://", 1)[-1].rstrip("/")))


def merge_show(inputs: ShowInputs, now: datetime) -> MergedShow:
    """Decides every field of the show and of its episodes; those dated after ``now`` are upcoming.

    One that the feed has already stays there, whatever its date: feeds that are taken over have dates to come.
    """
    fields = dict(inputs.show.values)
    problems: list[Problem] = []
    addresses = _Addresses.of(fields)
    fields["guid"] = _guid(fields, addresses, inputs.ledger, problems)
    gallery = Gallery(addresses.files_url, inputs.pictures)
    people = directory(fields, inputs.people)
    around = Surroundings(
        url=addresses.url,
        guid=fields["guid"].value,
        fields=fields,
        zone=ZoneInfo(value_of(fields, "timezone", "UTC")),
        people=people,
        hosts=_hosts(fields, people, gallery, problems),
        gallery=gallery,
        audio_url=addresses.audio_url,
        taken_guids=frozenset(entry.guid for entry in inputs.ledger.entries),
        is_ledger_lost=inputs.ledger.path == FEED_PATH,
        old_zones=(ZoneInfo(inputs.ledger.timezone),) if inputs.ledger.timezone else (),
    )
    problems += repeated_people(inputs.people)
    claims = claims_of([sources_of(one, around) for one in inputs.episodes], inputs.ledger, addresses.audio_url)
    problems += claims.problems
    episodes = tuple(merge_episode(one, around, claims.entries.get(one.file.path)) for one in inputs.episodes)
    for one in episodes:
        problems += one.problems
    show = _show(around, addresses, episodes, now, problems)
    return MergedShow(show=show, episodes=episodes, problems=tuple(problems), claims=claims, inputs=inputs, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Addresses:
    """Where things can be reached; every folder's URL ends in a slash."""

    url: str  # of the show folder
    files_url: str  # of feed/
    feed_url: str
    audio_base_url: str

    @classmethod
    def of(cls, fields: Mapping[str, Found[Any]]) -> _Addresses:
        url = as_folder(value_of(fields, "url"))
        files_url = as_folder(value_of(fields, "files_url") or url_of_path(url, f"{FEED_FOLDER}/"))
        return cls(
            url=url,
            files_url=files_url,
            feed_url=value_of(fields, "feed_url") or url_of_path(files_url, FEED_NAME),
            audio_base_url=as_folder(value_of(fields, "audio_url") or url_of_path(url, f"{AUDIO_FOLDER}/")),
        )

    def audio_url(self, path: str) -> str:
        """The URL of a recording by its path in the show folder."""
        folder, _, rest = path.partition("/")
        return url_of_path(self.audio_base_url, rest) if folder == AUDIO_FOLDER else url_of_path(self.url, path)


def _show(
    around: Surroundings,
    addresses: _Addresses,
    merged: tuple[MergedEpisode, ...],
    now: datetime,
    problems: list[Problem],
) -> Show | None:
    fields = around.fields
    picture = around.gallery.picture_of(value_of(fields, "image"))
    if picture is None:
        return None  # reported where the picture was read
    episodes = sorted((one.episode for one in merged if one.episode), key=_age, reverse=True)
    waiting = {one.place for one in merged if one.episode and is_waiting(one.episode, one.known.entry, now)}
    published = tuple(one for one in episodes if one.place not in waiting)
    owner, spotify = value_of(fields, "owner"), value_of(fields, "spotify")
    return Show(
        **{field: fields[key].value for key, field in _PLAIN_FIELDS.items() if key in fields},
        description_html=_description_html(fields, addresses.url, problems),
        link=value_of(fields, "link") or addresses.url,
        feed_url=addresses.feed_url,
        files_url=addresses.files_url,
        guid=around.guid,
        picture=picture,
        explicit=value_of(fields, "explicit", False),
        owner_name=owner.name if owner else None,
        owner_email=owner.email if owner else None,
        hosts=around.hosts,
        blocks=blocks(fields),
        trailers=trailers(around, problems),
        update_frequency=update_frequency(around, problems),
        spotify_limit=spotify.limit if spotify else None,
        spotify_countries=spotify.countries if spotify else (),
        episodes=published,
        upcoming=tuple(one for one in episodes if one.place in waiting),
        files=_files({picture.url, *_pictures_of(around.hosts)}, around.gallery, merged, published),
        found={key: (found,) for key, found in fields.items()},
    )


def _guid(
    fields: Mapping[str, Found[Any]], addresses: _Addresses, ledger: Ledger, problems: list[Problem]
) -> Found[str]:
    derived = feed_guid(addresses.feed_url)
    found = Found(value=derived, source=Source.DERIVED, place=Place(path=SHOW_FILE), note="from the URL of the feed")
    written = fields.get("guid")
    if written is None and ledger.show_guid:
        return Found(value=ledger.show_guid, source=Source.LEDGER, place=Place(path=LEDGER_FILE))
    if written is None:
        message = f"write guid: {derived} so that it stays the same when the feed moves"
        place = Place(path=SHOW_FILE, line=1)
        problems.append(Problem(place=place, check="show-guid-missing", severity=Severity.WARNING, message=message))
        return found
    try:
        return Found(value=str(UUID(written.value)), source=written.source, place=written.place)
    except ValueError:
        message = f"guid: '{written.value}' is not a UUID; for this feed it is {derived}"
        problems.append(_error(written.place, "show-guid-shape", message))
        return found


def _hosts(
    fields: Mapping[str, Found[Any]], people: Directory, gallery: Gallery, problems: list[Problem]
) -> tuple[Person, ...]:
    if "hosts" not in fields:
        return ()
    hosts = fields["hosts"]
    named = [PersonEntry(name=name) for name in hosts.value]
    problems += unknown_people([Found(value=one, source=hosts.source, place=hosts.place) for one in named], people)
    return tuple(person_of(one, people, gallery.picture_of, default_role="host") for one in named)


def _description_html(fields: Mapping[str, Found[Any]], base_url: str, problems: list[Problem]) -> str:
    description = fields["description"]
    try:
        return to_html(description.value, base_url)
    except ValueError as error:
        problems.append(_error(description.place, "notes-unreadable", f"description: {error}"))
        return ""


def _files(
    urls: set[str], gallery: Gallery, merged: Iterable[MergedEpisode], published: Iterable[Episode]
) -> tuple[OutputFile, ...]:
    """The pictures that published things name: what is upcoming must not be seen yet."""
    for episode in published:
        urls |= _pictures_of(episode.people)
        urls |= {chapter.image for chapter in episode.chapters if chapter.image}
        urls |= {episode.picture.url} if episode.picture else set()
    files = gallery.outputs()
    for one in merged:
        files |= one.files
    return tuple(sorted((files[url] for url in urls & files.keys()), key=lambda file: file.path))


def _pictures_of(people: Iterable[Person]) -> set[str]:
    return {person.picture.url for person in people if person.picture}


def _age(episode: Episode) -> tuple[datetime, int, int, str]:
    """A total order, so that neither the folder nor the machine decides where two of one moment stand."""
    return (episode.published_at, episode.season or 0, episode.number or 0, episode.slug)


def _error(place: Place, check: str, message: str) -> Problem:
    return Problem(place=place, check=check, severity=Severity.ERROR, message=message)
