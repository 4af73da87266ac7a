"""A run that is killed while it tags, or whose disk is full, leaves the old recording or the new one, whole."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from publisher.progress import no_progress
from publisher.tags.held import Options
from publisher.tags.many import Job, retag_all, tag_workers
from publisher.tags.retag import Mode
from publisher.workers import Workers
from tests.audio_samples import mp3, mp3_frames
from tests.tag_samples import AUDIO, TITLED, files_in, sha256_of, show_with, tag

ROOT = Path(__file__).parents[1]
LARGE_BYTES = 100_000_000
KILLS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Large:
    """A recording of 100 MB before and after, and how long it took to get there."""

    content: Path
    old: str
    new: str
    seconds: float


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Large:
    root = tmp_path_factory.mktemp("large")
    header = mp3_frames(1, kbit_per_s=320)[:4]
    count = LARGE_BYTES // 960
    content = root / "content"
    # No two frames are the same, so that none can stand in another's place.
    content.write_bytes(
        b"".join((header + number.to_bytes(8, "big") * 119).ljust(960, b"\0") for number in range(count))
    )
    recording = show_with(root, b"")
    shutil.copyfile(content, recording)
    start = time.monotonic()
    assert tag(root).written
    return Large(content=content, old=sha256_of(content), new=sha256_of(recording), seconds=time.monotonic() - start)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with tag_workers(ROOT, []) as workers:
        yield workers


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[tuple[Path, Callable[[], None] | None]]:
    """A disk of 4 MB; whoever may not mount one gets a folder, and a limit on the size of files."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        yield disk, limited_to(1_500_000)
        return
    try:
        yield disk, None
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def limited_to(size_bytes: int) -> Callable[[], None]:
    """Files of a process may not become larger."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, size_bytes))


def run(*words: object, before: Callable[[], None] | None = None) -> str:
    """What a run said."""
    command = [sys.executable, "-m", "tests.retag_child", *map(str, words)]
    return subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, preexec_fn=before, timeout=120
    ).stdout


def mended(root: Path, workers: Workers) -> dict[str, bytes]:
    """The files of a show after one more run."""
    (done,) = retag_all(root, [Job(path=AUDIO, wanted=TITLED)], Options(), Mode(), workers, no_progress)
    assert done.left == ""
    return files_in(root)


def test_killed_at_any_moment(tmp_path: Path, workers: Workers) -> None:
    start, whole = tmp_path / "start", tmp_path / "whole"
    old = show_with(start).read_bytes()
    new = show_with(whole)
    assert tag(whole).written
    moments = int(run("everywhere", start, tmp_path / "killed"))
    assert moments > 20
    seen = set()
    for moment in range(1, moments + 1):
        root = tmp_path / "killed" / str(moment)
        left = files_in(root)
        recording = left.pop(AUDIO)
        assert recording in {old, new.read_bytes()}
        assert len(left) <= 1
        assert all(Path(path).match("audio/.publish-*.tmp") for path in left)
        seen.add((recording == old, len(left)))
        assert mended(root, workers) == {AUDIO: new.read_bytes()}
    assert seen == {(True, 0), (True, 1), (False, 0)}


def test_a_large_recording_whose_tagging_is_killed_is_the_old_or_the_new_one(
    tmp_path: Path, large: Large, workers: Workers
) -> None:
    recording = show_with(tmp_path, b"")
    shutil.copyfile(large.content, recording)
    moments = random.Random(20260131)
    command = [sys.executable, "-m", "tests.retag_child", "after", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin
        assert child.stdout
        ends = []
        for number in range(KILLS):
            child.stdin.write(f"{large.seconds * (number + moments.random()) / KILLS}\n")
            child.stdin.flush()
            ends.append(child.stdout.readline())
            is_new = sha256_of(recording) == large.new
            if is_new:
                shutil.copyfile(large.content, recording)
            assert is_new or sha256_of(recording) == large.old
        child.stdin.close()
    assert "killed\n" in ends
    mended(tmp_path, workers)
    assert os.listdir(tmp_path / "audio") == [recording.name]
    assert sha256_of(recording) == large.new


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_a_program_that_is_ended_with_its_workers_at_work_harms_nothing(
    tmp_path: Path, large: Large, workers: Workers, end: signal.Signals
) -> None:
    recording = show_with(tmp_path, b"")
    shutil.copyfile(large.content, recording)
    program = subprocess.Popen([sys.executable, "-m", "tests.retag_child", "many", str(tmp_path)], cwd=ROOT)
    while program.poll() is None and len(os.listdir(tmp_path / "audio")) == 1:
        os.sched_yield()
    program.send_signal(end)
    program.wait(timeout=30)
    assert sha256_of(recording) in {large.old, large.new}
    mended(tmp_path, workers)
    assert sha256_of(recording) == large.new
    assert os.listdir(tmp_path / "audio") == [recording.name]


@pytest.mark.parametrize("more_bytes", [-500_000, -1, 0, 5, 1000])
def test_where_no_file_may_grow_further_nothing_changes(tmp_path: Path, more_bytes: int) -> None:
    recording = show_with(tmp_path, mp3(frames=10_000))
    before = files_in(tmp_path)
    said = run("once", tmp_path, before=limited_to(recording.stat().st_size + more_bytes))
    assert said.startswith("the recording cannot be written: File too large; mend this and run again")
    assert files_in(tmp_path) == before


@pytest.mark.parametrize("free_bytes", [0, 100_000, 1_930_000])
def test_on_a_full_disk_nothing_changes(
    tmp_path: Path, small_disk: tuple[Path, Callable[[], None] | None], free_bytes: int
) -> None:
    root, limit = small_disk
    show_with(root, mp3(frames=10_000))
    if limit is None:
        (root / "filler").write_bytes(bytes(shutil.disk_usage(root).free - free_bytes))
    before = files_in(root)
    said = run("unasked", root, before=limit)
    assert said.startswith("the recording cannot be written: ")
    assert "No space left on device" in said or "File too large" in said
    assert files_in(root) == before
    asked = run("once", root, before=limit)
    assert "make room and run again" in asked or "File too large" in asked
    assert files_in(root) == before
