"""Chapters from an edited article of questions and answers: each question where it was asked."""

from __future__ import annotations

from publisher.chapters.alignment import WEAK, Aligned, align
from publisher.chapters.article import sections_of
from publisher.chapters.drafts.titles import title_of_question
from publisher.clock import format_seconds
from publisher.model import Chapter, Found, Place, Problem, Severity
from publisher.transcripts.timing import TimedTranscript


def chapters_from_article(
    article: Found[str], transcript: TimedTranscript
) -> tuple[tuple[Found[Chapter], ...], tuple[Problem, ...]]:
    """A chapter for each question of the article that the transcript holds, and a warning for each doubtful place.

    Each stands at the line of its question; its confidence, from 0 to 1, is in the note.
    """
    sections = sections_of(article.value, article.place.line)
    end_ms = transcript.cues[-1].end_ms if transcript.cues else None
    aligned = align(sections, transcript.lines, end_ms)
    found = tuple(_chapter(article, one) for one in aligned)
    doubtful = (one for one in aligned if one.confidence < WEAK)
    return found, tuple(_doubt(article, one) for one in doubtful)


def _chapter(article: Found[str], aligned: Aligned) -> Found[Chapter]:
    chapter = Chapter(start_ms=aligned.start_ms, title=title_of_question(aligned.section.question))
    place = Place(path=article.place.path, line=aligned.section.line)
    return Found(value=chapter, source=article.source, place=place, note=f"confidence {aligned.confidence:.2f}")


def _doubt(article: Found[str], aligned: Aligned) -> Problem:
    message = (
        f"this question seems to be asked at {format_seconds(aligned.start_ms // 1000)}, but not for sure; "
        "listen there, and if it is not, write its time under chapters:"
    )
    place = Place(path=article.place.path, line=aligned.section.line)
    return Problem(place=place, check="chapter-uncertain", severity=Severity.WARNING, message=message)
