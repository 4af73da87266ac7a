"""The time that one link, and the whole run, may take."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from publisher.probe.answer import Failure
from publisher.probe.trouble import Trouble


class Deadline:
    """When the work on one link ends: over all its redirects, retries and single bytes."""

    def __init__(self, *, clock: Callable[[], float], link_s: float, run_ends_at: float) -> None:
        self._clock = clock
        self._link_s = link_s
        self._link_ends_at = clock() + link_s
        self._run_ends_at = run_ends_at

    def left_s(self) -> float:
        """The seconds that are left: 0 or less when it is over."""
        return min(self._link_ends_at, self._run_ends_at) - self._clock()

    def timeout_s(self, limit_s: float) -> float:
        """How long one step may take: at most ``limit_s``. Raises Trouble when the time is over."""
        left_s = self.left_s()
        if left_s <= 0:
            raise self.over()
        return min(limit_s, left_s)

    def over(self) -> Trouble:
        """What there is to say when the time is over."""
        if self._run_ends_at <= self._link_ends_at:
            return Trouble(Failure.INTERRUPTED, "the time for the whole run is over")
        return Trouble(Failure.TIMEOUT, f"took longer than {self._link_s:g} s")

    def run_left_s(self) -> float:
        """The seconds that are left for the whole run."""
        return self._run_ends_at - self._clock()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Time that does not count for the link: it waits for its turn."""
        began = self._clock()
        try:
            yield
        finally:
            self._link_ends_at += self._clock() - began
