"""``publish tag`` as a podcaster runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import feedparser
import pytest
from click.testing import Result
from tinytag import TinyTag

from tests.show_folders import BASE, NOW, build, lay_over, publish

FEED = Path("feed/feed.xml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    show = tmp_path / "show"
    lay_over(BASE, show)
    return show


def tag(folder: Path, *arguments: str | Path) -> Result:
    return publish("tag", "-C", folder, "--now", NOW, *arguments)


def title_of(recording: Path) -> str | None:
    return TinyTag.get(recording).title


def test_a_recording_says_what_its_episode_is_and_a_second_run_does_nothing(folder: Path) -> None:
    recording = folder / "audio/one.mp3"
    result = tag(folder)
    assert (result.exit_code, result.stderr) == (0, "publish: 1 recording written, 0 already right\n")
    assert result.stdout.startswith("audio/one.mp3: title, ")
    assert title_of(recording) == "The first one"
    stamp = recording.stat().st_mtime_ns
    again = tag(folder)
    assert (again.stdout, again.stderr) == ("", "publish: 0 recordings written, 1 already right\n")
    assert recording.stat().st_mtime_ns == stamp


def test_the_feed_takes_the_length_of_the_tagged_file_and_keeps_the_guid(folder: Path) -> None:
    build(folder)
    before = feedparser.parse(str(folder / FEED)).entries[0]
    tag(folder)
    build(folder)
    after = feedparser.parse(str(folder / FEED)).entries[0]
    assert int(after.enclosures[0].length) == (folder / "audio/one.mp3").stat().st_size
    assert int(after.enclosures[0].length) != int(before.enclosures[0].length)
    assert (after.guid, after.enclosures[0].href, after.title) == (before.guid, before.enclosures[0].href, before.title)


def test_a_dry_run_shows_each_frame_and_writes_nothing(folder: Path) -> None:
    before = (folder / "audio/one.mp3").read_bytes()
    result = tag(folder, "--dry-run")
    assert "  title (TIT2): nothing -> The first one\n" in result.stdout
    assert result.stderr == "publish: 1 recording would be written, 0 already right\n"
    assert (folder / "audio/one.mp3").read_bytes() == before


def test_copies_leave_the_recordings_alone(folder: Path, tmp_path: Path) -> None:
    before = (folder / "audio/one.mp3").read_bytes()
    assert tag(folder, "--to", tmp_path / "out").exit_code == 0
    assert (folder / "audio/one.mp3").read_bytes() == before
    assert title_of(tmp_path / "out/audio/one.mp3") == "The first one"


def test_what_was_written_is_taken_off_again(folder: Path) -> None:
    tag(folder)
    assert tag(folder, "--remove").exit_code == 0
    assert not title_of(folder / "audio/one.mp3")
    assert tag(folder, "--remove").stderr == "publish: 0 recordings written, 1 already right\n"


def test_check_says_which_recordings_are_out_of_date(folder: Path) -> None:
    tag(folder)
    assert publish("check", "-C", folder, "--now", NOW).stdout == "nothing is wrong\n"
    episode = folder / "episodes/one.md"
    episode.write_text(episode.read_text(encoding="utf-8").replace("The first one", "Another name"), encoding="utf-8")
    found = json.loads(publish("check", "-C", folder, "--now", NOW, "--format", "json").stdout)
    assert [(row["path"], row["check"]) for row in found] == [("audio/one.mp3", "audio-tags-outdated")]
    assert "(title)" in found[0]["message"]
    tag(folder)
    assert publish("check", "-C", folder, "--now", NOW).stdout == "nothing is wrong\n"


def test_one_bad_recording_does_not_stop_the_others(folder: Path) -> None:
    (folder / "episodes/two.md").write_text("---\ntitle: Two\ndate: 2026-01-06\n---\n", encoding="utf-8")
    shutil.copyfile(folder / "audio/one.mp3", folder / "audio/two.mp3")
    (folder / "audio/one.mp3").chmod(0o444)
    result = tag(folder)
    assert result.exit_code == 1
    assert "audio/one.mp3: error: " in result.stdout
    assert title_of(folder / "audio/two.mp3") == "Two"


def test_only_the_named_episodes_are_tagged(folder: Path) -> None:
    (folder / "episodes/two.md").write_text("---\ntitle: Two\ndate: 2026-01-06\n---\n", encoding="utf-8")
    shutil.copyfile(folder / "audio/one.mp3", folder / "audio/two.mp3")
    tag(folder, "two")
    assert (title_of(folder / "audio/one.mp3") or "", title_of(folder / "audio/two.mp3")) == ("", "Two")
    tag(folder, "audio/one.mp3")
    assert title_of(folder / "audio/one.mp3") == "The first one"
    unknown = tag(folder, "three")
    assert (unknown.exit_code, "there is no episode 'three'" in unknown.stderr) == (2, True)


def test_any_file_says_what_it_is(folder: Path, tmp_path: Path) -> None:
    tag(folder)
    recording = folder / "audio/one.mp3"
    assert "The first one" in publish("tag", "--show", recording).stdout
    report = json.loads(publish("tag", "--show", recording, "--json").stdout)
    assert [(one["start_ms"], one["title"]) for one in report["chapters"][0]["chapters"]] == [(0, "Beginning")]
    result = publish("tag", "--show", recording, "--picture", tmp_path / "cover.jpg")
    assert result.exit_code == 0
    assert (tmp_path / "cover.jpg").read_bytes().startswith(b"\xff\xd8")


def test_a_file_that_cannot_be_read_is_one_line_of_reason(tmp_path: Path) -> None:
    (tmp_path / "page.mp3").write_text("<html>", encoding="utf-8")
    result = publish("tag", "--show", tmp_path / "page.mp3")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)


def test_wrong_usage(folder: Path, tmp_path: Path) -> None:
    assert tag(folder, "--json").exit_code == 2
    assert tag(folder, "--remove", "--to", tmp_path / "out").exit_code == 2
