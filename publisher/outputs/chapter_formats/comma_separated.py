"""Chapters as a table for spreadsheets: RFC 4180."""

from __future__ import annotations

import csv
import io
from typing import Final

from publisher.clock import format_time
from publisher.model import Chapter
from publisher.outputs.chapter_formats.chapter_list import ChapterList
from publisher.outputs.rss_tags import true_false

_COLUMNS: Final = ("start", "end", "title", "url", "image", "toc")


def write(chapters: ChapterList) -> str:
    """A row for each chapter under a row of names; lines end with CR and LF, as the RFC wants it.

    Titles are written as they are: what a spreadsheet makes of one that starts with ``=`` is its own affair.
    """
    table = io.StringIO(newline="")
    rows = csv.writer(table, lineterminator="\r\n")
    rows.writerow(_COLUMNS)
    rows.writerows(map(_row, chapters.whole))
    return table.getvalue()


def _row(chapter: Chapter) -> tuple[str | None, ...]:
    end = None if chapter.end_ms is None else format_time(chapter.end_ms)
    return format_time(chapter.start_ms), end, chapter.title, chapter.url, chapter.image, true_false(chapter.toc)
