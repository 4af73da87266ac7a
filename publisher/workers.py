"""Reading files in processes of their own: a file that hangs, eats memory or crashes its reader costs one message.

mutagen can loop for ever on a small file, inflate a tag to gigabytes, and libraries in C can crash; only another
process can be stopped from outside.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import forkserver
from typing import Any, Final, Generic, Self, TypeAlias, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from publisher.text import one_line

T = TypeVar("T")

_ALARM: Final = getattr(signal, "SIGALRM", 0)
_WORDS_LIMIT: Final = 200
_START_S: Final = 30  # what a process may need on a busy machine to start, on top of a job's own time
_CRASHED: Final = "cannot be read: it crashed its reader"


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


class Workers:
    """A few processes, started when there are jobs and used again for more; the end of the block stops them all.

    >>> with Workers(deadline_s=5) as workers:
    ...     [outcome.value for outcome in workers.each(divmod, [(7, 2), (9, 4)])]
    [(3, 1), (2, 1)]

    A job has ``deadline_s`` seconds, and its process may map ``memory_bytes`` (where the system can limit that).
    ``preload`` names the modules to import once for all processes.
    """

    def __init__(
        self, *, deadline_s: float = 20.0, memory_bytes: int = 512 * 1024 * 1024, preload: Sequence[str] = ()
    ) -> None:
        self._deadline_s = deadline_s
        self._memory_bytes = memory_bytes
        self._context = _context(preload)
        self._pool: ProcessPool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def each(self, function: Callable[..., T], jobs: Iterable[tuple[Any, ...]]) -> Generator[Outcome[T]]:
        """What ``function(*job)`` gives for each job, in the order of the jobs.

        The function is one that a module names, its arguments and value can be pickled. It never raises for what a
        job does; jobs under way are stopped when the caller stops asking.
        """
        waiting = deque(jobs)
        futures = self._submit_all(function, waiting)
        try:
            while waiting:
                outcome = self._outcome(futures.popleft())
                if outcome is None:  # the pool broke: this job alone in a new one, then the others
                    self._stop()
                    outcome = self._outcome(self._submit(function, waiting[0])) or Failed(failure=_CRASHED)
                    futures = self._submit_all(function, list(waiting)[1:])
                waiting.popleft()
                yield outcome
        finally:
            for future in futures:
                future.cancel()

    def _submit_all(
        self, function: Callable[..., object], jobs: Iterable[tuple[Any, ...]]
    ) -> deque[ProcessFuture[bytes]]:
        return deque(self._submit(function, job) for job in jobs)

    def _submit(self, function: Callable[..., object], job: tuple[Any, ...]) -> ProcessFuture[bytes]:
        if self._pool is None or not self._pool.active:
            self._stop()
            _start_server()
            self._pool = ProcessPool(
                max_workers=_processor_count(),
                context=self._context,
                initializer=_limit_process,
                initargs=(self._memory_bytes,),
            )
        arguments = (function, job, self._deadline_s)
        return self._pool.schedule(_run, args=arguments, timeout=self._deadline_s + _START_S)

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
            self._pool = None

    def _outcome(self, future: ProcessFuture[bytes]) -> Outcome[Any] | None:
        """What came of a job; None where the pool broke instead of the job.

        pebble can lose a pool, or a job in it, when one process after the other crashes.
        """
        patience_s = 2 * (self._deadline_s + _START_S)  # for the jobs that are still before it, and for its own
        if not wait([future], timeout=patience_s).done:
            return None
        try:
            return Done(value=pickle.loads(future.result()))  # noqa: S301 - our own process wrote it
        except (BrokenProcessPool, CancelledError):
            return None
        except ProcessExpired as error:
            return Failed(failure=_last_words(error.exitcode) or self._too_long)
        except TimeoutError:
            return Failed(failure=self._too_long)
        except SystemExit as error:
            return Failed(failure=f"cannot be read: it ended its reader (exit code {error.code})")
        except MemoryError:
            return Failed(failure=self._too_large)
        except Exception as error:  # noqa: BLE001 - mutagen raises anything at a broken file; it must not stop the others
            words = one_line(str(error))[:_WORDS_LIMIT]
            return Failed(failure=f"cannot be read: {type(error).__name__}{words and f': {words}'}")

    @property
    def _too_large(self) -> str:
        return f"cannot be read: it needs more than {self._memory_bytes // 1024 // 1024} MB of memory"

    @property
    def _too_long(self) -> str:
        return f"cannot be read: it took longer than {self._deadline_s:g} s"


def _last_words(exit_code: int) -> str | None:
    """Why a process ended (a negative code is the signal that did it), or None where its time was over."""
    if exit_code == -_ALARM:
        return None
    if exit_code < 0:
        return f"{_CRASHED} ({signal.strsignal(-exit_code)}, signal {-exit_code})"
    return f"cannot be read: it ended its reader (exit code {exit_code})"


def _context(preload: Sequence[str]) -> Any:
    """How processes start: as copies of a small server that has imported what they need, where there is such."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, *preload])
    return context


def _start_server() -> None:
    """Have the server that makes processes ignore Ctrl-C, and it and all of them print nothing.

    The terminal sends Ctrl-C to every process of a program; the parent hears it, and stops the others, which would
    tell on their way out where they were.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return
    if threading.current_thread() is not threading.main_thread():
        return  # only the main thread may say what a signal does
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with _silence():
            forkserver.ensure_running()
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _silence() -> Iterator[None]:
    """What is started meanwhile has no standard error."""
    try:
        ours = os.dup(2)
    except OSError:  # it is closed: silent enough
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(ours, 2)
        os.close(ours)
        os.close(nowhere)


def _processor_count() -> int:
    if hasattr(os, "sched_getaffinity"):  # what this process may use, which a container makes less
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _limit_process(memory_bytes: int) -> None:
    """The first that a worker does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent too, which stops this process
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(ValueError, OSError):  # macOS takes no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, hard))


def _run(function: Callable[..., object], job: tuple[Any, ...], deadline_s: float) -> bytes:
    """The pickled value of one job, so that what cannot be pickled is a failure of the job, not of its process."""
    _set_alarm(deadline_s)
    try:
        return pickle.dumps(function(*job))
    finally:
        _set_alarm(0)


def _set_alarm(after_s: float) -> None:
    """Have the system end this process, even in a loop in C, and even if its parent was killed; 0 calls it off.

    Where the system has no alarms (Windows), pebble's own time-out is all there is.
    """
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, after_s)
