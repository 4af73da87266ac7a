"""How MP4 files are laid out: atoms, each a size, a type of four characters, and its content, maybe atoms again.

ISO/IEC 14496-12, and Apple's QuickTime File Format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from publisher.sources.audio_bytes import read_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """An atom of a file; ``start`` is that of its content. A last one may end behind the file, if that is cut off."""

    kind: bytes
    start: int
    end: int


def atoms_between(file: BinaryIO, start: int, end: int) -> Iterator[Atom]:
    """The atoms between two positions of a file, up to whatever is none."""
    position = start
    while position + 8 <= end:
        header = read_at(file, position, 16)
        if len(header) < 8:
            return  # a damaged atom says that it ends behind the file
        size_bytes, kind = struct.unpack_from(">I4s", header)
        header_bytes = 8
        if size_bytes == 1:
            size_bytes, header_bytes = int.from_bytes(header[8:], "big"), 16
        elif size_bytes == 0:
            size_bytes = end - position
        if size_bytes < header_bytes or not _is_kind(kind):
            return  # padding, or the tag of another format
        yield Atom(kind=kind, start=position + header_bytes, end=position + size_bytes)
        position += size_bytes


def _is_kind(kind: bytes) -> bool:
    return all(32 <= byte < 127 or byte == 0xA9 for byte in kind)


def find_atom(atoms: Iterable[Atom], kind: bytes) -> Atom | None:
    """The first atom of a kind."""
    return next((atom for atom in atoms if atom.kind == kind), None)


def descend(file: BinaryIO, parent: Atom, *path: bytes) -> Atom | None:
    """The atom that a path of kinds leads to below another one."""
    atom: Atom | None = parent
    for kind in path:
        atom = find_atom(atoms_between(file, atom.start, atom.end), kind) if atom else None
    return atom
