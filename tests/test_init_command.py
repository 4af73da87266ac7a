"""``publish init``: a new show that builds, what runs it every hour, and nothing written over."""

from __future__ import annotations

import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.merge.show import feed_guid
from publisher.sources.composed import Mapping as Composed
from publisher.sources.composed import compose
from publisher.sources.episode_file import read_episode
from publisher.sources.fields import is_unknown
from publisher.sources.show_file import SHOW_FIELDS, read_show
from publisher.starting.answers import Answers
from publisher.starting.schedule import cron_line, systemd_units
from publisher.starting.show_yaml import show_yaml
from publisher.text import one_line
from tests.needs import tool
from tests.show_folders import BASE, build, publish, tree
from tests.workflow_runner import git

ROOT = Path(__file__).parents[1]
ANSWERS = {
    "title": "Walking: the show #1",
    "description": "Two people walk.",
    "url": "https://example.com/walk",
    "language": "no",
    "category": "sports > wilderness",
}
OPTIONS = [word for name, text in ANSWERS.items() for word in (f"--{name}", text)]


def uncommented(text: str) -> str:
    """Every key that is a comment made one that counts."""
    return re.sub(r"^#(?=\S|  )", "", text, flags=re.MULTILINE)


def test_a_new_show_builds_once_it_has_a_picture_and_a_recording(tmp_path: Path) -> None:
    show = tmp_path / "my show"
    more = ["--author", "Ada", "--email", "ada@example.com", "--timezone", "Asia/Tokyo"]
    result = publish("init", show, *OPTIONS, *more)
    assert result.exit_code == 0, result.output
    assert set(tree(show)) == {"show.yaml", "episodes/_example.md", ".gitignore"}
    assert (show / "audio").is_dir()
    assert (show / ".gitignore").read_text() == ".publish.lock\n.publish-*.tmp\n"
    shutil.copyfile(BASE / "artwork.jpg", show / "artwork.jpg")
    shutil.copyfile(BASE / "audio/one.mp3", show / "audio/one.mp3")
    shutil.copyfile(show / "episodes/_example.md", show / "episodes/one.md")
    built = build(show)
    assert (built.exit_code, built.stderr) == (0, "")
    feed = (show / "feed/feed.xml").read_text()
    assert "<title>Walking: the show #1</title>" in feed
    assert '<itunes:category text="Sports"><itunes:category text="Wilderness"' in re.sub(r">\s+<", "><", feed)
    assert feed_guid("https://example.com/walk/feed/feed.xml") in feed
    assert "<itunes:email>ada@example.com</itunes:email>" in feed
    assert "Sat, 31 Jan 2026 09:00:00 +0000" in feed  # 18:00 in Tokyo
    assert "_example" not in publish("check", "-C", show, "--format", "json").stdout


def test_every_line_that_is_a_comment_is_a_key_that_works(tmp_path: Path) -> None:
    publish("init", tmp_path, *OPTIONS)
    show, example = tmp_path / "show.yaml", tmp_path / "episodes/_example.md"
    show.write_text(uncommented(show.read_text()))
    read = read_show(tmp_path)
    assert read.problems == ()
    assert read.value
    assert len(read.value.values) > len(SHOW_FIELDS) * 2 // 3
    example.write_text(uncommented(example.read_text()))
    episode = read_episode(tmp_path, "episodes/_example.md")
    assert episode.problems == ()
    assert episode.value
    assert {"guests", "image", "ids", "chapters"} <= episode.value.values.keys()


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])).filter(
    lambda text: not is_unknown(one_line(text))
)


@given(TEXTS, TEXTS, st.lists(TEXTS, min_size=1).map("\n".join))
def test_whatever_is_answered_can_be_read_back(title: str, author: str, description: str) -> None:
    title, author = one_line(title), one_line(author)
    text = show_yaml(Answers(**{**ANSWERS, "title": title, "author": author, "description": description}))
    read = compose(text)
    assert isinstance(read, Composed)
    for key, said in (("title", title), ("author", author), ("description", description)):
        assert one_line(str(SHOW_FIELDS[key](read.entries[key]))) == one_line(said)


def test_what_exists_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "episodes").mkdir()
    files = {"show.yaml": b"title: Mine\r\n", "episodes/_example.md": b"mine", ".gitignore": b"*.wav\r\n.publish.lock"}
    for path, content in files.items():
        (tmp_path / path).write_bytes(content)
    (tmp_path / ".github/workflows").mkdir(parents=True)
    (tmp_path / ".github/workflows/publish.yml").symlink_to("nowhere.yml")
    result = publish("init", tmp_path, *OPTIONS, "--github-actions", "--systemd")
    assert result.exit_code == 0, result.output
    after = tree(tmp_path)
    assert {path: after[path] for path in ("show.yaml", "episodes/_example.md")} == {
        path: files[path] for path in ("show.yaml", "episodes/_example.md")
    }
    assert after[".gitignore"] == b"*.wav\r\n.publish.lock\r\n.publish-*.tmp\r\n"
    assert (tmp_path / ".github/workflows/publish.yml").is_symlink()
    assert result.stdout.splitlines()[:5] == [
        "show.yaml: exists, and stays as it is",
        "episodes: exists, and stays as it is",
        "audio: new",
        "episodes/_example.md: exists, and stays as it is",
        ".gitignore: has new lines",
    ]
    assert ".github/workflows/publish.yml: exists, and stays as it is" in result.stdout
    before = tree(tmp_path)
    publish("init", tmp_path, "--systemd")
    assert tree(tmp_path) == before


