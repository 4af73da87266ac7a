"""The index (moov) of an MP4 file as boxes: what nobody asks about comes out again as the bytes that went in.

ISO/IEC 14496-12, 4.2: a box is its size, its kind, and its content, which may be boxes again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

HEADER_BYTES: Final = 8
_WIDE_HEADER_BYTES: Final = 16

_Tree = Mapping[bytes, "_Tree"]
# Only these are opened: a limit to how deep a file can lead us.
_LEAVES: Final[_Tree] = {}
_OPENED: Final[_Tree] = {
    b"moov": {
        b"trak": {b"mdia": {b"minf": {b"stbl": _LEAVES}}, b"tref": _LEAVES},
        b"udta": {b"meta": {b"ilst": _LEAVES}},
        b"meta": _LEAVES,
    }
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box: its content, or its children between what stands before them (``content``) and behind (``rest``)."""

    kind: bytes
    content: bytes = b""
    children: tuple[Box, ...] | None = None
    rest: bytes = b""


def parse_moov(content: bytes) -> Box:
    """The box of an index, by the bytes of its content."""
    return _parse(b"moov", content, _OPENED)


def _parse(kind: bytes, content: bytes, opened: _Tree) -> Box:
    if kind not in opened:
        return Box(kind=kind, content=content)
    before = _before_children(kind, content)
    children, end = parse_children(content, before, opened[kind])
    return Box(kind=kind, content=content[:before], children=children, rest=content[end:])


def parse_children(content: bytes, position: int = 0, opened: _Tree = _LEAVES) -> tuple[tuple[Box, ...], int]:
    """The boxes from a position on, up to what is none; and where that is.

    >>> parse_children(bytes.fromhex("0000000a66726565 0000 0000"))
    ((Box(kind=b'free', content=b'\\x00\\x00', children=None, rest=b''),), 10)
    """
    children = []
    while position + HEADER_BYTES <= len(content):
        header_bytes, size_bytes = HEADER_BYTES, int.from_bytes(content[position : position + 4], "big")
        if size_bytes == 1:
            header_bytes = _WIDE_HEADER_BYTES
            size_bytes = int.from_bytes(content[position + 8 : position + 16], "big")
        end = position + size_bytes
        if size_bytes < header_bytes or end > len(content):
            break
        kind = content[position + 4 : position + 8]
        children.append(_parse(kind, content[position + header_bytes : end], opened))
        position = end
    return tuple(children), position


def _before_children(kind: bytes, content: bytes) -> int:
    """The bytes of version and flags that ``meta`` has in MP4, but not in QuickTime."""
    return 4 if kind == b"meta" and content[4:8] != b"hdlr" else 0


def render(box: Box) -> bytes:
    """The bytes of a box."""
    content = b"".join((box.content, *map(render, box.children or ()), box.rest))
    return header(box.kind, len(content)) + content


def header(kind: bytes, content_bytes: int) -> bytes:
    """What stands before the content of a box.

    >>> header(b"free", 8).hex(), len(header(b"mdat", 1 << 32))
    ('0000001066726565', 16)
    """
    size_bytes = content_bytes + HEADER_BYTES
    if size_bytes < 1 << 32:
        return size_bytes.to_bytes(4, "big") + kind
    return (1).to_bytes(4, "big") + kind + (content_bytes + _WIDE_HEADER_BYTES).to_bytes(8, "big")


def parent(kind: bytes, *children: Box) -> Box:
    """A box of boxes."""
    return Box(kind=kind, children=children)


def find(box: Box | None, *path: bytes) -> Box | None:
    """The box that a path of kinds leads to below another one."""
    for kind in path:
        box = next((child for child in box.children or () if child.kind == kind), None) if box else None
    return box


def content_of(box: Box | None, *path: bytes) -> bytes:
    """The content of the box that a path of kinds leads to; nothing if there is none."""
    found = find(box, *path)
    return found.content if found else b""


def with_children(box: Box, children: Iterable[Box]) -> Box:
    """The same box with other children."""
    return replace(box, children=tuple(children))


def with_box(box: Box, path: tuple[bytes, ...], new: Box | None) -> Box:
    """The same box, in which the one that the path leads to is another one, or is gone.

    Where there is none yet, it is put behind the others; what is missing on the way there is made.
    """
    kind, deeper = path[0], path[1:]
    old = find(box, kind)
    if deeper:
        new = with_box(old or parent(kind), deeper, new) if old or new else None
    if old is None:
        return with_children(box, (*(box.children or ()), new)) if new else box
    changed = (new if child is old else child for child in box.children or ())
    return with_children(box, (child for child in changed if child is not None))
