"""Keys and values as lines of YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from publisher.sources.value_edit_styles import scalar_like
from publisher.text import without_not_xml

_CONTROLS: Final = re.compile("[\x7f-\x84\x86-\x9f\ufeff]")  # YAML has them in quotes alone, and nobody sees them


def line(key: str, value: str | int, comment: str = "") -> str:
    """``key: value`` on a line. A text that reads as a number or a date is quoted, a number is not.

    >>> line("title", "1984"), line("season", 2), line("image", "a.jpg", "square")
    ("title: '1984'", 'season: 2', 'image: a.jpg   # square')
    """
    text = scalar(value) if isinstance(value, str) else str(value)
    return f"{key}: {text}   # {comment}" if comment else f"{key}: {text}"


def scalar(text: str) -> str:
    """A value on one line."""
    return scalar_like(without_not_xml(text), "", in_flow=False, as_text=True)


def block(key: str, text: str) -> Iterator[str]:
    """A text on its line, or below its key where it has several."""
    lines = _CONTROLS.sub("", without_not_xml(text)).strip().splitlines()
    if len(lines) == 1:
        yield line(key, lines[0])
        return
    yield f"{key}: |"
    yield from (f"  {one.rstrip()}" if one.strip() else "" for one in lines)


def listed(key: str, values: Iterable[str]) -> Iterator[str]:
    """A list below its key; nothing for none."""
    items = [f"- {scalar(value)}" for value in values]
    if items:
        yield f"{key}:"
        yield from items
