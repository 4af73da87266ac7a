"""Show folders for tests: a small show without faults, and what a case lays over it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from click.testing import CliRunner, Result

from publisher.cli import main

SHOWS: Final = Path(__file__).parent / "shows"
BASE: Final = SHOWS / "_base"
NOW: Final = "2026-06-01T12:00+00:00"


def lay_over(case: Path, folder: Path) -> None:
    """Puts the files of a case over a show folder."""
    shutil.copytree(case, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("problems.txt"))


def publish(*arguments: str | Path) -> Result:
    """Runs the command as a user would; a traceback is a failure of the test that sees it."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def build(folder: Path, now: str = NOW) -> Result:
    """Runs ``publish build`` in a show folder at a fixed moment."""
    return publish("build", "-C", folder, "--now", now)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
