"""Reading in the process of the tests, where the processes that read are not what a test is about."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Generator, Iterable
from typing import Any, TypeVar

import pytest

import publisher.adopting.adopt
import publisher.build
import publisher.cli.new_run
from publisher.text import one_line
from publisher.workers import Done, Failed, Outcome, Workers

T = TypeVar("T")


class WorkersHere(Workers):
    """Does the jobs one by one where it is asked to; values come back as copies, as from another process."""

    def each(self, function: Callable[..., T], jobs: Iterable[tuple[Any, ...]]) -> Generator[Outcome[T]]:
        for job in jobs:
            yield self._here(function, job)

    def _here(self, function: Callable[..., T], job: tuple[Any, ...]) -> Outcome[T]:
        try:
            return Done(value=pickle.loads(pickle.dumps(function(*job))))
        except Exception as error:  # noqa: BLE001 - what a worker would say of it
            words = one_line(str(error))[:200]
            return Failed(failure=f"cannot be read: {type(error).__name__}{words and f': {words}'}")


def read_here(patch: pytest.MonkeyPatch) -> None:
    """Has commands read in this process."""
    for module in (publisher.build, publisher.adopting.adopt, publisher.cli.new_run):
        patch.setattr(module, "Workers", WorkersHere)
