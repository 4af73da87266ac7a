"""The head of a FLAC file: its blocks of metadata, in front of the sound. The layout: RFC 9639, 8."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import BinaryIO, Final

from publisher.errors import TagError
from publisher.sources.audio_bytes import read_at
from publisher.tags.comments import Comments, parse_comments, render_comments
from publisher.tags.resizing import padding_bytes, replace_bytes

_MAGIC: Final = b"fLaC"
_HEADER_BYTES: Final = 4
_MOST_BYTES: Final = (1 << 24) - 1
_PIECE_BYTES: Final = 1 << 20
_LAST: Final = 0x80
_STREAM_INFO, _PADDING, _COMMENTS, _PICTURE = 0, 1, 4, 6
_NAMES: Final = {0: "STREAMINFO", 2: "APPLICATION", 3: "SEEKTABLE", 4: "second VORBIS_COMMENT", 5: "CUESHEET"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of metadata, without its header."""

    kind: int
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FlacHead:
    """All blocks but those of padding, and the room that they have in the file."""

    blocks: tuple[Block, ...]
    begin: int  # behind the magic
    end: int  # where the sound begins

    @property
    def comments(self) -> Comments:
        """Its comments; none where it has no block for them."""
        block = self._comments_block
        return parse_comments(block.content) if block else Comments()

    @property
    def pictures(self) -> tuple[bytes, ...]:
        """Its picture blocks."""
        return tuple(block.content for block in self.blocks if block.kind == _PICTURE)

    @property
    def others(self) -> tuple[tuple[str, bytes], ...]:
        """What is neither comments nor picture nor padding, with a name for it."""
        return tuple((f"block {_NAMES.get(block.kind, block.kind)}", block.content) for block in self._other_blocks)

    def having(self, comments: Comments, pictures: Sequence[bytes]) -> FlacHead:
        """The same with other comments and pictures."""
        is_empty = not (comments.vendor or comments.listed or comments.rest)
        new = () if is_empty else (Block(kind=_COMMENTS, content=render_comments(comments)),)
        stream_info, *others = self._other_blocks
        drawn = (Block(kind=_PICTURE, content=picture) for picture in pictures)
        return replace(self, blocks=(stream_info, *new, *others, *drawn))

    @property
    def _comments_block(self) -> Block | None:
        return next((block for block in self.blocks if block.kind == _COMMENTS), None)

    @property
    def _other_blocks(self) -> tuple[Block, ...]:
        comments = self._comments_block
        return tuple(block for block in self.blocks if block is not comments and block.kind != _PICTURE)


def read_flac_head(file: BinaryIO, start: int) -> FlacHead:
    """The head of the FLAC file that begins there. Raises TagError where its blocks do not lead to the sound."""
    blocks = []
    position, is_last = start + len(_MAGIC), False
    while not is_last:
        header = read_at(file, position, _HEADER_BYTES)
        content = file.read(int.from_bytes(header[1:], "big"))
        position += _HEADER_BYTES + len(content)
        is_last = len(header) < _HEADER_BYTES or bool(header[0] & _LAST)
        blocks.append(Block(kind=header[0] & ~_LAST if header else _PADDING, content=content))
    sync = read_at(file, position, 2)
    if blocks[0].kind != _STREAM_INFO or len(sync) < 2 or sync[0] != 0xFF or sync[1] & 0xFC != 0xF8:
        raise TagError("has blocks in front of its sound whose sizes are wrong; export it again")
    kept = tuple(block for block in blocks if block.kind != _PADDING)
    return FlacHead(blocks=kept, begin=start + len(_MAGIC), end=position)


def write_flac_head(file: BinaryIO, head: FlacHead, at_least_bytes: int) -> None:
    """Puts the blocks in front of the sound, with padding behind them. Raises TagError if one of them is too large."""
    rendered = [(block.kind, block.content) for block in head.blocks]
    content_bytes = sum(_HEADER_BYTES + len(content) for _, content in rendered)
    room_bytes = head.end - head.begin
    if content_bytes != room_bytes:
        left_bytes = padding_bytes(content_bytes + _HEADER_BYTES, room_bytes, at_least_bytes)
        rendered.append((_PADDING, bytes(left_bytes)))
    if any(len(content) > _MOST_BYTES for _, content in rendered):
        raise TagError("would need more than 16 MB for one block of its tags, the most that FLAC can hold")
    flags = [0] * (len(rendered) - 1) + [_LAST]
    pieces = [
        bytes([kind | flag]) + len(content).to_bytes(3, "big") + content
        for (kind, content), flag in zip(rendered, flags, strict=True)
    ]
    replace_bytes(file, head.begin, room_bytes, b"".join(pieces))


def digest_flac(file: BinaryIO, head: FlacHead) -> str:
    """A digest of the frames, and of whatever stands behind them."""
    digest = sha256()
    file.seek(head.end)
    while piece := file.read(_PIECE_BYTES):
        digest.update(piece)
    return digest.hexdigest()
