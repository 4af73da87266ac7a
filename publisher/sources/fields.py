"""What a value of YAML means: one converter a kind of field.

A converter takes a node and gives the value, or None where the author wrote nothing or TODO. It raises FieldError,
whose message says what was expected, for anything else.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, Final, TypeAlias, TypeVar

from publisher.clock import parse_time_ms
from publisher.sources import composed
from publisher.sources.composed import Node, Scalar
from publisher.text import one_line
from publisher.urls import http_url

T = TypeVar("T")
Converter: TypeAlias = Callable[[Node], Any]

_UNKNOWN: Final = {"", "todo", "tbd", "tba"}
_TRUE: Final = {"true", "yes", "on"}
_FALSE: Final = {"false", "no", "off"}
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_INTEGER: Final = re.compile(r"\d{1,12}", re.ASCII)  # the bytes of a film, too


class FieldError(ValueError):
    """A value that its field cannot hold; ``line`` is where it stands."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


class WrongKind(FieldError):
    """A list or keys where text belongs, or text where keys do; ``node`` is what stands there."""

    def __init__(self, message: str, node: Node) -> None:
        super().__init__(message, node.line)
        self.node = node


def is_unknown(text: str) -> bool:
    """Whether the author has yet to fill this in: TODO means unknown, and is never published.

    >>> is_unknown("TODO"), is_unknown("To do list")
    (True, False)
    """
    return text.strip().casefold() in _UNKNOWN


def line_of_text(node: Node) -> str | None:
    """Text on one line: titles, names."""
    text = one_line(_scalar(node, "text").text)
    return None if is_unknown(text) or is_null(node) else text


def text(node: Node) -> str | None:
    """Text of any length, its lines kept."""
    content = _scalar(node, "text").text.strip()
    return None if is_unknown(content) or is_null(node) else content


def integer(node: Node) -> int | None:
    """A whole number from 0."""
    content = line_of_text(node)
    if content is None:
        return None
    if not _INTEGER.fullmatch(content):
        raise FieldError(f"{quoted(content)} is not a whole number; write it in digits, like 7", node.line)
    return int(content)


def positive(node: Node) -> int | None:
    """A whole number from 1."""
    number = integer(node)
    if number == 0:
        raise FieldError("0 is no number for this; count from 1, or leave it out", node.line)
    return number


def boolean(node: Node) -> bool | None:
    """True or false, as YAML 1.1 spells them too."""
    content = line_of_text(node)
    if content is None:
        return None
    if content.casefold() in _TRUE:
        return True
    if content.casefold() in _FALSE:
        return False
    raise FieldError(f"{quoted(content)} is neither true nor false; write one of the two", node.line)


def time_ms(node: Node) -> int | None:
    """A time or a length in milliseconds: ``1:02:03``, ``PT1H2M3S`` or seconds."""
    content = line_of_text(node)
    if content is None:
        return None
    try:
        return parse_time_ms(content)
    except ValueError as error:
        raise FieldError(f"{quoted(content)} is not a time; write 1:02:03, PT1H2M3S or seconds", node.line) from error


def length_ms(node: Node) -> int | None:
    """A length in milliseconds, written like a time, and more than nothing."""
    length = time_ms(node)
    if length == 0:
        raise FieldError("a length of 0 is none; write 1:02:03, PT1H2M3S or seconds, or leave it out", node.line)
    return length


def parse_moment(text: str) -> date | datetime:
    """A day, or a day with a time of day (ISO 8601), in years that can be a podcast's.

    >>> parse_moment("2026-01-31"), parse_moment("2026-01-31 18:00")
    (datetime.date(2026, 1, 31), datetime.datetime(2026, 1, 31, 18, 0))

    Raises ValueError for anything else.
    """
    if not _DAY.match(text):
        raise ValueError(f"not a day: {text[:40]!r}")
    written = date.fromisoformat(text) if len(text) == len("2026-01-31") else datetime.fromisoformat(text)
    if not _FIRST_YEAR <= written.year <= _LAST_YEAR:
        raise ValueError(f"not a year of a podcast: {text[:40]!r}")
    return written


