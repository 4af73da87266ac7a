"""Bytes of a file replaced by more or by fewer, without the whole of it in memory."""

from __future__ import annotations

import os
from typing import BinaryIO, Final

_PIECE_BYTES: Final = 1 << 20
_MOST_PADDING_BYTES: Final = 256 * 1024  # what is behind it must not wait for more than that


def padding_bytes(content_bytes: int, room_bytes: int, at_least_bytes: int) -> int:
    """How much padding belongs behind so much content, so that it fills its room; if it does not, as much as wanted.

    >>> padding_bytes(90, 100, 1000), padding_bytes(110, 100, 1000)
    (10, 1000)
    """
    left_bytes = room_bytes - content_bytes
    return left_bytes if 0 <= left_bytes <= max(_MOST_PADDING_BYTES, at_least_bytes) else at_least_bytes


def replace_bytes(file: BinaryIO, position: int, old_bytes: int, new: bytes) -> None:
    """Puts ``new`` where so many bytes stood; what stands behind them moves."""
    end = file.seek(0, os.SEEK_END)
    behind = position + old_bytes
    shift = len(new) - old_bytes
    if shift > 0:
        for stop in range(end, behind, -_PIECE_BYTES):
            _move(file, max(behind, stop - _PIECE_BYTES), stop, shift)
    elif shift < 0:
        for start in range(behind, end, _PIECE_BYTES):
            _move(file, start, min(end, start + _PIECE_BYTES), shift)
        file.truncate(end + shift)
    file.seek(position)
    file.write(new)


def _move(file: BinaryIO, start: int, stop: int, shift: int) -> None:
    file.seek(start)
    piece = file.read(stop - start)
    file.seek(start + shift)
    file.write(piece)
