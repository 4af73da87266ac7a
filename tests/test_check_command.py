"""``publish check`` as a podcaster runs it: the report, its forms, exit codes, settings."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click import unstyle
from click.testing import CliRunner, Result

from publisher.checks.catalogue import catalogue
from publisher.cli import main
from tests.show_folders import BASE, NOW, SHOWS, lay_over, publish

ROOT = Path(__file__).parents[1]

# Line 2: a key that is a slip; 3: a title that YAML cuts; 5: a season that is none; 7: the recording of another.
TWO = """\
---
sesaon: 2
title: Two #2
date: 2026-02-02
season: 0
episode: 2
audio: one.mp3
description: What comes after one.
---
"""
BROKEN = "---\ntitle: [\n---\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    show = tmp_path / "my show"
    lay_over(BASE, show)
    return show


def add(folder: Path, name: str, content: str) -> None:
    (folder / "episodes" / name).write_text(content, encoding="utf-8")


def with_settings(folder: Path, settings: str) -> None:
    show = folder / "show.yaml"
    show.write_text(f"{show.read_text(encoding='utf-8')}checks:\n{settings}", encoding="utf-8")


def check(folder: Path, *options: str) -> Result:
    return publish("check", "-C", folder, "--now", NOW, *options)


def rows(result: Result) -> list[tuple[str, int | None, str, str]]:
    return [(row["path"], row["line"], row["check"], row["severity"]) for row in json.loads(result.stdout)]


def test_a_show_without_faults(folder: Path) -> None:
    result = check(folder)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "nothing is wrong\n", "")


def test_nothing_is_written(folder: Path) -> None:
    add(folder, "two.md", TWO)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    check(folder)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_the_report_is_grouped_by_file_and_counts(folder: Path) -> None:
    add(folder, "three.md", BROKEN)
    add(folder, "two.md", TWO)
    result = check(folder)
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert lines[lines.index("episodes/three.md") + 1].startswith("      3  error    this is not valid YAML")
    below = lines[lines.index("episodes/two.md") + 1 :]
    assert [line.split()[:2] for line in below if line.startswith("    ") and line[6].isdigit()] == [
        ["2", "warning"],
        ["3", "warning"],
        ["5", "warning"],
        ["7", "error"],
    ]
    assert lines[-1].startswith("2 errors, 3 warnings")


def test_a_caret_points_at_the_wrong_piece(folder: Path) -> None:
    add(folder, "two.md", "---\ntitle: Two\ndate: 2026-02-02\nlinks:\n  web: 'example.org'  # ours\n---\n")
    lines = check(folder).stdout.splitlines()
    quoted = next(index for index, line in enumerate(lines) if line.strip() == "web: 'example.org'  # ours")
    assert lines[quoted + 1].strip() == "^" * len("example.org")
    assert lines[quoted + 1].index("^") == lines[quoted].index("example.org")


def test_what_comes_again_and_again_is_told_once(folder: Path) -> None:
    entries = "".join(f"- line: Number {number}.\n  sek: {number}\n" for number in range(30))
    zeros = "".join(f"- {number}\n" for number in range(9))
    add(folder, "two.md", f"---\ntitle: Two\ndate: 2026-02-02\ntranscript:\n{zeros}{entries}---\n")
    short, whole = check(folder).stdout, check(folder, "--all").stdout
    assert short.count("[transcript-entry]") == 4
    assert "… and 6 more like it (--all shows each) [transcript-entry]" in short
    assert whole.count("[transcript-entry]") == 9
    assert short.splitlines()[-1] == whole.splitlines()[-1]


def test_notes_of_many_files_are_told_once(folder: Path) -> None:
    for number in range(2, 9):
        add(
            folder,
            f"s01e0{number}.md",
            f"---\ntitle: Talk\nepisode: {number}\ndate: 2126-01-0{number}\naudio: {number}.mp3\n---\n",
        )
        (folder / "audio" / f"{number}.mp3").write_bytes((folder / "audio" / "one.mp3").read_bytes())
    short = check(folder).stdout
    assert short.count("[date-future]") == 1
    assert "     7x  note     An episode dated in the future waits for its day. First: episodes/s01e02.md:4" in short
    assert check(folder, "--all").stdout.count("[date-future]") == 7


def test_json_is_a_list_of_objects(folder: Path) -> None:
    add(folder, "two.md", TWO)
    result = check(folder, "--format", "json")
    assert set(json.loads(result.stdout)[0]) == {"path", "line", "check", "severity", "message"}
    assert [row[:3] for row in rows(result) if row[0] == "episodes/two.md"] == [
        ("episodes/two.md", 2, "episode-unknown-key"),
        ("episodes/two.md", 3, "value-cut"),
        ("episodes/two.md", 5, "number-zero"),
        ("episodes/two.md", 7, "audio-repeated"),
    ]


def test_annotations_have_paths_from_the_top_of_the_checkout(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(folder, "a,b.md", TWO)
    monkeypatch.chdir(folder.parent)
    lines = publish("check", "-C", "my show", "--now", NOW, "--format", "github").stdout.splitlines()
    assert "::warning file=my show/episodes/a%2Cb.md,line=5,title=number-zero::" in "\n".join(lines)
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)


def test_sarif_says_what_and_where(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(folder, "two.md", TWO)
    monkeypatch.chdir(folder.parent)
    sarif = json.loads(publish("check", "-C", "my show", "--now", NOW, "--format", "sarif").stdout)
    (run,) = sarif["runs"]
    assert sarif["version"] == "2.1.0"
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    results = [result for result in run["results"] if result["ruleId"] == "number-zero"]
    assert [rules[result["ruleIndex"]] for result in results] == ["number-zero"]
    assert results[0]["level"] == "warning"
    location = results[0]["locations"][0]["physicalLocation"]
    assert location == {"artifactLocation": {"uri": "my%20show/episodes/two.md"}, "region": {"startLine": 5}}


def test_warnings_fail_only_when_strict(folder: Path) -> None:
    add(folder, "two.md", TWO.replace("audio: one.mp3\n", ""))
    assert check(folder).exit_code == 0
    assert check(folder, "--strict").exit_code == 1


def test_only_what_matters_enough_is_shown(folder: Path) -> None:
    add(folder, "two.md", TWO)
    assert {row[3] for row in rows(check(folder, "--format", "json", "--at-least", "error"))} == {"error"}


def test_only_what_is_wrong_in_the_named_files_is_shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(folder, "two.md", TWO)
    add(folder, "three.md", BROKEN)
    result = check(folder, "episodes/three.md", "--format", "json")
    assert {row[0] for row in rows(result)} == {"episodes/three.md"}
    monkeypatch.chdir(folder / "episodes")
    result = publish("check", "-C", "..", "--now", NOW, "two.md", "--format", "json")
    assert {row[0] for row in rows(result)} == {"episodes/two.md"}
    assert check(folder, "episodes/four.md").exit_code == 2
    assert "episodes/four.md is no file of the show" in check(folder, "episodes/four.md").stderr


def test_a_show_makes_less_of_a_check_with_a_reason(folder: Path) -> None:
    add(folder, "two.md", TWO)
    add(folder, "three.md", TWO.replace("episode: 2", "episode: 3").replace("sesaon", "seson"))
    with_settings(
        folder,
        "- check: number-zero\n  severity: 'off'\n  reason: we count from zero\n"
        "- {check: episode-unknown-key, severity: note, reason: ours, episodes: [two]}\n"
        "- {check: value-cut, severity: error, reason: never again, episodes: [episodes/three.md]}\n",
    )
    found = {(path, name): severity for path, _, name, severity in rows(check(folder, "--format", "json"))}
    assert not [key for key in found if key[1] in {"number-zero", "show-check", "show-check-unused"}]
    assert found["episodes/two.md", "episode-unknown-key"] == "note"
    assert found["episodes/three.md", "episode-unknown-key"] == "warning"
    assert found["episodes/two.md", "value-cut"] == "warning"
    assert found["episodes/three.md", "value-cut"] == "error"


def test_settings_that_cannot_be_kept_are_errors_at_their_lines(folder: Path) -> None:
    with_settings(
        folder,
        "- {check: number-zeroo, severity: note, reason: a slip}\n"
        "- {check: file-unreadable, severity: note, reason: no}\n"
        "- {check: number-zero, severity: note, reason: which, episodes: [nobody]}\n"
        "- {check: value-cut, severity: note, reason: long gone}\n",
    )
    first = len((folder / "show.yaml").read_text(encoding="utf-8").splitlines()) - 3
    found = [row[1:] for row in rows(check(folder, "--format", "json"))]
    assert found == [
        (first, "show-check", "error"),
        (first + 1, "show-check", "error"),
        (first + 2, "show-check", "error"),
        (first + 3, "show-check-unused", "note"),
    ]
    assert "did you mean number-zero?" in check(folder).stdout


def test_a_setting_for_no_episode_is_an_error(folder: Path) -> None:
    add(folder, "two.md", TWO)
    line = (folder / "show.yaml").read_text(encoding="utf-8").count("\n") + 2
    for episodes in ("[]", "", "[TODO]"):
        with_settings(folder, f"- {{check: number-zero, severity: note, reason: ours, episodes: {episodes}}}\n")
        found = rows(check(folder, "--format", "json"))
        assert ("show.yaml", line, "show-field", "error") in found
        assert ("episodes/two.md", 5, "number-zero", "warning") in found
        lay_over(BASE, folder)


def test_settings_that_are_idle_can_be_silenced_or_raised(folder: Path) -> None:
    idle = "- {check: value-cut, severity: note, reason: long gone}\n"
    with_settings(folder, f"{idle}- {{check: show-check-unused, severity: 'off', reason: we share them}}\n")
    assert check(folder).stdout == "nothing is wrong\n"
    lay_over(BASE, folder)
    with_settings(folder, f"{idle}- {{check: show-check-unused, severity: error, reason: we keep house}}\n")
    assert [row[2:] for row in rows(check(folder, "--format", "json"))] == [("show-check-unused", "error")]


def test_a_new_show_is_told_what_comes_next(folder: Path) -> None:
    (folder / "episodes" / "one.md").unlink()
    (folder / "audio" / "one.mp3").unlink()
    found = json.loads(check(folder, "--format", "json").stdout)
    assert [(one["path"], one["check"]) for one in found] == [("episodes", "no-episodes")]
    assert "put one into episodes/" in found[0]["message"]
    add(folder, "two.md", "---\ntitle: Two\ndate: 2026-12-01\naudio: two.mp3\n---\nNotes.\n")
    (folder / "audio" / "two.mp3").write_bytes((BASE / "audio" / "one.mp3").read_bytes())
    messages = {one["check"]: one["message"] for one in json.loads(check(folder, "--format", "json").stdout)}
    assert messages["no-episodes"].startswith("the first episode is dated 2026-1")


def test_a_build_keeps_the_settings_too(folder: Path) -> None:
    add(folder, "two.md", TWO)
    (folder / "audio" / "two.mp3").write_bytes((folder / "audio" / "one.mp3").read_bytes())
    add(folder, "two.md", TWO.replace("audio: one.mp3\n", ""))
    with_settings(folder, "- {check: number-zero, severity: error, reason: never}\n")
    result = publish("build", "-C", folder, "--now", NOW)
    assert result.exit_code == 1
    assert "episodes/two.md:5: error: season 0 is left out" in result.stderr


def test_a_build_asks_the_checks_that_a_show_raises_to_errors(folder: Path) -> None:
    (folder / "audio" / "two.mp3").write_bytes((folder / "audio" / "one.mp3").read_bytes())
    add(folder, "two.md", TWO.replace("audio: one.mp3\n", "links:\n  youtube: TODO\n"))
    add(folder, "draft.md", "---\ntitle: Some &amp; more\nlinks:\n  youtube: TODO\n---\n")
    show = (folder / "show.yaml").read_text(encoding="utf-8")
    assert publish("build", "-C", folder, "--now", NOW).exit_code == 0
    with_settings(folder, "- {check: link-todo, severity: error, reason: never, episodes: [two]}\n")
    result = publish("build", "-C", folder, "--now", NOW)
    assert result.exit_code == 1
    assert re.findall(r"(\S+): \w+: .*\[link-todo\]", result.stderr) == ["episodes/two.md:8"]
    (folder / "show.yaml").write_text(show.replace("author: ", "copyright: © Ada\nauthor: "), encoding="utf-8")
    with_settings(folder, "- {check: feed-copyright, severity: error, reason: apps write the sign}\n")
    result = publish("build", "-C", folder, "--now", NOW)
    assert (result.exit_code, "[feed-copyright]" in result.stderr) == (1, True)


def test_the_list_has_every_check_and_each_is_explained() -> None:
    listed = [line.split()[:2] for line in publish("check", "--list").stdout.splitlines()]
    assert len(listed) > 50
    assert listed == sorted(listed)
    for name, severity in listed:
        explained = publish("check", "--explain", name).stdout
        assert explained.startswith(f"{name} ({severity})\n")
        assert "\n  Bad:  " in explained
        assert "\n  Good: " in explained


def test_every_fault_that_anything_finds_is_explained() -> None:
    """What no @check finds is a Problem of its own: its id stands in the source, or came up in a case."""
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "publisher").rglob("*.py"))
    named = set(re.findall(r'check="([a-z-]+)"', sources))
    came_up = {
        name for path in SHOWS.rglob("problems.txt") for name in re.findall(r"\[([a-z-]+)\]$", path.read_text(), re.M)
    }
    assert len(named | came_up) > 40
    assert named | came_up <= set(catalogue())


def test_an_unknown_check_is_wrong_usage_with_a_hint() -> None:
    result = publish("check", "--explain", "number-zreo")
    assert result.exit_code == 2
    assert "did you mean number-zero?" in result.stderr


def test_no_show_is_one_sentence(tmp_path: Path) -> None:
    result = publish("check", "-C", tmp_path)
    assert result.exit_code == 2
    assert result.stderr == "publish: there is no show.yaml here; go to the folder of the show, or name it with -C\n"


def test_a_feed_of_any_name_and_from_a_pipe_is_checked_as_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish("build", "-C", folder, "--now", NOW)
    feed = (folder / "feed" / "feed.xml").read_bytes().replace(b"<language>en</language>", b"")
    for name in ("podcast", "feed.php"):
        (folder.parent / name).write_bytes(feed)
    monkeypatch.chdir(folder.parent)
    runs = [publish("check", name, "--format", "json") for name in ("podcast", "feed.php")]
    runs.append(CliRunner().invoke(main, ["check", "-", "--format", "json"], input=feed))
    assert [rows(run)[0][::2] for run in runs] == [
        (name, "feed-language-missing") for name in ("podcast", "feed.php", "standard input")
    ]
    assert [run.exit_code for run in runs] == [1, 1, 1]


def test_what_is_not_there_is_wrong_usage(folder: Path) -> None:
    for name in ("nowhere.xml", "nowhere"):
        result = check(folder, name)
        assert (result.exit_code, name in result.stderr) == (2, True)


def test_the_list_and_an_explanation_come_as_json_too() -> None:
    listed = json.loads(publish("check", "--list", "--format", "json").stdout)
    assert [one["check"] for one in listed] == list(catalogue())
    assert set(listed[0]) == {"check", "severity", "profiles", "finds", "bad", "good", "fixed"}
    explained = json.loads(publish("check", "--explain", "link-todo", "--format", "json").stdout)
    assert explained in listed
    assert publish("check", "--list", "--format", "sarif").exit_code == 2


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colours_are_left_out_where_nobody_wants_them(folder: Path, variable: str, value: str) -> None:
    add(folder, "two.md", TWO)
    for command in (["check", "-C", str(folder)], ["build", "-C", str(folder)]):
        environment = {"NO_COLOR": None, "TERM": "xterm"}
        painted = CliRunner().invoke(main, command, color=True, env=environment)
        plain = CliRunner().invoke(main, command, color=True, env={**environment, variable: value})
        assert "\x1b[31m" in painted.output
        assert plain.output == unstyle(painted.output)
