"""Checks of the chapters that somebody made, as they would be published; drafts are nobody's fault.

Apple, Spotify and YouTube each show none of them where one of their rules is broken.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

from publisher.checks.check import Check, Finding, check
from publisher.checks.habits import full_episodes, nearly_all
from publisher.checks.transcripts import transcript_of
from publisher.clock import format_short
from publisher.merge.episode import MergedEpisode
from publisher.merge.show import MergedShow
from publisher.model import Chapter, Place, Severity
from publisher.sources.fields import quoted

_FEWEST: Final = 3
_SHORTEST_MS: Final = 10_000  # YouTube's rule
_TITLE_CHARACTERS: Final = 40  # https://support.spotify.com/creators, "Creating and managing chapters"
_NEEDS_CHAPTERS_MS: Final = 10 * 60_000  # Apple makes none for what is shorter

_OF_GUESSED_TIMES: Final = frozenset({"transcript-backward", "transcript-past-end"})  # below a header
_MADE_BY_US: Final = frozenset({"", "article", "words"})  # sources whose chapters nobody has written as such

_Written: TypeAlias = tuple[MergedEpisode, list[tuple[Chapter, Place]]]


@check("chapter-few", Severity.WARNING, "apple", "spotify")
def too_few(merged: MergedShow) -> Iterator[Finding]:
    """One or two chapters in an episode of ten minutes or more: Apple, Spotify and YouTube want three to show any.

    Bad: only 0:00 Welcome and 1:30 The talk
    Good: a chapter for each part of the talk
    """
    for episode, chapters in _written(merged):
        if 0 < len(chapters) < _FEWEST and _is_long(episode):
            have = "there is only one chapter" if len(chapters) == 1 else f"there are only {len(chapters)} chapters"
            message = f"{have}, and platforms show none below {_FEWEST}; add one for each part"
            yield Finding(place=chapters[0][1], message=message)


@check("chapter-missing", Severity.NOTE)
def missing(merged: MergedShow) -> Iterator[Finding]:
    """An episode without chapters, where nearly all others have some.

    Bad: nothing under chapters:, and no transcript to make some of
    Good: "- start: 12:30, and title: Why we walk"
    """
    full = [one for one in full_episodes(merged) if _is_long(one)]
    having = [one for one in full if one.chapters]
    are_transcribed = nearly_all(sum(transcript_of(one) is not None for one in full), len(full))
    if not nearly_all(len(having), len(full)):
        return
    for episode in full:
        lacks_transcript = are_transcribed and transcript_of(episode) is None  # which is said already
        if not episode.chapters and not lacks_transcript:
            message = f"{len(having)} of {len(full)} episodes have chapters, this one has none; write chapters:"
            yield Finding(place=episode.place, message=message)


@check("chapter-short", Severity.WARNING)
def too_short(merged: MergedShow) -> Iterator[Finding]:
    """A chapter of less than ten seconds: YouTube shows none of the chapters then.

    Bad: 12:00 Welcome, and 12:04 The guest
    Good: 12:00 Welcome, and 12:40 The guest
    """
    misplaced = {problem.place for problem in merged.problems if problem.check == "chapter-order"}
    mistimed = {problem.place.path for problem in merged.problems if problem.check in _OF_GUESSED_TIMES}
    for episode, chapters in _written(merged):
        is_guessed = episode.listed.source == "headers" and chapters and chapters[0][1].path in mistimed
        if is_guessed or len(chapters) < _FEWEST:
            continue  # the times are wrong, which is said there; or none of the chapters is shown anyway
        ends = [*((chapter.start_ms, place) for chapter, place in chapters[1:]), _end_of(episode)]
        for (chapter, place), (end_ms, next_place) in zip(chapters, ends, strict=True):
            if end_ms is None or misplaced & {place, next_place}:
                continue
            length_ms = end_ms - chapter.start_ms
            if length_ms < _SHORTEST_MS:
                message = (
                    f"the chapter {quoted(chapter.title)} at {format_short(chapter.start_ms)} lasts "
                    f"{length_ms / 1000:g} seconds, and YouTube wants 10; "
                    "correct its time or that of the next one"
                )
                yield Finding(place=place, message=message)


@check("chapter-title-long", Severity.NOTE, "spotify")
def long_titles(merged: MergedShow) -> Iterator[Finding]:
    """Titles of chapters with more than 40 characters: lists in apps cut them off. One note for all of an episode.

    Bad: How we came to the question why people who walk to their work think more clearly
    Good: Why walkers think more clearly
    """
    for _, chapters in _written(merged):
        long = [(chapter, place) for chapter, place in chapters if len(chapter.title) > _TITLE_CHARACTERS]
        if long:
            chapter, place = long[0]
            many = f"{len(long)} of {len(chapters)} titles of chapters, the first of them here, have"
            have = many if len(long) > 1 else f"the title {quoted(chapter.title)} has"
            message = f"{have} more than {_TITLE_CHARACTERS} characters, and apps cut them off; say it in fewer words"
            yield Finding(place=place, message=message)


@check("chapter-title-wordless", Severity.WARNING)
def wordless_titles(merged: MergedShow) -> Iterator[Finding]:
    """The title of a chapter has no letter.

    Bad: "title: '---'"
    Good: "title: Why we walk"
    """
    for _, chapters in _written(merged):
        for chapter, place in chapters:
            if not any(character.isalpha() for character in chapter.title):
                message = (
                    f"{quoted(chapter.title)} at {format_short(chapter.start_ms)} is no title of a chapter; "
                    "write what is talked about"
                )
                yield Finding(place=place, message=message, about=chapter.title)


CHECKS: Final[tuple[Check[MergedShow], ...]] = (too_few, missing, too_short, long_titles, wordless_titles)


def _written(merged: MergedShow) -> Iterator[_Written]:
    """The episodes with chapters that somebody wrote, and these without the silent ones."""
    for episode in merged.episodes:
        if episode.listed.source not in _MADE_BY_US:
            pairs = zip(episode.listed.chapters, episode.listed.places, strict=True)
            yield episode, [(chapter, place) for chapter, place in pairs if chapter.toc]


def _end_of(episode: MergedEpisode) -> tuple[int | None, Place]:
    recordings = episode.known.recordings
    is_cut_off = bool(recordings) and recordings[0].is_cut_off  # an error of its own: nobody knows the end
    return None if is_cut_off else episode.known.value("duration_ms"), episode.place


def _is_long(episode: MergedEpisode) -> bool:
    duration_ms = episode.known.value("duration_ms")
    return duration_ms is None or duration_ms >= _NEEDS_CHAPTERS_MS
