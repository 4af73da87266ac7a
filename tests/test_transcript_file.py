"""What a transcript file says is read whole, whoever wrote it; what is broken is named with its line."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.model import Severity
from publisher.sources.folder import Read
from publisher.sources.transcript_file import Spoken, Transcript, parse_plain, parse_transcript
from tests.transcript_samples import seed_lines

Line = tuple[int | None, int | None, str | None, str]


def spoken(transcript: Transcript | None) -> list[Line]:
    assert transcript is not None
    lines = [entry for entry in transcript.entries if isinstance(entry, Spoken)]
    return [(line.start_ms, line.end_ms, line.speaker, line.text) for line in lines]


def read(name: str, text: str) -> list[Line]:
    result = parse_transcript(name, text)
    assert result.problems == ()
    return spoken(result.value)


def warnings(name: str, text: str) -> list[str]:
    return [str(problem) for problem in parse_transcript(name, text).problems]


WEBVTT = """WEBVTT - made by hand
Kind: captions

STYLE
::cue { color: white }

NOTE
this is said by nobody

intro
00:00:01.000 --> 00:00:02.500 align:start position:10%
<v.loud Ada Lovelace>Hello &amp; <i>welcome</i>,
everybody</v>

01:02.000 --> 01:03,250
<v Bob>Thank you.</v><v Ada Lovelace>You are <00:01:03.000>welcome.
"""


def test_webvtt_is_read_without_its_markup() -> None:
    assert read("a.vtt", WEBVTT) == [
        (1000, 2500, "Ada Lovelace", "Hello & welcome, everybody"),
        (62_000, 63_250, "Bob", "Thank you."),
        (62_000, 63_250, "Ada Lovelace", "You are welcome."),
    ]


def test_a_voice_holds_until_the_next_one() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>One.\n\n00:02.000 --> 00:03.000\nTwo.\n"
    assert [line[2:] for line in read("a.vtt", text)] == [("Ada", "One."), ("Ada", "Two.")]


@pytest.mark.parametrize("name", ["a.vtt", "A.VTT", "wrong-suffix.srt"])
def test_webvtt_needs_neither_blank_line_nor_suffix(name: str) -> None:
    assert read(name, "WEBVTT\n00:01.000 --> 00:02.000\nOne.") == [(1000, 2000, None, "One.")]


def test_subrip_is_read_with_commas_dots_and_missing_counters() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nAda: {\\an8}One <b>and</b>\ntwo < three.\n\n"
        "00:00:02.000 --> 00:00:03.000\nStill Ada.\n\n3\n00:00:03,000 --> 00:00:04,000\nBob: Yes.\n"
        "4\n00:00:04,000 --> 00:00:05,000\nAda: 10\n\n5\n00:00:05,000 --> 00:00:06,000\nBob: No.\n"
    )
    assert read("a.srt", text) == [
        (1000, 2000, "Ada", "One and two < three."),
        (2000, 3000, "Ada", "Still Ada."),
        (3000, 4000, "Bob", "Yes."),
        (4000, 5000, "Ada", "10"),
        (5000, 6000, "Bob", "No."),
    ]


@pytest.mark.parametrize("words", ["Note: this is no name", "one thing: this neither", "It was 10: nobody came"])
def test_a_colon_alone_makes_no_speaker(words: str) -> None:
    text = f"1\n00:00:01,000 --> 00:00:02,000\n{words}\n\n2\n00:00:02,000 --> 00:00:03,000\nBut: once.\n"
    assert [line[2:] for line in read("a.srt", text)] == [(None, words), (None, "But: once.")]


def test_a_broken_cue_is_a_warning_and_its_words_are_kept() -> None:
    text = "WEBVTT\n\n00:01.000 --> soon\nOne.\n\nTwo, under no time.\n\n00:03.000 --> 00:04.000\nThree --> four.\n"
    result = parse_transcript("t/a.vtt", text)
    assert spoken(result.value) == [
        (1000, None, None, "One."),
        (None, None, None, "Two, under no time."),
        (3000, 4000, None, "Three --> four."),
    ]
    assert [str(problem) for problem in result.problems] == [
        "t/a.vtt:3: warning: '00:01.000 --> soon' is no time; "
        "write it like 00:01:02.500 --> 00:01:04.000 [transcript-cue]",
        "t/a.vtt:6: warning: 'Two, under no time.' stands under no time; write one above it [transcript-cue]",
    ]


def test_json_of_the_podcast_namespace() -> None:
    document = {
        "version": "1.0.0",
        "segments": [
            {"speaker": "Ada", "startTime": 0.5, "endTime": 2, "body": "Good morning, \ud800everybody."},
            {"startTime": "0:02", "body": "Good  morning."},
        ],
    }
    expected = [(500, 2000, "Ada", "Good morning, everybody."), (2000, None, None, "Good morning.")]
    assert read("a.json", json.dumps(document)) == expected
    assert read("a.json", json.dumps(document["segments"])) == expected


def test_json_of_a_recogniser_has_other_names() -> None:
    document = {"text": "…", "segments": [{"id": 0, "start": 0.0, "end": 1.5, "text": " One and two.", "words": []}]}
    assert read("a.json", json.dumps(document)) == [(0, 1500, None, "One and two.")]


def test_json_word_by_word_is_joined_into_sentences() -> None:
    words = ["One", "and", "two", ".", "Three", "Four", "five"]
    segments = [
        {"speaker": "Bob" if word == "Three" else "Ada", "startTime": index, "endTime": index + 0.5, "body": word}
        for index, word in enumerate(words)
    ]
    segments[-1]["startTime"] = 60
    assert read("a.json", json.dumps({"segments": segments})) == [
        (0, 3500, "Ada", "One and two."),
        (4000, 4500, "Bob", "Three"),
        (5000, 5500, "Ada", "Four"),
        (60_000, 6500, "Ada", "five"),
    ]


def test_json_that_breaks_off_is_read_up_to_there() -> None:
    text = '{"segments": [\n{"start": 1, "text": "One and two."},\n{"start": 2},\n{"start": 3, "te'
    result = parse_transcript("a.json", text)
    assert spoken(result.value) == [(1000, None, None, "One and two.")]
    assert [str(problem) for problem in result.problems] == [
        "a.json:3: warning: this segment has no body; give it one or delete it [transcript-cue]",
        "a.json:4: warning: this is no JSON; what follows is not read [transcript-cue]",
    ]


@pytest.mark.parametrize("time_in_json", ["1e999", "NaN", "-1", "true", '"soon"', "[]", "null", "9" * 400])
def test_json_with_an_impossible_time_keeps_the_words(time_in_json: str) -> None:
    assert read("a.json", f'{{"segments": [{{"startTime": {time_in_json}, "body": "One and two."}}]}}') == [
        (None, None, None, "One and two.")
    ]


PLAIN = """0:09
Alexey
First paragraph,
on two lines.

