"""What a value of YAML means: one converter a kind of field.

A converter takes a node and gives the value, or None where the author wrote nothing or TODO. It raises FieldError,
whose message says what was expected, for anything else.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final, TypeAlias, TypeVar

from publisher.clock import parse_time_ms
from publisher.model import Found, Place, Problem, Severity, Source
from publisher.sources import composed
from publisher.sources.composed import Node, Scalar
from publisher.text import one_line
from publisher.urls import http_url

T = TypeVar("T")
Converter: TypeAlias = Callable[[Node], Any]

_UNKNOWN: Final = {"", "todo", "tbd", "tba"}
_TRUE: Final = {"true", "yes", "on"}
_FALSE: Final = {"false", "no", "off"}
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_INTEGER: Final = re.compile(r"\d{1,9}", re.ASCII)


class FieldError(ValueError):
    """A value that its field cannot hold; ``line`` is where it stands."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def is_unknown(text: str) -> bool:
    """Whether the author has yet to fill this in: TODO means unknown, and is never published.

    >>> is_unknown("TODO"), is_unknown("To do list")
    (True, False)
    """
    return text.strip().casefold() in _UNKNOWN


def line_of_text(node: Node) -> str | None:
    """Text on one line: titles, names."""
    text = one_line(_scalar(node, "text").text)
    return None if is_unknown(text) or _is_null(node) else text


def text(node: Node) -> str | None:
    """Text of any length, its lines kept."""
    content = _scalar(node, "text").text.strip()
    return None if is_unknown(content) or _is_null(node) else content


def integer(node: Node) -> int | None:
    """A whole number from 0."""
    content = line_of_text(node)
    if content is None:
        return None
    if not _INTEGER.fullmatch(content):
        raise FieldError(f"{_quoted(content)} is not a whole number; write it in digits, like 7", node.line)
    return int(content)


def boolean(node: Node) -> bool | None:
    """True or false, as YAML 1.1 spells them too."""
    content = line_of_text(node)
    if content is None:
        return None
    if content.casefold() in _TRUE:
        return True
    if content.casefold() in _FALSE:
        return False
    raise FieldError(f"{_quoted(content)} is neither true nor false; write one of the two", node.line)


def time_ms(node: Node) -> int | None:
    """A time or a length in milliseconds: ``1:02:03``, ``PT1H2M3S`` or seconds."""
    content = line_of_text(node)
    if content is None:
        return None
    try:
        return parse_time_ms(content)
    except ValueError as error:
        raise FieldError(f"{_quoted(content)} is not a time; write 1:02:03, PT1H2M3S or seconds", node.line) from error


def length_ms(node: Node) -> int | None:
    """A length in milliseconds, written like a time, and more than nothing."""
    length = time_ms(node)
    if length == 0:
        raise FieldError("a length of 0 is none; write 1:02:03, PT1H2M3S or seconds, or leave it out", node.line)
    return length


def moment(node: Node) -> date | datetime | None:
    """A day, or a day with a time of day, with or without an offset from UTC (ISO 8601)."""
    content = line_of_text(node)
    if content is None:
        return None
    try:
        day = len(content) <= len("2026-01-31")
        written = date.fromisoformat(content) if day else datetime.fromisoformat(content)
    except ValueError as error:
        reason = "write 2026-01-31 or 2026-01-31 18:00"
        raise FieldError(f"{_quoted(content)} is not a date; {reason}", node.line) from error
    if not _FIRST_YEAR <= written.year <= _LAST_YEAR:
        raise FieldError(f"the year of {_quoted(content)} is beyond any podcast; correct it", node.line)
    return written


def url(node: Node) -> str | None:
    """An absolute http or https URL, in ASCII."""
    content = line_of_text(node)
    if content is None:
        return None
    encoded = http_url(content)
    if encoded is None:
        raise FieldError(f"{_quoted(content)} is not a URL; write it whole, with https://", node.line)
    return encoded


def choice(*allowed: str) -> Converter:
    """One of the given words, whatever its case."""

    def convert(node: Node) -> str | None:
        content = line_of_text(node)
        if content is None or content.casefold() in allowed:
            return content and content.casefold()
        near = nearest(content, allowed)
        raise FieldError(f"{_quoted(content)} is not one of {', '.join(allowed)}{near}", node.line)

    return convert


def list_of(convert: Callable[[Node], T | None]) -> Callable[[Node], tuple[T, ...]]:
    """A list of values, or one alone; what is unknown is left out."""

    def convert_all(node: Node) -> tuple[T, ...]:
        items: Iterable[Node] = node.items if isinstance(node, composed.Sequence) else (node,)
        converted = (convert(item) for item in items if not _is_null(item))
        return tuple(value for value in converted if value is not None)

    return convert_all


def words(node: Node) -> tuple[str, ...]:
    """Keywords, names or ids: a list, or one text with commas."""
    if isinstance(node, Scalar) and not node.is_null:
        return tuple(part for part in map(one_line, node.text.split(",")) if not is_unknown(part))
    return list_of(line_of_text)(node)


def matching(pattern: str, expected: str) -> Converter:
    """Text of a fixed shape; ``expected`` completes the sentence "… is not"."""
    shape = re.compile(pattern, re.ASCII)

    def convert(node: Node) -> str | None:
        content = line_of_text(node)
        if content is not None and not shape.fullmatch(content):
            raise FieldError(f"{_quoted(content)} is not {expected}", node.line)
        return content

    return convert