def moment(node: Node) -> date | datetime | None:
    """A day, or a day with a time of day, with or without an offset from UTC (ISO 8601)."""
    content = line_of_text(node)
    if content is None:
        return None
    try:
        return parse_moment(content)
    except ValueError as error:
        reason = "write 2026-01-31 or 2026-01-31 18:00"
        raise FieldError(f"{quoted(content)} is not a date; {reason}", node.line) from error


def url(node: Node) -> str | None:
    """An absolute http or https URL, in ASCII."""
    content = line_of_text(node)
    if content is None:
        return None
    encoded = http_url(content)
    if encoded is None:
        raise FieldError(f"{quoted(content)} is not a URL; write it whole, with https://", node.line)
    return encoded


def choice(*allowed: str) -> Converter:
    """One of the given words, whatever its case."""

    def convert(node: Node) -> str | None:
        content = line_of_text(node)
        if content is None or content.casefold() in allowed:
            return content and content.casefold()
        near = nearest(content, allowed)
        raise FieldError(f"{quoted(content)} is not one of {', '.join(allowed)}{near}", node.line)

    return convert


def list_of(convert: Callable[[Node], T | None]) -> Callable[[Node], tuple[T, ...]]:
    """A list of values, or one alone; what is unknown is left out."""

    def convert_all(node: Node) -> tuple[T, ...]:
        items: Iterable[Node] = node.items if isinstance(node, composed.Sequence) else (node,)
        converted = (convert(item) for item in items if not is_null(item))
        return tuple(value for value in converted if value is not None)

    return convert_all


def words(node: Node) -> tuple[str, ...]:
    """Keywords, names or ids, each once: a list, or one text with commas."""
    if isinstance(node, Scalar) and not node.is_null:
        parts = tuple(part for part in map(one_line, node.text.split(",")) if not is_unknown(part))
    else:
        parts = list_of(line_of_text)(node)
    return tuple({part.casefold(): part for part in reversed(parts)}.values())[::-1]


def matching(pattern: str, expected: str) -> Converter:
    """Text of a fixed shape; ``expected`` completes the sentence "… is not"."""
    shape = re.compile(pattern, re.ASCII)

    def convert(node: Node) -> str | None:
        content = line_of_text(node)
        if content is not None and not shape.fullmatch(content):
            raise FieldError(f"{quoted(content)} is not {expected}", node.line)
        return content

    return convert


media_type: Final = matching(r"[a-z]+/[A-Za-z0-9.+-]+", "a media type; write one like audio/mpeg")
sound_type: Final = matching(r"(audio|video)/[A-Za-z0-9.+-]+", "the type of a recording; write one like audio/mpeg")


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """A hint at the known word that was probably meant, or nothing.

    >>> nearest("titel", ["title", "author"])
    '; did you mean title?'
    """
    by_folded = {name.casefold(): name for name in known}
    matches = difflib.get_close_matches(word.casefold(), list(by_folded), n=1, cutoff=cutoff)
    return f"; did you mean {by_folded[matches[0]]}?" if matches else ""


def is_null(node: Node) -> bool:
    """Whether the author wrote nothing there, or TODO."""
    return isinstance(node, Scalar) and (node.is_null or is_unknown(node.text))


def _scalar(node: Node, expected: str) -> Scalar:
    if isinstance(node, Scalar):
        return node
    kind = "a list" if isinstance(node, composed.Sequence) else "a mapping"
    raise WrongKind(f"expected {expected}, found {kind}", node)


def require_mapping(node: Node, keys: Iterable[str] = ()) -> composed.Mapping:
    """The node as a mapping. Raises FieldError, with the keys that it could have."""
    if isinstance(node, composed.Mapping):
        return node
    first, *others = (*keys, "key")
    hint = f" (it can have {', '.join([first, *others[:-1]])})" if others else ""
    raise WrongKind(f"expected keys with values, like '{first}: …'{hint}", node)


def quoted(content: str) -> str:
    """A value as a message shows it, short enough to be read."""
    shown = content if len(content) <= 60 else f"{content[:57]}…"
    return f"'{shown}'"
