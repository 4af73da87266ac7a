"""Chapters in every format, as the readers of each understand them."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser
import podcastparser
import pytest
import webvtt
from hypothesis import given, settings
from lxml import etree
from markdown_it import MarkdownIt

from publisher.model import Chapter
from publisher.outputs import chapters_json
from publisher.outputs.chapter_formats import FORMATS, ChapterList, chapter_list_of
from publisher.text import find_not_xml
from tests.chapter_samples import WRITE, chapter_lists, numbered
from tests.needs import tool
from tests.sample_show import full_episode, plain_show

AWKWARD = 'What; "is" \\ #1 = <b>\n&amp; --> שלום 🎙️'
AWKWARD_LINE = 'What; "is" \\ #1 = <b> &amp; --> שלום 🎙️'
SAMPLE = ChapterList(
    chapters=(
        Chapter(start_ms=0, title="Opening"),
        Chapter(start_ms=60_500, title="A picture", image="https://example.com/c.jpg", toc=False),
        Chapter(start_ms=90_001, title=AWKWARD, url="https://example.com/ä (b)"),
        Chapter(start_ms=3_723_004, title="The end", image="images/not-published.jpg"),
    ),
    duration_ms=3_800_000,
    title='Chapters "and" more',
    show="Feeds & Friends",
    author="Ada",
    file_name="s01e01.mp3",
)
URL = "https://example.com/%C3%A4%20(b)"


def written(name: str, chapters: ChapterList = SAMPLE) -> str:
    return WRITE[name](chapters)


@given(chapter_lists())
@settings(max_examples=60)
def test_every_text_ends_with_one_newline_and_can_be_written_and_is_the_same_again(chapters: ChapterList) -> None:
    for one in FORMATS:
        text = one.write(chapters)
        assert text == one.write(chapters)
        assert text == "" or (text.endswith("\n") and not text.endswith("\n\n") and not text.endswith("\r\n\r\n"))
        assert find_not_xml(text) < 0
        text.encode()


def test_no_two_formats_have_one_name_or_one_suffix() -> None:
    assert len({one.name for one in FORMATS}) == len({one.suffix for one in FORMATS}) == len(FORMATS) == 12


def test_json_has_every_chapter_with_its_end_and_what_is_known_of_the_recording() -> None:
    document = json.loads(written("json"))
    assert document.pop("chapters") == [
        {"startTime": 0, "endTime": 60.5, "title": "Opening"},
        {"startTime": 60.5, "endTime": 90.001, "title": "A picture", "img": "https://example.com/c.jpg", "toc": False},
        {"startTime": 90.001, "endTime": 3723.004, "title": AWKWARD_LINE, "url": URL},
        {"startTime": 3723.004, "endTime": 3800, "title": "The end"},
    ]
    assert document == {
        "version": "1.2.0",
        "title": 'Chapters "and" more',
        "podcastName": "Feeds & Friends",
        "author": "Ada",
        "fileName": "s01e01.mp3",
    }


def test_the_feed_has_the_same_json_but_no_file_name_because_an_episode_may_have_several() -> None:
    show = plain_show(full_episode())
    (file,) = chapters_json.output(show)
    assert isinstance(file.content, bytes)
    exported = json.loads(written("json", chapter_list_of(show, full_episode())))
    assert exported.pop("fileName") == "s02e07-ünï.mp3"
    assert json.loads(file.content) == exported


def feed_with(psc: str) -> str:
    element = psc.partition("\n")[2]
    return f'<rss version="2.0"><channel><title>t</title><item><title>e</title>{element}</item></channel></rss>'


def test_feedparser_reads_podlove_chapters_to_the_millisecond() -> None:
    (entry,) = feedparser.parse(feed_with(written("psc"))).entries
    found = [(one.start_parsed.total_seconds(), one.title, one.get("href")) for one in entry.psc_chapters.chapters]
    assert found == [(0, "Opening", None), (90.001, AWKWARD_LINE, URL), (3723.004, "The end", None)]


def test_podcastparser_reads_podlove_chapters() -> None:
    feed = feed_with(written("psc")).replace(
        "<title>e</title>", '<enclosure url="https://e.com/1.mp3" type="audio/mpeg"/>'
    )
    parsed = podcastparser.parse("https://example.com/", io.StringIO(feed))
    found = [(one["start"], one["title"], one.get("href")) for one in parsed["episodes"][0]["chapters"]]
    assert [(second, title) for second, title, _ in found] == [(0, "Opening"), (90, AWKWARD_LINE), (3723, "The end")]


@pytest.mark.parametrize(
    "name", ["psc", "matroska", "cue", "description", "youtube", "mp4chaps", "audacity", "markdown"]
)
def test_nothing_is_written_where_a_format_cannot_say_that_there_is_nothing(name: str) -> None:
    assert written(name, ChapterList(chapters=())) == ""


def test_webvtt_py_reads_a_cue_for_each_chapter_that_is_listed() -> None:
    captions = webvtt.from_string(written("webvtt")).captions
    assert [(one.start, one.end, html.unescape(one.text)) for one in captions] == [
        ("00:00:00.000", "00:01:30.001", "Opening"),
        ("00:01:30.001", "01:02:03.004", AWKWARD_LINE),
        ("01:02:03.004", "01:03:20.000", "The end"),
    ]


def test_an_end_that_nobody_knows_is_a_second_later_where_there_must_be_one() -> None:
    text = written("webvtt", replace(SAMPLE, duration_ms=None))
    assert "\n01:02:03.004 --> 01:02:04.004\nThe end\n" in text
    assert "endTime" not in json.loads(written("json", replace(SAMPLE, duration_ms=None)))["chapters"][-1]


def chapters_by_ffprobe(path: Path) -> list[dict[str, Any]]:
    command = [tool("ffprobe"), "-v", "error", "-show_chapters", "-of", "json", str(path)]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["chapters"]
    return sorted(found, key=lambda one: float(one["start_time"]))


@pytest.mark.parametrize("suffix", ["m4a", "mp3", "mka"])
def test_ffmpeg_puts_ffmetadata_into_a_recording_to_the_millisecond(tmp_path: Path, suffix: str) -> None:
    chapters = (
        Chapter(start_ms=0, title="Opening"),
        Chapter(start_ms=1001, title=AWKWARD),
        Chapter(start_ms=2999, title="ends with \\"),
        Chapter(start_ms=3000, title="Next"),
    )
    metadata, recording = tmp_path / "chapters.ffmetadata", tmp_path / f"out.{suffix}"
    text = written("ffmetadata", replace(SAMPLE, chapters=chapters, duration_ms=4000))
    metadata.write_text(text, encoding="utf-8", newline="")
    sound = ("-f", "lavfi", "-t", "4", "-i", "anullsrc=r=44100:cl=mono")
    command = [tool("ffmpeg"), "-v", "error", *sound, "-i", str(metadata), "-map", "0", "-map_metadata", "1"]
    shown = subprocess.run([*command, "-map_chapters", "1", str(recording)], capture_output=True, text=True, check=True)
    found = chapters_by_ffprobe(recording)
    assert shown.stderr == ""
    assert [round(float(one["start_time"]) * 1000) for one in found] == [0, 1001, 2999, 3000]
    assert [one["tags"]["title"].rstrip(" ") for one in found] == ["Opening", AWKWARD_LINE, "ends with \\", "Next"]


def test_audacity_gets_start_end_and_title_between_tabs() -> None:
    rows = [line.split("\t") for line in written("audacity").splitlines()]
    assert rows == [
        ["0.000000", "90.001000", "Opening"],
        ["90.001000", "3723.004000", AWKWARD_LINE],
        ["3723.004000", "3800.000000", "The end"],
    ]


def test_mp4chaps_has_a_link_at_the_end_of_its_line() -> None:
    assert written("mp4chaps") == (f"00:00:00.000 Opening\n00:01:30.001 {AWKWARD_LINE} <{URL}>\n01:02:03.004 The end\n")


def test_a_title_in_angle_brackets_is_no_link_of_mp4chaps() -> None:
    assert written("mp4chaps", ChapterList(chapters=(Chapter(start_ms=0, title="<a>"),))) == "00:00:00.000 ‹a›\n"


def test_a_cue_sheet_has_a_track_for_each_chapter_and_no_quotation_mark_inside_quotation_marks() -> None:
    assert written("cue").splitlines() == [
        'PERFORMER "Ada"',
        "TITLE \"Chapters 'and' more\"",
        'FILE "s01e01.mp3" MP3',
        "  TRACK 01 AUDIO",
        '    TITLE "Opening"',
        "    INDEX 01 00:00:00",
        "  TRACK 02 AUDIO",
        '    TITLE "' + AWKWARD_LINE.replace('"', "'") + '"',
        "    INDEX 01 01:30:00",
        "  TRACK 03 AUDIO",
        '    TITLE "The end"',
        "    INDEX 01 62:03:00",
    ]


def test_a_cue_sheet_counts_frames_and_takes_other_recordings_for_waves() -> None:
    chapters = (Chapter(start_ms=0, title="One"), Chapter(start_ms=6_000_999, title="Two"))
    sheet = written("cue", ChapterList(chapters=chapters, file_name="a.flac"))
    assert 'FILE "a.flac" WAVE\n' in sheet
    assert "    INDEX 01 100:00:74\n" in sheet


def test_of_more_than_99_chapters_a_cue_sheet_leaves_out_the_shortest_but_not_the_first() -> None:
    many = numbered(120)
    short = tuple(replace(one, start_ms=one.start_ms + 60_000) for one in many.chapters[1:60:2])
    chapters = sorted((*many.chapters[:1], *short, *many.chapters[1:]), key=lambda one: one.start_ms)
    sheet = written("cue", replace(many, chapters=tuple(chapters)))
    assert re.findall(r"TRACK (\d+) ", sheet) == [f"{number:02}" for number in range(1, 100)]
    assert sheet.index("INDEX 01 00:00:00") < sheet.index("TRACK 02")


MATROSKA_DTD = """
<!ELEMENT Chapters (EditionEntry+)>
<!ELEMENT EditionEntry (ChapterAtom+)>
<!ELEMENT ChapterAtom (ChapterUID, ChapterTimeStart, ChapterTimeEnd?, ChapterFlagHidden, ChapterFlagEnabled,
  ChapterDisplay)>
