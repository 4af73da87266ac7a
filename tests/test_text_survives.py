"""Any text that XML allows comes from the front matter to every reader; any other is a problem with file and line."""

from __future__ import annotations

import html
import io
import json
import re
from datetime import UTC, datetime

import feedparser
import podcastparser
import pytest
import srt
import webvtt
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from publisher.build import render
from publisher.merge.episode import EpisodeInputs
from publisher.merge.show import ShowInputs, merge_show
from publisher.model import OutputFile
from publisher.notes import to_text
from publisher.outputs import rss
from publisher.outputs.rss_tags import NAMESPACES
from publisher.sources.audio_file import AudioFile
from publisher.sources.audio_tags import AudioTags
from publisher.sources.episode_file import parse_episode
from publisher.sources.fields import is_unknown
from publisher.sources.front_matter import parse_front_matter
from publisher.sources.picture_file import PictureFile
from publisher.sources.show_file import read_show
from publisher.text import find_not_xml, one_line
from tests.show_folders import BASE

PATH = "episodes/two.md"
PICTURE = PictureFile(
    path="artwork.jpg", mime_type="image/jpeg", width_px=1400, height_px=1400, mode="RGB", sha256="0" * 64, size_bytes=1
)
RECORDING = AudioFile(
    path="audio/two.mp3",
    size_bytes=1000,
    mime_type="audio/mpeg",
    duration_ms=60_000,
    tags=AudioTags(),
    chapters=(),
    picture=None,
)

lines = st.text(min_size=1, max_size=60).map(one_line).filter(lambda text: bool(text) and not is_unknown(text))


def is_mended_by_feedparser(text: str) -> bool:
    """Whether feedparser takes text for wrongly decoded: U+0080 to U+009F, or Latin-1 that would be UTF-8."""
    try:
        return bool(re.search("[\x80-\x9f]", text)) or text.encode("latin-1").decode("utf-8") != text
    except UnicodeError:
        return False


allowed = lines.filter(lambda text: find_not_xml(text) < 0 and not is_mended_by_feedparser(text))


def words_of(keyword: str) -> list[str]:
    """A keyword alone in a list stays whole; too long a one is left out, as a whole too."""
    return [keyword] if len(keyword) <= 255 else []


def markdown(keys: dict[str, object]) -> str:
    return f"---\n{yaml.safe_dump(keys, allow_unicode=True, sort_keys=False)}---\n"


def files_of(keys: dict[str, object]) -> dict[str, bytes]:
    """The files of feed/ for a show with one episode of this front matter."""
    parts = parse_front_matter(PATH, markdown(keys))
    assert parts.value is not None, parts.problems
    episode = parse_episode(parts.value)
    assert episode.value is not None
    assert episode.problems == ()
    show = read_show(BASE)
    assert show.value is not None
    inputs = ShowInputs(
        show=show.value,
        episodes=(EpisodeInputs(file=episode.value, recordings=(RECORDING,), transcript=None),),
        pictures={PICTURE.path: PICTURE},
    )
    merged = merge_show(inputs, datetime(2026, 6, 1, tzinfo=UTC))
    assert merged.show is not None
    return {file.path: as_bytes(file) for file in render(merged.show, *rss.output(merged.show))}


def as_bytes(file: OutputFile) -> bytes:
    return file.content if isinstance(file.content, bytes) else b""


@settings(max_examples=60, deadline=None)
@given(title=allowed, guest=allowed, chapter=allowed, keyword=allowed)
def test_names_and_titles_survive(title: str, guest: str, chapter: str, keyword: str) -> None:
    files = files_of(
        {
            "title": title,
            "date": "2026-01-01",
            "guests": [{"name": guest}],
            "chapters": [{"start": 0, "title": chapter}],
            "topics": [keyword],
        }
    )
    feed = files["feed.xml"]
    (entry,) = feedparser.parse(feed).entries
    assert entry.itunes_title == title
    (item,) = podcastparser.parse("https://example.com/base/feed/feed.xml", io.BytesIO(feed))["episodes"]
    assert one_line(item["title"]) == title
    assert one_line(item["chapters"][0]["title"]) == chapter
    assert json.loads(files["chapters/two.json"])["chapters"][0]["title"] == chapter
    item = etree.fromstring(feed).find("channel/item")
    assert item is not None
    assert item.findtext("podcast:person", namespaces=NAMESPACES) == guest
    assert (item.findtext("itunes:keywords", namespaces=NAMESPACES) or "") == ", ".join(words_of(keyword))


@settings(max_examples=60, deadline=None)
@given(said=st.lists(allowed, min_size=1, max_size=5), speaker=allowed)
def test_what_was_said_survives(said: list[str], speaker: str) -> None:
    transcript = [{"line": text, "sec": index * 5, "who": speaker} for index, text in enumerate(said)]
    files = files_of({"title": "Two", "date": "2026-01-01", "transcript": transcript})
    expected = " ".join(said).split()
    segments = json.loads(files["transcripts/two.json"])["segments"]
    assert " ".join(segment["body"] for segment in segments).split() == expected
    subtitles = list(srt.parse(files["transcripts/two.srt"].decode()))
    shown = " ".join(one.content for one in subtitles).split()
    assert {word.replace("-->", "→") for word in expected} <= set(shown)  # SubRip has no way to write an arrow of ASCII
    captions = webvtt.from_string(files["transcripts/two.vtt"].decode())
    assert " ".join(html.unescape(caption.text) for caption in captions.captions).split() == expected


@settings(max_examples=60, deadline=None)
@given(st.lists(allowed, min_size=1, max_size=4))
def test_notes_survive(paragraphs: list[str]) -> None:
    notes = "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    feed = files_of({"title": "Two", "date": "2026-01-01", "description": notes})["feed.xml"]
    (entry,) = feedparser.parse(feed, sanitize_html=False).entries
    assert one_line(to_text(entry.content[0].value)) == one_line(" ".join(paragraphs))


@pytest.mark.parametrize("character", ["\x7f", "\x80", "\x91", "\x9f"])
def test_control_characters_that_xml_allows_survive(character: str) -> None:
    title = f"one{character}two"
    feed = files_of({"title": title, "date": "2026-01-01"})["feed.xml"]
    assert etree.fromstring(feed).findtext("channel/item/title") == title


@given(
    before=st.text(max_size=20),
    bad=st.sampled_from("\x00\x01\x08\x0b\x0c\x0e\x1f\ufffe\uffff"),
    after=st.text(max_size=20),
)
def test_what_xml_forbids_is_a_problem_with_file_and_line_also_when_escaped(before: str, bad: str, after: str) -> None:
    read = parse_front_matter(PATH, markdown({"date": "2026-01-01", "title": before + bad + after}))
    (problem,) = read.problems
    assert read.value is None
    assert problem.place.path == PATH
    assert problem.place.line >= 2
    assert "delete it" in problem.message


@given(
    before=st.text(st.characters(categories=["L"]), max_size=9),
    bad=st.sampled_from("\x00\x01\x08\x0b\x0c\x0e\x1f\ufffe\uffff"),
)
def test_what_xml_forbids_is_a_problem_with_file_and_line_when_written_raw(before: str, bad: str) -> None:
    read = parse_front_matter(PATH, f"---\ndate: 2026-01-01\ntitle: {before}{bad}\n---\n")
    (problem,) = read.problems
    assert (read.value, problem.place.line) == (None, 3)
    assert f"U+{ord(bad):04X}" in problem.message
