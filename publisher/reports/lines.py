"""The lines that problems point at."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from publisher.errors import UnreadableFile
from publisher.model import Place
from publisher.sources.folder import decode, read_bytes


class Lines:
    """The text of the files below a folder, line by line; each file is read once, and only when it is asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._of = cache(self._read)

    def line_of(self, place: Place) -> str | None:
        """The text of a line, or None where there is none to be had: the file is a recording, or has changed."""
        lines = self._of(place.path) if place.line else ()
        return lines[place.line - 1] if 0 < place.line <= len(lines) else None

    def _read(self, path: str) -> tuple[str, ...]:
        try:
            return tuple(decode(read_bytes(self._root, path)).split("\n"))
        except UnreadableFile:
            return ()
