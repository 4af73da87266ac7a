"""Many jobs that ask URLs, side by side: few at once for one host, many hosts at once."""

from __future__ import annotations

import queue
import threading
from collections import Counter, deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from publisher.probe.prober import Prober

T = TypeVar("T")

_THREADS: Final = 24
_TICK_S: Final = 0.5  # Windows hears Ctrl-C only between two waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Generic[T]):
    """Something to find out, and the host that it asks first: ``run`` is called once, in a thread of its own."""

    host: str
    run: Callable[[Prober], T]


class Progress(Protocol):
    """Told, by the thread that takes the results, how many jobs are done and which host is at work."""

    def __call__(self, done: int, total: int, host: str) -> None: ...


def ask_all(
    prober: Prober, jobs: Sequence[Job[T]], progress: Progress | None = None, *, at_once: int = _THREADS
) -> Generator[tuple[int, T], None, None]:
    """The index and the result of every job, as they come.

    At most ``at_once`` jobs run at the same time, ``per_host`` of them of one host, and every host has its turn.
    Leaving early (Ctrl-C raises KeyboardInterrupt out of the loop; ``close()``; an exception of a job, which is raised
    here) stops the prober: what is under way ends at once, no thread stays behind, and the results that came are the
    caller's.
    """
    crowd = _Crowd(prober, jobs, at_once)
    try:
        crowd.start_more()
        for done in range(len(jobs)):
            yield crowd.next_result(progress, done)
        if progress is not None and jobs:
            progress(len(jobs), len(jobs), "")
    finally:
        crowd.end()


class _Crowd(Generic[T]):
    """The jobs that wait, by host, and those at work."""

    def __init__(self, prober: Prober, jobs: Sequence[Job[T]], at_once: int) -> None:
        self._prober = prober
        self._total = len(jobs)
        self._most_at_work = at_once
        self._executor = ThreadPoolExecutor(max_workers=at_once, thread_name_prefix="probe")
        self._lock = threading.Lock()
        self._waiting: dict[str, deque[tuple[int, Job[T]]]] = {}
        for index, job in enumerate(jobs):
            self._waiting.setdefault(job.host, deque()).append((index, job))
        self._at_work: Counter[str] = Counter()
        self._started: dict[int, Future[T]] = {}
        self._done: queue.SimpleQueue[int] = queue.SimpleQueue()

    def start_more(self) -> None:
        """Start what may start: of each host in turn, until the threads or the hosts are at their limits."""
        with self._lock:
            started = True
            while started:
                started = False
                for host in list(self._waiting):
                    if self._may_start(host):
                        self._start(host)
                        started = True

    def _may_start(self, host: str) -> bool:
        return self._at_work.total() < self._most_at_work and self._at_work[host] < self._prober.settings.per_host

    def _start(self, host: str) -> None:
        waiting = self._waiting.pop(host)
        index, job = waiting.popleft()
        if waiting:
            self._waiting[host] = waiting  # at the end: the others have their turn first
        self._at_work[host] += 1
        self._started[index] = self._executor.submit(self._run, host, index, job)

    def _run(self, host: str, index: int, job: Job[T]) -> T:
        """One job, in a thread of the executor; whatever comes of it, the next has its turn."""
        try:
            return job.run(self._prober)
        finally:
            with self._lock:
                self._at_work[host] -= 1
            self._done.put(index)
            self.start_more()

    def next_result(self, progress: Progress | None, done: int) -> tuple[int, T]:
        """The next that is done. Waits for it; raises what the job raised."""
        while True:
            if progress is not None:
                progress(done, self._total, self._host_at_work())
            with suppress(queue.Empty):
                index = self._done.get(timeout=_TICK_S)
                return index, self._started.pop(index).result()

    def _host_at_work(self) -> str:
        with self._lock:
            return next((host for host, count in self._at_work.items() if count), "")

    def end(self) -> None:
        """No thread stays behind: where jobs are still at work or wait, the prober is stopped, which ends them."""
        with self._lock:
            is_unfinished = bool(self._waiting) or self._at_work.total() > 0
            self._waiting.clear()
        if is_unfinished:
            self._prober.stop()
        self._executor.shutdown(wait=True, cancel_futures=True)
