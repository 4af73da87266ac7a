"""The head of an Ogg file: the packets of Vorbis or Opus in front of the sound. RFC 3533, RFC 7845, Vorbis I 4.2.

Of the pages, mutagen makes the new ones, moves what is behind them and numbers it anew.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, BinaryIO, Final

from mutagen import MutagenError
from mutagen.ogg import OggPage

from publisher.errors import TagError
from publisher.sources.audio_bytes import read_at
from publisher.sources.ogg_pages import FIRST_PAGE, pages
from publisher.tags.comments import Comments, parse_comments, render_comments
from publisher.tags.resizing import padding_bytes

_IDENTIFIED_BY: Final = {
    b"OpusHead": (b"OpusTags", 1),
    b"\x01vorbis": (b"\x03vorbis", 2),
}  # and how many packets follow
_OGG_ERRORS: Final = (MutagenError, ValueError, IndexError, EOFError, struct.error)
_NUMBER_AND_SUM: Final = slice(18, 26)  # of a page; they change when it is numbered anew
_SUM: Final = slice(22, 26)
_BITS_SWAPPED: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_UNREADABLE: Final = "has a header that cannot be read; copy or export it again"


@dataclass(frozen=True, slots=True, kw_only=True)
class OggHead:
    """The comments of an Ogg file, and the other packets that say how its sound is encoded."""

    start: int
    identification: bytes
    magic: bytes  # in front of the comments
    comments: Comments
    setup: tuple[bytes, ...]
    pages: Sequence[Any]  # those of mutagen on which comments and setup stand

    @property
    def pictures(self) -> tuple[bytes, ...]:
        """None: they stand in comments."""
        return ()

    @property
    def others(self) -> tuple[tuple[str, bytes], ...]:
        """Nothing: the other packets belong to the sound."""
        return ()

    @property
    def end(self) -> int:
        """Where the sound begins."""
        return int(self.pages[-1].offset + self.pages[-1].size)

    def having(self, comments: Comments, pictures: Sequence[bytes]) -> OggHead:  # noqa: ARG002
        """The same with other comments, among which its pictures are."""
        return replace(self, comments=comments)


def read_ogg_head(file: BinaryIO, start: int) -> OggHead:
    """The head of the Ogg file that begins there.

    Raises TagError where it is damaged, where several streams run side by side, or where it is neither Vorbis nor Opus.
    """
    file.seek(start)
    try:
        first = OggPage(file)
        identification = bytes(first.packets[0])
        magic, packet_count = _follows(identification)
        head_pages = _pages_of(file, first.serial, packet_count)
        comments, *setup = map(bytes, OggPage.to_packets(head_pages))
    except _OGG_ERRORS as error:
        raise TagError(_UNREADABLE) from error
    if not comments.startswith(magic):
        raise TagError(_UNREADABLE)
    return OggHead(
        start=start,
        identification=identification,
        magic=magic,
        comments=parse_comments(comments[len(magic) :]),
        setup=tuple(setup),
        pages=tuple(head_pages),
    )


def write_ogg_head(file: BinaryIO, head: OggHead, at_least_bytes: int) -> None:
    """Puts the comments into the file that ``head`` was read from, with padding behind them.

    Raises TagError where the pages of sound could not be numbered anew without harm.
    """
    _check_streams(file, head)
    packets = [_packet(head, at_least_bytes), *head.setup]
    try:
        OggPage.replace(file, list(head.pages), _new_pages(packets, head.pages))
    except _OGG_ERRORS as error:
        raise TagError("has pages that cannot be numbered anew; copy or export it again") from error


def digest_ogg(file: BinaryIO, head: OggHead) -> str:
    """A digest of the packets that set the decoder up, and of all pages of sound but for their numbers."""
    digest = sha256()
    for packet in (head.identification, *head.setup):
        digest.update(len(packet).to_bytes(8, "big") + packet)
    for page in pages(file, head.end, file.seek(0, os.SEEK_END)):
        content = bytearray(read_at(file, page.begin, page.end - page.begin))
        content[_NUMBER_AND_SUM] = bytes(8)
        digest.update(content)
    return digest.hexdigest()


def _check_streams(file: BinaryIO, head: OggHead) -> None:
    end = file.seek(0, os.SEEK_END)
    streams = set()
    position = head.start
    for page in pages(file, head.start, end):
        if page.flags & FIRST_PAGE and page.stream in streams:
            raise TagError("is joined of files that say they are one stream; export it again as one recording")
        streams.add(page.stream)
        if page.end <= end and not _is_intact(read_at(file, page.begin, page.end - page.begin)):
            raise TagError(f"is damaged at byte {page.begin:,}, by its checksum; copy or export it again")
        position = page.end
    if position != end:
        raise TagError(f"is damaged or cut off at byte {min(position, end):,}; copy or export it again")


def _is_intact(page: bytes) -> bool:
    """Whether a page has the checksum of its content; numbered anew it gets one, and players would play the damage."""
    content = page[: _SUM.start] + bytes(4) + page[_SUM.stop :]
    # RFC 3533, 6: the polynomial of zlib.crc32, but the bits in the other order, and nothing inverted.
    swapped = ~zlib.crc32(content.translate(_BITS_SWAPPED), 0xFFFFFFFF) & 0xFFFFFFFF
    return int(f"{swapped:032b}"[::-1], 2) == int.from_bytes(page[_SUM], "little")


def _follows(identification: bytes) -> tuple[bytes, int]:
    for magic, follows in _IDENTIFIED_BY.items():
        if identification.startswith(magic):
            return follows
    raise TagError("is Ogg, but holds neither Vorbis nor Opus, or pictures beside its sound")


def _pages_of(file: BinaryIO, serial: int, packet_count: int) -> list[Any]:
    """The pages with so many packets, which must end where a page does: positions of sound belong to whole pages."""
    found: list[Any] = []
    begun = 0
    while not found or begun - (not found[-1].complete) < packet_count:
        page = OggPage(file)
        if page.serial != serial:
            raise TagError("holds several streams side by side, as videos do; export its sound alone")
        found.append(page)
        begun += len(page.packets) - page.continued
    if begun != packet_count or not found[-1].complete:
        raise TagError("has sound on the pages of its header, where none may be; export it again")
    return found


def _packet(head: OggHead, at_least_bytes: int) -> bytes:
    """The packet of the comments. What stands behind them is kept, but for zeros, which are padding."""
    kept = head.comments.rest.rstrip(b"\0")
    packet = head.magic + render_comments(replace(head.comments, rest=kept))
    if kept and head.magic == b"OpusTags":
        return packet[: -len(kept)] + head.comments.rest  # data of an unknown form: RFC 7845, 5.2
    room_bytes = len(OggPage.to_packets(list(head.pages))[0])
    return packet + bytes(padding_bytes(len(packet), room_bytes, at_least_bytes))


def _new_pages(packets: list[bytes], old_pages: Sequence[Any]) -> list[Any]:
    """Pages for the packets: laid out as before where they are as long as before, so that nothing behind them moves."""
    if list(map(len, packets)) != list(map(len, OggPage.to_packets(list(old_pages)))):
        return list(OggPage.from_packets(packets, sequence=old_pages[0].sequence))
    content, position = b"".join(packets), 0
    new_pages = []
    for old in old_pages:
        page: Any = OggPage()
        page.complete, page.continued, page.position = old.complete, old.continued, old.position
        for packet in old.packets:
            page.packets.append(content[position : position + len(packet)])
            position += len(packet)
        new_pages.append(page)
    return new_pages
