"""What is found while files are read, matched and merged: explained here, reported there."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

import yaml

from publisher.checks.check import Explained
from publisher.model import Severity

_NAME: Final = "reading.yaml"


@cache
def reading() -> tuple[Explained, ...]:
    """Every kind of fault that needs no check, because nothing could be read over it; from ``reading.yaml``."""
    entries = yaml.safe_load(files(__package__).joinpath(_NAME).read_text(encoding="utf-8"))
    return tuple(
        Explained(
            id=name,
            severity=Severity(entry["severity"]),
            what=entry["what"],
            bad=entry["bad"],
            good=entry["good"],
            profiles=tuple(entry.get("profiles", ())),
            fixed=entry.get("fixed", False),
        )
        for name, entry in entries.items()
    )
