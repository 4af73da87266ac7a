"""One fault is one finding: what follows from it is told when it is mended, if it is still there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from publisher.model import Place, Problem
from tests.audio_samples import mp3
from tests.check_samples import tagged
from tests.checked import problems_of
from tests.show_folders import BASE

_TALK: Final = """---
title: Talk number {0}
season: 1
episode: {0}
date: 2026-02-{0:02}
guests: [Bo Li]
ids:
  youtube: 0Gqx1LtqR{0:02}
  anchor: Talk-e1eq7{0:02}
links:
  youtube: https://www.youtube.com/watch?v=0Gqx1LtqR{0:02}
  anchor: https://anchor.fm/base/episodes/Talk-e1eq7{0:02}
transcript:
- line: Hello, this is {0}.
  sec: 0
  who: Bo
- line: And goodbye.
  sec: 6
  who: Bo
---
"""


def _path(number: int) -> str:
    return f"episodes/s01e{number:02}-talk.md"


def _found(folder: Path, edits: Mapping[int, tuple[str, str]], more: Mapping[str, str | bytes] = {}) -> list[str]:
    """What edits of the episodes 2 to 12 of a show bring: ``5:4 number-differs``; other files by their names."""
    return [f"{_short(one.place)} {one.check}" for one in _problems(folder, edits, more)]


def _problems(folder: Path, edits: Mapping[int, tuple[str, str]], more: Mapping[str, str | bytes]) -> list[Problem]:
    files: dict[str, str | bytes] = {}
    for number in range(2, 13):
        old, new = edits.get(number, ("", ""))
        text = _TALK.format(number)
        assert old in text
        files[_path(number)] = text.replace(old, new, 1)
        files[f"audio/s01e{number:02}-talk.mp3"] = tagged(title=f"Talk number {number}")
    problems = problems_of(folder, {**files, **more})
    ours = [one for one in problems if one.place.path not in {"audio/one.mp3", "episodes/one.md"}]
    return [one for one in ours if not one.check.startswith("feed-")]


def _short(place: Place) -> str:
    match = re.match(r"episodes/s01e0*(\d+)-talk\.md", place.path)
    return f"{match[1]}:{place.line}" if match else str(place)


def test_a_show_without_faults(tmp_path: Path) -> None:
    assert _found(tmp_path, {}) == []


def test_slips_of_keys(tmp_path: Path) -> None:
    """What is missing for a key that is misspelt, or holds what belongs under another one, is no second fault."""
    edits = {
        2: ("links:", "link:"),
        3: ("date:", "Date:"),
        4: ("guests:", "Guests:"),
        5: ("episode:", "episod:"),
        6: ("links:", "linkz:"),
    }
    problems = _problems(tmp_path, edits, {})
    assert [(_short(one.place), one.message) for one in problems] == [
        ("2:10", "link: expected text, found a mapping; did you mean links:?"),
        ("3:5", "unknown key 'Date'; did you mean date? Without it the episode is left out"),
        ("4:6", "unknown key 'Guests'; did you mean guests?"),
        ("5:4", "unknown key 'episod'; did you mean episode?"),
        ("6:10", "unknown key 'linkz'; did you mean links?"),
    ]


def test_a_slip_in_show_yaml(tmp_path: Path) -> None:
    show = (BASE / "show.yaml").read_text(encoding="utf-8").replace("author:", "Author:")
    assert [one.check for one in problems_of(tmp_path, {"show.yaml": show})] == ["show-unknown-key"]


def test_a_platform_that_is_missing_beside_a_slip_is_told(tmp_path: Path) -> None:
    anchor = "  anchor: https://anchor.fm/base/episodes/Talk-e1eq702\n"
    edits = {2: ("links:\n", "link:\n")}
    more = {_path(2): _TALK.format(2).replace("links:", "link:").replace(anchor, "")}
    assert _found(tmp_path, edits, more) == ["2:0 platform-missing", "2:10 episode-field"]


def test_a_slip_beside_the_right_key_hides_nothing(tmp_path: Path) -> None:
    anchor = "  anchor: https://anchor.fm/base/episodes/Talk-e1eq702\n"
    files = {_path(2): _TALK.format(2).replace(anchor, "").replace("links:", "linkz: mine\nlinks:")}
    assert _found(tmp_path, {}, files) == ["2:11 platform-missing", "2:10 episode-unknown-key"][::-1]


def test_what_is_silenced_hides_nothing_and_what_is_raised_is_told(tmp_path: Path) -> None:
    show = (BASE / "show.yaml").read_text(encoding="utf-8")
    off = "checks:\n- {check: episode-unknown-key, severity: 'off', reason: ours}\n"
    assert _found(tmp_path / "why", {3: ("date:", "Date:")}, {"show.yaml": show + off}) == ["3:0 date-missing"]
    both = "checks:\n- {check: number-gap, severity: 'off', reason: ours, episodes: [s01e06-talk]}\n"
    found = _found(tmp_path / "what", {5: ("episode: 5", "episode: 25")}, {"show.yaml": show + both})
    assert found == ["5:4 number-differs"]  # the setting is of use: without that, the gap would be there
    error = "checks:\n- {check: number-gap, severity: error, reason: a build stops for it}\n"
    found = _found(tmp_path / "raised", {5: ("episode: 5", "episode: 25")}, {"show.yaml": show + error})
    assert found == ["5:4 number-differs", "5:4 number-gap", "6:4 number-gap"]


def test_wrong_numbers(tmp_path: Path) -> None:
    """The gaps that a number leaves, the date that does not suit it, and whose number it is."""
    assert _found(tmp_path / "far", {5: ("episode: 5", "episode: 25")}) == ["5:4 number-differs"]
    assert _found(tmp_path / "near", {5: ("episode: 5", "episode: 6")}) == ["5:4 number-differs"]
    zero = _problems(tmp_path / "zero", {5: ("episode: 5", "episode: 0")}, {})
    assert [one.message for one in zero] == [
        "episode 0 is left out: directories count from 1; write episode: 5, as in the name of this file"
    ]


def test_a_gap_beside_a_wrong_number_is_told(tmp_path: Path) -> None:
    edits = {5: ("episode: 5", "episode: 25")}
    more: dict[str, str | bytes] = {
        _path(14): _TALK.format(14),
        "audio/s01e14-talk.mp3": tagged(title="Talk number 14"),
    }
    assert _found(tmp_path, edits, more) == ["5:4 number-differs", "14:4 number-gap"]


def test_recordings_of_others(tmp_path: Path) -> None:
    """The finding stands where the name is written, and the recording that is left over is no second one."""
    edits = {
        2: ("season: 1", "season: 1\nslug: s01e03-talk"),
        5: ("season: 1", "season: 1\naudio: s01e04-talk.mp3"),
        6: ("season: 1", "season: 1\naudio: s01e06-talk"),
        7: ("season: 1", "season: 1\naudio: s01e08-tlak.mp3"),
        9: ("season: 1", "season: 1\naudio: s01e19-talk.mp3"),
    }
    problems = _problems(tmp_path, edits, {})
    assert [(_short(one.place), one.message) for one in problems] == [
        ("2:4", "the slug 's01e03-talk' is that of episodes/s01e03-talk.md too; write another one, or delete the line"),
        ("5:4", "its recording is that of episodes/s01e04-talk.md too; name another one with audio:"),
        ("6:4", "audio: s01e06-talk: the recording was not found; did you mean s01e06-talk.mp3?"),
        ("7:4", "audio: s01e08-tlak.mp3: the recording was not found; did you mean s01e08-talk.mp3?"),
        ("9:4", "audio: s01e19-talk.mp3: the recording was not found; correct its path, or put it there"),
    ]


def test_a_recording_that_nobody_names_is_told_beside_them(tmp_path: Path) -> None:
    edits = {5: ("season: 1", "season: 1\naudio: s01e04-talk.mp3")}
    found = _found(tmp_path, edits, {"audio/other.mp3": mp3()})
    assert found == ["audio/other.mp3 file-unused", "5:4 audio-repeated"]


def test_guests_who_are_yet_to_come(tmp_path: Path) -> None:
    assert _found(tmp_path / "none", {2: ("[Bo Li]", "")}) == ["2:16 transcript-speaker-unknown"]
    assert _found(tmp_path / "open", {3: ("[Bo Li]", "[TODO]")}) == ["3:6 value-todo"]


def test_times_and_links_that_cannot_be_read(tmp_path: Path) -> None:
    edits = {
        2: ("sec: 6", "sec: -6"),
        3: ("  sec: 6\n", ""),
        4: (
            "https://anchor.fm/base/episodes/Talk-e1eq704",
            "https://podcasters.spotify.com/pod/dashboard/episode/e1eq7zz",
        ),
    }
    assert _found(tmp_path, edits) == ["2:18 transcript-entry", "3:17 transcript-times-missing", "4:12 link-path"]


def test_a_copy_of_an_episode(tmp_path: Path) -> None:
    """An id and the link with that id are one; a link that has no id beside it is told by itself."""
    copy = _TALK.format(2).replace("episode: 2", "episode: 13").replace("number 2", "number 13")
    copy = copy.replace("  anchor: Talk-e1eq702\n", "").replace("2026-02-02", "2026-02-13").replace("this is 2", "x")
    files: dict[str, str | bytes] = {_path(13): copy, "audio/s01e13-talk.mp3": tagged(title="Talk number 13")}
    assert _found(tmp_path, {}, files) == ["13:8 id-repeated", "13:11 link-repeated"]


def test_of_a_published_episode(tmp_path: Path) -> None:
    """What subscribers would lose is told alone; so is a file that looks like an episode that they have."""
    lines = ["episodes:"]
    lines += [
        f"- {{guid: g{n}, path: {_path(n)}, title: Talk number {n}, season: 1, number: {n}}}" for n in range(2, 13)
    ]
    copy: dict[str, str | bytes] = {_path(13): _TALK.format(2), "audio/s01e13-talk.mp3": tagged(title="Talk number 2")}
    more = {"published.yaml": "\n".join([*lines, ""]), **copy}
    edits = {5: ("season: 1", "season: 1\ndraft: true")}
    found = _found(tmp_path, edits, more)
    assert found == ["5:4 published-episode-lost", "13:0 published-claimed-twice", "13:4 number-differs"]
