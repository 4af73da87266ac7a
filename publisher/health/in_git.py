"""Whether git has what a build wrote: the ledger that is lost with a disk is lost for good."""

from __future__ import annotations

import os
import subprocess
from enum import StrEnum
from pathlib import Path
from typing import Final

from publisher.layout import FEED_FOLDER, LEDGER_FILE

_DEADLINE_S: Final = 30


class InGit(StrEnum):
    """What git says of the ledger and of feed/."""

    UNKNOWN = "unknown"  # no git on this machine, or no repository
    COMMITTED = "committed"
    CHANGED = "changed"  # since the last commit
    UNTRACKED = "untracked"  # the ledger never was in git
    MISSING = "missing"  # there is no ledger


def in_git(root: Path) -> InGit:
    """What git has of a show folder. Nothing is written, and no program that the repository names is run."""
    if _git(root, "rev-parse", "--is-inside-work-tree") is None:
        return InGit.UNKNOWN
    if not (root / LEDGER_FILE).exists():
        return InGit.MISSING
    if not _git(root, "ls-files", "--", LEDGER_FILE):
        return InGit.UNTRACKED
    changed = _git(root, "status", "--porcelain", "--no-renames", "--", LEDGER_FILE, FEED_FOLDER)
    if changed is None:
        return InGit.UNKNOWN
    return InGit.CHANGED if changed.strip() else InGit.COMMITTED


def _git(root: Path, *arguments: str) -> str | None:
    """What git prints; None where it fails."""
    command = ["git", "-c", "core.fsmonitor=false", "-C", str(root), *arguments]
    try:
        ran = subprocess.run(  # noqa: S603 - only words of ours, and a path behind -C
            command,
            capture_output=True,
            check=True,
            timeout=_DEADLINE_S,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return ran.stdout.decode("utf-8", "replace")
