"""A run that dies at any moment, or meets another one, leaves a feed that listeners can read."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TypeAlias
from xml.etree import ElementTree as ET

import pytest

import publisher
from publisher.files import MANIFEST_NAME, write_all
from publisher.model import OutputFile
from tests.show_folders import BASE, lay_over, tree
from tests.show_folders import build as publish_build

pytestmark = pytest.mark.workers

CHILD = Path(__file__).parent / "kill_child.py"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(publisher.__file__).parents[1])}
Tree: TypeAlias = dict[str, bytes]
SmallDisk: TypeAlias = tuple[Path, Callable[[], None] | None]


def feed_of(*paths: str, note: str = "") -> bytes:
    """A feed that refers to files."""
    items = "".join(f"<item>{path}</item>" for path in paths)
    return f"<rss>{items}<!--{note}--></rss>".encode()


OLD: Tree = {
    "feed.xml": feed_of("chapters/1.json", "chapters/2.json", "web/1/index.html"),
    "chapters/1.json": b"one",
    "chapters/2.json": b"two",
    "web/1/index.html": b"page",
}
NEW: Tree = {
    "feed.xml": feed_of("chapters/2.json", "chapters/3.json", "text/3.vtt"),
    "chapters/2.json": b"two, mended",
    "chapters/3.json": b"three",
    "text/3.vtt": b"said",
}
BUILDS = {"first": ({}, NEW), "next": (OLD, NEW), "same": (NEW, NEW), "smaller": (OLD, {"feed.xml": feed_of()})}


def plant(folder: Path, tree: Tree) -> Path:
    for path, content in tree.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def tree_of(folder: Path) -> Tree:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def folders_of(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir()}


def publish(root: Path, tree: Tree) -> None:
    write_all(root, [OutputFile(path=path, content=content) for path, content in tree.items()])


def command(*words: object) -> list[str]:
    return [sys.executable, str(CHILD), *map(str, words)]


def run(*words: object, before: Callable[[], None] | None = None) -> tuple[int, str]:
    """The exit code of a run, and what it said."""
    done = subprocess.run(
        command(*words), capture_output=True, text=True, check=False, preexec_fn=before, env=ENVIRONMENT, timeout=60
    )
    return done.returncode, done.stdout + done.stderr


def assert_served_whole(root: Path, old: Tree, new: Tree) -> None:
    """Every file is old or new, and the feed's files are all there."""
    tree = {path: content for path, content in tree_of(root / "feed").items() if not path.endswith(".tmp")}
    manifest = tree.pop(MANIFEST_NAME, b"#\n").decode().splitlines()[1:]
    for path, content in tree.items():
        assert content in (old.get(path), new.get(path)), f"{path} is neither old nor new"
    assert tree.keys() <= set(manifest), "a file that no later run would know"
    if "feed.xml" in tree:
        assert {item.text for item in ET.fromstring(tree["feed.xml"])} <= tree.keys()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A disk of 1 MB; whoever may not mount one gets a folder, and a limit on the size of files."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        yield disk, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))
        return
    try:
        yield disk, None
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("build", BUILDS)
def test_killed_at_any_moment(tmp_path: Path, build: str) -> None:
    old, new = BUILDS[build]
    wanted, start, undisturbed = plant(tmp_path / "wanted", new), tmp_path / "start", tmp_path / "undisturbed"
    for root in (start, undisturbed):
        root.mkdir()
        if old:
            publish(root, old)
    publish(undisturbed, new)
    code, said = run("everywhere", start, wanted, tmp_path / "killed")
    assert code == 0, said
    moments = int(said)
    assert moments > 10
    for moment in range(1, moments + 1):
        root = tmp_path / "killed" / str(moment)
        assert_served_whole(root, old, new)
        publish(root, new)
        assert tree_of(root / "feed") == tree_of(undisturbed / "feed")
        assert folders_of(root / "feed") == folders_of(undisturbed / "feed")


