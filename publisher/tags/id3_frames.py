"""Frames of ID3v2.3 and 2.4 in their bytes.

Text is Latin-1 where it is ASCII, which every player reads; otherwise UTF-16 in ID3v2.3, which has no UTF-8, and UTF-8
in ID3v2.4. https://id3.org/id3v2.3.0, 3.3 and 4; https://id3.org/id3v2.4.0-frames
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from publisher.tags.id3_raw import RawFrame, inner_bytes
from publisher.tags.wanted import Artwork

UNKNOWN_LANGUAGE: Final = "XXX"
FRONT_COVER: Final = 3
NO_OFFSET: Final = 0xFFFFFFFF  # ID3v2 Chapter Frame Addendum, 3.1: the times count

_MILLISECONDS: Final = 2  # of SYLT: the format of its times
_LYRICS: Final = 1  # of SYLT: what its text is
_OTHER_PICTURE: Final = 0
_LATIN_1: Final = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Encoding:
    number: int
    name: str
    mark: bytes = b""
    end: bytes = b"\0"

    def of(self, text: str) -> bytes:
        return self.mark + text.encode(self.name)


_ASCII: Final = _Encoding(number=_LATIN_1, name="ascii")
_WIDE: Final = {
    3: _Encoding(number=1, name="utf-16-le", mark=b"\xff\xfe", end=b"\0\0"),
    4: _Encoding(number=3, name="utf-8"),
}


@dataclass(frozen=True, slots=True)
class Frames:
    """Makes frames of one version of ID3v2: 3 or 4."""

    version: int

    def text(self, name: str, text: str) -> RawFrame:
        """T000 to TZZZ."""
        encoding = self._encoding(text)
        return RawFrame(id=name, content=bytes((encoding.number,)) + encoding.of(text))

    def user_text(self, description: str, text: str) -> RawFrame:
        """TXXX."""
        return RawFrame(id="TXXX", content=self._described("", description, text))

    def long_text(self, name: str, language: str, text: str) -> RawFrame:
        """COMM and USLT, without a description."""
        return RawFrame(id=name, content=self._described(language, "", text))

    def url(self, name: str, url: str) -> RawFrame:
        """W000 to WZZZ: ASCII."""
        return RawFrame(id=name, content=url.encode("ascii"))

    def user_url(self, description: str, url: str) -> RawFrame:
        """WXXX: its URL is ASCII, whatever its description is."""
        encoding = self._encoding(description)
        described = bytes((encoding.number,)) + encoding.of(description) + encoding.end
        return RawFrame(id="WXXX", content=described + url.encode("ascii"))

    def picture(self, artwork: Artwork, *, description: str = "", is_cover: bool = True) -> RawFrame:
        """APIC: the front cover, or the picture of a chapter."""
        kind = FRONT_COVER if is_cover else _OTHER_PICTURE
        encoding = self._encoding(description)
        head = bytes((encoding.number,)) + artwork.mime_type.encode("ascii") + b"\0" + bytes((kind,))
        return RawFrame(id="APIC", content=head + encoding.of(description) + encoding.end + artwork.content)

    def private(self, owner: str, content: bytes) -> RawFrame:
        """PRIV."""
        return RawFrame(id="PRIV", content=owner.encode("ascii") + b"\0" + content)

    def podcast(self) -> RawFrame:
        """PCST: four zero bytes, as iTunes writes it."""
        return RawFrame(id="PCST", content=bytes(4))

    def feed(self, url: str) -> RawFrame:
        """WFED: a text in spite of its name, as iTunes and TagLib have it."""
        return RawFrame(id="WFED", content=b"\0" + url.encode("ascii"))

    def timed_text(self, language: str, lines: Sequence[tuple[int, str]]) -> RawFrame:
        """SYLT: each text with the millisecond at which it starts."""
        encoding = self._encoding("".join(text for _, text in lines))
        head = bytes((encoding.number,)) + language.encode("ascii") + bytes((_MILLISECONDS, _LYRICS))
        timed = (encoding.of(text) + encoding.end + start_ms.to_bytes(4, "big") for start_ms, text in lines)
        return RawFrame(id="SYLT", content=head + encoding.of("") + encoding.end + b"".join(timed))

    def chapter(self, element: str, start_ms: int, end_ms: int, inner: Iterable[RawFrame]) -> RawFrame:
        """CHAP, with the frames that say what the chapter is."""
        numbers = (start_ms, end_ms, NO_OFFSET, NO_OFFSET)
        times = b"".join(number.to_bytes(4, "big") for number in numbers)
        return RawFrame(id="CHAP", content=element.encode("ascii") + b"\0" + times + inner_bytes(self.version, inner))

    def contents(self, element: str, children: Sequence[str], *, is_top: bool) -> RawFrame:
        """CTOC, ordered."""
        flags = 0b11 if is_top else 0b01
        listed = b"".join(child.encode("ascii") + b"\0" for child in children)
        return RawFrame(id="CTOC", content=element.encode("ascii") + b"\0" + bytes((flags, len(children))) + listed)

    def _described(self, language: str, description: str, text: str) -> bytes:
        encoding = self._encoding(description + text)
        head = bytes((encoding.number,)) + language.encode("ascii")
        return head + encoding.of(description) + encoding.end + encoding.of(text)

    def _encoding(self, text: str) -> _Encoding:
        return _ASCII if text.isascii() else _WIDE[self.version]
