"""Which media types mean the same, among the names that servers have for them."""

from __future__ import annotations

from typing import Final

_SAME: Final = (
    frozenset({"audio/mpeg", "audio/mp3", "audio/mpeg3", "audio/x-mp3", "audio/x-mpeg", "audio/x-mpeg-3"}),
    frozenset({"audio/x-m4a", "audio/m4a", "audio/mp4", "audio/aac", "audio/mp4a-latm", "audio/x-m4b"}),
    frozenset({"video/mp4", "video/x-m4v", "video/m4v"}),
    frozenset({"audio/ogg", "audio/opus", "application/ogg", "audio/x-opus+ogg", "audio/vorbis"}),
    frozenset({"audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"}),
    frozenset({"audio/flac", "audio/x-flac"}),
    frozenset({"image/jpeg", "image/jpg", "image/pjpeg"}),
)


def is_same_type(one: str, other: str) -> bool:
    """Whether two media types name the same kind of file.

    >>> is_same_type("audio/x-m4a", "audio/mp4"), is_same_type("audio/mpeg", "text/html")
    (True, False)
    """
    return one == other or any({one, other} <= group for group in _SAME)
