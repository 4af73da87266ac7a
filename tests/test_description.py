"""The text under an episode: notes, chapters that directories recognise, links; never over 4,000 bytes."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from publisher.model import Chapter, Episode, Link
from publisher.outputs.description import content_html, description_html, show_description_html
from tests.sample_show import full_episode, plain_episode, plain_show

SHOW = plain_show()
# How a directory finds chapters: a time at the start of a line, in brackets or not, then the title.
CHAPTER_LINE = re.compile(r"^\((\d\d):(\d\d):(\d\d)\) (\S.*)$")


def lines_of(html: str) -> list[str]:
    paragraphs = etree.fromstring(f"<div>{html}</div>").iter("p")
    return ["".join(str(text) for text in paragraph.itertext()) for paragraph in paragraphs]


def chapters_in(html: str) -> list[tuple[int, str]]:
    found = (CHAPTER_LINE.match(line) for line in lines_of(html))
    return [(int(m[1]) * 3600 + int(m[2]) * 60 + int(m[3]), m[4]) for m in found if m]


def with_chapters(*starts_ms: int, title: str = "Chapter") -> Episode:
    chapters = tuple(Chapter(start_ms=start, title=f"{title} {number}") for number, start in enumerate(starts_ms))
    return replace(plain_episode(), chapters=chapters, notes_html="<p>Notes.</p>")


def test_notes_come_first_then_chapters_then_links() -> None:
    assert description_html(SHOW, full_episode()) == (
        '<p><strong>Notes</strong></p>\n<p>Read <a href="https://example.com/?a=1&amp;b=2">this</a> &lt;now&gt;</p>\n'
        "<p>or later.</p>\n<ul>\n<li>one</li>\n<li>two ]]&gt;</li>\n</ul>\n"
        "<p>(00:00:00) Opening</p>\n<p>(00:01:30) What &amp; why</p>\n<p>(00:03:07) How</p>\n"
        '<ul>\n<li><a href="https://youtu.be/abcdefghijk">YouTube</a></li>\n</ul>'
    )


def test_the_content_keeps_the_notes_whole() -> None:
    assert content_html(SHOW, full_episode()).startswith(full_episode().notes_html)
    assert chapters_in(content_html(SHOW, full_episode())) == [(0, "Opening"), (90, "What & why"), (187, "How")]


def test_two_chapters_are_no_list() -> None:
    assert chapters_in(description_html(SHOW, with_chapters(0, 60_000))) == []
    assert len(chapters_in(description_html(SHOW, with_chapters(0, 60_000, 120_000)))) == 3


def test_where_the_notes_list_chapters_there_is_no_second_list() -> None:
    notes = "<p>Hello.</p>\n<p>(00:00:00) One</p>\n<p>(00:02:00) Two</p>\n<p>(00:03:00) Three</p>"
    episode = replace(with_chapters(0, 60_000, 120_000), notes_html=notes)
    assert chapters_in(description_html(SHOW, episode)) == [(0, "One"), (120, "Two"), (180, "Three")]
    assert chapters_in(content_html(SHOW, episode)) == [(0, "One"), (120, "Two"), (180, "Three")]


def test_a_list_that_does_not_start_at_zero_is_left_out_because_directories_would_refuse_it() -> None:
    assert chapters_in(description_html(SHOW, with_chapters(1000, 60_000, 120_000))) == []


def test_chapters_within_ten_seconds_are_not_listed_because_youtube_would_refuse_the_whole_list() -> None:
    episode = with_chapters(0, 9_000, 60_000, 65_000, 120_000, 1_795_000)
    assert chapters_in(description_html(SHOW, episode)) == [(0, "Chapter 0"), (65, "Chapter 3"), (120, "Chapter 4")]


def test_titles_have_no_emoji_because_spotify_asks_for_none() -> None:
    titles = ("🎙️", "👩🏽‍🚀 In space", "🎉", "C♯ 1️⃣ for 2 ❤️‍🔥")
    chapters = tuple(Chapter(start_ms=number * 60_000, title=title) for number, title in enumerate(titles))
    episode = replace(plain_episode(), chapters=chapters)
    listed = [(0, "Intro"), (60, "In space"), (180, "C♯ 1 for 2")]
    assert chapters_in(description_html(SHOW, episode)) == chapters_in(content_html(SHOW, episode)) == listed


def test_long_titles_are_shortened_at_a_word_in_the_description_only() -> None:
    episode = with_chapters(0, 60_000, 120_000, title="A conversation about everything that feeds can do")
    assert chapters_in(description_html(SHOW, episode))[0][1] == "A conversation about everything that…"
    assert chapters_in(content_html(SHOW, episode))[0][1] == "A conversation about everything that feeds can do 0"


def test_the_subtitle_stands_in_for_missing_notes() -> None:
    episode = replace(plain_episode(), subtitle="Feeds & all")
    assert description_html(SHOW, episode) == content_html(SHOW, episode) == "<p>Feeds &amp; all</p>"


def test_links_go_before_chapters_when_there_is_no_room() -> None:
    many = tuple(Link(url=f"https://example.com/{number:0100}", label="Link") for number in range(20))
    episode = replace(with_chapters(0, 60_000, 120_000), links=many, notes_html="<p>" + "word " * 1000 + "</p>")
    html = description_html(SHOW, episode)
    assert len(html.encode()) <= 4000
    assert "<a " not in html
    assert len(chapters_in(html)) == 3
    assert html.count("word") > 700


def test_too_many_chapters_leave_the_notes_their_room() -> None:
    episode = replace(with_chapters(*range(0, 1_500_000, 10_000)), notes_html="<p>" + "word " * 1000 + "</p>")
    html = description_html(SHOW, episode)
    assert chapters_in(html) == []
    assert html.endswith("word…</p>")
    assert len(chapters_in(content_html(SHOW, episode))) == 150


def test_a_show_without_description_has_its_title_there() -> None:
    assert show_description_html(replace(SHOW, description_html="")) == "Feeds &amp; Friends"


@settings(max_examples=60)
@given(
    paragraphs=st.lists(st.text(alphabet="aé🎙️ ", max_size=400), max_size=12),
    steps_ms=st.lists(st.integers(1000, 100_000), max_size=90),
    links=st.integers(0, 40),
)
def test_a_description_never_exceeds_its_limit_and_its_chapters_ascend(
    paragraphs: list[str], steps_ms: list[int], links: int
) -> None:
    starts = [sum(steps_ms[:count]) for count in range(len(steps_ms) + 1)]
    episode = replace(
        with_chapters(*starts, title="Título ñ"),
        notes_html="\n".join(f"<p>{text.strip()}</p>" for text in paragraphs if text.strip()),
        links=tuple(Link(url=f"https://example.com/{n}", label="Ein Link") for n in range(links)),
    )
    html = description_html(SHOW, episode)
    seconds = [second for second, _ in chapters_in(html)]
    assert len(html.encode()) <= 4000
    assert seconds == sorted(set(seconds))
    assert not seconds or (seconds[0] == 0 and len(seconds) >= 3)
