"""A file that is on its way, under a hidden name in the folder of the file that it is going to be.

Beside it stands which version of the file on the server it is the beginning of; without that, nothing is resumed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from publisher.staging import RESERVED, Staging, refusals

_NOTE_BYTES: Final = 4096
_WEAK: Final = "W/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of a file on its server: as its headers name it, and its size (None: it is not said)."""

    etag: str = ""
    last_modified: str = ""
    size_bytes: int | None = None

    @property
    def if_range(self) -> str:
        """What names exactly this version (RFC 9110, 13.1.5); nothing where nothing does."""
        return self.etag if self.etag and not self.etag.startswith(_WEAK) else self.last_modified

    def may_be(self, other: Version) -> bool:
        """Whether nothing says that the other one is another version."""
        mine = (self.etag, self.last_modified, self.size_bytes)
        others = (other.etag, other.last_modified, other.size_bytes)
        return all(one == another for one, another in zip(mine, others, strict=True) if one and another)


class Partial:
    """The partial file of one download, on the disk from run to run. Raises WriteError where the disk refuses."""

    def __init__(self, folder: Path, *, key: str, place: str) -> None:
        name = f"{RESERVED}{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"
        self.path = folder / f"{name}.part"
        self._note = folder / f"{name}.json"
        self._place = place
        self.version = _noted(self._note)
        self.size_bytes = self._size_on_disk() if self.version.if_range else 0

    @property
    def is_whole(self) -> bool:
        """Whether it has the size that the server says."""
        return self.size_bytes > 0 and self.size_bytes == self.version.size_bytes

    @property
    def resuming(self) -> Mapping[str, str]:
        """The headers that ask for the rest of it, or for all where the file is another one now."""
        if not self.size_bytes or not self.version.if_range:
            return {}
        return {"range": f"bytes={self.size_bytes}-", "if-range": self.version.if_range}

    def restart(self, version: Version) -> None:
        """Throw away what there is: this is what will come."""
        with refusals(self._place):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.unlink(missing_ok=True)
        self.size_bytes, self.version = 0, version
        values = {"etag": version.etag, "last_modified": version.last_modified, "size_bytes": version.size_bytes}
        with Staging() as staging:
            staging.add(self._note, [json.dumps(values).encode()], place=self._place).put()

    def append(self, piece: bytes) -> None:
        """Put it behind what there is."""
        with refusals(self._place), self.path.open("ab", buffering=0) as file:
            while piece:
                written = file.write(piece)
                self.size_bytes += written
                piece = piece[written:]

    def sync(self) -> None:
        """Make it last through a loss of power."""
        with refusals(self._place), self.path.open("rb+") as file:
            os.fsync(file.fileno())

    def remove(self) -> None:
        """Nothing is left of it."""
        for path in (self.path, self._note):
            with refusals(self._place, "removed"):
                path.unlink(missing_ok=True)

    def _size_on_disk(self) -> int:
        size_bytes = 0
        with suppress(OSError):
            size_bytes = self.path.stat().st_size
        if self.version.size_bytes is not None and size_bytes > self.version.size_bytes:
            return 0
        return size_bytes


def _noted(path: Path) -> Version:
    """The version that a note names; none for one that is damaged."""
    try:
        with path.open("rb") as file:
            values = json.loads(file.read(_NOTE_BYTES))
        size_bytes = values["size_bytes"]
        return Version(
            etag=str(values["etag"]),
            last_modified=str(values["last_modified"]),
            size_bytes=None if size_bytes is None else int(size_bytes),
        )
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        return Version()
