"""Whatever times a transcript has, every line gets a cue that players take."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from publisher.model import Cue
from publisher.sources.transcript_file import Header, Spoken, Transcript
from publisher.text import without_not_xml
from publisher.transcripts.timing import TimedTranscript, timed
from tests.transcript_samples import DURATION_MS, corpus_transcripts, durations_ms, seed_transcript, transcripts


def line(text: str, start_ms: int | None = None, end_ms: int | None = None, speaker: str | None = None) -> Spoken:
    return Spoken(text=text, line=1, start_ms=start_ms, end_ms=end_ms, speaker=speaker)


def time_lines(*entries: Spoken | Header, duration_ms: int | None = DURATION_MS) -> TimedTranscript:
    numbered = [
        Header(title=entry.title, line=number)
        if isinstance(entry, Header)
        else Spoken(text=entry.text, line=number, start_ms=entry.start_ms, end_ms=entry.end_ms, speaker=entry.speaker)
        for number, entry in enumerate(entries, start=1)
    ]
    return timed(Transcript(path="e.md", entries=tuple(numbered)), duration_ms)


def spans(result: TimedTranscript) -> list[tuple[int, int]]:
    return [(cue.start_ms, cue.end_ms) for cue in result.cues]


def problems(result: TimedTranscript) -> list[str]:
    return [str(problem) for problem in result.problems]


def check_sound(cues: tuple[Cue, ...], duration_ms: int | None) -> None:
    """What every player demands."""
    assert all(0 <= cue.start_ms < cue.end_ms for cue in cues)
    assert all(before.end_ms <= after.start_ms for before, after in pairwise(cues))
    assert duration_ms is None or all(cue.end_ms <= duration_ms for cue in cues)


def test_a_cue_lasts_until_the_next_one_and_the_last_to_the_end() -> None:
    result = time_lines(line("One.", 1000), line("Two.", 5000))
    assert spans(result) == [(1000, 5000), (5000, DURATION_MS)]
    assert problems(result) == []


def test_a_line_says_whether_its_time_is_its_own() -> None:
    result = time_lines(line("One.", 1000), line("Also one."), line("Two.", 5000), line("Also two.", 5000))
    assert [(one.start_ms, one.line, one.is_timed) for one in result.lines] == [
        (1000, 1, True),
        (3000, 2, False),
        (5000, 3, True),
        (1_802_500, 4, False),  # the audio lasts an hour
    ]


def test_an_end_of_the_file_counts_where_it_can_be_right() -> None:
    result = time_lines(line("Fine.", 0, 900), line("Too late.", 1000, 9000), line("Too early.", 2000, 1500))
    assert spans(result) == [(0, 900), (1000, 2000), (2000, DURATION_MS)]


def test_an_end_of_the_file_counts_before_lines_whose_time_is_missing() -> None:
    result = time_lines(line("One.", 1000, 2000), line("Whenever."), line("Three.", 5000))
    assert spans(result) == [(1000, 2000), (2000, 5000), (5000, DURATION_MS)]


def test_without_a_duration_the_last_line_lasts_as_long_as_it_takes_to_say() -> None:
    result = time_lines(line("Yes.", 1000), line("This is said in about two seconds.", 5000), duration_ms=None)
    assert spans(result) == [(1000, 5000), (5000, 7380)]


def test_lines_without_a_time_share_what_lies_between_by_their_length() -> None:
    words = "a word or two, about so long"
    result = time_lines(line(words, 10_000), line(f"{words} {words} {words}"), line("Next.", 50_000))
    assert spans(result)[:2] == [(10_000, pytest.approx(20_000, abs=300)), (pytest.approx(20_000, abs=300), 50_000)]
    assert problems(result) == [
        "e.md:2: warning: this line, one of 3, has no time; it gets one by its length [transcript-times-missing]"
    ]


def test_lines_under_one_time_share_it() -> None:
    result = time_lines(line("Same length.", 4000), line("Same length!", 4000), line("Next.", 8000))
    assert spans(result)[:2] == [(4000, 6000), (6000, 8000)]
    assert problems(result) == []


def test_a_first_line_without_a_time_starts_at_the_beginning() -> None:
    assert spans(time_lines(line("Hello."), line("Next.", 8000)))[0] == (0, 8000)


def test_a_time_out_of_order_counts_as_missing() -> None:
    times_ms = [37_000, 38_000, 28_000, 39_000, 99_000, 50_000, 60_000]
    result = time_lines(*(line(f"Line {time_ms:06}.", time_ms) for time_ms in times_ms))
    assert [cue.start_ms for cue in result.cues] == [37_000, 38_000, 38_500, 39_000, 44_500, 50_000, 60_000]
    assert problems(result) == [
        "e.md:3: warning: 00:00:28 is out of order beside 00:00:38 and 00:00:39; it counts as missing: correct it "
        "[transcript-backward]",
        "e.md:5: warning: 00:01:39 is out of order beside 00:00:39 and 00:00:50; it counts as missing: correct it "
        "[transcript-backward]",
    ]


def test_a_time_past_the_end_counts_as_missing() -> None:
    result = time_lines(line("One.", 0), line("Two.", 10_000), line("Three.", 20_000), duration_ms=10_000)
    check_sound(result.cues, 10_000)
    assert len(result.cues) == 3
    assert problems(result) == [
        "e.md:2: warning: 2 of the times, the first of them here, lie past the end of the audio (00:00:10); "
        "they count as missing: is this the transcript of this recording? [transcript-past-end]"
    ]


def test_a_line_written_twice_is_one() -> None:
    part = Header(title="Part", line=0)
    result = time_lines(
        line("Welcome.", 0, speaker="Ada"), part, line("Thank  you."), part, line("Thank you.", 9000, speaker="Bob")
    )
    assert [(cue.start_ms, cue.speaker, cue.text) for cue in result.cues] == [
        (0, "Ada", "Welcome."),
        (9000, "Bob", "Thank you."),
    ]
    assert [start_ms for _, start_ms in result.header_starts] == [9000, 9000]
    assert problems(result) == [
        "e.md:5: warning: this line has the words of the line before, without a time of its own; "
        "they count as one [transcript-doubled]"
    ]


def test_what_is_said_twice_stays_twice() -> None:
    by_time = time_lines(line("Yes.", 1000), line("Yes.", 2000))
    by_speaker = time_lines(line("Yes.", 1000, speaker="Ada"), line("Yes.", speaker="Bob"))
    assert [len(by_time.cues), len(by_speaker.cues)] == [2, 2]


def test_a_sentence_is_no_speaker() -> None:
    result = time_lines(
        line("Yes.", 0, speaker="Ada Lovelace Jr.:"), line("No.", 9, speaker="It was so, they all said.")
    )
    assert [cue.speaker for cue in result.cues] == ["Ada Lovelace Jr.", None]
    assert problems(result) == [
        "e.md:2: warning: this line has a sentence where the speaker belongs; the speaker counts as unknown "
        "[transcript-speaker]"
    ]


def test_a_header_starts_with_the_line_below_it() -> None:
    first, last = Header(title="First", line=0), Header(title="Nothing follows", line=0)
    result = time_lines(line("One.", 0), first, line(" "), line("Two.", 7000), last)
    assert [(header.title, start_ms) for header, start_ms in result.header_starts] == [("First", 7000)]


def test_more_lines_than_milliseconds_share_cues() -> None:
    result = time_lines(*(line(f"word{number}", speaker="Ada") for number in range(1000)), duration_ms=500)
    check_sound(result.cues, 500)
    assert " ".join(cue.text for cue in result.cues).split() == [f"word{number}" for number in range(1000)]
    assert {cue.speaker for cue in result.cues} == {"Ada"}


def test_a_long_transcript_is_no_trouble() -> None:
    times_ms = [number * 7919 % 100_003 * 1000 for number in range(100_000)]
    result = time_lines(*(line(f"word{time_ms}", time_ms) for time_ms in times_ms), duration_ms=None)
    assert len(result.cues) == 100_000


@given(transcripts, durations_ms)
def test_cues_are_sound_and_lose_no_word(transcript: Transcript, duration_ms: int | None) -> None:
    result = timed(transcript, duration_ms)
    check_sound(result.cues, duration_ms)
    assert all(cue.text == " ".join(cue.text.split()) != "" for cue in result.cues)
    starts_ms = {cue.start_ms for cue in result.cues}
    assert all(start_ms in starts_ms for _, start_ms in result.header_starts)


@given(transcripts)
def test_each_line_is_one_cue(transcript: Transcript) -> None:
    said = [entry for entry in transcript.entries if isinstance(entry, Spoken)]
    distinct = [line(f"{number} {entry.text}", entry.start_ms) for number, entry in enumerate(said)]
    cues = timed(Transcript(path="e.md", entries=tuple(distinct)), None).cues
    words = " ".join(cue.text for cue in cues).split()
    assert words == " ".join(without_not_xml(entry.text) for entry in distinct).split()
    assert len(cues) == len(distinct) or any(cue.end_ms - cue.start_ms == 1 for cue in cues)


def test_the_seed_is_timed_line_by_line() -> None:
    result = timed(seed_transcript(), 45 * 60_000)
    assert len(result.cues) == 74
    assert problems(result) == []


def test_the_real_show_is_timed() -> None:
    results = [timed(transcript, None) for transcript in corpus_transcripts()]
    assert len(results) == 99
    for result in results:
        check_sound(result.cues, None)
    checks = [problem.check for result in results for problem in result.problems]
    assert {check: checks.count(check) for check in set(checks)} == {
        "transcript-backward": 26,
        "transcript-doubled": 2,
        "transcript-speaker": 3,
        "transcript-times-missing": 17,
    }
