"""What the headers of an answer say of the file that it is, or is a part of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_CONTENT_RANGE: Final = re.compile(r"bytes +(\d{1,18})-(\d{1,18})/(\d{1,18}|\*)", re.ASCII | re.IGNORECASE)
_DIGITS: Final = re.compile(r"\d{1,18}", re.ASCII)
_LONGEST_VERSION: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentRange:
    """The bytes from ``start`` up to, but without, ``end``, of ``size_bytes`` (None: it is not said of how many)."""

    start: int
    end: int
    size_bytes: int | None


def content_range(headers: Mapping[str, str]) -> ContentRange | None:
    """Which part an answer is (RFC 9110, 14.4); None where it does not say.

    >>> content_range({"content-range": "bytes 0-9/100"})
    ContentRange(start=0, end=10, size_bytes=100)
    """
    found = _CONTENT_RANGE.fullmatch(headers.get("content-range", "").strip())
    if found is None:
        return None
    size_bytes = None if found[3] == "*" else int(found[3])
    return ContentRange(start=int(found[1]), end=int(found[2]) + 1, size_bytes=size_bytes)


def content_length(headers: Mapping[str, str]) -> int | None:
    """How many bytes the body has."""
    length = headers.get("content-length", "").strip()
    return int(length) if _DIGITS.fullmatch(length) else None


def etag(headers: Mapping[str, str]) -> str:
    """The ETag, if it is one that can be sent back."""
    return _version(headers, "etag")


def last_modified(headers: Mapping[str, str]) -> str:
    """When the file was changed, as it stands there."""
    return _version(headers, "last-modified")


def _version(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name, "").strip()
    return value if len(value) <= _LONGEST_VERSION and value.isascii() and value.isprintable() else ""
