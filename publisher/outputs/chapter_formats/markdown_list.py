"""Chapters as a Markdown list, for show notes and web pages. https://spec.commonmark.org/"""

from __future__ import annotations

import re
from typing import Final

from publisher.clock import format_seconds
from publisher.model import Chapter
from publisher.outputs.chapter_formats.chapter_list import ChapterList

_SPECIAL: Final = re.compile(r"[\\`*_~\[\]<>&|]")
_BRACKETS: Final = str.maketrans({"(": "%28", ")": "%29"})


def write(chapters: ChapterList) -> str:
    """``- HH:MM:SS Title``, the title being the link where there is one, for each chapter that is listed."""
    return "".join(map(_item, chapters.listed))


def _item(chapter: Chapter) -> str:
    title = _SPECIAL.sub(r"\\\g<0>", chapter.title)
    linked = f"[{title}]({chapter.url.translate(_BRACKETS)})" if chapter.url else title
    return f"- {format_seconds(chapter.start_ms // 1000)} {linked}\n"
