"""How far a run has come: one line on a terminal, nothing in a pipe, a log or a cron mail."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeAlias

Progress: TypeAlias = Callable[[str, int, int], None]  # what is at work, how many are done, of how many

_CLEAR_LINE: Final = "\r\x1b[K"


@contextmanager
def progress_line() -> Iterator[Progress]:
    """A function that shows progress on standard error, and clears it away at the end."""
    is_terminal = sys.stderr is not None and sys.stderr.isatty()  # None: a caller has closed it
    if not is_terminal or os.environ.get("TERM") == "dumb":
        yield no_progress
        return
    try:
        yield _show
    finally:
        sys.stderr.write(_CLEAR_LINE)
        sys.stderr.flush()


def _show(what: str, done: int, total: int) -> None:
    width = shutil.get_terminal_size().columns
    sys.stderr.write(f"{_CLEAR_LINE}{f'{what}: {done} of {total}'[: width - 1]}")
    sys.stderr.flush()


def no_progress(what: str, done: int, total: int) -> None:
    """Nobody is looking."""
