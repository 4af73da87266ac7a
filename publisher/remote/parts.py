"""A file of which only some parts are known, for readers that seek and read in it like in any other.

A read of a part that is not known fails, and is remembered: whoever has the parts fetches it, and reads again.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Final, cast

BLOCK_BYTES: Final = 8192  # what is fetched and kept together


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """The bytes from ``start`` up to, but without, ``end``."""

    start: int
    end: int

    @property
    def blocks(self) -> range:
        """The numbers of the blocks that it touches.

        >>> Span(start=8191, end=8193).blocks, Span(start=0, end=0).blocks
        (range(0, 2), range(0, 0))
        """
        return range(self.start // BLOCK_BYTES, -(-self.end // BLOCK_BYTES) if self.end > self.start else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What is known of a file: its size, and blocks by their number; only the last block of the file is shorter.

    ``is_beginning``: no more than this beginning of it can be had.
    """

    size_bytes: int
    blocks: Mapping[int, bytes] = field(default_factory=dict)
    is_beginning: bool = False


class NotFetched(OSError):
    """A part of the file was read that is not known."""


class PartialFile(io.RawIOBase):
    """The file, open for reading; ``most_bytes`` cuts every read short."""

    def __init__(
        self,
        parts: Parts,
        *,
        missing: set[int] | None = None,
        most_bytes: int | None = None,
        blanks: Iterable[Span] = (),
        patches: Mapping[int, bytes] | None = None,
    ) -> None:
        self._parts = parts
        self._most_bytes = most_bytes
        self._blanks = tuple(blanks)
        self._patches = dict(patches or {})
        self._position = 0
        self.missing: set[int] = set() if missing is None else missing  # the blocks that somebody wanted

    @property
    def binary(self) -> BinaryIO:
        """Itself, as readers call it."""
        return cast(BinaryIO, self)

    @property
    def size_bytes(self) -> int:
        """Of the whole file."""
        return self._parts.size_bytes

    @property
    def is_beginning(self) -> bool:
        """Whether no more than its beginning can be had."""
        return self._parts.is_beginning

    @property
    def in_short_reads(self) -> PartialFile:
        """The same file, for readers that take a large block where they need its beginning."""
        return PartialFile(self._parts, missing=self.missing, most_bytes=BLOCK_BYTES)

    def without(self, blanks: Iterable[Span], patches: Mapping[int, bytes]) -> PartialFile:
        """The file with zeros in the blanks, as far as they are not known, and with patches by their position.

        What is missing in it, it remembers for itself.
        """
        return PartialFile(self._parts, blanks=blanks, patches=patches)

    @property
    def known_bytes(self) -> int:
        """How much of its beginning is known without a gap."""
        count = 0
        while count in self._parts.blocks:
            count += 1
        return min(count * BLOCK_BYTES, self.size_bytes)

    def has(self, span: Span) -> bool:
        """Whether it is known."""
        return all(block in self._parts.blocks for block in self._inside(span).blocks)

    def want(self, *spans: Span) -> None:
        """Have all of these fetched together. Raises NotFetched unless they are known."""
        before = len(self.missing)
        for span in spans:
            self.missing.update(block for block in self._inside(span).blocks if block not in self._parts.blocks)
        if len(self.missing) > before:
            raise NotFetched("has parts that were not fetched")

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """The position that is read next."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a position. Raises OSError for one before the beginning."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size_bytes}[whence]
        if start + offset < 0:
            raise OSError("cannot seek before the beginning of a file")
        self._position = start + offset
        return self._position

    def read(self, size: int | None = -1) -> bytes:
        """The bytes at the position. Raises NotFetched where they are not known."""
        wanted_bytes = self.size_bytes if size is None or size < 0 else size
        if self._most_bytes is not None:
            wanted_bytes = min(wanted_bytes, self._most_bytes)
        span = self._inside(Span(start=self._position, end=self._position + wanted_bytes))
        if span.end <= span.start:
            return b""
        content = self._content(span)
        self._position = span.end
        return content

    def _inside(self, span: Span) -> Span:
        return Span(start=span.start, end=min(span.end, self.size_bytes))

    def _content(self, span: Span) -> bytes:
        blanks = [blank for blank in self._blanks if blank.start < span.end and span.start < blank.end]
        if not blanks:
            self.want(span)
        pieces = [self._piece(block, span, blanks) for block in span.blocks]
        content = bytearray(b"".join(pieces))
        for position, patch in self._patches.items():
            if span.start <= position and position + len(patch) <= span.end:
                content[position - span.start : position - span.start + len(patch)] = patch
        return bytes(content)

    def _piece(self, block: int, span: Span, blanks: Iterable[Span]) -> bytes:
        """The part of a block that lies in a span."""
        begin = block * BLOCK_BYTES
        start, end = max(span.start, begin), min(span.end, begin + BLOCK_BYTES)
        known = self._parts.blocks.get(block)
        if known is not None:
            return known[start - begin : end - begin]
        if not any(blank.start <= start and end <= blank.end for blank in blanks):
            self.want(Span(start=start, end=end))
        return bytes(end - start)