<!ELEMENT ChapterDisplay (ChapterString, ChapterLanguage)>
<!ELEMENT ChapterUID (#PCDATA)> <!ELEMENT ChapterTimeStart (#PCDATA)> <!ELEMENT ChapterTimeEnd (#PCDATA)>
<!ELEMENT ChapterFlagHidden (#PCDATA)> <!ELEMENT ChapterFlagEnabled (#PCDATA)>
<!ELEMENT ChapterString (#PCDATA)> <!ELEMENT ChapterLanguage (#PCDATA)>
"""


@given(chapter_lists())
@settings(max_examples=40)
def test_matroska_is_valid_and_numbers_its_chapters_once_each(chapters: ChapterList) -> None:
    text = written("matroska", chapters)
    if not chapters.chapters:
        assert text == ""
        return
    document = etree.fromstring(text.encode())
    dtd = etree.DTD(io.StringIO(MATROSKA_DTD))
    assert dtd.validate(document), dtd.error_log
    numbers = [int(one.text or "0") for one in document.iter("ChapterUID")]
    assert len(set(numbers)) == len(numbers) == len(chapters.chapters)
    assert all(0 < number < 2**63 for number in numbers)


def test_matroska_counts_nanoseconds_and_hides_silent_chapters() -> None:
    atoms = etree.fromstring(written("matroska").encode()).iter("ChapterAtom")
    names = ("ChapterTimeStart", "ChapterTimeEnd", "ChapterFlagHidden", "ChapterDisplay/ChapterString")
    assert [tuple(atom.findtext(name) for name in names) for atom in atoms] == [
        ("00:00:00.000000000", "00:01:00.500000000", "0", "Opening"),
        ("00:01:00.500000000", "00:01:30.001000000", "1", "A picture"),
        ("00:01:30.001000000", "01:02:03.004000000", "0", AWKWARD_LINE),
        ("01:02:03.004000000", "01:03:20.000000000", "0", "The end"),
    ]


def test_csv_is_a_table_of_everything() -> None:
    text = written("csv")
    assert text.count("\r\n") == text.count("\n") == 5
    assert list(csv.DictReader(io.StringIO(text, newline="")))[1:3] == [
        {
            "start": "00:01:00.500",
            "end": "00:01:30.001",
            "title": "A picture",
            "url": "",
            "image": "https://example.com/c.jpg",
            "toc": "false",
        },
        {
            "start": "00:01:30.001",
            "end": "01:02:03.004",
            "title": AWKWARD_LINE,
            "url": URL,
            "image": "",
            "toc": "true",
        },
    ]


@given(chapter_lists())
@settings(max_examples=60)
def test_markdown_shows_titles_as_they_are_and_links_where_there_are_some(chapters: ChapterList) -> None:
    rendered = etree.fromstring(f"<div>{MarkdownIt('commonmark').render(written('markdown', chapters))}</div>")
    items = ["".join(str(part) for part in item.itertext()) for item in rendered.iter("li")]
    assert [item.partition(" ")[2] for item in items] == [one.title for one in chapters.listed]
    linked = [a.get("href") for a in rendered.iter("a")]
    assert len(linked) == sum(one.url is not None for one in chapters.listed)


def test_silent_chapters_pass_their_time_to_the_chapter_before() -> None:
    chapters = (
        Chapter(start_ms=0, end_ms=5000, title="One"),
        Chapter(start_ms=5000, end_ms=8000, title="Picture", toc=False),
        Chapter(start_ms=8000, end_ms=20_000, title="Two"),
        Chapter(start_ms=30_000, end_ms=40_000, title="Three"),
    )
    ends = [chapter.end_ms for chapter in ChapterList(chapters=chapters, duration_ms=60_000).listed]
    assert ends == [8000, 20_000, 40_000]
