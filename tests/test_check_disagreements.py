"""What is said of one thing in two places: titles, numbers, dates, lengths, chapters."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.checks.alike import are_one_title, words_of
from tests.audio_samples import wav
from tests.check_samples import episode, found_of, messages_of, tagged

SHOW = "The Base Show"


@pytest.mark.parametrize(
    ("tag", "title"),
    [
        ("why we walk", "Why We Walk"),
        ("Don't walk - run", "Don’t walk — run"),
        ('"Walking" &amp; talking', "“Walking” and talking"),
        ("Zoe in Cafe", "Zoë in Café"),
        ("S12E3: Why we walk", "Why we walk"),
        ("#12 - Why we walk", "Why we walk"),
        ("12. Why we walk", "Why we walk"),
        ("Why we walk (Ep. 12)", "Why we walk"),
        ("Season 1, Episode 4 | Why we walk", "Why we walk"),
        ("The Base Show: Why we walk", "Why we walk"),
        ("Why we walk | The Base Show", "Why we walk"),
        ("Why we walk - Ada Base", "Why we walk"),
        ("The history of walking in citi", "The history of walking in cities"),
        ("The history of walk…", "The history of walking in cities"),
        ("The history of walking", "The history of walking: from Rome to Oslo"),
        ("why_we_walk", "Why we walk"),
        ("2001: a space odyssey", "2001: A Space Odyssey"),
    ],
)
def test_one_title_in_two_spellings(tag: str, title: str) -> None:
    assert are_one_title(tag, title, [SHOW, "Ada Base"])
    assert are_one_title(title, tag, [SHOW, "Ada Base"])


@pytest.mark.parametrize(
    ("tag", "title"),
    [
        ("Why we sleep", "Why we walk"),
        ("Walking, part 1", "Walking, part 2"),
        ("Q&A 3", "Q&A 4"),
        ("The history of walking in Rome", "The history of walking in cities"),
        ("Walk", "Walking"),
    ],
)
def test_two_titles(tag: str, title: str) -> None:
    assert not are_one_title(tag, title, [SHOW])
    assert not are_one_title(title, tag, [SHOW])


@given(st.text(max_size=40), st.text(max_size=40))
def test_titles_are_compared_both_ways(first: str, second: str) -> None:
    assert are_one_title(first, second) == are_one_title(second, first)
    assert are_one_title(first, first)
    if words_of(first) == words_of(second):
        assert are_one_title(first, second)


def test_a_very_long_title_takes_no_time() -> None:
    assert not are_one_title("walk " + "- " * 500_000, "run " + "s1 " * 300_000)


def walks(*names: str) -> dict[str, str | bytes]:
    """An episode a name, about walking at that place, whose recordings say the same."""
    files: dict[str, str | bytes] = {}
    for number, name in enumerate(names, start=2):
        date = f"2026-01-{number + 4:02}"
        lines = (f"title: Walking in {name}", "season: 1", f"episode: {number}", f"date: {date}")
        files[f"episodes/{name}.md"] = episode(*lines)
        files[f"audio/{name}.mp3"] = tagged(title=f"Walking in {name}", track=str(number), date=date)
    return files


def test_a_recording_with_another_title(tmp_path: Path) -> None:
    files = walks("oslo", "rome", "bonn", "kyiv")
    files["audio/rome.mp3"] = tagged(title="Sleeping at home")
    files["audio/kyiv.mp3"] = tagged(title="Walking in Oslo", track="5")
    files["audio/bonn.mp3"] = tagged(title="#4 Walking in Bonn &amp; around")
    wanted = ["episodes/kyiv.md audio-mixed-up", "episodes/rome.md:2 title-differs"]
    assert found_of(tmp_path, files, "title-differs", "audio-mixed-up") == wanted


def test_a_recording_with_the_short_title(tmp_path: Path) -> None:
    lines = ("title: A guide to everything about boots", "short: Boots", "date: 2026-02-01")
    files: dict[str, str | bytes] = {
        "episodes/two.md": episode(*lines),
        "audio/two.mp3": tagged(title="Boots - The Base Show"),
        "episodes/three.md": episode("title: Maps", "date: 2026-02-02"),
        "audio/three.mp3": tagged(title="Track 01"),
        "episodes/four.md": episode("title: Rain", "date: 2026-02-03"),
        "audio/four.mp3": tagged(title="four_final.wav"),
    }
    assert found_of(tmp_path, files, "title-differs") == []


def test_tags_that_never_hold_the_title(tmp_path: Path) -> None:
    files = walks("oslo", "rome", "bonn", "kyiv")
    for name in ("oslo", "rome", "bonn", "kyiv"):
        files[f"audio/{name}.mp3"] = tagged(title=f"Session with {name[::-1]}, mastered")
    assert found_of(tmp_path, files, "title-differs") == []


def test_numbers_in_names_and_tags(tmp_path: Path) -> None:
    files = walks("oslo", "rome", "bonn", "kyiv")
    files["audio/bonn.mp3"] = tagged(title="Walking in bonn", track="7/12")
    files["episodes/s01e09-lima.md"] = episode("title: Lima", "season: 1", "episode: 8", "date: 2026-03-01")
    files["episodes/s02e03-cork.md"] = episode("title: Cork", "season: 1", "episode: 3", "date: 2026-03-01")
    files["episodes/lyon.md"] = episode(
        "title: Lyon", "season: 1", "episode: 9", "date: 2026-03-02", "audio: s01e10.mp3"
    )
    files["audio/s01e10.mp3"] = tagged()
    files["episodes/s01e11.md"] = episode("title: Turin", "season: 1", "episode: 11", "date: 2026-03-03")
    assert found_of(tmp_path, files, "number-differs") == [
        "episodes/bonn.md:4 number-differs",
        "episodes/lyon.md:4 number-differs",
        "episodes/s01e09-lima.md:4 number-differs",
        "episodes/s02e03-cork.md:3 number-differs",
    ]


def test_tracks_that_are_no_numbers(tmp_path: Path) -> None:
    files = walks("oslo", "rome", "bonn", "kyiv")
    for name in ("oslo", "rome", "bonn", "kyiv"):
        files[f"audio/{name}.mp3"] = tagged(title=f"Walking in {name}", track="1")
    assert found_of(tmp_path, files, "number-differs") == []


def test_dates_of_tags_and_names(tmp_path: Path) -> None:
    files = walks("oslo", "rome", "bonn", "kyiv", "lima", "cork", "lyon")
    for name, date in {"oslo": "2026", "rome": "2026-01-08", "bonn": "2025-12-20", "kyiv": "2025-12"}.items():
        files[f"audio/{name}.mp3"] = tagged(title=f"Walking in {name}", date=date)
    files["audio/lima.mp3"] = tagged(title="Walking in lima", date="2026-02-11")
    files["audio/cork.mp3"] = tagged(title="Walking in cork", date="2021")
    files["audio/lyon.mp3"] = tagged(title="Walking in lyon", date="last summer")
    for stem, date in {
        "2026-02-01-a": "2026-02-01",
        "2026-02-02-b": "2026-02-03",
        "2025-02-03-c": "2026-02-03",
    }.items():
        files[f"episodes/{stem}.md"] = episode(f"title: Nothing {stem[-1]}", f"date: {date}")
    assert found_of(tmp_path, files, "date-differs") == [
        "episodes/2025-02-03-c.md:3 date-differs",
        "episodes/cork.md:5 date-differs",
        "episodes/lima.md:5 date-differs",
    ]


def test_a_page_older_than_its_episode(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "episodes/a.md": episode("title: A", "date: 2026-02-01", "dateadded: 2023-02-01"),
        "episodes/b.md": episode("title: B", "date: 2026-02-01", "dateadded: 2026-01-03"),
        "episodes/c.md": episode("title: C", "date: 2021-02-01", "dateadded: 2026-01-03"),
    }
    assert found_of(tmp_path, files, "date-differs") == ["episodes/a.md:3 date-differs"]


TRANSCRIPT = ("transcript:", "- line: Hello and welcome.", "  sec: 0", "- line: Good bye.", "  sec: 110")


def test_durations(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"audio/{name}.mp3": tagged(seconds=120) for name in "abcdef"}
    durations = {"a": "2:00", "b": "1:58", "c": "2:11", "d": "7:00", "e": "1:49", "f": "1:53"}
    for name, duration in durations.items():
        lines = (f"title: Walk {name}", "date: 2026-02-01", f"duration: {duration}")
        files[f"episodes/{name}.md"] = episode(*lines, *(TRANSCRIPT if name in "ef" else ()))
    assert found_of(tmp_path, files, "duration-differs", "duration-far-off", "transcript-past-end") == [
        "episodes/c.md:4 duration-differs",
        "episodes/d.md:4 duration-far-off",
        "episodes/e.md:4 duration-differs",
        "episodes/f.md:4 duration-differs",
    ]


def test_a_duration_before_the_last_words(tmp_path: Path) -> None:
    lines = ("title: Walk", "date: 2026-02-01", "duration: 1:49", *TRANSCRIPT)
    files: dict[str, str | bytes] = {"episodes/a.md": episode(*lines), "audio/a.mp3": tagged(seconds=120)}
    assert messages_of(tmp_path, files, "duration-differs") == [
        "duration: 1:49 here, 2:00 by audio/a.mp3, and the last words are said at 1:50 (line 9); "
        "the recording wins: write duration: 2:00"
    ]


def test_words_past_the_end_are_said_once(tmp_path: Path) -> None:
    """The recording itself ends before the last words, as the duration says."""
    lines = ("title: Walk", "date: 2026-02-01", "duration: 1:40", *TRANSCRIPT)
    files: dict[str, str | bytes] = {"episodes/a.md": episode(*lines), "audio/a.mp3": tagged(seconds=100)}
    checks = ("duration-differs", "duration-far-off", "transcript-past-end")
    assert found_of(tmp_path, files, *checks) == ["episodes/a.md:9 transcript-past-end"]


def test_recordings_of_two_lengths(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "episodes/a.md": episode("title: Walk", "date: 2026-02-01"),
        "audio/a.mp3": tagged(seconds=120),
        "audio/a.wav": wav(seconds=60),
    }
    assert found_of(tmp_path, files, "audio-lengths-differ") == ["audio/a.wav audio-lengths-differ"]


CLIPS = ("quotableClips:", "- name: Opening", "  startOffset: 0", "- name: Boots", "  startOffset: 30")
MORE_CLIPS = ("- name: Maps", "  startOffset: 60", "- name: Rain & wind", "  startOffset: 90")


def spoken(**headers: int) -> tuple[str, ...]:
    """A transcript with these headers, each above a line of that second."""
    lines = ["transcript:"]
    for name, second in headers.items():
        lines += [f"- header: {name.replace('_', ' ')}", f"- line: On {name}.", f"  sec: {second}"]
    return tuple(lines)


def test_chapters_of_clips_and_headers(tmp_path: Path) -> None:
    head = ("title: Walk", "date: 2026-02-01", *CLIPS, *MORE_CLIPS)
    headers = {
        "same": spoken(Opening=4, Boots=30, maps=64, Rain_and_wind=90),
        "late": spoken(Opening=0, Boots=30, Maps=79, Rain_and_wind=90),
        "renamed": spoken(Opening=0, Boots=30, Hats=61, Rain_and_wind=90),
        "fewer": spoken(Opening=0, Maps=60),
        "more": spoken(Opening=0, Boots=30, Laces=45, Maps=60, Rain_and_wind=90, Farewell=110),
        "others": spoken(Hello=0, Hats=30, Coats=60, Snow=90),
        "unordered": spoken(Opening=0, Boots=30, Laces=40, Maps=12, Rain_and_wind=90),
    }
    files: dict[str, str | bytes] = {}
    for name, transcript in headers.items():
        files[f"episodes/{name}.md"] = episode(*head, *transcript)
        files[f"audio/{name}.mp3"] = tagged(seconds=130)
    assert found_of(tmp_path, files, "chapter-differs") == [
        "episodes/late.md:9 chapter-differs",
        "episodes/others.md:7 chapter-differs",
        "episodes/renamed.md:9 chapter-differs",
    ]


def test_chapters_of_the_recording(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "episodes/a.md": episode("title: Walk", "date: 2026-02-01", *CLIPS),
        "audio/a.mp3": tagged(seconds=130, chapters={0: "Opening", 49_000: "Boots"}),
    }
    assert messages_of(tmp_path, files, "chapter-differs") == [
        "'Boots' starts at 0:30 here, at 0:49 in audio/a.mp3; quotableClips before recording: correct the wrong one"
    ]