media_type: Final = matching(r"(audio|video)/[a-z0-9.+-]+", "a media type; write one like audio/mpeg")


def record(
    make: Callable[..., T],
    required: tuple[str, ...] = (),
    *,
    names: Mapping[str, str] = MappingProxyType({}),
    strict: bool = True,
    **fields: Converter,
) -> Callable[[Node], T | None]:
    """A mapping with known keys, handed to ``make`` as keyword arguments; missing ones are left to its defaults.

    ``names`` gives the argument for a key, where the author's word is another than the program's.

    None where a required key is unknown (TODO): the author has yet to fill it in. A key that is not known is an
    error, so that no typing slip goes unseen; but not where other tools write theirs too (``strict=False``).
    """

    def convert(node: Node) -> T | None:
        mapping = _mapping(node, fields)
        values: dict[str, Any] = {}
        for key, value in mapping.entries.items():
            if key not in fields:
                if not strict:
                    continue
                near = nearest(key, fields)
                raise FieldError(f"unknown key {_quoted(key)}{near}", mapping.key_lines[key])
            converted = None if _is_null(value) else fields[key](value)
            if converted is not None:
                values[names.get(key, key)] = converted
        for key in required:
            if key not in mapping.entries:
                raise FieldError(f"the key {key!r} is missing here", mapping.line)
        return make(**values) if all(names.get(key, key) in values for key in required) else None

    return convert


def mapping_of(convert: Callable[[Node], T | None]) -> Callable[[Node], dict[str, Found[T]]]:
    """A mapping with free keys, each value with its line; what is unknown is left out.

    The places carry no path: ``convert_fields`` puts it in.
    """

    def convert_all(node: Node) -> dict[str, Found[T]]:
        found = {}
        for key, value in _mapping(node).entries.items():
            converted = None if _is_null(value) else convert(value)
            if converted is not None:
                place = Place(path="", line=value.line)
                found[one_line(key)] = Found(value=converted, source=Source.FRONT_MATTER, place=place)
        return found

    return convert_all


def placed(convert: Callable[[Node], T | None]) -> Callable[[Node], Found[T] | None]:
    """The converted value with its line (the path is put in by ``convert_fields``)."""

    def convert_one(node: Node) -> Found[T] | None:
        value = convert(node)
        if value is None:
            return None
        return Found(value=value, source=Source.FRONT_MATTER, place=Place(path="", line=node.line))

    return convert_one


def either(scalar: Callable[[Node], T], mapping: Callable[[Node], T]) -> Callable[[Node], T]:
    """The short form (a plain value) or the long one (a mapping) of the same thing."""

    def convert(node: Node) -> T:
        return scalar(node) if isinstance(node, Scalar) else mapping(node)

    return convert


def convert_fields(
    mapping: composed.Mapping, fields: Mapping[str, Converter], path: str, source: Source, check: str
) -> tuple[dict[str, Found[Any]], list[Problem], frozenset[str]]:
    """The known fields of a file, each with its place; a value that does not fit is an error at its line.

    Last, the keys of those values.
    """
    found: dict[str, Found[Any]] = {}
    problems: list[Problem] = []
    broken: set[str] = set()
    for key, convert in fields.items():
        node = mapping.entries.get(key)
        if node is None or _is_null(node):
            continue
        try:
            value = convert(node)
        except FieldError as error:
            place = Place(path=path, line=error.line)
            message = f"{key}: {error}"
            broken.add(key)
            problems.append(Problem(place=place, check=check, severity=Severity.ERROR, message=message))
            continue
        if value is not None and value != () and value != {}:
            place = Place(path=path, line=mapping.key_lines[key])
            found[key] = Found(value=_with_path(value, path, source), source=source, place=place)
    return found, problems, frozenset(broken)


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """A hint at the known word that was probably meant, or nothing.

    >>> nearest("titel", ["title", "author"])
    '; did you mean title?'
    """
    by_folded = {name.casefold(): name for name in known}
    matches = difflib.get_close_matches(word.casefold(), list(by_folded), n=1, cutoff=cutoff)
    return f"; did you mean {by_folded[matches[0]]}?" if matches else ""


def _with_path(value: Any, path: str, source: Source) -> Any:
    if isinstance(value, Found):
        return Found(value=value.value, source=source, place=Place(path=path, line=value.place.line), note=value.note)
    if isinstance(value, tuple):
        return tuple(_with_path(item, path, source) for item in value)
    if isinstance(value, dict):
        return {key: _with_path(item, path, source) for key, item in value.items()}
    return value


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_null


def _scalar(node: Node, expected: str) -> Scalar:
    if isinstance(node, Scalar):
        return node
    kind = "a list" if isinstance(node, composed.Sequence) else "a mapping"
    raise FieldError(f"expected {expected}, found {kind}", node.line)


def _mapping(node: Node, keys: Iterable[str] = ()) -> composed.Mapping:
    if isinstance(node, composed.Mapping):
        return node
    hint = f" with {', '.join(keys)}" if keys else " of keys and values"
    raise FieldError(f"expected a mapping{hint}", node.line)


def _quoted(content: str) -> str:
    shown = content if len(content) <= 60 else f"{content[:57]}…"
    return f"'{shown}'"
