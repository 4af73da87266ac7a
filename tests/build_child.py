"""Run by test_kill.py: a build that kills itself at its n-th step, which may be a file read or a file put in place."""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from publisher.build import build

STEPS = count(1)


def step(*_: object) -> None:
    if next(STEPS) == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)


def stepping(function: Any) -> Any:
    def stepped(*arguments: object) -> object:
        step()
        return function(*arguments)

    return stepped


if __name__ == "__main__":
    os.replace = stepping(os.replace)
    os.fsync = stepping(os.fsync)
    build(Path(sys.argv[1]), datetime(2026, 6, 1, tzinfo=UTC), step)
