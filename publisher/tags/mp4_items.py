"""The items of iTunes (moov/udta/meta/ilst): each a box that holds ``data`` boxes, which say the type of their value.

QuickTime File Format, "Metadata Item List Atom". A free-form item (----) has boxes for its domain and its name, too.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from publisher.tags.mp4_boxes import Box, parse_children, render

FREE_FORM: Final = "----"
_IMPLICIT, _UTF_8, _UTF_16, _JPEG, _PNG, _INTEGER = 0, 1, 2, 13, 14, 21
_PICTURES: Final = {_JPEG: "image/jpeg", _PNG: "image/png"}
_PNG_MAGIC: Final = b"\x89PNG"
_TYPE_BYTES: Final = 8  # the type of a value, and its language
_TEXT_TYPES: Final = {_UTF_16: "utf-16-be"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of an item, and its well-known type."""

    type: int
    content: bytes

    @property
    def text(self) -> str:
        """The value as text."""
        return self.content.decode(_TEXT_TYPES.get(self.type, "utf-8"), "replace")

    @property
    def mime_type(self) -> str:
        """The value as a picture: files that say nothing or something wrong are known by how they begin."""
        return "image/png" if self.content.startswith(_PNG_MAGIC) else _PICTURES.get(self.type, "image/jpeg")


def key_of(item: Box) -> str:
    """The key of an item, as in the table of fields.

    >>> key_of(text_item("©nam", "One")), key_of(text_item("----:com.apple.iTunes:LABEL", "One"))
    ('©nam', '----:com.apple.iTunes:LABEL')
    """
    kind = item.kind.decode("latin-1")
    if kind != FREE_FORM:
        return kind
    parts = {box.kind: box.content[4:].decode("utf-8", "replace") for box in _inside(item)}
    return f"{kind}:{parts.get(b'mean', '')}:{parts.get(b'name', '')}"


def values_of(item: Box) -> tuple[Value, ...]:
    """Its values, in order."""
    data = (box.content for box in _inside(item) if box.kind == b"data" and len(box.content) >= _TYPE_BYTES)
    return tuple(Value(type=int.from_bytes(one[1:4], "big"), content=one[_TYPE_BYTES:]) for one in data)


def _inside(item: Box) -> tuple[Box, ...]:
    return parse_children(item.content)[0]


def text_item(key: str, text: str) -> Box:
    """An item of text, in UTF-8."""
    return _item(key, Value(type=_UTF_8, content=text.encode()))


def flag_item(key: str, *, is_set: bool) -> Box:
    """An item that is yes or no."""
    return _item(key, Value(type=_INTEGER, content=bytes([is_set])))


def pair_item(key: str, number: int, total: int) -> Box:
    """A number and of how many; iTunes has two bytes more behind those of tracks.

    >>> pair_of(pair_item("trkn", 3, 12))
    (3, 12)
    """
    behind = bytes(2) if key == "trkn" else b""
    return _item(key, Value(type=_IMPLICIT, content=struct.pack(">2x2H", number, total) + behind))


def pair_of(item: Box) -> tuple[int, int]:
    """The number in an item, and of how many; zeros for what it does not say."""
    content = next((value.content for value in values_of(item)), b"").ljust(6, b"\0")
    number, total = struct.unpack_from(">2H", content, 2)
    return number, total


def picture_item(key: str, values: Iterable[Value]) -> Box:
    """An item of pictures."""
    return _item(key, *values)


def picture_value(content: bytes, mime_type: str) -> Value:
    """A picture as a value."""
    return Value(type=_PNG if mime_type == "image/png" else _JPEG, content=content)


def _item(key: str, *values: Value) -> Box:
    data = (Box(kind=b"data", content=struct.pack(">2I", value.type, 0) + value.content) for value in values)
    kind, *names = key.split(":", 2)
    named = zip((b"mean", b"name"), names, strict=False)
    boxes = (*(Box(kind=box, content=bytes(4) + name.encode()) for box, name in named), *data)
    return Box(kind=kind.encode("latin-1"), content=b"".join(map(render, boxes)))


def with_items(items: Iterable[Box], key: str, new: Iterable[Box]) -> Iterator[Box]:
    """The items with new ones in place of those of a key, or behind all where there are none.

    >>> old = [text_item("©nam", "One"), text_item("©too", "x"), text_item("©nam", "Two")]
    >>> [key_of(item) for item in with_items(old, "©nam", [])]
    ['©too']
    """
    waiting = list(new)
    for item in items:
        if key_of(item) != key:
            yield item
        else:
            yield from waiting
            waiting = []
    yield from waiting
