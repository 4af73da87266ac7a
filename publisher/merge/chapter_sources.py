"""Where the chapters of an episode may come from: one function a source, each giving what it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from publisher.chapters.from_article import chapters_from_article
from publisher.chapters.from_words import chapters_from_words
from publisher.model import Chapter, Found, Place, Problem, Source
from publisher.sources.audio_file import AudioFile
from publisher.sources.episode_file import EpisodeFile
from publisher.sources.marked_up_list import timestamp_lines
from publisher.transcripts.timing import TimedTranscript


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterSources:
    """All that may hold chapters of one episode."""

    file: EpisodeFile
    transcript: TimedTranscript | None = None
    audio: AudioFile | None = None
    listed: tuple[Found[Chapter], ...] = ()  # in a file beside the episode or its recording
    level: str = "normal"  # how many are made from the words, of show_file.DRAFT_LEVELS


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """The chapters of one source as they stand there, and what is to be said of them if they are the ones to use."""

    found: tuple[Found[Chapter], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterSource:
    """A source by its name for authors; one that is costly is asked only where all before it have nothing."""

    name: str
    collect: Callable[[ChapterSources], Collected]
    is_costly: bool = False


def _written(key: str) -> Callable[[ChapterSources], Collected]:
    def collect(sources: ChapterSources) -> Collected:
        found = sources.file.values.get(key)
        return Collected(found=found.value if found else ())

    return collect


def _headers(sources: ChapterSources) -> Collected:
    """The headers of the transcript; each starts when the next line is said."""
    if sources.transcript is None:
        return Collected()
    starts = sources.transcript.header_starts
    chapters = ((Chapter(start_ms=start_ms, title=header.title), header.line) for header, start_ms in starts)
    return Collected(found=_in_transcript(sources, chapters, _source_of_transcript(sources)))


def _article(sources: ChapterSources) -> Collected:
    """The questions of an edited article, each where it was asked."""
    if sources.transcript is None or sources.file.article is None:
        return Collected()
    found, problems = chapters_from_article(sources.file.article, sources.transcript)
    return Collected(found=found, problems=problems)


def _recording(sources: ChapterSources) -> Collected:
    """The chapters in the recording itself."""
    if sources.audio is None:
        return Collected()
    place = Place(path=sources.audio.path)
    chapters = sources.audio.chapters
    return Collected(found=tuple(Found(value=one, source=Source.AUDIO_TAG, place=place) for one in chapters))


def _listed(sources: ChapterSources) -> Collected:
    """A list of chapters in a file beside the episode."""
    return Collected(found=sources.listed)


def _notes(sources: ChapterSources) -> Collected:
    """A list of timestamps in the description, the introduction or the article, or in the recording's description."""
    values = sources.file.values
    written = [values[key] for key in ("description", "intro") if key in values]
    written += [sources.file.article] if sources.file.article else []
    for text in written:
        first_line = text.place.line + (text is not sources.file.article)  # a text of lines starts below its key
        if listed := timestamp_lines(text.value.split("\n"), first_line):
            places = ((one, Place(path=text.place.path, line=line)) for line, one in listed)
            return Collected(found=tuple(Found(value=one, source=text.source, place=place) for one, place in places))
    return _notes_of_recording(sources)


def _notes_of_recording(sources: ChapterSources) -> Collected:
    if sources.audio is None or not sources.audio.tags.description:
        return Collected()
    place = Place(path=sources.audio.path)
    listed = timestamp_lines(sources.audio.tags.description.splitlines(), 1)
    return Collected(found=tuple(Found(value=one, source=Source.AUDIO_TAG, place=place) for _, one in listed))


def _words(sources: ChapterSources) -> Collected:
    """Made from what is said."""
    if sources.transcript is None or sources.level == "off":
        return Collected()
    drafts = chapters_from_words(sources.transcript, sources.level)
    return Collected(found=_in_transcript(sources, drafts, Source.DERIVED))


def _source_of_transcript(sources: ChapterSources) -> Source:
    is_own = sources.transcript is not None and sources.transcript.path == sources.file.path
    return Source.FRONT_MATTER if is_own else Source.FILE


def _in_transcript(
    sources: ChapterSources, chapters: Iterable[tuple[Chapter, int]], source: Source
) -> tuple[Found[Chapter], ...]:
    path = sources.transcript.path if sources.transcript else sources.file.path
    return tuple(Found(value=one, source=source, place=Place(path=path, line=line)) for one, line in chapters)


# The most explicit first.
CHAPTER_SOURCES: Final = (
    ChapterSource(name="chapters", collect=_written("chapters")),
    ChapterSource(name="quotableClips", collect=_written("quotableClips")),
    ChapterSource(name="headers", collect=_headers),
    ChapterSource(name="article", collect=_article, is_costly=True),
    ChapterSource(name="recording", collect=_recording),
    ChapterSource(name="file", collect=_listed),
    ChapterSource(name="notes", collect=_notes),
    ChapterSource(name="words", collect=_words, is_costly=True),
)
