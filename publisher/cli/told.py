"""What is remembered of a run, and who is told of it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from publisher.cli.shared import cache_folder, say
from publisher.health.memory import memory_path, recall, remember
from publisher.model import Problem

PING_VARIABLE: Final = "PUBLISH_PING_URL"


@dataclass(slots=True)
class Run:
    """A run of ``publish build``: what it found, and whether it did its work."""

    problems: Sequence[Problem] = ()
    is_good: bool = False


@contextmanager
def told(folder: Path, moment: datetime) -> Iterator[Run]:
    """A run that is remembered, and told to the URL in the environment; not where the user breaks it off."""
    run = Run()
    exit_code: int | None = 1
    try:
        yield run
        exit_code = 0
    except SystemExit as end:
        exit_code = end.code if isinstance(end.code, int) else 1
        raise
    except KeyboardInterrupt:
        exit_code = None
        raise
    finally:
        if exit_code is not None:
            _remember(folder, moment, exit_code, run)
            _ping(exit_code, run)


def _remember(folder: Path, moment: datetime, exit_code: int, run: Run) -> None:
    path = memory_path(cache_folder(), folder)
    known = recall(path)
    good_at = moment if run.is_good else known.good_at
    remember(path, replace(known, run_at=moment, exit_code=exit_code, good_at=good_at))


def _ping(exit_code: int, run: Run) -> None:
    url = os.environ.get(PING_VARIABLE, "").strip()
    if not url:
        return
    from publisher.health.run_ping import ping, report_of  # they take along what it needs to ask

    fault = ping(url, "" if run.is_good else report_of(exit_code, run.problems))
    if fault:
        say(f"{PING_VARIABLE}: the ping after this run was not taken: {fault}")
