"""One value in the quotes that its neighbours have, or in the nearest that can hold it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import yaml

from publisher.sources.composed import InvalidYaml, Mapping, Scalar, compose

_TEXT: Final = "tag:yaml.org,2002:str"
_RESOLVER: Final[Any] = yaml.resolver.Resolver()


def scalar_like(text: str, style: str, *, in_flow: bool, as_text: bool) -> str:
    """The text as a value of YAML on one line, with the quotes ``style`` if they can hold it.

    ``as_text`` asks for quotes around what other programs would read as a number, a date or a truth.

    >>> scalar_like("a: b", "", in_flow=False, as_text=True), scalar_like("it's", "'", in_flow=False, as_text=True)
    ("'a: b'", "'it''s'")
    >>> scalar_like("75", "", in_flow=False, as_text=True), scalar_like("75", "", in_flow=False, as_text=False)
    ("'75'", '75')
    """
    is_plain = style not in _QUOTED and (_is_text(text) or not as_text)
    styles = (style,) if style in _QUOTED else ("", "'") if is_plain else ("'",)
    written = (_QUOTED[name](text) if name else text for name in styles)
    fitting = (one for one in written if _reads_as(text, one, in_flow=in_flow))
    return next(fitting, _double_quoted(text))


def _is_text(text: str) -> bool:
    return bool(_RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) == _TEXT)


def _reads_as(text: str, written: str, *, in_flow: bool) -> bool:
    line = f"{{key: {written}, other: x}}" if in_flow else f"key: {written} # comment"
    try:
        read = compose(line)
    except InvalidYaml:
        return False
    value = read.entries.get("key") if isinstance(read, Mapping) else None
    return isinstance(value, Scalar) and value.text == text


def _single_quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _double_quoted(text: str) -> str:
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in '\\"':
        return f"\\{character}"
    return character if character.isprintable() else f"\\U{ord(character):08X}"


_QUOTED: Final[dict[str, Callable[[str], str]]] = {"'": _single_quoted, '"': _double_quoted}