Second paragraph.

[00:01:02]
Yes, a line that is no name
and goes on.

1:75
swyx:
Under no real time."""


def test_plain_text_is_times_speakers_and_paragraphs() -> None:
    transcript = parse_plain("e.md", PLAIN.split("\n"), 33)
    assert spoken(transcript) == [
        (9000, None, "Alexey", "First paragraph, on two lines."),
        (9000, None, "Alexey", "Second paragraph."),
        (62_000, None, "Alexey", "Yes, a line that is no name and goes on."),
        (None, None, "swyx", "Under no real time."),
    ]
    assert [entry.line for entry in transcript.entries] == [35, 38, 41, 46]


def test_plain_text_with_a_forgotten_time_keeps_its_speakers() -> None:
    lines = ["0:00", "Ada", "First.", "", "Bob", "Second.", "", "0:30", "Bob", "Third."]
    assert spoken(parse_plain("e.md", lines, 1)) == [
        (0, None, "Ada", "First."),
        (None, None, "Bob", "Second."),
        (30_000, None, "Bob", "Third."),
    ]


def test_plain_text_may_name_speakers_before_their_words() -> None:
    assert read("a.txt", "Ada: Hello.\n\nBob: Hello.\n\nBob: Bye.") == [
        (None, None, "Ada", "Hello."),
        (None, None, "Bob", "Hello."),
        (None, None, "Bob", "Bye."),
    ]


def test_the_seed_holds_74_lines() -> None:
    lines, first_line = seed_lines()
    transcript = parse_plain("episode.md", lines, first_line)
    said = spoken(transcript)
    assert len(said) == 74
    assert {speaker for _, _, speaker, _ in said} == {"Alexey"}
    assert said[1][0] == 9000
    texts = [entry.text for entry in transcript.entries if isinstance(entry, Spoken)]
    assert [lines[entry.line - first_line] for entry in transcript.entries] == texts


@pytest.mark.parametrize("name", ["a.vtt", "a.srt", "a.txt"])
@pytest.mark.parametrize("text", ["", "\n\n", "WEBVTT\n\nNOTE nothing\n", "{}", "0:01\n"])
def test_a_file_that_says_nothing_is_an_error_or_its_words(name: str, text: str) -> None:
    result = parse_transcript(name, text)
    is_error = [problem.check for problem in result.problems if problem.severity is Severity.ERROR]
    assert is_error == (["transcript-unreadable"] if result.value is None else [])


def test_an_empty_file_is_an_error() -> None:
    assert warnings("a.vtt", "WEBVTT\n\n") == [
        "a.vtt: error: nothing in this transcript can be read; is it WebVTT, SubRip, JSON or text, as its name says? "
        "[transcript-unreadable]"
    ]


@pytest.mark.parametrize("text", ["{}", '{"version": "1.2.0", "chapters": []}', "", "not JSON at all"])
def test_json_without_segments_is_no_transcript_and_no_problem(text: str) -> None:
    assert parse_transcript("a.json", text) == Read(value=None)


@given(st.sampled_from(["a.vtt", "a.srt", "a.txt"]), st.text(alphabet='0:1.,->\n <v>{}[]"Aa:'))
def test_no_text_makes_reading_fail(name: str, text: str) -> None:
    result = parse_transcript(name, text)
    assert (result.value is None) == any(problem.severity is Severity.ERROR for problem in result.problems)


PIECES = [
    "0:",
    "0:0:",
    "<",
    "<v ",
    "<v. ",
    "-->",
    "0-->",
    "\n",
    "[",
    "{\\an",
    '{"segments":[',
    "A: ",
    "A" * 41 + ":",
    "1\n",
]


@pytest.mark.parametrize("name", ["a.vtt", "a.srt", "a.json", "a.txt"])
@pytest.mark.parametrize("piece", PIECES)
def test_hostile_repetition_does_not_hold_up_reading(name: str, piece: str) -> None:
    """A pattern that backtracks would take hours."""
    result = parse_transcript(name, piece * (100_000 // len(piece)))
    assert result.value is not None or result.problems or name == "a.json"  # which may be no transcript at all
