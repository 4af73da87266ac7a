"""Asking again, after a while, where that may help."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

import stamina

from publisher.probe.answer import Failure
from publisher.probe.deadline import Deadline
from publisher.probe.exchange import Exchange
from publisher.probe.trouble import Trouble

_FIRST_WAIT_S: Final = 0.5  # twice as long each time
_LONGEST_WAIT_S: Final = 8.0
_JITTER_S: Final = 0.5  # so that links that failed together do not come back together

_PASSING: Final = frozenset(
    {Failure.UNREACHABLE, Failure.REFUSED, Failure.TIMEOUT, Failure.NAMES_UNAVAILABLE, Failure.BAD_ANSWER}
)


class Busy(Exception):
    """A server is busy (429, 503), it may have said for how long; ``leave_alone`` tells all who queue for it."""

    def __init__(self, answered: Exchange, wait_s: float, leave_alone: Callable[[float], None]) -> None:
        super().__init__(answered.detail)
        self.answered = answered
        self.wait_s = wait_s
        self.leave_alone = leave_alone


class Patience:
    """The retries of one request; they end with the time of its link."""

    def __init__(self, *, retries: int, deadline: Deadline, sleep: Callable[[float], object]) -> None:
        self._attempts = retries + 1
        self._deadline = deadline
        self._sleep = sleep

    def ask(self, once: Callable[[], Exchange]) -> Exchange:
        """What ``once`` gives at last. Raises the Trouble that it raises, if that does not pass."""
        attempts = stamina.retry_context(
            on=self._waited,
            attempts=self._attempts,
            timeout=None,  # the deadline decides
            wait_initial=_FIRST_WAIT_S,
            wait_max=_LONGEST_WAIT_S,
            wait_jitter=0,  # put on top of it here, since the wait is here
        )
        try:
            for attempt in attempts:
                self._at = attempt
                with attempt:
                    return once()
        except Busy as busy:
            return busy.answered
        raise AssertionError("it ends with a value or an exception")

    def _waited(self, error: Exception) -> bool | float:
        """Whether it is worth another attempt; if so, the wait is over, and none is left to stamina.

        Its own wait could not be ended early, neither by the deadline nor by Ctrl-C.
        """
        backoff_s = self._at.next_wait + random.uniform(0, _JITTER_S)  # noqa: S311 - no secret
        if isinstance(error, Busy):
            wait_s = max(error.wait_s, backoff_s)
            error.leave_alone(wait_s)
        elif isinstance(error, Trouble) and error.failure in _PASSING:
            wait_s = backoff_s
        else:
            return False
        if self._at.num >= self._attempts or wait_s >= self._deadline.left_s():
            return False
        self._sleep(wait_s)
        return 0.0
