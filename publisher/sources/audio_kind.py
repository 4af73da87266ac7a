"""What an audio file is by its content, whatever its name says."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import BinaryIO, Final

from publisher.errors import UnreadableFile
from publisher.sources.audio_bytes import ID3_HEADER_BYTES, id3_size_bytes, read_at
from publisher.sources.mp3_frames import has_frames

_HEAD_BYTES: Final = 4096
_HTML: Final = re.compile(rb"<!doctype\s+html|<html|<head\b|<body\b", re.IGNORECASE)
# QuickTime files of old have no ftyp atom; one of these comes first then.
_MP4: Final = re.compile(rb"....(?:ftyp|moov|mdat|wide|free|skip|pnot)", re.DOTALL)
_FREE_FORMAT: Final = re.compile(rb"\xff[\xe2-\xff][\x00-\x0f]")
_OTHERS: Final = (
    (re.compile(rb"version https://git-lfs"), "is a Git LFS pointer, not the audio; run: git lfs pull"),
    (re.compile(rb"FORM....AIF[FC]", re.DOTALL), "is AIFF, which podcast apps do not play"),
    (re.compile(rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11"), "is Windows Media, which podcast apps do not play"),
    (re.compile(rb"\x1a\x45\xdf\xa3"), "is WebM or Matroska, which podcast apps do not play"),
    (re.compile(rb"caff"), "is a Core Audio file, which podcast apps do not play"),
    (re.compile(rb"#!AMR"), "is AMR, which podcast apps do not play"),
    (re.compile(rb"\xff[\xf0\xf1\xf8\xf9]"), "is raw AAC, which cannot be sought in; put it into an .m4a file"),
    (re.compile(rb"PK\x03\x04"), "is a ZIP archive; unpack it"),
    (re.compile(rb"%PDF"), "is a PDF document"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff"), "is a picture"),
)


class Kind(StrEnum):
    """A container that we read."""

    MP3 = "MP3"
    MP4 = "MP4"
    OGG = "Ogg"
    FLAC = "FLAC"
    WAV = "WAV"


def find_kind(file: BinaryIO, size_bytes: int) -> tuple[Kind, int]:
    """What the file is, and where that begins (after ID3v2 tags).

    Raises UnreadableFile that says what was found instead.
    """
    if size_bytes == 0:
        raise UnreadableFile("is empty; copy or export it again")
    start = _after_id3(file, size_bytes)
    head = read_at(file, start, _HEAD_BYTES)
    kind = _by_magic(head)
    if kind is not None:
        return kind, start
    _refuse_what_is_known(head)
    if has_frames(file, start, size_bytes):
        return Kind.MP3, start
    raise UnreadableFile(_strange(head))


def _after_id3(file: BinaryIO, size_bytes: int) -> int:
    position = 0
    while tag_bytes := id3_size_bytes(read_at(file, position, ID3_HEADER_BYTES)):
        position += tag_bytes
    if position > size_bytes:
        missing = position - size_bytes
        raise UnreadableFile(f"is cut off inside its ID3 tag: {missing:,} bytes are missing; copy or export it again")
    if position == size_bytes:
        raise UnreadableFile("has an ID3 tag but no sound; copy or export it again")
    return position


def _by_magic(head: bytes) -> Kind | None:
    if head.startswith(b"OggS"):
        return Kind.OGG
    if head.startswith(b"fLaC"):
        return Kind.FLAC
    if head[:4] in {b"RIFF", b"RF64", b"BW64"} and head[8:12] == b"WAVE":
        return Kind.WAV
    return Kind.MP4 if _MP4.match(head) else None


def _refuse_what_is_known(head: bytes) -> None:
    if _HTML.search(head[:1024]):
        raise UnreadableFile("is a web page (HTML) saved as audio; download the recording itself")
    for magic, what in _OTHERS:
        if magic.match(head):
            raise UnreadableFile(what)


def _strange(head: bytes) -> str:
    if _FREE_FORMAT.match(head):
        return "is free-format MP3, which podcast apps do not play; export it with a fixed bit rate"
    if not head.strip(b"\0"):
        return "begins with nothing but zero bytes: its download or copy was not finished"
    shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in head[:16])
    return f"is no audio that we know (MP3, M4A, MP4, Ogg, FLAC, WAV): it begins with {head[:16].hex(' ')} ({shown})"
