"""What a build keeps for subscribers, and what it refuses to take from them; and the ledger that it keeps it by."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from datetime import datetime, timedelta
from pathlib import Path

import feedparser
import pytest
import yaml
from click.testing import Result

from tests.show_folders import BASE, lay_over, publish, tree

FIRST_RUN = "2026-06-01T12:00+00:00"
NEXT_RUN = "2026-06-02T12:00+00:00"

EPISODE = """\
---
title: Episode {number}
season: 1
episode: {number}
date: 2026-02-0{number}
ids:
  youtube: {id}
---
Notes.
"""
NUMBERS = (2, 3, 4)


@pytest.fixture
def show(tmp_path: Path) -> Path:
    """A show of four episodes, published once."""
    folder = tmp_path / "show"
    lay_over(BASE, folder)
    for number in NUMBERS:
        text = EPISODE.format(number=number, id=f"Example{number}abc")
        (folder / "episodes" / f"ep-{number}.md").write_text(text, encoding="utf-8")
        content = (BASE / "audio" / "one.mp3").read_bytes()
        (folder / "audio" / f"ep-{number}.mp3").write_bytes(content + content[-417 * number :])
    result = publish("build", "-C", folder, "--now", FIRST_RUN)
    assert result.exit_code == 0, result.stderr
    return folder


def build(show: Path, *options: str, now: str = NEXT_RUN) -> Result:
    return publish("build", "-C", show, "--now", now, *options)


def feed_of(show: Path) -> feedparser.FeedParserDict:
    return feedparser.parse((show / "feed" / "feed.xml").read_bytes())


def guids(show: Path) -> dict[str, str]:
    """The guid of each title, as an app reads the feed."""
    return {entry.title: entry.id for entry in feed_of(show).entries}


def ledger(show: Path) -> dict[str, dict[str, object]]:
    """The entries of published.yaml, by their paths."""
    content = yaml.safe_load((show / "published.yaml").read_text(encoding="utf-8"))
    return {entry["path"]: entry for entry in content["episodes"]}


def refused(show: Path, *options: str, now: str = NEXT_RUN) -> str:
    """The errors of a build that must write nothing."""
    before = tree(show)
    result = build(show, *options, now=now)
    assert result.exit_code == 1
    assert {**tree(show), ".publish.lock": b""} == {**before, ".publish.lock": b""}
    return "\n".join(line for line in result.stderr.splitlines() if ": error: " in line)


def edit(show: Path, path: str, old: str, new: str) -> None:
    text = (show / path).read_text(encoding="utf-8")
    assert old in text
    (show / path).write_text(text.replace(old, new), encoding="utf-8")


def test_the_first_build_says_that_guids_are_given_for_all_time(show: Path) -> None:
    (show / "published.yaml").unlink()
    shutil.rmtree(show / "feed")
    assert "published.yaml is new, and keeps the guids of these episodes for all time" in build(show).stdout
    assert "for all time" not in build(show).stdout


def test_allowing_something_for_nobody_is_said(show: Path) -> None:
    result = build(show, "--allow-removal", "nobody")
    assert (
        result.stderr == "publish: no published episode has the guid nobody, so that nothing was to be allowed for it\n"
    )


def test_the_ledger_names_what_was_published(show: Path) -> None:
    entry = ledger(show)["episodes/ep-2.md"]
    recording = show / "audio" / "ep-2.mp3"
    assert entry == {
        "guid": guids(show)["Episode 2"],
        "path": "episodes/ep-2.md",
        "slug": "ep-2",
        "title": "Episode 2",
        "season": 1,
        "number": 2,
        "date": "2026-02-01T23:00:00Z",
        "ids": {"youtube": "Example2abc"},
        "enclosure": {
            "url": "https://example.com/base/audio/ep-2.mp3",
            "bytes": recording.stat().st_size,
            "type": "audio/mpeg",
            "duration_ms": entry["enclosure"]["duration_ms"],  # type: ignore[index]
        },
        "sound": entry["sound"],
        "first": "2026-02-01T23:00:00Z",
        "changed": "2026-02-01T23:00:00Z",
        "digest": entry["digest"],
    }


def test_a_second_build_writes_nothing_at_all(show: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in show.rglob("*") if path.name != ".publish.lock"}
    assert build(show, "--changed-exit-code", "9").exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in show.rglob("*") if path.name != ".publish.lock"} == before


def test_what_changed_has_an_exit_code_if_asked_for(show: Path) -> None:
    edit(show, "episodes/ep-2.md", "Notes.", "More notes.")
    assert build(show, "--changed-exit-code", "9").exit_code == 9
    assert build(show, "--changed-exit-code", "9").exit_code == 0


def test_an_edit_dates_its_own_episode_and_the_feed(show: Path) -> None:
    before = ledger(show)
    edit(show, "episodes/ep-2.md", "Notes.", "More notes.")
    build(show)
    after = ledger(show)
    assert after["episodes/ep-2.md"]["changed"] == "2026-06-02T12:00:00Z"
    assert {path for path in after if after[path] != before[path]} == {"episodes/ep-2.md"}
    assert feed_of(show).feed.updated == "Tue, 02 Jun 2026 12:00:00 +0000"


def test_renamed_files_keep_their_guids(show: Path) -> None:
    before = guids(show)
    for number in NUMBERS:
        (show / "episodes" / f"ep-{number}.md").rename(show / "episodes" / f"{number}-renamed.md")
        (show / "audio" / f"ep-{number}.mp3").rename(show / "audio" / f"{number}-renamed.mp3")
    assert build(show).exit_code == 0
    assert guids(show) == before


def test_files_renamed_in_a_row_keep_their_guids(show: Path) -> None:
    before = guids(show)
    for folder, suffix in (("episodes", ".md"), ("audio", ".mp3")):
        for number in reversed(NUMBERS):
            (show / folder / f"ep-{number}{suffix}").rename(show / folder / f"ep-{number + 1}{suffix}")
    assert build(show).exit_code == 0
    assert guids(show) == before


def test_new_titles_and_numbers_keep_the_guids(show: Path) -> None:
    before = sorted(guids(show).values())
    edit(show, "episodes/ep-2.md", "episode: 2", "episode: 3")
    edit(show, "episodes/ep-3.md", "episode: 3", "episode: 2")
    for number in NUMBERS:
        edit(show, f"episodes/ep-{number}.md", f"title: Episode {number}", f"title: Another {number}")
    assert build(show).exit_code == 0
    assert sorted(guids(show).values()) == before


def test_a_file_without_ids_is_known_by_its_recording(show: Path) -> None:
    guid = guids(show)["Episode 2"]
    edit(show, "episodes/ep-2.md", "ids:\n  youtube: Example2abc\n", "")
    edit(show, "episodes/ep-2.md", "title: Episode 2", "title: Renamed")
    edit(show, "episodes/ep-2.md", "episode: 2", "episode: 20")
    (show / "episodes" / "ep-2.md").rename(show / "episodes" / "another.md")
    (show / "audio" / "ep-2.mp3").rename(show / "audio" / "another.mp3")
    assert build(show).exit_code == 0
    assert guids(show)["Renamed"] == guid


def test_tagged_recordings_keep_their_guids(show: Path) -> None:
    before = ledger(show)
    assert publish("tag", "-C", show).exit_code == 0
    assert build(show).exit_code == 0
    assert {path: entry["guid"] for path, entry in ledger(show).items()} == {
        path: entry["guid"] for path, entry in before.items()
    }
    assert {path: entry["sound"] for path, entry in ledger(show).items()} == {
        path: entry["sound"] for path, entry in before.items()
    }


def test_a_deleted_episode_is_refused_until_it_is_allowed(show: Path) -> None:
    guid = guids(show)["Episode 2"]
    (show / "episodes" / "ep-2.md").unlink()
    line = ledger_line(show, guid)
    assert refused(show) == (
        f"published.yaml:{line}: error: subscribers would lose 'Episode 2': its file episodes/ep-2.md is gone; put it "
        f"back, or take the episode off with publish build --allow-removal {guid} [published-episode-lost]"
    )
    assert build(show, "--allow-removal", guid).exit_code == 0
    assert "Episode 2" not in guids(show)
    assert build(show).exit_code == 0
    assert ledger(show)["episodes/ep-2.md"]["withdrawn"] is True


def ledger_line(show: Path, guid: str) -> int:
    lines = (show / "published.yaml").read_text(encoding="utf-8").splitlines()
    return lines.index(f"- guid: {guid}") + 1


def test_a_withdrawn_episode_goes_and_comes_back_as_itself(show: Path) -> None:
    before = guids(show)
    edit(show, "episodes/ep-2.md", "season: 1", "season: 1\nwithdrawn: true")
    assert build(show).exit_code == 0
    assert "Episode 2" not in guids(show)
    edit(show, "episodes/ep-2.md", "withdrawn: true\n", "")
    assert build(show, now="2026-06-03T12:00+00:00").exit_code == 0
    assert guids(show) == before


def test_a_new_episode_under_the_name_of_a_withdrawn_one_has_a_guid_of_its_own(show: Path) -> None:
    guid = guids(show)["Episode 2"]
    (show / "episodes" / "ep-2.md").unlink()
    assert build(show, "--allow-removal", guid).exit_code == 0
    text = EPISODE.format(number=9, id="Example9abc").replace("2026-02-09", "2026-03-01")
    (show / "episodes" / "ep-2.md").write_text(text, encoding="utf-8")
    content = (BASE / "audio" / "one.mp3").read_bytes()
    (show / "audio" / "ep-2.mp3").write_bytes(content + content[-417 * 9 :])
    assert build(show, now="2026-06-03T12:00+00:00").exit_code == 0
    assert guids(show)["Episode 9"] not in {guid, None}
    assert len(set(guids(show).values())) == 4


def test_no_episode_file_at_all(show: Path) -> None:
    shutil.rmtree(show / "episodes")
    (show / "episodes").mkdir()
    assert (
        "episodes: error: there is no episode file any more, and subscribers would lose 4 episodes; bring"
        in refused(show)
    )


def test_no_recording_at_all(show: Path) -> None:
    shutil.rmtree(show / "audio")
    (show / "audio").mkdir()
    assert "audio: error: there is no recording any more, and subscribers would lose 4 episodes; bring" in refused(show)


def test_one_recording_missing(show: Path) -> None:
    (show / "audio" / "ep-2.mp3").unlink()
    assert refused(show).startswith(
        "episodes/ep-2.md: error: subscribers would lose 'Episode 2': it has no recording any more; put it back, or "
        "write withdrawn: true (or, for once, publish build --allow-removal "
    )


def test_a_broken_file_is_told_once(show: Path) -> None:
    edit(show, "episodes/ep-2.md", "title: Episode 2", "title: [Episode 2")
    errors = refused(show)
    assert errors.startswith("episodes/ep-2.md:3: error: this is not valid YAML")
    assert errors.count("\n") == 0


def test_a_draft_again(show: Path) -> None:
    edit(show, "episodes/ep-2.md", "season: 1", "season: 1\ndraft: true")
    assert "subscribers would lose 'Episode 2': it is a draft now; delete draft:, or write withdrawn: true" in refused(
        show
    )


def test_another_guid_by_hand_is_refused_until_the_old_one_is_given_up(show: Path) -> None:
    guid = guids(show)["Episode 2"]
    edit(show, "episodes/ep-2.md", "season: 1", "season: 1\nguid: brand-new")
    assert refused(show) == (
        "episodes/ep-2.md:4: error: guid: 'brand-new' is not the guid that subscribers have of 'Episode 2': every app "
        f"would fetch it once more; write guid: {guid}. To give that one up: publish build --allow-removal {guid} "
        "[published-guid-changed]"
    )
    assert build(show, "--allow-removal", guid).exit_code == 0
    assert guids(show)["Episode 2"] == "brand-new"


def test_another_date_is_refused_until_it_is_allowed(show: Path) -> None:
    guid = guids(show)["Episode 2"]
    edit(show, "episodes/ep-2.md", "date: 2026-02-02", "date: 2026-02-12")
    assert refused(show) == (
        "episodes/ep-2.md:5: error: date: 2026-02-12 is not the date that subscribers have, 2026-02-02: apps would "
        f"sort it anew; write date: 2026-02-02, or for once: publish build --allow-date {guid} [published-date-moved]"
    )
    assert build(show, "--allow-date", guid).exit_code == 0
    assert build(show).stderr == ""
    assert ledger(show)["episodes/ep-2.md"]["date"] == "2026-02-11T23:00:00Z"


def test_a_date_in_the_future_would_take_the_episode_away(show: Path) -> None:
    edit(show, "episodes/ep-2.md", "date: 2026-02-02", "date: 2026-08-12")
    assert "it would vanish until then" in refused(show)


def test_the_same_date_in_other_words_is_no_other_date(show: Path) -> None:
    edit(show, "episodes/ep-2.md", "date: 2026-02-02", "date: 2026-02-02T00:00+01:00")
    before = tree(show / "feed")
    assert build(show).stderr == ""
    assert tree(show / "feed") == before


def test_another_guid_of_the_show(show: Path) -> None:
    edit(show, "show.yaml", "guid: ", "guid: 0")
    (show / "show.yaml").write_text(
        "\n".join(
            "guid: 917393e3-1b1e-5cef-ace4-edaa54e1f811" if line.startswith("guid:") else line
            for line in (show / "show.yaml").read_text(encoding="utf-8").splitlines()
        ),
        encoding="utf-8",
    )
    assert "[published-show-guid]" in refused(show)


def test_a_clock_that_runs_behind(show: Path) -> None:
    edit(show, "episodes/ep-2.md", "Notes.", "More notes.")
    assert build(show).exit_code == 0
    early = (datetime.fromisoformat(NEXT_RUN) - timedelta(seconds=1)).isoformat()
    assert "published-clock" in refused(show, now=early)
    assert build(show).exit_code == 0


def test_a_future_episode_appears_in_the_first_run_after_its_moment(show: Path) -> None:
    text = EPISODE.format(number=5, id="Example5abc").replace("2026-02-05", "2026-06-02T12:00:00+00:00")
    (show / "episodes" / "ep-5.md").write_text(text, encoding="utf-8")
    content = (BASE / "audio" / "one.mp3").read_bytes()
    (show / "audio" / "ep-5.mp3").write_bytes(content + content[-417 * 5 :])
    before = tree(show / "feed")
    assert build(show, now="2026-06-02T11:59:59+00:00").exit_code == 0
    assert tree(show / "feed") == before
    assert build(show, now="2026-06-02T12:00:00+00:00").exit_code == 0
    assert "Episode 5" in guids(show)
    assert ledger(show)["episodes/ep-5.md"]["first"] == "2026-06-02T12:00:00Z"


@pytest.mark.parametrize("damage", ["gone", "cut", "empty", "other"])
def test_a_lost_or_damaged_ledger_is_made_again_of_the_feed(show: Path, damage: str) -> None:
    path = show / "published.yaml"
    before, feed = ledger(show), tree(show / "feed")
    text = path.read_text(encoding="utf-8")
    if damage == "gone":
        path.unlink()
    else:
        path.write_text({"cut": text[: len(text) * 2 // 3], "empty": "", "other": "a: [b"}[damage], encoding="utf-8")
    result = build(show)
    assert result.exit_code == 0
    assert re.search(r"it is made again (of its entries and )?of feed/feed.xml; keep it in git", result.stderr)
    assert tree(show / "feed") == feed
    for key in ("guid", "slug", "title", "season", "number", "date", "ids", "enclosure", "sound", "first", "digest"):
        assert {path: entry.get(key) for path, entry in ledger(show).items()} == {
            path: entry.get(key) for path, entry in before.items()
        }


def test_episodes_that_only_the_feed_has_keep_their_guids(show: Path) -> None:
    """As after a merge in which one side of the ledger was dropped."""
    (show / "episodes" / "ep-2.md").rename(show / "episodes" / "renamed.md")
    (show / "audio" / "ep-2.mp3").rename(show / "audio" / "renamed.mp3")
    assert build(show).exit_code == 0
    before, feed = guids(show), tree(show / "feed")
    content = yaml.safe_load((show / "published.yaml").read_text(encoding="utf-8"))
    content["episodes"] = [entry for entry in content["episodes"] if entry["path"] != "episodes/renamed.md"]
    (show / "published.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    result = build(show)
    assert (result.exit_code, result.stderr.splitlines()) == (
        0,
        [
            "published.yaml: warning: feed/feed.xml has 'Episode 2' that the ledger does not know; what the feed says "
            "of it is taken [published-ledger-lost]"
        ],
    )
    assert (guids(show), tree(show / "feed")) == (before, feed)
    assert build(show).stderr == ""


def test_a_damaged_ledger_whose_guids_nothing_else_has_is_for_a_person_to_mend(show: Path) -> None:
    guid = guids(show)["Episode 2"]
    edit(show, "published.yaml", f"- guid: {guid}", "- guid: pinned")
    edit(show, "published.yaml", "- guid: pinned", "- guid pinned")
    errors = refused(show)
    assert "of pinned nothing else is left: mend that line, or bring it back (git checkout published.yaml)" in errors


def test_a_damaged_ledger_keeps_what_can_be_read_of_it(show: Path) -> None:
    guid = guids(show)["Episode 2"]
    (show / "episodes" / "ep-2.md").unlink()
    assert build(show, "--allow-removal", guid).exit_code == 0
    before = ledger(show)
    edit(show, "published.yaml", "version: 1", "version: [1")
    result = build(show)
    assert "it is made again of its entries and of feed/feed.xml" in result.stderr
    assert ledger(show) == before


def test_a_lost_ledger_of_recordings_on_another_host(show: Path) -> None:
    text = yaml.safe_load((show / "published.yaml").read_text(encoding="utf-8"))
    for entry in text["episodes"]:
        entry["enclosure"] |= {"url": f"https://old.example.org/{entry['slug']}.mp3", "elsewhere": True}
    (show / "published.yaml").write_text(yaml.safe_dump(text), encoding="utf-8")
    shutil.rmtree(show / "audio")
    assert build(show).exit_code == 0
    feed = tree(show / "feed")
    (show / "published.yaml").unlink()
    assert build(show, now="2026-06-03T12:00+00:00").exit_code == 0
    assert tree(show / "feed") == feed


def test_a_ledger_made_again_knows_renamed_episodes(show: Path) -> None:
    before = guids(show)
    (show / "episodes" / "ep-2.md").rename(show / "episodes" / "renamed.md")
    (show / "audio" / "ep-2.mp3").rename(show / "audio" / "renamed.mp3")
    assert build(show).exit_code == 0
    (show / "published.yaml").unlink()
    assert build(show).exit_code == 0
    assert guids(show) == before


def test_neither_ledger_nor_feed_can_be_read(show: Path) -> None:
    (show / "published.yaml").write_text("- nothing", encoding="utf-8")
    (show / "feed" / "feed.xml").write_text("<html>Not found</html>", encoding="utf-8")
    assert "published.yaml:1: error: the ledger is damaged (" in refused(show)
    (show / "feed" / "feed.xml").unlink()
    assert "or make it again of the published feed (publish adopt URL --write) [published-ledger-unusable]" in refused(
        show
    )


def test_a_ledger_of_a_newer_program_is_left_alone(show: Path) -> None:
    edit(show, "published.yaml", "version: 1", "version: 99")
    assert "published.yaml:3: error: version 99 is of a newer publish than this one; update publish" in refused(show)


def test_a_ledger_needs_no_more_than_guid_and_path(show: Path) -> None:
    before = guids(show)
    entries = [{"guid": f"mine-{number}", "path": f"episodes/ep-{number}.md"} for number in NUMBERS]
    (show / "published.yaml").write_text(yaml.safe_dump({"episodes": entries}), encoding="utf-8")
    assert "if that feed was never published, delete it" in refused(show)
    shutil.rmtree(show / "feed")
    assert build(show).exit_code == 0
    assert guids(show) == before | {f"Episode {number}": f"mine-{number}" for number in NUMBERS}


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    names = ["-c", "user.name=Mina", "-c", "user.email=mina@example.com", "-c", "init.defaultBranch=main"]
    return subprocess.run(["git", *names, *arguments], cwd=folder, capture_output=True, text=True, check=False)


def publish_one_more(show: Path, number: int) -> None:
    text = EPISODE.format(number=number, id=f"Example{number}abc").replace("2026-02-0", "2026-03-0")
    (show / "episodes" / f"ep-{number}.md").write_text(text, encoding="utf-8")
    content = (BASE / "audio" / "one.mp3").read_bytes()
    (show / "audio" / f"ep-{number}.mp3").write_bytes(content + content[-417 * number :])
    assert build(show).exit_code == 0
    git(show, "add", ".")
    git(show, "commit", "-m", f"Episode {number}")


def test_two_branches_that_each_add_an_episode(show: Path) -> None:
    """The feed has a conflict, which the next build solves; the ledger has none, or keeping both sides is right."""
    git(show, "init")
    git(show, "add", ".")
    git(show, "commit", "-m", "Four episodes")
    git(show, "checkout", "-b", "other")
    publish_one_more(show, 5)
    git(show, "checkout", "main")
    publish_one_more(show, 6)
    git(show, "merge", "other")
    conflicts = git(show, "diff", "--name-only", "--diff-filter=U").stdout.split()
    if "published.yaml" in conflicts:
        assert "published.yaml" in refused(show)
        lines = (show / "published.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(("<<<<<<<", "=======", ">>>>>>>"))]
        (show / "published.yaml").write_text("".join(kept), encoding="utf-8")
    assert build(show, now="2026-06-03T12:00+00:00").exit_code == 0
    assert len(guids(show)) == 6
    assert build(show, now="2026-06-04T12:00+00:00").stderr == ""


def test_both_sides_of_a_merge_in_the_ledger_are_for_a_person_to_sort_out(show: Path) -> None:
    text = (show / "published.yaml").read_text(encoding="utf-8")
    head, first, rest = text.partition("- guid: ")
    (show / "published.yaml").write_text(f"{head}<<<<<<< HEAD\n{first}{rest}=======\n>>>>>>> other\n", encoding="utf-8")
    line = head.count("\n") + 1
    assert refused(show) == (
        f"published.yaml:{line}: error: git has left both sides of a merge here; keep the entries of both, and delete "
        "its marks [published-ledger-unusable]"
    )


def test_a_pinned_date_is_told_beside_the_one_in_the_file(show: Path) -> None:
    edit(
        show,
        "published.yaml",
        "date: '2026-02-01T23:00:00Z'",
        "date: '2026-01-20T09:30:00Z'\n  dated: '2026-02-01T23:00:00Z'",
    )
    assert build(show).exit_code == 0
    assert feed_of(show).entries[-2].published == "Tue, 20 Jan 2026 09:30:00 +0000"
    report = publish("check", "-C", show, "--now", NEXT_RUN).stdout
    assert "2026-02-02 here, but subscribers have 2026-01-20 (published.yaml:" in report
    edit(show, "episodes/ep-2.md", "date: 2026-02-02", "date: 2026-01-20")
    assert build(show).exit_code == 0
    assert feed_of(show).entries[-2].published == "Tue, 20 Jan 2026 09:30:00 +0000"


def test_a_file_written_over_with_the_next_episode(show: Path) -> None:
    """Whether the next one has the old date, or another."""
    for date in ("2026-02-02", "2026-05-02"):
        (show / "episodes" / "ep-2.md").write_text(
            f"---\ntitle: Something else\nseason: 2\nepisode: 9\ndate: {date}\n---\n", encoding="utf-8"
        )
        (show / "audio" / "ep-2.mp3").write_bytes((BASE / "audio" / "one.mp3").read_bytes() * 2)
        errors = refused(show)
        assert errors.startswith(
            "episodes/ep-2.md: error: this file was 'Episode 2', which is published, and is another"
        )
        assert errors.count("\n") == 0


def test_a_copy_is_one_error(show: Path) -> None:
    shutil.copyfile(show / "episodes" / "ep-2.md", show / "episodes" / "copy.md")
    shutil.copyfile(BASE / "audio" / "one.mp3", show / "audio" / "copy.mp3")
    errors = refused(show)
    assert "published-claimed-twice" in errors
    assert errors.count("\n") == 0


def test_another_time_zone_moves_no_published_date(show: Path) -> None:
    edit(show, "show.yaml", "timezone: Europe/Berlin", "timezone: America/New_York")
    before = tree(show / "feed")
    assert build(show).stderr == ""
    assert tree(show / "feed") == before
    assert build(show, now="2026-06-03T12:00+00:00").stderr == ""
    edit(show, "episodes/ep-2.md", "date: 2026-02-02", "date: 2026-02-03")
    assert "[published-date-moved]" in refused(show, now="2026-06-03T12:00+00:00")


def test_an_empty_folder_is_one_fault(show: Path) -> None:
    shutil.rmtree(show / "audio")
    before = build(show).stderr.splitlines()
    assert [line.rpartition("[")[2] for line in before if not line.startswith("publish:")] == [
        "published-folder-empty]"
    ]


def test_a_guid_in_a_command_is_quoted(show: Path) -> None:
    guid = guids(show)["Episode 2"]
    edit(show, "published.yaml", f"- guid: {guid}", "- guid: https://example.org/?p=2&preview")
    shutil.rmtree(show / "feed")
    (show / "episodes" / "ep-2.md").unlink()
    assert "--allow-removal 'https://example.org/?p=2&preview' [published-episode-lost]" in refused(show)


def test_a_recording_whose_accents_stand_apart_is_to_be_renamed(show: Path) -> None:
    name = unicodedata.normalize("NFD", "café")
    for folder, suffix in (("episodes", ".md"), ("audio", ".mp3")):
        (show / folder / f"ep-2{suffix}").rename(show / folder / f"{name}{suffix}")
    assert "accents stand apart from their letters in this name" in build(show).stderr


@pytest.mark.parametrize("end", ["  path: episodes/e", "  path: episodes/ep-4.md", "  path: episodes/ep-4.md\n"])
def test_a_ledger_that_is_cut_off_where_it_still_is_yaml(show: Path, end: str) -> None:
    before, feed = ledger(show), tree(show / "feed")
    path = show / "published.yaml"
    entries = path.read_text(encoding="utf-8").split("- guid: ")
    last = next(entry for entry in entries if "path: episodes/ep-4.md" in entry)
    others = [entry for entry in entries if entry != last]
    path.write_text("- guid: ".join([*others, last.split("  path: ")[0] + end]), encoding="utf-8")
    assert build(show).exit_code == 0
    assert tree(show / "feed") == feed
    assert {name: entry["guid"] for name, entry in ledger(show).items()} == {
        name: entry["guid"] for name, entry in before.items()
    }


def test_the_one_new_file_may_be_the_one_lost_episode(show: Path) -> None:
    guid = guids(show)["Episode 2"]
    text = (
        EPISODE.format(number=2, id="Example9abc")
        .replace("Episode 2", "Another name")
        .replace("episode: 2", "episode: 20")
    )
    (show / "episodes" / "ep-2.md").unlink()
    (show / "episodes" / "other.md").write_text(text, encoding="utf-8")
    (show / "audio" / "ep-2.mp3").unlink()
    (show / "audio" / "other.mp3").write_bytes((BASE / "audio" / "one.mp3").read_bytes() * 2)
    assert f"or, if it is episodes/other.md now, write guid: {guid} there [published-episode-lost]" in refused(show)
    edit(show, "episodes/other.md", "season: 1", f"season: 1\nguid: {guid}")
    assert build(show).exit_code == 0
    assert guids(show)["Another name"] == guid


def test_a_guid_that_was_taken_off_is_not_used_again_after_the_ledger_is_lost(show: Path) -> None:
    guid = guids(show)["Episode 2"]
    (show / "episodes" / "ep-2.md").unlink()
    assert build(show, "--allow-removal", guid).exit_code == 0
    (show / "published.yaml").unlink()
    text = EPISODE.format(number=9, id="Example9abc").replace("2026-02-09", "2026-03-01")
    (show / "episodes" / "ep-2.md").write_text(text, encoding="utf-8")
    (show / "audio" / "ep-2.mp3").write_bytes((BASE / "audio" / "one.mp3").read_bytes() * 2)
    assert build(show, now="2026-06-03T12:00+00:00").exit_code == 0
    assert guids(show)["Episode 9"] != guid


def test_dates_of_an_adopted_show_stay_when_the_ledger_is_lost(show: Path) -> None:
    edit(
        show,
        "published.yaml",
        "date: '2026-02-01T23:00:00Z'",
        "date: '2026-01-20T09:30:00Z'\n  dated: '2026-02-01T23:00:00Z'",
    )
    assert build(show).exit_code == 0
    feed = tree(show / "feed")
    (show / "published.yaml").unlink()
    assert build(show, now="2026-06-03T12:00+00:00").exit_code == 0
    assert tree(show / "feed") == feed
