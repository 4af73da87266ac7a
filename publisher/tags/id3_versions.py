"""Frames of one version of ID3v2 in another one, with the same values.

ID3v2.3 has no UTF-8 and other frames for dates, and in ID3v2.4 sizes are written in another way. A frame that came with
ID3v2.4 goes into a tag of ID3v2.3 under its name: players leave alone what they do not know, and iTunes does the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from publisher.errors import TagError
from publisher.tags.id3_decoded import Decoded, decode, encode
from publisher.tags.id3_frames import Frames
from publisher.tags.id3_raw import RawFrame, RawTag, inner_bytes, split_inner

_NEW_ENCODINGS: Final = {2: "utf-16-be", 3: "utf-8"}  # of ID3v2.4
_WITH_FRAMES_INSIDE: Final = frozenset({"CHAP", "CTOC"})
_TEXTS: Final = frozenset({"IPLS", "GRP1", "MVNM", "MVIN", "WFED"})  # beside those that begin with T
_TEXTS_WITH_LANGUAGE: Final = frozenset({"COMM", "USLT", "USER"})
_PARTLY_TEXT: Final = frozenset({"WXXX", "SYLT", "APIC", "GEOB", "OWNE", "COMR"})
_TIMESTAMP: Final = re.compile(r"(\d{4})(?:-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d)?)?)?", re.ASCII)
_OLD_DATES: Final = ("TYER", "TDAT", "TIME")
_OLD_DATE: Final = re.compile(r"(\d{4})\n(?:(\d\d)(\d\d))?\n(?:(\d\d)(\d\d))?", re.ASCII)


def in_version(tag: RawTag, version: int) -> tuple[RawFrame, ...]:
    """The frames of a tag in a version of ID3v2. Raises TagError that names a frame which cannot be carried over."""
    if tag.version in {0, version}:
        return tag.frames
    decoded = decode(tag)
    timestamp = _timestamp(decoded) if version == 4 else ()
    kept = [one for one in decoded if not (timestamp and one.id in _OLD_DATES)]
    return (*timestamp, *(frame for one in kept for frame in _carried(one, tag.version, version)))


def _carried(one: Decoded, old: int, new: int) -> Iterable[RawFrame]:
    if one.raw.is_opaque or (old == 2 and one.frame is None):
        raise TagError(
            f"has a frame {one.id} in its ID3v2.{old} tag that cannot be carried over to ID3v2.{new}; "
            "take it off with the program that wrote it"
        )
    if old == 2:
        return encode((one.frame,), new)
    # What to do with the frame when the tag or the file changes stands a bit lower in ID3v2.4.
    frame = replace(one.raw, flags=one.raw.flags >> 1 if new == 4 else one.raw.flags << 1)
    if one.id in _WITH_FRAMES_INSIDE:
        head, inner = split_inner(frame, old)
        inside = in_version(RawTag(version=old, frames=inner), new)
        return (replace(frame, content=head + inner_bytes(new, inside)),)
    return _older(one, frame) if new == 3 else (frame,)


def _older(one: Decoded, frame: RawFrame) -> Iterable[RawFrame]:
    if one.id == "TDRC" and (dates := _old_dates(one)):
        return dates
    encoding = _NEW_ENCODINGS.get(frame.content[0], "") if frame.content else ""
    if not encoding or one.frame is None:
        return (frame,)
    if one.id.startswith("T") or one.id in _TEXTS:
        return (replace(frame, content=_utf_16(frame.content, 1, encoding)),)
    if one.id in _TEXTS_WITH_LANGUAGE:
        return (replace(frame, content=_utf_16(frame.content, 4, encoding)),)
    return encode((one.frame,), 3) if one.id in _PARTLY_TEXT else (frame,)


def _utf_16(content: bytes, start: int, encoding: str) -> bytes:
    """The texts of a frame, which NULs divide, as UTF-16, each with its mark; the same content if they are broken."""
    try:
        texts = content[start:].decode(encoding).split("\0")
    except UnicodeDecodeError:
        return content
    wide = [b"\xff\xfe" + text.encode("utf-16-le", "surrogatepass") for text in texts]
    if len(texts) > 1 and not texts[-1]:
        wide[-1] = b""  # a NUL at the end divides nothing
    return b"\x01" + content[1:start] + b"\0\0".join(wide)


def _old_dates(one: Decoded) -> tuple[RawFrame, ...]:
    """TYER, TDAT and TIME for TDRC; none where they could not say all of it."""
    texts = [str(text) for text in one.frame.text] if one.frame is not None else []
    match = _TIMESTAMP.fullmatch(texts[0]) if len(texts) == 1 else None
    if not match:
        return ()
    year, month, day, hour, minute = match.groups()
    texts = [year, f"{day}{month}" if month else "", f"{hour}{minute}" if hour else ""]
    return tuple(Frames(3).text(name, text) for name, text in zip(_OLD_DATES, texts, strict=True) if text)


def _timestamp(decoded: Sequence[Decoded]) -> tuple[RawFrame, ...]:
    """TDRC for TYER, TDAT and TIME; none where it stands there already, or where they are no date."""
    texts = {one.id: str(one.frame) for one in decoded if one.frame is not None}
    match = _OLD_DATE.fullmatch("\n".join(texts.get(name, "") for name in _OLD_DATES))
    if "TDRC" in texts or not match:
        return ()
    year, day, month, hour, minute = match.groups()
    timestamp = year + (f"-{month}-{day}" if month else "") + (f"T{hour}:{minute}" if month and hour else "")
    return (Frames(4).text("TDRC", timestamp),)
