"""The text form of mp4chaps (mp4v2), which podcast editors import and export, with links as Podlove adds them."""

from __future__ import annotations

from publisher.clock import format_time
from publisher.model import Chapter
from publisher.outputs.chapter_formats.chapter_list import ChapterList


def write(chapters: ChapterList) -> str:
    """``HH:MM:SS.mmm Title <https://link>``, a line for each chapter that is listed."""
    return "".join(map(_line, chapters.listed))


def _line(chapter: Chapter) -> str:
    title = chapter.title
    if title.endswith(">"):
        title = title.replace("<", "‹").replace(">", "›")  # the format has no escapes, and takes the end for a link
    link = f" <{chapter.url}>" if chapter.url else ""
    return f"{format_time(chapter.start_ms)} {title}{link}\n"
