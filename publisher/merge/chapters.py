"""The chapters of an episode: of the first source that has any, repaired, and the others remembered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from publisher.chapters.repair import repair
from publisher.clock import format_time
from publisher.merge.chapter_sources import CHAPTER_SOURCES, ChapterSource, ChapterSources, Collected
from publisher.model import Chapter, Found, Place, Problem, Severity

_WORDS: Final = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedChapters:
    """The chapters, with where each is written; what each source has, the one that won first; what had to be mended.

    ``source`` is the name of the one that won.
    """

    chapters: tuple[Chapter, ...] = ()
    places: tuple[Place, ...] = ()
    source: str = ""
    origins: tuple[Found[Any], ...] = ()
    problems: tuple[Problem, ...] = ()


def decide_chapters(sources: ChapterSources, duration_ms: int | None) -> DecidedChapters:
    """The chapters of the first source that has any to be used; ``duration_ms`` is that of the audio, if known."""
    chosen: tuple[Chapter, ...] = ()
    places: tuple[Place, ...] = ()
    name = ""
    origins: list[Found[Any]] = []
    problems: list[Problem] = []
    without: list[str] = []  # the sources before the one that wins
    for source in CHAPTER_SOURCES:
        if chosen and source.is_costly:
            continue
        collected = source.collect(sources)
        if not collected.found:
            without += [] if chosen else [source.name]
            continue
        if chosen:
            origins.append(_origin(source, collected))
            continue
        repaired = repair([one.value for one in collected.found], [one.place for one in collected.found], duration_ms)
        chosen, places, name = repaired.chapters, repaired.places, source.name
        problems += (*collected.problems, *(one for one in repaired.problems if _is_of_author(one, source)))
        if chosen and source.name == _WORDS:
            problems.append(_drafts(sources, len(chosen)))
        origins.insert(0, _origin(source, collected, chosen, without))
    return DecidedChapters(
        chapters=chosen, places=places, source=name, origins=tuple(origins), problems=tuple(problems)
    )


def _is_of_author(problem: Problem, source: ChapterSource) -> bool:
    """Whether it is about what somebody wrote: where a chapter made by us starts, nobody has written."""
    return not (source.is_costly and problem.check == "chapter-first")


def _origin(
    source: ChapterSource, collected: Collected, chosen: Iterable[Chapter] = (), without: Sequence[str] = ()
) -> Found[Any]:
    first = collected.found[0]
    chapters = tuple(chosen) or tuple(one.value for one in collected.found)
    listed = tuple(f"{format_time(chapter.start_ms)} {chapter.title}" for chapter in chapters)
    note = f"{len(collected.found)} from {source.name}" + (f"; none in {', '.join(without)}" if without else "")
    if source.name == _WORDS:
        note = f"{len(chapters)} drafts, made from the words because nobody made any"
    return Found(value=listed, source=first.source, place=first.place, note=note)


def _drafts(sources: ChapterSources, count: int) -> Problem:
    message = (
        f"its {count} chapters are drafts, made from the words; "
        "publish chapters --write puts them into the episode file, for you to edit"
    )
    place = Place(path=sources.file.path)
    return Problem(place=place, check="chapters-draft", severity=Severity.NOTE, message=message)
