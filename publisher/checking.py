"""Everything that is wrong with a show folder: what reading it brings, and what the checks find."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from publisher.build import load
from publisher.checks import check_folder
from publisher.model import Problem
from publisher.progress import Progress


def check_show(root: Path, now: datetime, progress: Progress) -> tuple[Problem, ...]:
    """Every problem of the show in this folder, in a stable order; nothing is written and nobody is asked."""
    merged = load(root, now, progress)
    return tuple(sorted({*merged.problems, *check_folder(merged)}))
