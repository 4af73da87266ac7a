"""Records of fields: mappings with known keys, and the fields of a whole file, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeVar

from publisher.model import Found, Place, Problem, Severity, Source
from publisher.sources import composed
from publisher.sources.composed import Node
from publisher.sources.fields import Converter, FieldError, WrongKind, is_null, nearest, quoted, require_mapping
from publisher.text import one_line

T = TypeVar("T")

_NEARLY_THIS: Final = 0.8  # difflib: link and links


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
        mapping = require_mapping(node, fields)
        values: dict[str, Any] = {}
        for key, value in mapping.entries.items():
            if key not in fields:
                if not strict:
                    continue
                near = nearest(key, fields)
                raise FieldError(f"unknown key {quoted(key)}{near}", mapping.key_lines[key])
            converted = None if is_null(value) else fields[key](value)
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
        for key, value in require_mapping(node).entries.items():
            converted = None if is_null(value) else convert(value)
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
        if node is None or is_null(node):
            continue
        try:
            value = convert(node)
        except FieldError as error:
            is_all_of_it = isinstance(error, WrongKind) and error.node is node
            place = Place(path=path, line=mapping.key_lines[key] if is_all_of_it else error.line)
            message = f"{key}: {error}{_key_meant(key, mapping, fields) if is_all_of_it else ''}"
            broken.add(key)
            problems.append(Problem(place=place, check=check, severity=Severity.ERROR, message=message))
            continue
        if value is not None and value != () and value != {}:
            place = Place(path=path, line=mapping.key_lines[key])
            found[key] = Found(value=_with_path(value, path, source), source=source, place=place)
    return found, problems, frozenset(broken)


def _key_meant(key: str, mapping: composed.Mapping, fields: Mapping[str, Converter]) -> str:
    """A hint at the key of nearly this name that takes such a value, where the file has it not already."""
    near = nearest(key, fields.keys() - mapping.entries.keys(), cutoff=_NEARLY_THIS)
    other = near.removeprefix("; did you mean ").removesuffix("?")
    try:
        return f"; did you mean {other}:?" if other and fields[other](mapping.entries[key]) else ""
    except FieldError:
        return ""


def _with_path(value: Any, path: str, source: Source) -> Any:
    if isinstance(value, Found):
        return Found(value=value.value, source=source, place=Place(path=path, line=value.place.line), note=value.note)
    if isinstance(value, tuple):
        return tuple(_with_path(item, path, source) for item in value)
    if isinstance(value, dict):
        return {key: _with_path(item, path, source) for key, item in value.items()}
    return value
