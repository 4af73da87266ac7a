"""Reading files in processes of their own: a file that hangs, eats memory or crashes its reader costs one message.

mutagen can loop for ever on a small file, inflate a tag to gigabytes, and libraries in C can crash; only another
process can be stopped from outside.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Final, Generic, Self, TypeAlias, TypeVar

from publisher.text import one_line

T = TypeVar("T")

Job: TypeAlias = tuple[Any, ...]  # the arguments of one call

_ALARM: Final = getattr(signal, "SIGALRM", 0)
_WORDS_LIMIT: Final = 200
_START_S: Final = 30  # what a process may need on a busy machine to start, on top of a job's own time


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Generic[T]):
    """What a job gave."""

    value: T
    failure: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Why a job gave nothing, as what is said of the file: "cannot be read: it took longer than 20 s"."""

    failure: str


Outcome: TypeAlias = Done[T] | Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Limits:
    deadline_s: float
    memory_bytes: int

    @property
    def too_long(self) -> str:
        return f"cannot be read: it took longer than {self.deadline_s:g} s"

    @property
    def too_large(self) -> str:
        return f"cannot be read: it needs more than {self.memory_bytes // 1024 // 1024} MB of memory"


@dataclass(slots=True, kw_only=True)
class _Worker:
    """A process that answers one job at a time."""

    process: BaseProcess
    connection: Connection
    index: int = -1
    late_at_s: float = 0.0

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.process.close()
        self.connection.close()


class Workers:
    """A few processes, started when there are jobs and used again for more; the end of the block stops them all.

    >>> with Workers(deadline_s=5) as workers:
    ...     [outcome.value for outcome in workers.each(divmod, [(7, 2), (9, 4)])]
    [(3, 1), (2, 1)]

    A job has ``deadline_s`` seconds, and its process may map ``memory_bytes`` (where the system can limit that).
    ``preload`` names modules to import once for all processes, instead of once in each.
    """

    def __init__(
        self, *, deadline_s: float = 20.0, memory_bytes: int = 512 * 1024 * 1024, preload: Sequence[str] = ()
    ) -> None:
        self._limits = _Limits(deadline_s=deadline_s, memory_bytes=memory_bytes)
        self._context = _context(preload)
        self._count = _processor_count()
        self._idle: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        while self._idle:
            self._idle.pop().stop()

    def each(self, function: Callable[..., T], jobs: Iterable[Job]) -> Generator[Outcome[T]]:
        """What ``function(*job)`` gives for each job, in the order of the jobs.

        The function is one that a module names, its arguments and value can be pickled. It never raises for what a
        job does; jobs under way are stopped when the caller stops asking.
        """
        queue = deque(enumerate(jobs))
        busy: list[_Worker] = []
        done: dict[int, Outcome[T]] = {}
        try:
            for index in range(len(queue)):
                self._hand_out(function, queue, busy)
                while index not in done:
                    done.update(self._collect(busy))
                    self._hand_out(function, queue, busy)
                yield done.pop(index)
        finally:
            for worker in busy:
                worker.stop()

    def _hand_out(self, function: Callable[..., T], queue: deque[tuple[int, Job]], busy: list[_Worker]) -> None:
        while queue and len(busy) < self._count:
            worker = self._free_worker()
            busy.append(worker)
            worker.index, job = queue.popleft()
            worker.late_at_s = time.monotonic() + self._limits.deadline_s + _START_S
            with suppress(ConnectionError):  # the process is dead: known when its answer is collected
                worker.connection.send((function, job))

    def _free_worker(self) -> _Worker:
        while self._idle:
            worker = self._idle.pop()
            if worker.process.is_alive():
                return worker
            worker.stop()  # died after its answer: no fault of the next job
        return self._start()

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._limits), daemon=True)
        process.start()
        theirs.close()  # so that ours ends when the process does
        return _Worker(process=process, connection=ours)

    def _collect(self, busy: list[_Worker]) -> Iterator[tuple[int, Outcome[Any]]]:
        """Wait for an answer; take every worker that has answered, or never will, from the busy ones."""
        patience_s = min(worker.late_at_s for worker in busy) - time.monotonic()
        ready = wait([worker.connection for worker in busy], timeout=max(0.0, patience_s))
        for worker in tuple(busy):
            if worker.connection in ready or worker.late_at_s <= time.monotonic():
                busy.remove(worker)
                yield worker.index, self._answer(worker)

    def _answer(self, worker: _Worker) -> Outcome[Any]:
        failure = self._limits.too_long
        if worker.connection.poll():
            try:
                outcome: Outcome[Any] = worker.connection.recv()
            except (EOFError, OSError):  # it died, at the latest while it answered
                worker.process.join()
                failure = _last_words(worker.process.exitcode or 0, self._limits)
            else:
                self._idle.append(worker)
                return outcome
        worker.stop()
        return Failed(failure=failure)


def _last_words(exit_code: int, limits: _Limits) -> str:
    """Why a process ended: a negative code is the signal that did it."""
    if exit_code == -_ALARM:
        return limits.too_long
    if exit_code < 0:
        return f"cannot be read: it crashed its reader ({signal.strsignal(-exit_code)}, signal {-exit_code})"
    return f"cannot be read: it ended its reader (exit code {exit_code})"


def _context(preload: Sequence[str]) -> Any:
    """How processes start: as copies of a small server that has imported what they need, where there is such.

    Any, because typeshed has no common type for contexts that can start processes.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, *preload])
    return context


def _processor_count() -> int:
    if hasattr(os, "sched_getaffinity"):  # what this process may use, which a container makes less
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _serve(connection: Connection, limits: _Limits) -> None:
    """The life of a worker process: answer jobs until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent too, which stops this process
    _limit_memory(limits.memory_bytes)
    with suppress(EOFError, ConnectionError):
        while True:
            function, job = connection.recv()
            connection.send_bytes(_run(function, job, limits))


def _run(function: Callable[..., object], job: Job, limits: _Limits) -> bytes:
    """The pickled outcome of one job."""
    _set_alarm(limits.deadline_s)
    try:
        return pickle.dumps(Done(value=function(*job)))
    except MemoryError:
        failure = limits.too_large
    except Exception as error:  # noqa: BLE001 - mutagen raises anything at a broken file, and one file must not stop all
        words = one_line(str(error))[:_WORDS_LIMIT]
        failure = f"cannot be read: {type(error).__name__}{words and f': {words}'}"
    finally:
        _set_alarm(0)
    return pickle.dumps(Failed(failure=failure))


def _set_alarm(after_s: float) -> None:
    """Have the system end this process, even in a loop in C, and even if its parent was killed; 0 calls it off."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, after_s)


def _limit_memory(memory_bytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(ValueError, OSError):  # macOS takes no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, hard))
