"""One episode of all that is known about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from publisher.merge import links as platform_links
from publisher.merge.candidates import EpisodeSources
from publisher.merge.chapters import ChapterSources, chapters_of
from publisher.merge.dates import utc_moment
from publisher.merge.people import Directory, person_of, unknown_people
from publisher.merge.pictures import Gallery
from publisher.merge.rules import decide
from publisher.model import (
    AlternateEnclosure,
    Audio,
    Chapter,
    Episode,
    Found,
    OutputFile,
    Person,
    Picture,
    Place,
    Problem,
    Severity,
    Source,
)
from publisher.notes import to_html
from publisher.sources.audio_file import AudioFile, EmbeddedPicture
from publisher.sources.episode_file import EpisodeFile
from publisher.sources.transcript_file import Transcript
from publisher.transcripts.timing import TimedTranscript, timed

# What every directory takes as an enclosure, the most widely played first.
ENCLOSURE_TYPES: Final = ("audio/mpeg", "audio/x-m4a", "video/mp4")

# Decided fields that go into the episode as they are.
_PLAIN_FIELDS: Final = (
    "slug",
    "guid",
    "title",
    "subtitle",
    "season",
    "season_name",
    "number",
    "kind",
    "link",
    "explicit",
    "block",
    "soundbites",
    "locations",
    "license",
    "funding",
    "social",
    "txt",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What an episode needs to know of its show."""

    guid: str
    fields: Mapping[str, Found[Any]]  # of show.yaml
    zone: ZoneInfo
    people: Directory
    hosts: tuple[Person, ...]
    gallery: Gallery
    audio_url: Callable[[str], str]  # of the path of a recording


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeInputs:
    """The files of one episode; ``transcript`` is that of a file beside it.

    ``has_unreadable`` says that a recording is there, or named, that could not be read: that has been reported.
    """

    file: EpisodeFile
    recordings: tuple[AudioFile, ...]
    transcript: Transcript | None
    has_unreadable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedEpisode:
    """An episode, or None where it cannot be published yet; the pictures it brings; and what is wrong with it."""

    episode: Episode | None
    files: Mapping[str, OutputFile]  # by URL
    problems: tuple[Problem, ...]


def merge_episode(inputs: EpisodeInputs, around: Surroundings) -> MergedEpisode:
    """Decides every field of one episode."""
    desk = _Desk(inputs, around)
    episode = desk.episode()
    return MergedEpisode(episode=episode, files=desk.files, problems=tuple(desk.problems))


