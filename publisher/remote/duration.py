"""What is told of the length of a recording."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """How long a recording lasts, and what said so: "its index"; None: it cannot be told without all of it.

    The notes say what is wrong with the recording, as what follows its name: "is cut off: …".
    """

    mime_type: str
    duration_ms: int | None
    told_by: str = ""
    notes: tuple[str, ...] = ()
