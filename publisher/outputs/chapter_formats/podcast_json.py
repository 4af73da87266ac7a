"""The JSON chapters of the podcast namespace, version 1.2.

https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md
"""

from __future__ import annotations

import json
from typing import Any

from publisher.clock import seconds_of
from publisher.model import Chapter
from publisher.outputs.chapter_formats.chapter_list import ChapterList, plain


def write(chapters: ChapterList) -> str:
    """The document: every chapter, the silent ones with ``toc`` false."""
    about = {
        "title": plain(chapters.title),
        "podcastName": plain(chapters.show),
        "author": plain(chapters.author),
        "fileName": plain(chapters.file_name),
    }
    document: dict[str, Any] = {"version": "1.2.0"} | {name: value for name, value in about.items() if value}
    document["chapters"] = [_chapter(chapter) for chapter in chapters.whole]
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _chapter(chapter: Chapter) -> dict[str, Any]:
    fields = {
        "startTime": seconds_of(chapter.start_ms),
        "endTime": None if chapter.end_ms is None else seconds_of(chapter.end_ms),
        "title": chapter.title or None,
        "url": chapter.url,
        "img": chapter.image,
        "toc": None if chapter.toc else False,
    }
    return {name: value for name, value in fields.items() if value is not None}