class _Desk:
    """The files of one episode, spread out: each method decides one part of it and notes what is wrong."""

    def __init__(self, inputs: EpisodeInputs, around: Surroundings) -> None:
        self.inputs = inputs
        self.file = inputs.file
        self.around = around
        self.recordings = sorted(inputs.recordings, key=_by_enclosure_type)
        self.recording = self.recordings[0] if self.recordings else None
        self.written_transcript = inputs.file.transcript or inputs.transcript
        self.problems: list[Problem] = []
        self.files: dict[str, OutputFile] = {}
        sources = EpisodeSources(file=inputs.file, audio=self.recording, show_guid=around.guid, show=around.fields)
        self.found = decide(sources)

    def episode(self) -> Episode | None:
        ids = {platform: one.value for platform, one in self.value("ids", {}).items()}
        audio = self.audio()
        published_at = self.published_at()
        if audio is None or published_at is None:
            return None
        links = self.links()
        self.found |= platform_links.page_of(links) if "link" not in self.found else {}
        transcript = self.transcript(audio.duration_ms)
        chapters = self.chapters(transcript, audio.duration_ms)
        return Episode(
            **self.plain_values(),
            place=Place(path=self.file.path),
            published_at=published_at,
            audio=audio,
            notes_html=self.notes_html(),
            picture=self.picture(),
            people=self.guests(),
            keywords=self.keywords(),
            ids=ids,
            links=platform_links.labelled(links),
            content_links=platform_links.video_links(links),
            alternates=self.alternates(links),
            chapters=chapters,
            cues=transcript.cues if transcript else (),
            found=self.found,
        )

    def value(self, field: str, default: Any = None) -> Any:
        return self.found[field][0].value if field in self.found else default

    def warn(self, place: Place, check: str, message: str) -> None:
        self.problems.append(Problem(place=place, check=check, severity=Severity.WARNING, message=message))

    def audio(self) -> Audio | None:
        duration_ms = self.value("duration_ms")
        if self.recording is not None:
            place = Place(path=self.recording.path)
            self.found["audio"] = (Found(value=self.recording.path, source=Source.MEASURED, place=place),)
            return Audio(
                url=self.around.audio_url(self.recording.path),
                size_bytes=self.recording.size_bytes,
                duration_ms=duration_ms,
                mime_type=self.recording.mime_type,
                path=self.recording.path,
            )
        named = self.file.values.get("audio")
        if named and named.value.url:
            entry = named.value
            return Audio(url=entry.url, size_bytes=entry.size_bytes, duration_ms=duration_ms, mime_type=entry.mime_type)
        if not self.inputs.has_unreadable and "audio" not in self.file.broken:
            message = f"no recording yet, so it is left out; put one into audio/, named {self.file.stem}.mp3"
            self.warn(Place(path=self.file.path), "audio-missing", message)
        return None

    def published_at(self) -> datetime | None:
        if "published_at" not in self.found:
            if not self.file.broken & {"date", "dateadded"}:
                message = "no date, so it is left out; write date: 2026-01-31"
                self.warn(Place(path=self.file.path), "date-missing", message)
            return None
        winner = self.found["published_at"][0]
        try:
            return utc_moment(winner.value, self.around.zone)
        except (ValueError, OverflowError) as error:
            problem = Problem(
                place=winner.place, check="date-ambiguous", severity=Severity.ERROR, message=f"date: {error}"
            )
            self.problems.append(problem)
            return None

    def plain_values(self) -> dict[str, Any]:
        self.drop_zero("season", "season")
        self.drop_zero("number", "episode")
        if self.value("kind") != "full":
            self.drop_guess("number")
        return {field: self.found[field][0].value for field in _PLAIN_FIELDS if field in self.found}

    def drop_zero(self, field: str, key: str) -> None:
        if self.value(field) == 0:
            place = self.found.pop(field)[0].place
            self.warn(place, "number-zero", f"{key} 0 is left out: directories count from 1")

    def drop_guess(self, field: str) -> None:
        """A trailer that takes the number of a track would stand there as a second episode of that number."""
        if field in self.found and self.found[field][0].source is not Source.FRONT_MATTER:
            del self.found[field]

    def notes_html(self) -> str:
        if "notes" not in self.found:
            return ""
        winner = self.found["notes"][0]
        try:
            return to_html(winner.value)
        except ValueError as error:
            message = f"the show notes cannot be read: {error}"
            problem = Problem(place=winner.place, check="notes-unreadable", severity=Severity.ERROR, message=message)
            self.problems.append(problem)
            return ""

    def links(self) -> dict[str, Found[str]]:
        ids = self.value("ids", {})
        links, problems = platform_links.links_of(self.value("links", {}), ids)
        self.problems += problems
        self.found.pop("links", None)
        self.found.pop("ids", None)
        self.found |= platform_links.by_platform("ids", ids)
        self.found |= platform_links.by_platform("links", links)
        return links

    def transcript(self, duration_ms: int | None) -> TimedTranscript | None:
        if self.written_transcript is None:
            return None
        transcript = timed(self.written_transcript, duration_ms)
        self.problems += transcript.problems
        path = self.written_transcript.path
        source = Source.FRONT_MATTER if path == self.file.path else Source.FILE
        first_line = self.written_transcript.entries[0].line if self.written_transcript.entries else 0
        place = Place(path=path, line=first_line)
        self.found["cues"] = (Found(value=f"{len(transcript.cues)} lines", source=source, place=place),)
        return transcript

    def chapters(self, transcript: TimedTranscript | None, duration_ms: int | None) -> tuple[Chapter, ...]:
        sources = ChapterSources(file=self.file, transcript=transcript, audio=self.recording)
        chapters, origins, problems = chapters_of(sources, duration_ms)
        self.problems += problems
        if origins:
            self.found["chapters"] = origins
        return tuple(self.with_picture_url(chapter) for chapter in chapters)

    def with_picture_url(self, chapter: Chapter) -> Chapter:
        picture = self.around.gallery.picture(chapter.image)
        return replace(chapter, image=picture.url if picture else None)

    def picture(self) -> Picture | None:
        """The first picture that can be had; one that cannot has been reported where it is named."""
        candidates = self.found.pop("picture", ())
        usable = [(found, picture) for found in candidates if (picture := self.picture_of(found.value))]
        if not usable:
            return None
        self.found["picture"] = tuple(found for found, _ in usable)
        winner, picture = usable[0]
        if isinstance(winner.value, EmbeddedPicture):
            self.files |= self.around.gallery.embedded_outputs(self.value("slug"), winner.value)
        return picture

    def picture_of(self, value: str | EmbeddedPicture) -> Picture | None:
        if isinstance(value, EmbeddedPicture):
            return self.around.gallery.embedded(self.value("slug"), value)
        return self.around.gallery.picture(value)

    def guests(self) -> tuple[Person, ...]:
        named = self.value("guests", ())
        self.problems += unknown_people(named, self.around.people)
        hosts = {host.name for host in self.around.hosts}
        people = (
            person_of(one.value, self.around.people, self.around.gallery.picture, default_role="guest") for one in named
        )
        return tuple({person.name: person for person in people if person.name not in hosts}.values())

    def keywords(self) -> tuple[str, ...]:
        words: dict[str, str] = {}
        for key in ("topics", "keywords", "tags"):
            if key in self.file.values:
                self.found[key] = (self.file.values[key],)
                for word in self.file.values[key].value:
                    words.setdefault(word.casefold(), word)
        return tuple(words.values())

    def alternates(self, links: Mapping[str, Found[str]]) -> tuple[AlternateEnclosure, ...]:
        formats = (
            AlternateEnclosure(
                url=self.around.audio_url(other.path), mime_type=other.mime_type, size_bytes=other.size_bytes
            )
            for other in self.recordings[1:]
        )
        return (*formats, *platform_links.video_alternates(links), *self.value("alternates", ()))


def _by_enclosure_type(recording: AudioFile) -> tuple[int, str]:
    known = recording.mime_type in ENCLOSURE_TYPES
    return ENCLOSURE_TYPES.index(recording.mime_type) if known else len(ENCLOSURE_TYPES), recording.path
