"""Every format in which chapters leave the program: a module for each, and one line for each in ``FORMATS``.

Silent chapters, links and pictures go where a format can hold them. Titles are whole but where a format demands short
ones, and stand on one line. All text is the same each time, and ends with one newline; it is empty where a format
cannot say that there are no chapters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from publisher.outputs.chapter_formats import (
    audacity,
    comma_separated,
    cue_sheet,
    ffmetadata,
    markdown_list,
    matroska,
    mp4chaps,
    podcast_json,
    podlove,
    timestamps,
    webvtt,
)
from publisher.outputs.chapter_formats.chapter_list import ChapterList, chapter_list_of

__all__ = ["FORMATS", "ChapterList", "Format", "chapter_list_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format of chapters: ``suffix`` is for its files, without the dot in front; no two have the same."""

    name: str
    suffix: str
    summary: str
    write: Callable[[ChapterList], str]


def _format(name: str, suffix: str, summary: str, write: Callable[[ChapterList], str]) -> Format:
    return Format(name=name, suffix=suffix, summary=summary, write=write)


FORMATS: Final[tuple[Format, ...]] = (
    _format("json", "chapters.json", "JSON chapters of the podcast namespace", podcast_json.write),
    _format("psc", "psc", "Podlove Simple Chapters", podlove.write),
    _format("webvtt", "chapters.vtt", "WebVTT for web players", webvtt.write),
    _format(
        "description", "description.txt", "timestamps for Apple, Spotify and YouTube", timestamps.write_description
    ),
    _format("youtube", "youtube.txt", "timestamps for YouTube", timestamps.write_youtube),
    _format("mp4chaps", "chapters.txt", "mp4chaps, for podcast editors", mp4chaps.write),
    _format("ffmetadata", "ffmetadata", "FFmetadata, for ffmpeg", ffmetadata.write),
    _format("audacity", "labels.txt", "labels of Audacity", audacity.write),
    _format("cue", "cue", "CUE sheet", cue_sheet.write),
    _format("matroska", "chapters.xml", "Matroska, for mkvmerge", matroska.write),
    _format("csv", "chapters.csv", "a table for spreadsheets", comma_separated.write),
    _format("markdown", "chapters.md", "a Markdown list", markdown_list.write),
)
