"""Chapters in files of their own are read as other programs and people write them."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.model import Chapter, Place, Problem, Severity, Source
from publisher.sources.chapter_file import parse_chapters
from publisher.sources.marked_up_list import timestamp_lines
from tests.chapter_samples import WRITE, numbered


def read(name: str, text: str) -> tuple[list[Chapter], tuple[Problem, ...]]:
    found = parse_chapters(f"episodes/one.{name}", text)
    assert found.value is not None, found.problems
    assert {one.source for one in found.value} <= {Source.FILE}
    return [one.value for one in found.value], found.problems


def listed(text: str, name: str = "txt") -> list[tuple[int, str]]:
    chapters, problems = read(name, text)
    assert problems == ()
    return [(chapter.start_ms, chapter.title) for chapter in chapters]


def refused(name: str, text: str) -> str:
    """The one problem of a file in which nothing can be read."""
    found = parse_chapters(f"episodes/one.{name}", text)
    (problem,) = found.problems
    assert found.value is None
    assert (problem.check, problem.severity) == ("chapter-file", Severity.WARNING)
    return str(problem).removeprefix("episodes/one.").removesuffix(" [chapter-file]")


# JSON


def test_json_chapters_are_found_at_their_lines() -> None:
    text = '{\n "version": "1.2.0",\n "chapters": [\n  {"startTime": 0, "title": "One"},\n  {"startTime": 9.5}\n ]\n}'
    found = parse_chapters("audio/one.chapters.json", text)
    assert found.value is not None
    assert [one.place for one in found.value] == [Place(path="audio/one.chapters.json", line=line) for line in (4, 5)]
    assert [one.value.start_ms for one in found.value] == [0, 9500]


def test_json_of_other_programs_is_read_and_sorted() -> None:
    chapters = [
        {"start_time": 90.5, "end_time": 100, "title": "yt-dlp"},
        {"id": 0, "time_base": "1/1000", "start": 5000, "start_time": "5.000000", "tags": {"title": "ffprobe"}},
        {"startTime": "00:01:00", "title": "times as text", "image": "https://e.com/a.jpg", "link": "https://e.com/"},
        {"startTime": 2, "title": "silent", "img": "a.jpg", "toc": "false"},
        {"startTime": 3, "toc": False, "location": {"name": "Turin"}},
    ]
    assert read("json", json.dumps({"chapters": chapters}))[0] == [
        Chapter(start_ms=2000, title="silent", image="a.jpg", toc=False),
        Chapter(start_ms=3000, title="", toc=False),
        Chapter(start_ms=5000, title="ffprobe"),
        Chapter(start_ms=60_000, title="times as text", image="https://e.com/a.jpg", url="https://e.com/"),
        Chapter(start_ms=90_500, end_ms=100_000, title="yt-dlp"),
    ]


def test_a_bare_list_of_the_podlove_player_is_chapters() -> None:
    text = '[{"start": "00:00:00.000", "title": "One", "href": "https://e.com/", "image": ""}]'
    assert read("json", text)[0] == [Chapter(start_ms=0, title="One", url="https://e.com/")]


@pytest.mark.parametrize(
    "text",
    [
        '{"version": "1.0.0", "segments": [{"startTime": 0, "body": "Hello."}]}',
        '[{"start": 0, "end": 1, "text": "Hello."}]',
        '{"version": 2, "channels": 2, "data": [0, 0, 1, -1]}',
        "{}",
    ],
)
def test_json_that_holds_no_chapters_is_none_of_our_business(text: str) -> None:
    found = parse_chapters("audio/one.json", text)
    assert (found.value, found.problems) == (None, ())


def test_broken_json_is_read_up_to_there() -> None:
    text = '{"chapters": [\n{"startTime": 0, "title": "One"},\n{"title": "Two"},\n{"startTime": 9, "title": "Thr'
    chapters, problems = read("chapters.json", text)
    assert [one.title for one in chapters] == ["One"]
    assert [(one.place.line, one.message) for one in problems] == [
        (3, "this chapter has no startTime; write seconds, like 62.5"),
        (4, "this is no JSON; what follows is not read"),
    ]


@pytest.mark.parametrize(
    "value", ['{"startTime": -1}', '{"startTime": NaN}', '{"startTime": 1e300}', "7", "[[]]", "null"]
)
def test_what_is_no_chapter_in_json_is_one_problem(value: str) -> None:
    message = refused("chapters.json", f'{{"chapters": [{value}]}}')
    assert message == "chapters.json:1: warning: this chapter has no startTime; write seconds, like 62.5"


def test_a_chapters_json_without_a_list_of_chapters_is_a_problem() -> None:
    message = 'there is no list of "chapters"; write {"chapters": [{"startTime": 0, "title": "One"}]}'
    assert refused("chapters.json", '{"chapter": []}') == f"chapters.json:1: warning: {message}"


# Podlove Simple Chapters


def psc(rows: str, namespace: str = "http://podlove.org/simple-chapters") -> str:
    return f'<?xml version="1.0" encoding="ISO-8859-1"?>\n<p:chapters xmlns:p="{namespace}">\n{rows}\n</p:chapters>'


@pytest.mark.parametrize(
    "namespace",
    [
        "http://podlove.org/simple-chapters",
        "http://podlove.org/simple-chapters/",
        "https://podlove.org/simple-chapters",
        "https://podlove.org/simple-chapters/",
    ],
)
def test_podlove_times_are_normal_play_time_and_sorted(namespace: str) -> None:
    rows = "\n".join(
        f'<p:chapter start="{start}" title="{start} é" href="https://e.com/"/>'
        for start in ("37", "7:48", "35:12.250", "05:12:03.5", "0")
    )
    found = parse_chapters("one.psc", psc(rows, namespace))
    assert found.value is not None
    assert [(one.place.line, one.value.start_ms, one.value.title) for one in found.value] == [
        (7, 0, "0 é"),
        (3, 37_000, "37 é"),
        (4, 468_000, "7:48 é"),
        (5, 2_112_250, "35:12.250 é"),
        (6, 18_723_500, "05:12:03.5 é"),
    ]


def test_podlove_chapters_are_found_inside_other_elements_and_without_their_namespace() -> None:
    assert listed('<item><chapters><chapter start="0" title="One"/></chapters></item>', "xml") == [(0, "One")]


def test_a_podlove_chapter_without_a_time_is_a_problem_at_its_line() -> None:
    rows = '<p:chapter start="0" title="One"/>\n<p:chapter start="soon" title="Two"/>'
    chapters, (problem,) = read("psc", psc(rows))
    assert [one.title for one in chapters] == ["One"]
    assert problem.place.line == 4
    assert problem.message == "this chapter has no start that is a time; write it like 00:01:02.500"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("<chapters><chapter start='0'", "psc:1: warning: this is no XML: "),
        ("<rss><channel/></rss>", "psc:1: warning: there is not one psc:chapters"),
        ("<r><chapters/><chapters/></r>", "psc:1: warning: there is not one psc:chapters"),
        ("<a>" * 5000, "psc:1: warning: this is no XML: "),
    ],
)
def test_xml_without_the_chapters_of_one_episode_is_one_problem(text: str, start: str) -> None:
    assert refused("psc", text).startswith(start)


@pytest.mark.parametrize("entity", ['"' + "lol" * 10 + '"', 'SYSTEM "file:///etc/passwd"'])
def test_xml_with_entities_is_not_read(entity: str) -> None:
    bomb = f"<!ENTITY a {entity}>" + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghi"))
    text = f'<!DOCTYPE chapters [{bomb}]><chapters><chapter start="0" title="&i;"/></chapters>'
    assert refused("psc", text) == "psc:1: warning: a DOCTYPE is not read; delete it"


# Lines of text


def test_timestamps_are_read_in_the_ways_that_people_write_them() -> None:
    text = (
        "00:00:00 Hours\n(1:12) Brackets\n\n[02:12] - Square ones\n3:12 – A dash\n4:12: A colon\n5:12. A full stop\n"
        "6:12 | A bar\n7:12—No space\n75:00 Minutes\n1:20:00,5 A comma\n# a comment\n90:00 - 95:00 A range\n"
    )
    chapters, problems = read("txt", text)
    assert problems == ()
    assert [(one.start_ms, one.title) for one in chapters] == [
        (0, "Hours"),
        (72_000, "Brackets"),
        (132_000, "Square ones"),
        (192_000, "A dash"),
        (252_000, "A colon"),
        (312_000, "A full stop"),
        (372_000, "A bar"),
        (432_000, "No space"),
        (4_500_000, "Minutes"),
        (4_800_500, "A comma"),
        (5_400_000, "A range"),
    ]
    assert chapters[-1].end_ms == 5_700_000


def test_a_time_behind_its_title_counts_where_all_are() -> None:
    assert listed("Intro 0:00\nFeeds and files (1:12)\nEnd - 1:02:03") == [
        (0, "Intro"),
        (72_000, "Feeds and files"),
        (3_723_000, "End"),
    ]
    assert refused("txt", "We start at 0:10\nand go on\nuntil 9:00") == (
        "txt:1: warning: 'We start at 0:10' has no time in front; write it like 00:01:12 Title"
    )


def test_mp4chaps_has_links_and_titles_that_begin_with_a_dash() -> None:
    text = "00:00:00.000 One <https://e.com/?a=1>\n00:01:02.500 - Two <b>\n100:00:00.001 Three\n"
    assert read("chapters.txt", text)[0] == [
        Chapter(start_ms=0, title="One", url="https://e.com/?a=1"),
        Chapter(start_ms=62_500, title="- Two <b>"),
        Chapter(start_ms=360_000_001, title="Three"),
    ]


def test_a_line_without_a_time_is_a_problem_and_the_rest_is_read() -> None:
    chapters, problems = read("txt", "Chapters:\n0:00 One\n1:75 Two\n3:2 Three\n")
    assert [one.title for one in chapters] == ["One"]
    assert [one.place.line for one in problems] == [1, 3, 4]
    assert problems[0].message == "'Chapters:' has no time in front; write it like 00:01:12 Title"


@pytest.mark.parametrize("name", ["txt", "chapters.json", "psc", "chapters.vtt", "md"])
@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_an_empty_file_is_a_problem(name: str, text: str) -> None:
    assert refused(name, text).startswith(f"{name}:1: warning: the file is empty; ")


def test_content_decides_before_the_suffix() -> None:
    assert listed(WRITE["ffmetadata"](numbered(2)), "txt") == [(0, "Chapter 1"), (61_001, "Chapter 2")]
    assert listed(WRITE["json"](numbered(2)), "txt") == [(0, "Chapter 1"), (61_001, "Chapter 2")]
    assert listed("[00:00] One\n[01:00] Two", "json.txt") == [(0, "One"), (60_000, "Two")]


def test_a_markdown_file_has_words_around_its_list() -> None:
    assert listed("# Chapters\n\n- 00:00 One\n- **01:00** Two\n\nThanks to all.\n", "md") == [
        (0, "One"),
        (60_000, "Two"),
    ]
    assert refused("md", "# Chapters\n").startswith("md:1: warning: no line begins with a time")


# FFmetadata


def test_ffmetadata_has_escapes_time_bases_and_tags_of_other_sections() -> None:
    text = (
        ";FFMETADATA1\ntitle=The episode\n# a comment\n[STREAM]\ntitle=A stream\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1500\ntitle=a \\= b\\; \\# \\\\ c\\\nd\n"
        "[CHAPTER]\nSTART=1500000000\nEND=2000000000\ntitle=Nanoseconds\nartist=x\n"
        "[CHAPTER]\nTIMEBASE=1/44100\nSTART=132300\ntitle=Samples\n"
    )
    found = parse_chapters("one.ffmetadata", text)
    assert found.value is not None
    assert [(one.place.line, one.value) for one in found.value] == [
        (6, Chapter(start_ms=0, end_ms=1500, title="a = b; # \\ c d")),
        (12, Chapter(start_ms=1500, end_ms=2000, title="Nanoseconds")),
        (17, Chapter(start_ms=3000, title="Samples")),
    ]


def test_ffmetadata_without_chapters_has_none_and_no_problem() -> None:
    assert listed(";FFMETADATA1\ntitle=One\n") == []


@pytest.mark.parametrize("section", ["START=-5", "TIMEBASE=1/0\nSTART=1", "TIMEBASE=x\nSTART=1", "title=No start"])
def test_ffmetadata_without_a_start_is_a_problem(section: str) -> None:
    assert refused("txt", f";FFMETADATA1\n[CHAPTER]\n{section}\n").startswith(
        "txt:2: warning: this chapter has no START"
    )


# Audacity and WebVTT


def test_labels_of_audacity_are_read_without_their_frequencies() -> None:
    text = "0.000000\t0.000000\tOne\n\\\t100.0\t2000.0\n62.500499\t70,25\tTwo\n99\t100\n"
    assert read("labels.txt", text)[0] == [
        Chapter(start_ms=0, title="One"),
        Chapter(start_ms=62_500, end_ms=70_250, title="Two"),
        Chapter(start_ms=99_000, end_ms=100_000, title=""),
    ]
    assert read("txt", "0\t1\tOne\nTwo\n")[1][0].place.line == 2


def test_webvtt_is_chapters_only_by_its_name() -> None:
    text = "WEBVTT\n\n1\n00:00.000 --> 00:05.000\nOne &amp; <i>all</i>\n\n00:05.000 --> 00:09.000\nTwo\n"
    assert read("chapters.vtt", text)[0] == [
        Chapter(start_ms=0, end_ms=5000, title="One & all"),
        Chapter(start_ms=5000, end_ms=9000, title="Two"),
    ]
    transcript = parse_chapters("audio/one.vtt", text)
    assert (transcript.value, transcript.problems) == (None, ())


@given(
    st.text(max_size=60) | st.text(alphabet="0123:.,[]()<>- \n\t\\*_ab", max_size=200),
    st.sampled_from(["txt", "md", "chapters.json", "psc", "chapters.vtt"]),
)
@settings(max_examples=200)
def test_no_text_breaks_the_readers(text: str, name: str) -> None:
    found = parse_chapters(f"one.{name}", text)
    assert found.value is not None or len(found.problems) <= 1
    assert all(chapter.start_ms >= 0 for _, chapter in timestamp_lines(text.split("\n"), 1))
