"""What this machine remembers of a show folder from run to run: nothing of it belongs into the folder itself.

It lies in a file for each folder among the caches of the user. Without one, as on the fresh machines of CI, nothing is
known of earlier runs; nothing else hangs on it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from publisher.private_file import write_private

_VERSION: Final = 1
_MOST_BYTES: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """The last build, the last one that ended well, and of which feed others were told."""

    run_at: datetime | None = None
    exit_code: int | None = None
    good_at: datetime | None = None
    announced: Mapping[str, str] = field(default_factory=dict)  # who was told -> SHA-256 of the feed


def memory_path(cache: Path, folder: Path) -> Path:
    """The file for a show folder, below the folder of all caches."""
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:32]
    return cache / "runs" / f"{name}.json"


def recall(path: Path) -> Memory:
    """What is remembered; nothing where the file is missing, damaged, or of another version."""
    try:
        with path.open("rb") as file:
            return _parsed(json.loads(file.read(_MOST_BYTES)))
    except (OSError, ValueError, ArithmeticError, RecursionError, KeyError, TypeError, AttributeError):
        return Memory()


def remember(path: Path, memory: Memory) -> None:
    """Write it down; where the disk refuses, the next run does not know of this one."""
    values = {
        "version": _VERSION,
        "run_at": _text(memory.run_at),
        "exit_code": memory.exit_code,
        "good_at": _text(memory.good_at),
        "announced": dict(sorted(memory.announced.items())),
    }
    with suppress(OSError):
        write_private(path, json.dumps(values, indent=1).encode())


def _parsed(values: Any) -> Memory:
    if values["version"] != _VERSION:
        return Memory()
    exit_code = values["exit_code"]
    return Memory(
        run_at=_moment(values["run_at"]),
        exit_code=None if exit_code is None else int(exit_code),
        good_at=_moment(values["good_at"]),
        announced={str(name): str(digest) for name, digest in values["announced"].items()},
    )


def _moment(text: str | None) -> datetime | None:
    moment = datetime.fromisoformat(text) if text else None
    if moment is not None and moment.tzinfo is None:
        raise ValueError("a moment without its zone")
    return moment


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
