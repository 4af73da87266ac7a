"""Where the chapters of an episode come from: the first source that has any, and all of them remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from publisher.chapters.repair import repair
from publisher.clock import format_time
from publisher.model import Chapter, Found, Place, Problem, Source
from publisher.sources.audio_file import AudioFile
from publisher.sources.episode_file import EpisodeFile
from publisher.transcripts.timing import TimedTranscript


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterSources:
    """All that may hold chapters of one episode."""

    file: EpisodeFile
    transcript: TimedTranscript | None
    audio: AudioFile | None


def front_matter_chapters(sources: ChapterSources) -> list[Found[Chapter]]:
    """``chapters:`` in the front matter: what the author decided."""
    return _written(sources.file.values, "chapters")


def quotable_clips(sources: ChapterSources) -> list[Found[Chapter]]:
    """``quotableClips:`` in the front matter, as search engines want them."""
    return _written(sources.file.values, "quotableClips")


def transcript_headers(sources: ChapterSources) -> list[Found[Chapter]]:
    """The headers of the transcript; each starts when the next line is said."""
    if sources.transcript is None:
        return []
    path = sources.transcript.path
    return [
        Found(
            value=Chapter(start_ms=start_ms, title=header.title),
            source=Source.FRONT_MATTER if path == sources.file.path else Source.FILE,
            place=Place(path=path, line=header.line),
        )
        for header, start_ms in sources.transcript.header_starts
    ]


def audio_chapters(sources: ChapterSources) -> list[Found[Chapter]]:
    """The chapters in the recording itself."""
    if sources.audio is None:
        return []
    place = Place(path=sources.audio.path)
    return [Found(value=chapter, source=Source.AUDIO_TAG, place=place) for chapter in sources.audio.chapters]


CHAPTER_SOURCES: Final[tuple[tuple[str, Callable[[ChapterSources], list[Found[Chapter]]]], ...]] = (
    ("chapters", front_matter_chapters),
    ("quotableClips", quotable_clips),
    ("headers", transcript_headers),
    ("audio", audio_chapters),
)


def chapters_of(
    sources: ChapterSources, duration_ms: int | None
) -> tuple[tuple[Chapter, ...], tuple[Found[Any], ...], tuple[Problem, ...]]:
    """The chapters, repaired; every candidate list, the winner first; and what had to be mended."""
    candidates = [(name, found) for name, collect in CHAPTER_SOURCES if (found := collect(sources))]
    if not candidates:
        return (), (), ()
    problems: list[Problem] = []
    for number, (_, found) in enumerate(candidates):
        chapters, mended = repair([one.value for one in found], [one.place for one in found], duration_ms)
        problems += mended
        if chapters:
            winner, *others = _summaries([candidates[number], *candidates[:number], *candidates[number + 1 :]])
            return chapters, (replace(winner, value=_listed(chapters)), *others), tuple(problems)
    return (), (), tuple(problems)


def _summaries(candidates: list[tuple[str, list[Found[Chapter]]]]) -> Iterator[Found[Any]]:
    for name, found in candidates:
        listed = _listed([one.value for one in found])
        yield Found(value=listed, source=found[0].source, place=found[0].place, note=f"{len(found)} from {name}")


def _listed(chapters: Iterable[Chapter]) -> tuple[str, ...]:
    return tuple(f"{format_time(chapter.start_ms)} {chapter.title}" for chapter in chapters)


def _written(values: Mapping[str, Found[Any]], key: str) -> list[Found[Chapter]]:
    found = values.get(key)
    return list(found.value) if found else []
