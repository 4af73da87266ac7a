"""The workflow that ``publish init`` writes, run: what it commits, pushes and says."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.needs import tool
from tests.show_folders import BASE, lay_over, publish
from tests.workflow_runner import PUBLISH, GitHub, git

SAYS = """\
import pathlib, sys
if sys.argv[1] == {command!r}:
    print(pathlib.Path({said!r}).read_text(encoding="utf-8"), end="")
    sys.exit({code})
"""

NOTES = """\
import sys
open({said!r}, "a").write(f"{{sys.argv[1:]}}\\n")
sys.exit({code} if sys.argv[1] == "diff" else 0)
"""


def github_of(folder: Path, *options: str, inside: str = ".") -> GitHub:
    """A repository on GitHub that holds the small show and its new workflow."""
    for name in ("git", "bash", "jq", "iconv"):
        tool(name)
    work, origin = folder / "work", folder / "origin.git"
    show = work / inside
    show.mkdir(parents=True)
    lay_over(BASE, show)
    git(work, "init", "--quiet")
    result = publish("init", show, "--github-actions", *options)
    assert result.exit_code == 0, result.output
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "-m", "The show")
    git(folder, "clone", "--quiet", "--bare", str(work), str(origin))
    git(work, "remote", "add", "origin", origin.as_uri())
    return GitHub(folder / "github", origin)


def say_in(github: GitHub, folder: Path, command: str, text: str, code: int) -> None:
    """Has this command of ``publish`` say this: what the workflow makes of it is what is tested here."""
    said = folder / "said.md"
    said.write_text(text, encoding="utf-8")
    github.program("publish", f"{SAYS.format(command=command, said=str(said), code=code)}{PUBLISH}")


def say_nothing_in_check(github: GitHub, folder: Path) -> None:
    """Saves the time of ``publish check`` where nothing depends on it."""
    say_in(github, folder, "check", "", 0)


def say_in_diff(github: GitHub, folder: Path, text: str, code: int) -> None:
    """The same of ``publish diff``, where nothing else has anything to say."""
    say_in(github, folder, "diff", text, code)
    github.program("publish", SAYS.format(command="diff", said=str(folder / "said.md"), code=code))


def commits(github: GitHub) -> list[str]:
    """What was committed to main, the newest first."""
    return git(github.origin, "log", "--format=%an: %s", "main").splitlines()


def pushed(github: GitHub, path: str) -> str:
    """A file as main has it."""
    return git(github.origin, "show", f"main:{path}")


def push_title(folder: Path, title: str, *, built: bool = False) -> None:
    """Somebody gives the first episode another title, and pushes; with the feed of it, if they have built it."""
    work = folder / "work"
    git(work, "pull", "--quiet", "--rebase", "origin", "main")
    episode = work / "episodes/one.md"
    episode.write_text(episode.read_text().replace("The first one", title))
    if built:
        assert publish("build", "-C", work).exit_code == 0
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "-m", title)
    git(work, "push", "--quiet", "origin", "HEAD:main")


def test_by_the_clock_the_feed_is_committed_once(tmp_path: Path) -> None:
    github = github_of(tmp_path)
    say_in(github, tmp_path, "status", "overdue: a new episode\n", 1)
    jobs = github.run(github.clone(), "schedule")
    assert {name: job.outcome for name, job in jobs.items()} == {"stay-on": "success", "publish": "success"}
    newest, *others = commits(github)
    assert newest.startswith("github-actions[bot]: Feed of ")
    assert len(others) == 1
    assert "<title>The first one</title>" in pushed(github, "feed/feed.xml")
    assert github.calls == [["api", "--silent", "-X", "PUT", "repos/ada/show/actions/workflows/publish.yml/enable"]]
    assert "guid:" in pushed(github, "published.yaml")
    assert "Nobody is to be told" in jobs["publish"].steps["Announce"].printed
    assert jobs["publish"].steps["Status"].outcome == "skipped"  # nobody can have got the new feed yet
    again = github.run(github.clone(), "schedule")["publish"]
    assert "Nothing changed." in again.steps["commit"].printed
    assert again.outcome == "success"
    assert again.steps["Announce"].outcome == "skipped"
    assert "::warning::not all is well" in again.steps["Status"].printed
    assert again.summary == "```text\noverdue: a new episode\n```\n"
    assert len(commits(github)) == 2


@pytest.mark.parametrize("built", [False, True])
def test_whoever_pushes_meanwhile_comes_first(tmp_path: Path, built: bool) -> None:
    github = github_of(tmp_path)
    say_nothing_in_check(github, tmp_path)
    clone = github.clone()
    push_title(tmp_path, "Theirs", built=built)
    job = github.run(clone, "push")["publish"]
    assert job.outcome == "success", job
    authors = [line.split(": ")[0] for line in commits(github)]
    assert authors == ([] if built else ["github-actions[bot]"]) + ["Ada", "Ada"]
    assert "<title>Theirs</title>" in pushed(github, "feed/feed.xml")
    assert "title: Theirs" in pushed(github, "episodes/one.md")


def test_what_cannot_be_published_is_not_committed(tmp_path: Path) -> None:
    github = github_of(tmp_path)
    clone = github.clone()
    episode = clone / "episodes/one.md"
    episode.write_text(episode.read_text().replace("2026-01-05", "2026-13-05"))
    job = github.run(clone, "push")["publish"]
    assert {name: step.outcome for name, step in job.steps.items() if step.outcome != "success"} == {
        "build": "failure",
        "Check": "failure",
        "commit": "skipped",
        "Status": "skipped",
        "Announce": "skipped",
    }
    assert "::error file=episodes/one.md,line=5" in job.steps["Check"].printed
    assert len(commits(github)) == 1


def test_pages_are_filled_of_a_show_in_a_folder_and_the_feed_is_not_committed(tmp_path: Path) -> None:
    inside = "shows/the first"
    github = github_of(tmp_path, "--pages", inside=inside)
    say_nothing_in_check(github, tmp_path)
    clone = github.clone()
    jobs = github.run(clone, "push")
    assert {name: job.outcome for name, job in jobs.items()} == {"publish": "success", "deploy": "success"}, jobs
    site = clone.with_name(f"{clone.name}-temporary") / "site"
    assert (site / "feed/feed.xml").is_file()
    assert (site / "audio/one.mp3").read_bytes() == (BASE / "audio/one.mp3").read_bytes()
    committed = git(github.origin, "ls-tree", "-r", "--name-only", "main").splitlines()
    assert f"{inside}/published.yaml" in committed
    assert f"{inside}/feed/feed.xml" not in committed


@pytest.mark.parametrize(("code", "deployed"), [(0, False), (1, True)])
def test_by_the_clock_pages_are_filled_where_subscribers_have_something_else(
    tmp_path: Path, code: int, deployed: bool
) -> None:
    github = github_of(tmp_path, "--pages")
    said = tmp_path / "said"
    github.program("publish", NOTES.format(said=str(said), code=code))
    jobs = github.run(github.clone(), "schedule")
    assert ("deploy" in jobs) is deployed
    assert "['diff', '--against', 'https://example.com/base/feed/feed.xml']" in said.read_text()


def test_one_comment_in_a_pull_request_says_what_changes(tmp_path: Path) -> None:
    github = github_of(tmp_path)
    github.comment("<!-- publish diff --> is what it begins with")
    say_in_diff(github, tmp_path, "", 0)
    assert github.run(github.clone(), "pull_request")["preview"].outcome == "success"
    assert len(github.comments) == 1  # nothing to say, and nobody is bothered
    say_in_diff(github, tmp_path, "New: **The $(second) `one`**\n", 1)
    jobs = github.run(github.clone(), "pull_request")
    assert list(jobs) == ["preview"]
    assert jobs["preview"].outcome == "success"
    assert github.comments[1:] == ["<!-- publish diff -->\nNew: **The $(second) `one`**\n"]
    say_in_diff(github, tmp_path, "New: Öne\n" + 40_000 * "ö", 1)
    job = github.run(github.clone(), "pull_request")["preview"]
    assert len(github.comments) == 2
    assert github.comments[1].endswith("öö\n\n… the rest is in the summary of the run.\n")
    assert len(github.comments[1]) < 65_536
    assert job.summary.endswith(40_000 * "ö")
    say_in_diff(github, tmp_path, "Nothing changes.\n", 0)
    github.run(github.clone(), "pull_request")
    assert github.comments[1:] == ["<!-- publish diff -->\nNothing changes.\n"]
    assert len(commits(github)) == 1


def test_what_publish_diff_says_is_in_the_comment(tmp_path: Path) -> None:
    github = github_of(tmp_path)
    say_nothing_in_check(github, tmp_path)
    assert github.run(github.clone(), "push")["publish"].outcome == "success"
    push_title(tmp_path, "Another title")
    assert github.run(github.clone(), "pull_request")["preview"].outcome == "success"
    (comment,) = github.comments
    assert "Another title" in comment


def test_whoever_cannot_comment_finds_it_in_the_summary(tmp_path: Path) -> None:
    github = github_of(tmp_path)
    say_in_diff(github, tmp_path, "New: One\n", 1)
    fork = github.run(github.clone(), "pull_request", fork=True)["preview"]
    assert fork.outcome == "success"
    assert fork.steps["Comment"].outcome == "skipped"
    assert fork.summary == "<!-- publish diff -->\nNew: One\n"
    assert github.calls == []
    github.refuse()
    refused = github.run(github.clone(), "pull_request")["preview"]
    assert refused.outcome == "success"
    assert "::notice::the comment cannot be written" in refused.steps["Comment"].printed
    assert refused.summary == "<!-- publish diff -->\nNew: One\n"


@pytest.mark.parametrize(("text", "code"), [("", 1), ("half of it", 2)])
def test_a_diff_that_fails_is_no_news(tmp_path: Path, text: str, code: int) -> None:
    github = github_of(tmp_path)
    say_in_diff(github, tmp_path, text, code)
    job = github.run(github.clone(), "pull_request")["preview"]
    assert job.steps["diff"].outcome == "failure"
    assert job.steps["Comment"].outcome == "skipped"
    assert job.summary == ""


@pytest.mark.parametrize("option", ["--commit", "--pages"])
def test_nobody_from_outside_gets_a_token_that_writes(tmp_path: Path, option: str) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    publish("init", tmp_path, "--github-actions", option)
    workflow: Any = yaml.load((tmp_path / ".github/workflows/publish.yml").read_text(), Loader=yaml.BaseLoader)
    assert set(workflow["on"]) == {"schedule", "push", "pull_request", "workflow_dispatch"}
    assert workflow["permissions"] == {}
    writing = {
        name: {k for k, v in job["permissions"].items() if v == "write"} for name, job in workflow["jobs"].items()
    }
    assert writing["preview"] == {"pull-requests"}
    assert writing["stay-on"] == {"actions"}
    assert writing["publish"] == {"contents"}
    assert writing.get("deploy", set()) <= {"pages", "id-token"}
    assert workflow["jobs"]["publish"]["if"] == "github.event_name != 'pull_request'"
    assert workflow["jobs"].get("deploy", {}).get("needs", "publish") == "publish"
    used = [step["uses"] for job in workflow["jobs"].values() for step in job["steps"] if "uses" in step]
    assert all(action.startswith("actions/") and "@v" in action for action in used)
    secret = [name for name, job in workflow["jobs"].items() if "secrets." in str(job)]
    assert set(secret) <= {"publish", "deploy"}
