"""Chapters made from the words of a transcript, where nobody made any: drafts, for an author to edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from publisher.chapters.drafts.boundaries import draft_starts
from publisher.chapters.drafts.title_ranker import draft_titles
from publisher.chapters.sentences import split_long_lines
from publisher.model import Chapter
from publisher.transcripts.timing import TimedTranscript

CHAPTERS_PER_HOUR: Final[Mapping[str, int]] = {"few": 6, "normal": 16, "many": 24}


def chapters_from_words(transcript: TimedTranscript, level: str) -> Iterator[tuple[Chapter, int]]:
    """Chapters at changes of topic, each with the line of the transcript where it starts; none where there are none.

    ``level`` is a key of CHAPTERS_PER_HOUR. The first chapter is the opening, at 0.
    """
    end_ms = transcript.cues[-1].end_ms if transcript.cues else None
    lines = split_long_lines(transcript.lines, end_ms)
    starts = draft_starts(lines, end_ms, CHAPTERS_PER_HOUR[level])
    if not starts:
        return
    for index, title in zip((0, *starts), draft_titles(lines, (0, *starts)), strict=True):
        start_ms = lines[index].start_ms if index else 0
        yield Chapter(start_ms=start_ms, title=title), lines[index].line
