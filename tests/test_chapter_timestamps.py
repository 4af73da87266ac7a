"""Timestamps for descriptions: what Apple, Spotify and YouTube show of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from publisher.model import Chapter
from publisher.outputs.chapter_formats import ChapterList
from publisher.outputs.chapter_formats.timestamps import timestamps
from publisher.outputs.description import content_html, description_html
from tests.chapter_samples import WRITE, chapter_lists, numbered
from tests.platform_rules import apple_chapters, spotify_chapters, youtube_chapters
from tests.sample_show import plain_episode, plain_show

SAMPLE = ChapterList(
    chapters=(
        Chapter(start_ms=0, title="Opening"),
        Chapter(start_ms=60_500, title="A picture", toc=False),
        Chapter(start_ms=90_001, title='What; "is" \\ #1 = <b>\n&amp; --> שלום 🎙️'),
        Chapter(start_ms=3_723_004, title="The end"),
    ),
    duration_ms=3_800_000,
)


def written(name: str, chapters: ChapterList = SAMPLE) -> str:
    return WRITE[name](chapters)


@given(chapter_lists(max_size=20))
@settings(max_examples=150)
def test_the_description_is_a_list_for_all_three_platforms_or_nothing(chapters: ChapterList) -> None:
    text = written("description", chapters)
    duration_s = None if chapters.duration_ms is None else chapters.duration_ms // 1000
    shown = apple_chapters(text)
    assert shown == spotify_chapters(text) == youtube_chapters(text, duration_s)
    assert text.count("\n") == len(shown)
    assert all(len(title) <= 40 for _, title in shown)


@given(chapter_lists(max_size=20))
@settings(max_examples=100)
def test_youtube_shows_chapters_or_gets_no_text(chapters: ChapterList) -> None:
    text = written("youtube", chapters)
    duration_s = None if chapters.duration_ms is None else chapters.duration_ms // 1000
    assert text.count("\n") == len(youtube_chapters(text, duration_s))


@given(chapter_lists(max_size=20))
@settings(max_examples=60)
def test_the_feed_lists_the_same_chapters_in_its_html(chapters: ChapterList) -> None:
    episode = replace(plain_episode(), chapters=chapters.chapters)
    episode = replace(episode, audio=replace(episode.audio, duration_ms=chapters.duration_ms))
    listed = [second for second, _ in timestamps(chapters)]
    for page in (description_html(plain_show(), episode), content_html(plain_show(), episode)):
        for read in (apple_chapters, spotify_chapters, youtube_chapters):
            assert [second for second, _ in read(page)] == listed


@pytest.mark.parametrize("count", [3, 99, 255, 1000])
def test_chapters_of_a_minute_with_plain_titles_are_all_listed(count: int) -> None:
    chapters = numbered(count)
    for name in ("description", "youtube"):
        assert [title for _, title in youtube_chapters(written(name, chapters))] == [c.title for c in chapters.chapters]


def test_the_two_lists_of_timestamps_by_example() -> None:
    assert written("description", replace(SAMPLE, duration_ms=None)) == (
        '00:00:00 Opening\n00:01:30 What; "is" \\ #1 = ‹b› &amp; --› שלום\n01:02:03 The end\n'
    )
    assert written("youtube") == ('0:00 Opening\n1:30 What; "is" \\ #1 = ‹b› &amp; --› שלום 🎙️\n1:02:03 The end\n')


def test_of_chapters_within_ten_seconds_the_longer_one_is_listed() -> None:
    starts = {0: "Jingle", 4000: "Welcome", 60_000: "Sting", 65_000: "Talk", 120_000: "Bye", 125_000: "Jingle"}
    chapters = tuple(Chapter(start_ms=start_ms, title=title) for start_ms, title in starts.items())
    listed = youtube_chapters(written("youtube", ChapterList(chapters=chapters, duration_ms=131_000)), 131)
    assert listed == [(0, "Jingle"), (65, "Talk"), (120, "Bye")]


def test_a_last_chapter_whose_end_nobody_knows_is_taken_for_the_longer_one() -> None:
    starts = {0: "One", 60_000: "Two", 120_000: "Sting", 125_000: "Three"}
    chapters = tuple(Chapter(start_ms=start_ms, title=title) for start_ms, title in starts.items())
    listed = youtube_chapters(written("youtube", ChapterList(chapters=chapters)))
    assert listed == [(0, "One"), (60, "Two"), (125, "Three")]