def test_without_a_terminal_everything_that_is_needed_has_to_be_said(tmp_path: Path) -> None:
    result = publish("init", tmp_path / "show", "--title", "Walking", "--language", "en")
    assert result.exit_code == 2
    assert "needs --description, --url and --category, too" in result.stderr
    assert not (tmp_path / "show").exists()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("url", "example.com", "is not a URL"),
        ("language", "english", "is not a language"),
        ("category", "Tecnology", "did you mean Technology?"),
        ("email", "ada", "is not an e-mail address"),
        ("timezone", "Berlin", "is not a time zone"),
        ("title", "TODO", "a show needs its title"),
        ("title", "a\x0bb", "U+000B cannot stand in a feed"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(tmp_path: Path, name: str, text: str, said: str) -> None:
    result = publish("init", tmp_path / "show", *OPTIONS, f"--{name}", text)
    assert result.exit_code == 2
    assert f"--{name}" in result.stderr
    assert said in one_line(result.stderr)
    assert not (tmp_path / "show").exists()


def test_on_a_terminal_it_asks(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "publisher", "init", str(tmp_path / "show"), "--description", "Two people walk."]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT) as process:
        os.close(theirs)
        answers = ["Walking", "https://example.com/walk", "", "Nonsense", "Sports", "Ada", "", "", "Asia/Tokyo", "cron"]
        os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
        shown = b""
        while True:
            try:
                shown += os.read(ours, 4096)
            except OSError:  # the other end is closed: this is how a terminal says it
                break
    os.close(ours)
    assert process.returncode == 0, shown.decode()
    values = read_show(tmp_path / "show").value
    assert values
    assert {key: values.values[key].value for key in ("title", "language", "author", "image", "timezone")} == {
        "title": "Walking",
        "language": "en",
        "author": "Ada",
        "image": "artwork.jpg",
        "timezone": "Asia/Tokyo",
    }
    assert "owner" not in values.values
    assert b"'Nonsense' is not a category" in shown
    assert b" * * * * said=$(" in shown


def test_the_branch_and_git_lfs_are_those_of_the_repository(tmp_path: Path) -> None:
    tool("git")
    git(tmp_path, "init", "--quiet", "--initial-branch", "trunk/1")
    (tmp_path / ".gitattributes").write_text("*.mp3 filter=lfs diff=lfs merge=lfs -text\n")
    shutil.copytree(BASE, tmp_path / "show")
    result = publish(
        "init", tmp_path / "show", "--github-actions", "--publisher", "podcast-publisher @ https://a/b.whl"
    )
    assert result.exit_code == 0, result.output
    text = (tmp_path / ".github/workflows/publish.yml").read_text()
    assert 'branches: ["trunk/1"]' in text
    assert 'PUBLISHER: "podcast-publisher @ https://a/b.whl"' in text
    assert 'working-directory: "show"' in text
    assert text.count("lfs: true") == 2


def test_cron_is_silent_but_for_failures(tmp_path: Path) -> None:
    folder = tmp_path / "100% mine's"
    folder.mkdir()
    program = tmp_path / "pub lish"
    program.write_text('#!/bin/sh\necho "$@"; echo trouble >&2; test ! -e fails\n')
    program.chmod(0o755)
    minute, line = cron_line(folder, str(program)).split(" * * * * ")
    assert int(minute) % 5
    assert r"\%" in line
    command = ["sh", "-c", line.replace(r"\%", "%")]  # what cron makes of it
    quiet = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=True)
    assert (quiet.stdout, quiet.stderr) == ("", "")
    (tmp_path / "fails").touch()
    loud = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=True)
    assert loud.stdout == f"build -C {folder}\ntrouble\n"


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    analyze = tool("systemd-analyze")
    folder = tmp_path / "100% of a show"
    folder.mkdir()
    for name, text in systemd_units(folder, folder / "systemd", shlex.quote(sys.executable)).items():
        (tmp_path / name).write_text(text)
    units = [str(tmp_path / "publish.service"), str(tmp_path / "publish.timer")]
    result = subprocess.run([analyze, "verify", "--man=no", *units], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert str(tmp_path) not in result.stderr  # no word on these two
    service = (tmp_path / "publish.service").read_text()
    assert f'ReadWritePaths="{str(folder).replace("%", "%%")}"' in service
    assert {"NoNewPrivileges=yes", "ProtectSystem=strict"} <= set(service.splitlines())
