"""What is written in a format is read from it: all that the format can hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings

from publisher.model import Chapter
from publisher.outputs.chapter_formats import ChapterList
from publisher.outputs.chapter_formats.timestamps import timestamps
from publisher.sources.chapter_file import parse_chapters
from tests.chapter_samples import SUFFIX, WRITE, chapter_lists, numbered
from tests.platform_rules import spotify_chapters

READABLE = ("json", "psc", "webvtt", "mp4chaps", "ffmetadata", "audacity")
MARKS = " -–—:|.›"


def read_back(name: str, chapters: ChapterList) -> list[Chapter]:
    found = parse_chapters(f"audio/one.{SUFFIX[name]}", WRITE[name](chapters))
    assert found.value is not None or not WRITE[name](chapters)
    assert found.problems == () or not WRITE[name](chapters)
    return [one.value for one in found.value or ()]


def starts_and_titles(chapters: list[Chapter]) -> list[tuple[int, str]]:
    return [(chapter.start_ms // 1000, chapter.title.lstrip(MARKS)) for chapter in chapters]


@given(chapter_lists())
@settings(max_examples=100)
def test_json_comes_back_whole(chapters: ChapterList) -> None:
    assert read_back("json", chapters) == list(chapters.whole)


KEPT: dict[str, Callable[[Chapter], tuple[object, ...]]] = {
    "psc": lambda one: (one.start_ms, one.title, one.url, one.image),
    "webvtt": lambda one: (one.start_ms, one.title),
    "ffmetadata": lambda one: (one.start_ms, one.title),
    "audacity": lambda one: (one.start_ms, one.title),
    "mp4chaps": lambda one: (one.start_ms, one.title.translate(str.maketrans("<>", "‹›")), one.url),
}


@pytest.mark.parametrize("name", KEPT)
@given(chapters=chapter_lists())
@settings(max_examples=60)
def test_what_a_format_holds_comes_back(name: str, chapters: ChapterList) -> None:
    kept = KEPT[name]
    assert [kept(one) for one in read_back(name, chapters)] == [kept(one) for one in chapters.listed]


@given(chapter_lists())
@settings(max_examples=60)
def test_ends_come_back_where_the_format_holds_them(chapters: ChapterList) -> None:
    ends = [one.end_ms for one in chapters.listed if one.end_ms is not None]
    for name in ("webvtt", "ffmetadata", "audacity"):
        assert [one.end_ms for one in read_back(name, chapters)][: len(ends)] == ends


@given(chapter_lists())
@settings(max_examples=80)
def test_a_markdown_list_comes_back_in_seconds(chapters: ChapterList) -> None:
    back = read_back("markdown", chapters) if chapters.listed else []
    assert starts_and_titles(back) == starts_and_titles(list(chapters.listed))
    assert [one.url is not None for one in back] == [one.url is not None for one in chapters.listed]


@given(chapter_lists(max_size=20))
@settings(max_examples=80)
def test_a_description_is_read_as_spotify_reads_it(chapters: ChapterList) -> None:
    text = WRITE["description"](chapters)
    back = read_back("description", chapters)
    assert [(one.start_ms // 1000, one.title.lstrip(MARKS)) for one in back] == [
        (second, title.lstrip(MARKS)) for second, title in spotify_chapters(text)
    ]
    assert len(back) == len(timestamps(chapters))


@pytest.mark.parametrize("name", [*READABLE, "markdown"])
@pytest.mark.parametrize("count", [1, 2, 255, 1000])
def test_any_number_of_chapters_comes_back(name: str, count: int) -> None:
    chapters = numbered(count)
    assert [one.title for one in read_back(name, chapters)] == [one.title for one in chapters.chapters]
