"""Chapters in JSON: those of the podcast namespace, and what other programs write in their likeness.

https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from publisher.model import Chapter
from publisher.sources.json_values import first_of, list_values, seconds_to_ms
from publisher.sources.spoken import Broken, clean_text

_CHAPTERS: Final = re.compile(r'"chapters"\s*:\s*\[')
_BARE_LIST: Final = re.compile(r"\s*\[")  # as the Podlove player has it; transcripts begin like this too


def has_chapters(text: str) -> bool:
    """Whether JSON holds a list of chapters at all, and no transcript or waveform."""
    opening = _BARE_LIST.match(text)
    if opening is None:
        return _CHAPTERS.search(text) is not None
    first = next((value for _, value in list_values(text, opening.end())), None)
    return isinstance(first, dict) and "title" in first and "text" not in first and "body" not in first


def read_json(text: str) -> Iterator[tuple[int, Chapter] | Broken]:
    """The chapters in JSON, each with its line; a file that breaks off is read up to there.

    Times may be text (``"1:02"``). ``start``, ``end``, ``image``, ``link`` and ``href`` are taken for startTime,
    endTime, img and url, as are the names of yt-dlp and ffprobe.
    """
    opening = _BARE_LIST.match(text) or _CHAPTERS.search(text)
    if opening is None:
        message = 'there is no list of "chapters"; write {"chapters": [{"startTime": 0, "title": "One"}]}'
        yield Broken(line=1, message=message)
        return
    for line, value in list_values(text, opening.end()):
        yield _chapter(line, value)


def _chapter(line: int, value: Any) -> tuple[int, Chapter] | Broken:
    if isinstance(value, Broken):
        return value
    fields = value if isinstance(value, dict) else {}
    start_ms = seconds_to_ms(first_of(fields, "startTime", "start_time", "start"))
    if start_ms is None:
        return Broken(line=line, message="this chapter has no startTime; write seconds, like 62.5")
    tags = fields.get("tags")  # of ffprobe
    title = first_of(fields, "title", "name") or (tags.get("title") if isinstance(tags, dict) else None)
    return line, Chapter(
        start_ms=start_ms,
        end_ms=seconds_to_ms(first_of(fields, "endTime", "end_time", "end")),
        title=_text(title) or "",
        url=_text(first_of(fields, "url", "link", "href")),
        image=_text(first_of(fields, "img", "image")),
        toc=fields.get("toc") not in (False, "false"),
    )


def _text(value: Any) -> str | None:
    return (clean_text(value) or None) if isinstance(value, str) else None
