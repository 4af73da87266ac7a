"""Frames of ID3v2 as mutagen reads them, one at a time: one that it cannot read does no harm to the others."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from mutagen import MutagenError
from mutagen.id3 import ID3, TextFrame

from publisher.errors import TagError
from publisher.tags.digest import bytes_digest
from publisher.tags.id3_raw import RawFrame, RawTag, read_raw, tag_bytes

# What broken frames bring out of mutagen; it has no base class for them.
_MUTAGEN_ERRORS: Final = (
    MutagenError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    EOFError,
    RecursionError,
    struct.error,
    zlib.error,
)
_ENCODING: Final = re.compile(r"encoding=<[^>]*>, ")
_ENCODING_NUMBERS: Final = frozenset({b"\0", b"\1", b"\2", b"\3"})
_NAME_CHARACTERS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A frame with what mutagen makes of it: None where it makes nothing of it. ``id`` is that of ID3v2.3 and 2.4."""

    raw: RawFrame
    frame: Any
    id: str

    @property
    def name(self) -> str:
        """What it is, for people."""
        if self.frame is None or self.id in {"PRIV", "UFID"}:
            owner = getattr(self.frame, "owner", "")
            return f"{self.id}:{owner}"[:_NAME_CHARACTERS] if owner else self.id
        return str(self.frame.HashKey)[:_NAME_CHARACTERS]

    @property
    def is_empty(self) -> bool:
        """Whether it is a text that says nothing, which mutagen leaves out when it writes."""
        return isinstance(self.frame, TextFrame) and not str(self.frame)

    @property
    def digest(self) -> str:
        """The same for the same values, in whatever version and encoding they stand."""
        if self.frame is None:
            return bytes_digest(self.raw.content)
        return bytes_digest(_ENCODING.sub("", repr(self.frame)).encode("utf-8", "surrogatepass"))


def decode(tag: RawTag) -> list[Decoded]:
    """Every frame of a tag, in the order of the file."""
    return [_decoded(frame, tag.version) for frame in tag.frames]


def encode(frames: Iterable[Any], version: int) -> tuple[RawFrame, ...]:
    """Frames of mutagen in a version of ID3v2, with all their values. Raises TagError."""
    tags = ID3()
    buffer = io.BytesIO()
    try:
        for frame in frames:
            tags.add(frame)
        # None: of several values of a frame each stands for itself
        tags.save(buffer, v2_version=version, v23_sep=None, padding=lambda _info: 0)
    except _MUTAGEN_ERRORS as error:
        raise TagError(
            "has an ID3 tag that cannot be written anew; save its tags with another program first"
        ) from error
    return read_raw(buffer, 0).frames


def _decoded(raw: RawFrame, version: int) -> Decoded:
    # iTunes gives the address of a feed as a text, with its encoding in front; mutagen would see nothing of it.
    is_text = raw.id == "WFED" and raw.content[:1] in _ENCODING_NUMBERS
    readable = replace(raw, id="TIT2") if is_text else raw
    frame = None if raw.is_opaque else _frame_of(readable, version)
    name = raw.id.rstrip(" \0") if frame is None or is_text else str(frame.FrameID)
    return Decoded(raw=raw, frame=frame, id=name)


def _frame_of(raw: RawFrame, version: int) -> Any:
    try:
        tags = ID3(io.BytesIO(tag_bytes(version, (raw,))), translate=False, load_v1=False)
    except _MUTAGEN_ERRORS:
        return None
    frames = list(tags.values())
    return frames[0] if len(frames) == 1 and not tags.unknown_frames else None
