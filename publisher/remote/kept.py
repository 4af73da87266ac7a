"""What was fetched, kept from run to run in a file for each recording: a lost one costs a few requests, nothing else.

The parts are kept, not what was read in them: they are read again as what they are, bytes of somebody else.
"""

from __future__ import annotations

import hashlib
import json
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from publisher.private_file import write_private
from publisher.remote.parts import BLOCK_BYTES, Parts

_VERSION: Final = 1
_MOST_BYTES: Final = 4 * 1024 * 1024
_FORGOTTEN_AFTER_S: Final = 60 * 86_400
_SUFFIX: Final = ".parts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Parts of a recording, and the version of it that they are of: its ETag, or when it was last modified."""

    validator: str
    etag: str | None
    parts: Parts


class Keeper:
    """A folder of such files; they name no URL. None: nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def kept(self, url: str) -> Kept | None:
        """What is kept of a recording; nothing of a file that is damaged."""
        if self._folder is None:
            return None
        try:
            with self._path(self._folder, url).open("rb") as file:
                head, content = file.readline(_MOST_BYTES), file.read(_MOST_BYTES)
            return _parsed(json.loads(head), content)
        except (OSError, ValueError, RecursionError, KeyError, TypeError):
            return None

    def keep(self, url: str, kept: Kept) -> None:
        """Write the file in one step, readable for nobody else; where the disk refuses, the next run asks again."""
        if self._folder is None:
            return
        numbers = sorted(kept.parts.blocks)
        content = b"".join(kept.parts.blocks[number] for number in numbers)
        head = {
            "version": _VERSION,
            "validator": kept.validator,
            "etag": kept.etag,
            "size_bytes": kept.parts.size_bytes,
            "is_beginning": kept.parts.is_beginning,
            "blocks": numbers,
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        with suppress(OSError):
            write_private(self._path(self._folder, url), json.dumps(head).encode() + b"\n" + content)

    def sweep(self) -> None:
        """Forget what was not asked for in a long time."""
        if self._folder is not None:
            since_s = time.time() - _FORGOTTEN_AFTER_S
            for path in self._folder.glob(f"*{_SUFFIX}"):
                with suppress(OSError):
                    if path.stat().st_mtime < since_s:
                        path.unlink()

    def _path(self, folder: Path, url: str) -> Path:
        return folder / (hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:32] + _SUFFIX)


def _parsed(head: Any, content: bytes) -> Kept | None:
    """What a file says. Raises KeyError, TypeError or ValueError for what it cannot say."""
    if head["version"] != _VERSION or head["sha256"] != hashlib.sha256(content).hexdigest():
        return None
    size_bytes, position, blocks = int(head["size_bytes"]), 0, {}
    for number in map(int, head["blocks"]):
        block = content[position : position + min(BLOCK_BYTES, size_bytes - number * BLOCK_BYTES)]
        blocks[number], position = block, position + len(block)
    etag = head["etag"]
    return Kept(
        validator=str(head["validator"]),
        etag=None if etag is None else str(etag),
        parts=Parts(size_bytes=size_bytes, blocks=blocks, is_beginning=bool(head["is_beginning"])),
    )
