"""What ends an attempt to ask."""

from __future__ import annotations

from publisher.probe.answer import Failure


class Trouble(Exception):
    """A failure and the phrase for people. It never leaves this package: it becomes part of an answer."""

    def __init__(self, failure: Failure, detail: str) -> None:
        super().__init__(detail)
        self.failure = failure
        self.detail = detail
