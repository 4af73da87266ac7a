"""One file that hangs, eats memory or crashes its reader costs one message, and nothing else."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.sources.audio_file import read_audio
from publisher.workers import Done, Failed, Workers
from tests import worker_jobs
from tests.audio_samples import hanging_m4a, id3_bomb, wav

MEGABYTE = 1024 * 1024
DEEDS = {
    "loop": (worker_jobs.loop_for_ever, "took longer than 2 s"),
    "crash": (worker_jobs.crash, "crashed its reader (Segmentation fault, signal 11)"),
    "leave": (worker_jobs.leave, "ended its reader (exit code 3)"),
    "raise": (worker_jobs.raise_nothing_said, "IndexError"),
}


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(memory_bytes=300 * MEGABYTE, preload=[worker_jobs.__name__]) as workers:
        yield workers


@pytest.fixture(scope="module")
def hasty() -> Iterator[Workers]:
    """For jobs that would never end; the others beside them have time enough on a busy machine."""
    with Workers(deadline_s=2.0, preload=[worker_jobs.__name__]) as workers:
        yield workers


def test_values_come_in_the_order_of_the_jobs(workers: Workers) -> None:
    outcomes = list(workers.each(worker_jobs.double, [(number,) for number in range(300)]))
    assert outcomes == [Done(value=2 * number) for number in range(300)]


def test_processes_are_used_again(workers: Workers) -> None:
    seen = {outcome for _ in range(3) for outcome in workers.each(worker_jobs.own_process, [(1,)] * 20)}
    assert len(seen) <= len(os.sched_getaffinity(0))
    assert Done(value=os.getpid()) not in seen


def test_no_jobs_start_no_process() -> None:
    before = multiprocessing.active_children()
    with Workers() as workers:
        assert list(workers.each(worker_jobs.double, [])) == []
        assert multiprocessing.active_children() == before


@pytest.mark.parametrize("deed", DEEDS)
def test_the_culprit_is_named_and_no_other_job_fails(hasty: Workers, deed: str) -> None:
    does, complaint = DEEDS[deed]
    outcomes = list(hasty.each(worker_jobs.double_unless, [(number, 7, does) for number in range(20)]))
    culprit = outcomes.pop(7)
    assert culprit.failure is not None
    assert culprit.failure.startswith("cannot be read: ")
    assert complaint in culprit.failure
    assert outcomes == [Done(value=2 * number) for number in range(20) if number != 7]


def test_every_job_may_fail(workers: Workers) -> None:
    outcomes = list(workers.each(worker_jobs.crash, [(number,) for number in range(10)]))
    assert all(outcome.failure and "signal 11" in outcome.failure for outcome in outcomes)
    assert len(outcomes) == 10


def test_too_much_memory_is_refused_and_leaves_room_for_the_next(workers: Workers) -> None:
    sizes = [1024 * MEGABYTE, 150 * MEGABYTE] * 4
    outcomes = list(workers.each(worker_jobs.eat_memory, [(size,) for size in sizes]))
    refused = Failed(failure="cannot be read: it needs more than 300 MB of memory")
    assert outcomes == [refused, Done(value=150 * MEGABYTE)] * 4


def test_a_parser_that_reads_where_it_may_not_is_a_crash() -> None:
    with Workers() as workers:
        (outcome,) = workers.each(worker_jobs.read_from_nowhere, [(1,)])
    assert outcome.failure
    assert "crashed its reader" in outcome.failure


def test_a_long_story_is_cut_to_one_line(workers: Workers) -> None:
    (outcome,) = workers.each(worker_jobs.raise_long_story, [(1,)])
    assert outcome.failure
    assert re.fullmatch(r"cannot be read: KeyError: .{100,250}", outcome.failure)


def test_a_value_that_cannot_be_sent_is_a_failure(workers: Workers) -> None:
    (outcome,) = workers.each(worker_jobs.return_unpicklable, [(1,)])
    assert outcome.failure
    assert "local object" in outcome.failure


def test_a_slow_caller_costs_no_job_its_time(workers: Workers) -> None:
    outcomes = workers.each(worker_jobs.large, [(5 * MEGABYTE,)] * 4)
    first = next(outcomes)
    with Workers(deadline_s=1.0) as others:
        list(others.each(worker_jobs.loop_for_ever, [(1,)]))  # a second and more goes by
    assert [first, *outcomes] == [Done(value=bytes(5 * MEGABYTE))] * 4


def test_a_caller_may_stop_asking(workers: Workers) -> None:
    outcomes = workers.each(worker_jobs.double_unless, [(number, 1, worker_jobs.loop_for_ever) for number in range(9)])
    assert next(outcomes) == Done(value=0)
    outcomes.close()
    assert list(workers.each(worker_jobs.double, [(4,)])) == [Done(value=8)]


def test_two_rows_of_jobs_may_be_under_way(workers: Workers) -> None:
    one = workers.each(worker_jobs.double, [(number,) for number in range(9)])
    other = workers.each(worker_jobs.double, [(number,) for number in range(9)])
    assert [a == b for a, b in zip(one, other, strict=True)] == [True] * 9


def test_a_process_that_died_after_its_answer_costs_the_next_job_nothing() -> None:
    with Workers() as workers:
        (first,) = workers.each(worker_jobs.own_process, [(1,)])
        assert first.failure is None
        process = next(child for child in multiprocessing.active_children() if child.pid == first.value)
        process.kill()
        process.join()
        assert list(workers.each(worker_jobs.double, [(4,)])) == [Done(value=8)]


def test_an_error_of_the_caller_leaves_no_process() -> None:
    before = set(multiprocessing.active_children())
    jobs = [(number, 1, worker_jobs.loop_for_ever) for number in range(9)]

    def interrupted() -> None:
        with Workers() as workers:
            for _ in workers.each(worker_jobs.double_unless, jobs):
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert set(multiprocessing.active_children()) <= before


@settings(deadline=None, max_examples=15)  # a process that dies is replaced, which takes a moment
@given(fatal=st.lists(st.booleans(), max_size=12))
def test_whatever_fails_each_job_has_its_own_outcome(workers: Workers, fatal: list[bool]) -> None:
    jobs = [(number, number if dies else -1, worker_jobs.crash) for number, dies in enumerate(fatal)]
    outcomes = list(workers.each(worker_jobs.double_unless, jobs))
    assert [outcome.failure is not None for outcome in outcomes] == fatal
    assert [outcome.value for outcome in outcomes if outcome.failure is None] == [
        2 * number for number, dies in enumerate(fatal) if not dies
    ]


def test_a_recording_that_hangs_its_reader_is_named(hasty: Workers, tmp_path: Path) -> None:
    hanging_m4a(tmp_path / "hangs.m4a")
    (tmp_path / "fine.wav").write_bytes(wav())
    hangs, fine = hasty.each(read_audio, [(tmp_path, "hangs.m4a"), (tmp_path, "fine.wav")])
    assert hangs.failure == "cannot be read: it took longer than 2 s"
    assert fine.failure is None
    assert fine.value.value is not None


def test_a_recording_that_inflates_to_gigabytes_harms_nothing(workers: Workers, tmp_path: Path) -> None:
    id3_bomb(tmp_path / "bomb.mp3")
    (tmp_path / "fine.wav").write_bytes(wav())
    bomb, fine = workers.each(read_audio, [(tmp_path, "bomb.mp3"), (tmp_path, "fine.wav")])
    assert bomb.failure == "cannot be read: it needs more than 300 MB of memory"
    assert fine.failure is None


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_killed_program_leaves_no_process_in_a_loop(tmp_path: Path, end: signal.Signals) -> None:
    fifo = tmp_path / "alive"
    os.mkfifo(fifo)
    command = [sys.executable, "-m", "tests.loop_program", str(fifo)]
    program = subprocess.Popen(command, cwd=Path(__file__).parents[1], stderr=subprocess.PIPE)
    with fifo.open("rb") as alive:
        assert alive.readline() == b"in a loop\n"
        program.send_signal(end)
        program.communicate(timeout=30)
        assert alive.read() == b""  # the end of the file: no process is left that could write to it
    assert program.returncode != 0
