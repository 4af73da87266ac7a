"""Vorbis comments as bytes: what other programs wrote stays as it is, even where it is not what the standard allows.

https://xiph.org/vorbis/doc/v-comment.html
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from publisher.errors import TagError

_SIZE_BYTES: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """A list of comments, each as it stands in the file: ``NAME=value`` in UTF-8, as a rule.

    ``vendor`` names the encoder; ``rest`` is what stands behind the list.
    """

    vendor: bytes = b""
    listed: tuple[bytes, ...] = ()
    rest: bytes = b""


def parse_comments(content: bytes) -> Comments:
    """The comments in a packet of Ogg or a block of FLAC, behind its magic. Raises TagError if they are cut off."""
    vendor, position = _sized(content, 0)
    count = _number(content, position)
    position += _SIZE_BYTES
    listed = []
    for _ in range(count):
        comment, position = _sized(content, position)
        listed.append(comment)
    return Comments(vendor=vendor, listed=tuple(listed), rest=content[position:])


def render_comments(comments: Comments) -> bytes:
    """The bytes of them.

    >>> parse_comments(render_comments(Comments(vendor=b"x", listed=(b"TITLE=One",), rest=b"!"))).listed
    (b'TITLE=One',)
    """
    pieces = [_with_size(comments.vendor), len(comments.listed).to_bytes(_SIZE_BYTES, "little")]
    return b"".join([*pieces, *map(_with_size, comments.listed), comments.rest])


def name_of(comment: bytes) -> str:
    """The name of a comment in capitals, by which names are compared; of one without "=" there is none.

    >>> name_of(b"Title=One"), name_of(b"junk")
    ('TITLE', '')
    """
    name, equals, _ = comment.partition(b"=")
    return name.decode("ascii", "replace").upper() if equals else ""


def value_of(comment: bytes) -> str:
    """The text of a comment.

    >>> value_of(b"TITLE=One=Two")
    'One=Two'
    """
    return comment.partition(b"=")[2].decode("utf-8", "replace")


def comment(name: str, value: str) -> bytes:
    """One comment."""
    return f"{name}={value}".encode()


def _sized(content: bytes, position: int) -> tuple[bytes, int]:
    """The bytes that begin with their number, and where the next ones begin."""
    start = position + _SIZE_BYTES
    end = start + _number(content, position)
    if end > len(content):
        raise TagError("has comments that are cut off; copy or export it again")
    return content[start:end], end


def _number(content: bytes, position: int) -> int:
    if position + _SIZE_BYTES > len(content):
        raise TagError("has comments that are cut off; copy or export it again")
    return int.from_bytes(content[position : position + _SIZE_BYTES], "little")


def _with_size(content: bytes) -> bytes:
    return len(content).to_bytes(_SIZE_BYTES, "little") + content
