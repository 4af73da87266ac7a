"""Any text that XML allows comes back out of the feed as it went in, white space aside."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import feedparser
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from publisher import notes
from publisher.model import Chapter, Episode, Person, Show
from publisher.outputs import rss
from publisher.outputs.rss_tags import NAMESPACES, keyword_list
from publisher.text import find_not_xml, one_line
from tests.sample_show import full_episode, plain_episode, plain_show

nasty = st.sampled_from(
    ["]]>", "<![CDATA[", "&amp;", "<b>", "'\"", "&#11;", "\u2028", "\x85", "\ufeff", "🎙️", "﷽", "e\u0301"]
)
texts = (
    st.lists(nasty | st.text(max_size=6), min_size=1, max_size=6)
    .map("".join)
    .map(one_line)
    .filter(lambda text: bool(text) and find_not_xml(text) == -1)
)


def feed_of(show: Show) -> bytes:
    (file,) = rss.output(show)
    assert isinstance(file.content, bytes)
    return file.content


def item_of(episode: Episode) -> etree._Element:
    item = etree.fromstring(feed_of(plain_show(episode))).find("channel/item")
    assert item is not None
    return item


@given(texts, texts, texts)
def test_title_person_and_chapter_survive(title: str, name: str, chapter: str) -> None:
    episode = replace(
        plain_episode(),
        title=title,
        people=(Person(name=name),),
        chapters=(Chapter(start_ms=0, title=chapter),),
    )
    item = item_of(episode)
    assert item.findtext("title") == title
    assert item.findtext("itunes:title", namespaces=NAMESPACES) == title
    assert item.findtext("podcast:person", namespaces=NAMESPACES) == name
    (mark,) = item.findall("psc:chapters/psc:chapter", namespaces=NAMESPACES)
    assert mark.get("title") == chapter


@given(texts)
def test_notes_survive_for_a_reader_of_html(text: str) -> None:
    html = f"<p>{escape(text, quote=False)}</p>"
    item = item_of(replace(plain_episode(), notes_html=html))
    assert item.findtext("content:encoded", namespaces=NAMESPACES) == html
    assert notes.to_text(item.findtext("description") or "") == notes.to_text(html)


@settings(max_examples=50)
@given(st.text(alphabet="abc <>&]\"'é🎙", min_size=1, max_size=20).filter(str.strip))
def test_feedparser_agrees_on_titles(title: str) -> None:
    (entry,) = feedparser.parse(feed_of(plain_show(replace(plain_episode(), title=title)))).entries
    assert entry.itunes_title == one_line(title)


@given(st.lists(texts.map(lambda text: text.replace(",", "")).filter(bool), max_size=40).map(tuple))
def test_keywords_fit_in_255_characters_and_none_is_cut(keywords: tuple[str, ...]) -> None:
    joined = keyword_list(keywords) or ""
    kept = joined.split(", ") if joined else []
    assert len(joined) <= 255
    assert kept == list(keywords[: len(kept)])


def test_keywords_of_exactly_255_characters_are_all_kept() -> None:
    assert keyword_list(("a" * 126, "b" * 127)) == "a" * 126 + ", " + "b" * 127
    assert keyword_list(("a" * 127, "b" * 127)) == "a" * 127
    assert keyword_list(("a" * 256,)) is None


def test_a_name_of_255_bytes_gives_working_urls() -> None:
    slug = "é" * 127
    item = item_of(replace(full_episode(), slug=slug))
    (chapters,) = item.findall("podcast:chapters", namespaces=NAMESPACES)
    assert chapters.get("url") == f"https://example.com/podcast/feed/chapters/{'%C3%A9' * 127}.json"
