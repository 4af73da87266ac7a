"""Chapters as WebVTT, for ``<track kind="chapters">`` of web players. https://www.w3.org/TR/webvtt1/"""

from __future__ import annotations

from html import escape

from publisher.clock import format_time
from publisher.model import Chapter
from publisher.outputs.chapter_formats.chapter_list import ChapterList, end_ms_of


def write(chapters: ChapterList) -> str:
    """A cue for each chapter that is listed; the format has no place for links and pictures."""
    return "\n".join(["WEBVTT\n", *map(_cue, chapters.listed)])


def _cue(chapter: Chapter) -> str:
    times = f"{format_time(chapter.start_ms)} --> {format_time(end_ms_of(chapter))}"
    return f"{times}\n{escape(chapter.title, quote=False)}\n"  # escaped, an arrow in a title is no time
