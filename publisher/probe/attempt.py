"""What the connection below knows of the request that it serves at the moment.

A connection serves many requests, and the library between us and it passes on nothing of the single request but
fixed time-outs. All of it runs in the thread of the request, so a context variable reaches through.
"""

from __future__ import annotations

import threading
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from publisher.probe.answer import Failure
from publisher.probe.deadline import Deadline
from publisher.probe.trouble import Trouble


@dataclass(slots=True, kw_only=True)
class Attempt:
    """One request on its way: what it may take, and what it took."""

    deadline: Deadline
    stopped: threading.Event
    max_received_bytes: int = 0
    received_bytes: int = 0
    dialled: bool = False  # a connection was made for it, it did not get a used one

    def timeout_s(self, limit_s: float) -> float:
        """How long the next step may take. Raises Trouble when there may be none."""
        if self.stopped.is_set():
            raise Trouble(Failure.INTERRUPTED, "the run was stopped")
        return self.deadline.timeout_s(limit_s)

    def too_slow(self, what: str, failure: Failure = Failure.TIMEOUT) -> Trouble:
        """What there is to say when a step took too long."""
        return self.deadline.over() if self.deadline.left_s() <= 0 else Trouble(failure, what)

    def failed(self, failure: Failure, detail: str) -> Trouble:
        """What there is to say when a step failed: connections fail too when the run is stopped."""
        if self.stopped.is_set():
            return Trouble(Failure.INTERRUPTED, "the run was stopped")
        return Trouble(failure, detail)


CURRENT: Final[ContextVar[Attempt]] = ContextVar("current")