@contextmanager
def holding(root: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock of a show folder until its standard input is closed."""
    with subprocess.Popen(
        command("hold", root), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        yield holder


def test_of_eight_runs_at_once_one_works(tmp_path: Path) -> None:
    root, wanted = tmp_path / "show", plant(tmp_path / "wanted", NEW)
    root.mkdir()
    with holding(root) as holder:
        others = [
            subprocess.Popen(command("once", root, wanted), stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)
            for _ in range(7)
        ]
        answers = [other.communicate(timeout=60)[1] for other in others]
        assert all(answer.startswith("BusyError: another publish is at work in this folder") for answer in answers)
        assert all(f"(process {holder.pid})" in answer for answer in answers)
        assert not (root / "feed").exists()


def test_runs_that_start_together_leave_what_one_would(tmp_path: Path) -> None:
    root, wanted = tmp_path / "show", plant(tmp_path / "wanted", NEW)
    root.mkdir()
    runs = [
        subprocess.Popen(command("once", root, wanted), stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)
        for _ in range(8)
    ]
    answers = [run.communicate(timeout=60)[1] for run in runs]
    assert any(run.returncode == 0 for run in runs)
    assert all(answer == "" or answer.startswith("BusyError") for answer in answers)
    publish(tmp_path / "alone", NEW)
    assert tree_of(root / "feed") == tree_of(tmp_path / "alone/feed")


def test_a_killed_holder_leaves_the_lock_free(tmp_path: Path) -> None:
    root, wanted = tmp_path / "show", plant(tmp_path / "wanted", NEW)
    root.mkdir()
    with holding(root) as holder:
        holder.kill()
        holder.wait()
    assert run("once", root, wanted) == (0, "")


@pytest.mark.parametrize("limit_bytes", [0, 10, 100, 5000])
def test_on_a_disk_that_takes_no_more_nothing_changes(tmp_path: Path, limit_bytes: int) -> None:
    root = tmp_path / "show"
    publish(root, OLD)
    before = tree_of(root)
    new = {**NEW, "web/large.html": bytes(10_000)}

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))

    (root / ".publish.lock").touch()
    code, said = run("once", root, plant(tmp_path / "wanted", new), before=limit)
    assert code == 1
    assert re.search(r"WriteError: feed/\S+ cannot be written: File too large", said)
    assert {path: content for path, content in tree_of(root).items() if path != ".publish.lock"} == before
    assert folders_of(root) == {"feed", "feed/chapters", "feed/web", "feed/web/1"}


def test_on_a_full_disk_nothing_changes(small_disk: SmallDisk, tmp_path: Path) -> None:
    root, limit = small_disk
    publish(root, OLD)
    before = tree_of(root)
    new = {**NEW, **{f"web/{number}.html": bytes(100_000 * number) for number in range(8)}}
    code, said = run("once", root, plant(tmp_path / "wanted", new), before=limit)
    assert code == 1
    assert re.search("cannot be written: (No space left on device|File too large)", said)
    assert {path: content for path, content in tree_of(root).items() if path != ".publish.lock"} == before


def test_readers_only_ever_see_whole_feeds(tmp_path: Path) -> None:
    feeds = [feed_of("a", "b", note=str(number) * 50_000) for number in range(2)]
    publish(tmp_path, {"feed.xml": feeds[0]})
    done = threading.Event()
    seen: set[bytes] = set()

    def read() -> None:
        while not done.is_set():
            seen.add((tmp_path / "feed/feed.xml").read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(200):
            publish(tmp_path, {"feed.xml": feeds[number % 2]})
    finally:
        done.set()
        reader.join()
    assert seen
    assert seen <= set(feeds)


def test_a_build_that_is_killed_anywhere_is_mended_by_the_next(tmp_path: Path) -> None:
    untouched = tmp_path / "untouched"
    lay_over(BASE, untouched)
    assert publish_build(untouched).exit_code == 0
    old = tree(untouched / "feed")
    episode = untouched / "episodes" / "one.md"
    episode.write_text(episode.read_text(encoding="utf-8").replace("Hello", "Welcome back"), encoding="utf-8")
    shutil.copytree(untouched, tmp_path / "whole")
    assert publish_build(tmp_path / "whole").exit_code == 0
    new = tree(tmp_path / "whole" / "feed")
    assert new != old
    for number in count(1):
        show = tmp_path / f"killed-{number}"
        shutil.copytree(untouched, show)
        command = [sys.executable, "-m", "tests.build_child", str(show), str(number)]
        ended = subprocess.run(command, cwd=Path(__file__).parents[1], check=False).returncode
        left = {path: content for path, content in tree(show / "feed").items() if not path.endswith(".tmp")}
        assert all(content in {old.get(path), new.get(path)} for path, content in left.items())
        assert publish_build(show).exit_code == 0
        assert tree(show / "feed") == new
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
    assert number > 10  # the files read, and a sync and a rename for each file put in place
