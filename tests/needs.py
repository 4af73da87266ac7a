"""What some tests need beyond Python: they are skipped without it, but not in CI, where every test must run."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

SHARED = Path(__file__).parents[2] / "shared"


def missing(what: str) -> NoReturn:
    """Skips the test that asks, with the reason; in CI it fails."""
    if os.environ.get("CI"):
        pytest.fail(f"{what}: missing, and in CI every test must run")
    pytest.skip(f"{what}: not here")


def tool(name: str) -> str:
    """Where a program is."""
    return shutil.which(name) or missing(name)


def real_files(name: str) -> Path:
    """A folder of real episode files, beside the checkout."""
    folder = SHARED / name
    return folder if folder.is_dir() else missing(f"the real episode files in {folder}")
