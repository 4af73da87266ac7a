"""The transcript files say what was said, to the programs that read them."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from itertools import pairwise
from types import ModuleType

import lxml.html
import pytest
import srt
import webvtt
from hypothesis import given

from publisher.clock import parse_time_ms
from publisher.model import Cue
from publisher.outputs import srt as srt_output
from publisher.outputs import transcript_html, transcript_json
from publisher.outputs import webvtt as webvtt_output
from publisher.sources.transcript_file import Transcript, parse_transcript
from publisher.transcripts.timing import timed
from tests.sample_show import plain_episode, plain_show
from tests.transcript_samples import DURATION_MS, corpus_transcripts, seed_transcript, transcripts

CUES = (
    Cue(start_ms=0, end_ms=2500, speaker="Ada & <Co>", text="Is 1 < 2 --> true & so on?"),
    Cue(start_ms=9000, end_ms=3_723_004, speaker=None, text="Yes."),
)


def letters(texts: Sequence[str]) -> str:
    return "".join("".join(texts).split())


def check_times(spans_ms: Sequence[tuple[int, int]]) -> None:
    assert all(0 <= start_ms < end_ms <= DURATION_MS for start_ms, end_ms in spans_ms)
    assert all(before[1] <= after[0] for before, after in pairwise(spans_ms))


def read_webvtt(content: bytes) -> list[webvtt.Caption]:
    return webvtt.from_buffer(io.BytesIO(content)).captions


def milliseconds(caption: srt.Subtitle) -> tuple[int, int]:
    start, end = (round(moment.total_seconds() * 1000) for moment in (caption.start, caption.end))
    return start, end


def test_webvtt_to_the_byte() -> None:
    assert webvtt_output.render(CUES).decode() == (
        "WEBVTT\n\n"
        "00:00:00.000 --> 00:00:02.500\n<v Ada &amp; &lt;Co&gt;>Is 1 &lt; 2 --&gt; true &amp; so on?\n\n"
        "00:00:09.000 --> 01:02:03.004\nYes.\n"
    )


def test_subrip_to_the_byte() -> None:
    assert srt_output.render(CUES).decode() == (
        "1\n00:00:00,000 --> 00:00:02,500\nAda & <Co>: Is 1 <\n2 → true & so on?\n\n"
        "2\n00:00:09,000 --> 01:02:03,004\nYes.\n"
    )


def test_json_to_the_byte() -> None:
    assert transcript_json.render(CUES[1:]).decode() == (
        '{\n "version": "1.0.0",\n "segments": [\n  {\n   "startTime": 9,\n   "endTime": 3723.004,\n'
        '   "body": "Yes."\n  }\n ]\n}\n'
    )


def test_html_to_the_byte() -> None:
    assert transcript_html.render(CUES).decode() == (
        "<cite>Ada &amp; &lt;Co&gt;:</cite>\n<time>0:00</time>\n<p>Is 1 &lt; 2 --&gt; true &amp; so on?</p>\n\n"
        "<time>0:09</time>\n<p>Yes.</p>\n"
    )


@pytest.mark.parametrize("module", [webvtt_output, srt_output, transcript_json, transcript_html])
def test_only_episodes_with_cues_get_a_file(module: ModuleType) -> None:
    show = plain_show(replace(plain_episode("said"), cues=CUES), plain_episode("unsaid"))
    (file,) = module.output(show)
    assert file.path.startswith("transcripts/said.")
    assert file.content == module.render(CUES)


@given(transcripts)
def test_webvtt_is_read_back_whole(transcript: Transcript) -> None:
    cues = timed(transcript, DURATION_MS).cues
    captions = read_webvtt(webvtt_output.render(cues))
    check_times([(parse_time_ms(caption.start), parse_time_ms(caption.end)) for caption in captions])
    assert letters([unescape(caption.text) for caption in captions]) == letters([cue.text for cue in cues])
    assert {unescape(caption.voice or "") for caption in captions} == {cue.speaker or "" for cue in cues}


def test_our_own_reader_takes_what_we_write() -> None:
    named = tuple(replace(cue, speaker="Ada & <Co>") for cue in CUES)
    for name, content in (("a.vtt", webvtt_output.render(named)), ("a.json", transcript_json.render(named))):
        transcript = parse_transcript(name, content.decode()).value
        assert transcript is not None
        assert timed(transcript, DURATION_MS * 2).cues == named


@given(transcripts)
def test_subrip_is_read_back_whole(transcript: Transcript) -> None:
    cues = timed(transcript, DURATION_MS).cues
    captions = list(srt.parse(srt_output.render(cues).decode()))
    check_times([milliseconds(caption) for caption in captions])
    assert [caption.index for caption in captions] == list(range(1, len(captions) + 1))
    shown = letters([caption.content for caption in captions])
    for cue in cues:
        words = letters([cue.text]).replace("-->", "→")
        assert words in shown
        shown = shown[shown.index(words) + len(words) :]


@given(transcripts)
def test_json_is_read_back_whole(transcript: Transcript) -> None:
    cues = timed(transcript, DURATION_MS).cues
    segments = json.loads(transcript_json.render(cues))["segments"]
    assert [(segment["body"], segment.get("speaker")) for segment in segments] == [(c.text, c.speaker) for c in cues]
    times_ms = [(round(segment["startTime"] * 1000), round(segment["endTime"] * 1000)) for segment in segments]
    assert times_ms == [(cue.start_ms, cue.end_ms) for cue in cues]


@given(transcripts)
def test_html_is_read_back_whole(transcript: Transcript) -> None:
    cues = timed(transcript, DURATION_MS).cues
    page = lxml.html.fragment_fromstring(transcript_html.render(cues).decode(), create_parent=True)
    assert [paragraph.text for paragraph in page.iter("p")] == [cue.text for cue in cues]
    assert [cite.text for cite in page.iter("cite")] == [f"{cue.speaker}:" for cue in cues if cue.speaker]
    assert {element.tag for element in page.iter()} <= {"div", "cite", "time", "p"}


def test_the_seed_is_read_back_whole() -> None:
    cues = timed(seed_transcript(), DURATION_MS).cues
    captions = read_webvtt(webvtt_output.render(cues))
    assert {caption.voice for caption in captions} == {"Alexey"}
    assert (
        unescape(" ".join(caption.text for caption in captions)).split() == " ".join(cue.text for cue in cues).split()
    )
    assert all(len(line) <= 65 and len(caption.lines) <= 2 for caption in captions for line in caption.lines[1:])
    assert len(json.loads(transcript_json.render(cues))["segments"]) == 74


def test_the_real_show_is_read_back_whole() -> None:
    for transcript in corpus_transcripts()[::10]:
        cues = timed(transcript, None).cues
        words = " ".join(cue.text for cue in cues).split()
        captions = read_webvtt(webvtt_output.render(cues))
        assert unescape(" ".join(caption.text for caption in captions)).split() == words
        subtitles = list(srt.parse(srt_output.render(cues).decode()))
        assert len(" ".join(subtitle.content for subtitle in subtitles).split()) >= len(words)
        assert all(
            len(line) <= 32 or " " not in line for subtitle in subtitles for line in subtitle.content.split("\n")
        )
