"""Lists in JSON, value by value: ``json.loads`` knows no lines, and takes nothing of a file that breaks off."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from publisher.sources.spoken import Broken, time_or_none_ms

_BETWEEN: Final = re.compile(r"[\s,]*")
_LONGEST_SECONDS: Final = 10_000_000


def list_values(text: str, position: int) -> Iterator[tuple[int, Any]]:
    """The values of the list that opens before a position, each with its line; Broken where it is no JSON any more."""
    decoder = json.JSONDecoder()
    line, counted = 1, 0
    while True:
        position = _skip(text, position)
        line, counted = line + text.count("\n", counted, position), position
        if text.startswith("]", position):
            return
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            yield line, Broken(line=line, message="this is no JSON; what follows is not read")
            return
        yield line, value


def first_of(values: Mapping[str, Any], *keys: str) -> Any:
    """The value of the first key that is there, or None."""
    return next((values[key] for key in keys if key in values), None)


def seconds_to_ms(value: Any) -> int | None:
    """Milliseconds of seconds as a number, or of a time as text; None for anything else.

    >>> seconds_to_ms(2.5), seconds_to_ms("1:02"), seconds_to_ms(True), seconds_to_ms(-1)
    (2500, 62000, None, None)
    """
    if isinstance(value, str):
        return time_or_none_ms(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _LONGEST_SECONDS:
        return None
    return round(value * 1000)


def _skip(text: str, position: int) -> int:
    match = _BETWEEN.match(text, position)
    return match.end() if match else position
