"""What the checks say of a small show: the one below all cases, with the files of a test laid over it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from publisher.checking import check_show
from publisher.model import Problem
from publisher.progress import no_progress
from tests.show_folders import BASE, NOW, lay_over


def problems_of(folder: Path, files: Mapping[str, str | bytes], now: str = NOW) -> list[Problem]:
    """Every problem of the small show with these files in it, by their paths; bytes may be a recording or a picture."""
    lay_over(BASE, folder)
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(check_show(folder, datetime.fromisoformat(now).astimezone(UTC), no_progress).problems)


def found(folder: Path, files: Mapping[str, str | bytes], now: str = NOW) -> list[str]:
    """The same, short: ``episodes/one.md:4 link-todo``."""
    return [f"{problem.place} {problem.check}" for problem in problems_of(folder, files, now)]
