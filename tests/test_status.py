"""What ``publish status`` says of a show, and when it raises the alarm."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from publisher.health.finding_out import find_out
from publisher.health.memory import Memory
from publisher.health.status import Limits
from publisher.progress import no_progress
from tests.loopback import Loopback, Reply
from tests.needs import tool
from tests.probing import FakeNames
from tests.show_folders import BASE, build, lay_over, publish, tree

NOW = "2026-06-01T12:00+00:00"
LATER = "2026-06-01T14:00+00:00"
EPISODE = "---\ntitle: {title}\ndate: {date}\n---\nNotes.\n"

Show = Callable[..., Path]


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def show(tmp_path: Path) -> Show:
    def make(settings: str = "", **dates: str) -> Path:
        folder = tmp_path / "show"
        lay_over(BASE, folder)
        with (folder / "show.yaml").open("a", encoding="utf-8") as file:
            file.write(settings)
        for name, date in dates.items():
            add(folder, name, date)
        return folder

    return make


def add(folder: Path, name: str, date: str) -> None:
    (folder / "episodes" / f"{name}.md").write_text(EPISODE.format(title=name.title(), date=date), encoding="utf-8")
    shutil.copyfile(BASE / "audio" / "one.mp3", folder / "audio" / f"{name}.mp3")


def status(folder: Path, *options: str, now: str = NOW) -> dict[str, Any]:
    """The status as JSON, with the exit code in it."""
    result = publish("status", "-C", folder, "--now", now, "--format", "json", *options)
    said: dict[str, Any] = json.loads(result.stdout)
    return {**said, "exit_code": result.exit_code}


def test_a_show_that_is_well_is_told_line_by_line(show: Show) -> None:
    folder = show(two="2026-05-30", three="2026-06-05")
    assert build(folder, now=NOW).exit_code == 0
    result = publish("status", "-C", folder, "--offline", "--now", LATER)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "last good run:   2 hours ago (2026-06-01 12:00 UTC)",
        "feed changed:    2 days ago (2026-05-29 22:00 UTC)",
        "newest episode:  'Two', 2 days ago (2026-05-29 22:00 UTC)",
        "next episode:    'Three', in 3 days (2026-06-04 22:00 UTC)",
        "published feed:  not asked about",
        "ledger:          not in a git repository",
        "next build:      no errors stand against it",
    ]


def test_nothing_is_written_in_the_show_folder(show: Show) -> None:
    folder = show()
    build(folder)
    before = {path: path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]}
    status(folder, "--offline")
    assert {path: path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]} == before


def test_a_run_that_changes_nothing_is_remembered_outside_of_the_folder(show: Show) -> None:
    folder = show()
    build(folder, now=NOW)
    before = tree(folder)
    build(folder, now=LATER)
    assert tree(folder) == before
    assert status(folder, "--offline", now=LATER)["last_good_run"] == LATER.replace("T14:00+", "T14:00:00+")


def test_another_machine_knows_of_no_run_and_says_so(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = show()
    build(folder)
    monkeypatch.setenv("PUBLISH_CACHE", str(folder.parent / "fresh"))
    result = publish("status", "-C", folder, "--offline", "--now", "2027-01-01")
    assert result.stdout.startswith("last good run:   not known on this machine\nfeed changed:    ")
    assert result.exit_code == 0


def test_a_damaged_memory_is_no_memory(show: Show) -> None:
    folder = show()
    build(folder)
    (file,) = (folder.parent / "cache" / "runs").iterdir()
    file.write_text(
        '{"version": 1, "run_at": "soon", "exit_code": [], "good_at": 5, "announced": {}}', encoding="utf-8"
    )
    assert status(folder, "--offline")["last_good_run"] is None


def test_a_cache_that_cannot_be_written_fails_no_build(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = show()
    monkeypatch.setenv("PUBLISH_CACHE", str(folder / "artwork.jpg"))
    result = build(folder)
    assert (result.exit_code, result.stderr) == (0, "")


def test_runs_that_fail_become_overdue(show: Show) -> None:
    folder = show()
    build(folder, now="2026-05-30T12:00+00:00")
    (folder / "episodes" / "two.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    assert build(folder, now=NOW).exit_code == 1
    said = status(folder, "--offline", now=NOW)
    assert said["last_run"] == {"at": "2026-06-01T12:00:00+00:00", "exit_code": 1}
    assert said["last_good_run"] == "2026-05-30T12:00:00+00:00"
    assert said["overdue"] == [
        "the last good run was 2 days ago, and there should be one every 26 hours",
        "1 error stands against the next build; `publish check` says which",
    ]
    assert said["exit_code"] == 1
    assert status(folder, "--offline", "--run-hours", "72")["overdue"] == said["overdue"][1:]


def test_an_episode_is_overdue_an_hour_after_its_moment(show: Show) -> None:
    folder = show(two="2026-06-01T12:30:00Z")
    build(folder, now=NOW)
    late = status(folder, "--offline", now="2026-06-01T13:40+00:00")
    assert late["overdue"] == ["'Two' was due 70 minutes ago, and is not in the feed"]
    assert late["exit_code"] == 1
    early = publish("status", "-C", folder, "--offline", "--now", "2026-06-01T13:20+00:00")
    assert "waiting:         'Two' comes with the next build, dated 2026-06-01 12:30 UTC\n" in early.stdout
    assert early.exit_code == 0


def test_a_file_with_an_old_date_is_due_only_since_the_last_run(show: Show) -> None:
    folder = show()
    build(folder, now=NOW)
    add(folder, "two", "2026-05-01")
    assert status(folder, "--offline", now="2026-06-01T12:50+00:00")["exit_code"] == 0
    assert len(status(folder, "--offline", now="2026-06-01T13:10+00:00")["overdue"]) == 1


def test_a_weekly_show_is_overdue_after_a_week_and_a_day(show: Show) -> None:
    folder = show("update_frequency: {label: Weekly, rrule: FREQ=WEEKLY}\n", two="2026-06-01T12:00:00Z")
    build(folder, now=NOW)
    limits = Limits(run=timedelta(days=999))
    found = find_out(folder, datetime(2026, 6, 9, tzinfo=UTC), no_progress, limits=limits, memory=Memory(), asks=False)
    late = replace(found, now=datetime(2026, 6, 10, tzinfo=UTC))
    assert found.overdue == ()
    assert late.overdue == ("there was no new episode for 8 days; usual is 'Weekly'",)
    assert replace(late, limits=replace(limits, pause=timedelta(days=30))).overdue == ()


def test_a_show_that_is_complete_owes_no_episode(show: Show) -> None:
    folder = show("update_frequency: {label: Weekly, rrule: FREQ=WEEKLY}\ncomplete: true\n")
    build(folder)
    assert status(folder, "--offline")["overdue"] == []


@pytest.fixture(scope="module")
def uploaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Loopback]]:
    """A show that was built, and the server that its feed is to be found on."""
    with Loopback() as server:
        folder = tmp_path_factory.mktemp("uploaded")
        lay_over(BASE, folder)
        add(folder, "two", "2026-05-01")
        with (folder / "show.yaml").open("a", encoding="utf-8") as file:
            file.write(f"feed_url: {server.url('/feed.xml')}\n")
        assert build(folder).exit_code == 0
        yield folder, server


@pytest.fixture
def online(uploaded: tuple[Path, Loopback], tmp_path: Path) -> tuple[Path, Loopback]:
    """The same, to be changed."""
    folder, server = uploaded
    shutil.copytree(folder, tmp_path / "show")
    server.asked.clear()
    return tmp_path / "show", server


def served(folder: Path, server: Loopback, body: bytes, **headers: str) -> dict[str, Any]:
    server.routes["/feed.xml"] = Reply(body=body, headers=headers)
    said: dict[str, Any] = status(folder, "--allow-private")
    return said


def test_the_feed_that_was_built_is_published(online: tuple[Path, Loopback]) -> None:
    folder, server = online
    feed = (folder / "feed" / "feed.xml").read_bytes()
    said = served(folder, server, feed, **{"Last-Modified": "Fri, 01 May 2026 00:10:00 GMT"})
    assert said["published_feed"]["is_same_file"]
    assert said["published_feed"]["modified"] == "2026-05-01T00:10:00+00:00"
    assert (said["overdue"], said["exit_code"]) == ([], 0)


def test_a_server_may_send_the_same_in_other_bytes(online: tuple[Path, Loopback]) -> None:
    folder, server = online
    said = served(folder, server, (folder / "feed" / "feed.xml").read_bytes().replace(b"><", b">\n<"))
    assert (said["published_feed"]["is_same_file"], said["published_feed"]["is_the_built_one"]) == (False, True)
    assert said["exit_code"] == 0


def test_a_published_feed_that_is_another_says_which_items_differ(online: tuple[Path, Loopback]) -> None:
    folder, server = online
    old = (folder / "feed" / "feed.xml").read_bytes()
    add(folder, "three", "2026-05-20")
    one = folder / "episodes" / "one.md"
    one.write_text(one.read_text(encoding="utf-8").replace("The first one", "The very first"), encoding="utf-8")
    assert build(folder, now=NOW).exit_code == 0
    said = served(folder, server, old)
    other = said["published_feed"]
    assert [len(other[what]) for what in ("missing", "extra", "changed")] == [1, 0, 1]
    assert (other["channel_changed"], said["exit_code"]) == (False, 0)  # it has changed only now
    late = publish("status", "-C", folder, "--allow-private", "--now", LATER)
    assert "is not the one that was built: 1 item missing, 1 item changed\n" in late.stdout
    assert f"overdue:         the feed at {server.url('/feed.xml')} is not the one that was built" in late.stdout
    assert late.exit_code == 1


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        (Reply(status=404), "answers 404 Not Found"),
        (Reply(body=b"<html></html>"), "what lies there is no podcast's feed"),
    ],
)
def test_a_feed_that_cannot_be_read_is_overdue(online: tuple[Path, Loopback], reply: Reply, fault: str) -> None:
    folder, server = online
    server.routes["/feed.xml"] = reply
    said = status(folder, "--allow-private")
    assert said["published_feed"]["fault"] == fault
    assert said["overdue"] == [f"the feed at {server.url('/feed.xml')} cannot be read ({fault})"]


def test_a_machine_without_a_network_raises_no_alarm(
    online: tuple[Path, Loopback], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, server = online
    FakeNames(monkeypatch, {"feeds.example.com": [[]]})
    settings = folder / "show.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace(server.base, "http://feeds.example.com"))
    said = status(folder)
    assert said["published_feed"]["fault"] == "the name feeds.example.com could not be looked up"
    assert (said["published_feed"]["is_the_built_one"], said["overdue"]) == (None, [])


def test_a_private_address_is_not_asked_unless_that_is_allowed(online: tuple[Path, Loopback]) -> None:
    folder, server = online
    assert status(folder)["published_feed"]["fault"].startswith("means port ")
    assert server.count("/feed.xml") == 0


def test_without_feed_in_the_folder_the_ledger_says_what_was_built(online: tuple[Path, Loopback]) -> None:
    folder, server = online
    feed = (folder / "feed" / "feed.xml").read_bytes()
    shutil.rmtree(folder / "feed")
    said = served(folder, server, feed)
    assert (said["published_feed"]["is_the_built_one"], said["overdue"]) == (True, [])
    assert served(folder, server, feed.replace(b"The first one", b"Another"))["published_feed"]["changed"]


def test_git_is_asked_whether_it_has_the_ledger(show: Show) -> None:
    git = tool("git")
    folder = show()
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}

    def run(*arguments: str) -> None:
        command = [git, "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.com", *arguments]
        subprocess.run(command, check=True, capture_output=True, env=environment)

    def said() -> str:
        return str(status(folder, "--offline")["ledger_in_git"])

    run("init", "--quiet")
    states = [said()]
    build(folder)
    states.append(said())
    run("add", ".")
    run("commit", "--quiet", "-m", "All")
    states.append(said())
    add(folder, "two", "2026-05-01")
    build(folder)
    assert [*states, said()] == ["missing", "untracked", "committed", "changed"]
