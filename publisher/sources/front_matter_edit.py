"""One key put into a front matter: every other byte of the file stays as its author wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import yaml

from publisher.sources import composed
from publisher.sources.composed import Node, Scalar
from publisher.sources.fields import is_null
from publisher.sources.front_matter import FrontMatter, parse_front_matter

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_COMMENT: Final = re.compile(r"\s+#.*\Z")
_BYTE_ORDER_MARK: Final = "\ufeff"


class EditError(ValueError):
    """The key cannot be put in; says why, and what to do."""


def with_key(content: str, key: str, value: Any, *, before: str | None = None) -> str:
    """The text of a Markdown file with ``key: value`` in its front matter; ``value`` is made of lists, mappings, texts.

    A key that is there without a value (``TODO``, nothing, an empty list) is filled in where it stands. Otherwise the
    new key comes before the key ``before``, or behind the last one. Line ends and a byte order mark are kept.

    Raises EditError: the front matter cannot be read, the key has a value, or YAML of a kind in which there is no room.
    """
    mark, text = without_mark(content)
    lines = lines_of(text)
    parts = parts_of(text)
    first, after = _lines_of_key(parts, key) or _room(parts, lines, before)
    block = _block(key, value, line_end(lines[0]))
    if first < after and (comment := _COMMENT.search(lines[first].rstrip())):
        block = block.replace(f"{key}:", f"{key}:{comment[0]}", 1)
    edited = "".join((*lines[:first], block, *lines[after:]))
    if not _adds_only(key, parts, edited):
        raise EditError(f"there is no safe place for {key}: in this front matter; write it in by hand")
    return mark + edited


def without_mark(content: str) -> tuple[str, str]:
    """The byte order mark, if there is one, and the text behind it."""
    length = int(content.startswith(_BYTE_ORDER_MARK))
    return content[:length], content[length:]


def lines_of(text: str) -> list[str]:
    """The lines, each with the end that it has: CRLF, CR, LF, or none."""
    return _LINE.findall(text)


def parts_of(text: str) -> FrontMatter:
    """The parts of a file, with the lines that ``lines_of`` counts. Raises EditError with the reason it has none."""
    read = parse_front_matter("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if read.value is None:
        problem = read.problems[0]
        raise EditError(f"line {problem.place.line}: {problem.message}")
    return read.value


def _lines_of_key(parts: FrontMatter, key: str) -> tuple[int, int] | None:
    """The line of a key that has no value yet, as a range of indexes."""
    node = parts.mapping.entries.get(key)
    if node is None:
        return None
    line = parts.mapping.key_lines[key]
    if not is_null(node) and not (isinstance(node, composed.Sequence) and not node.items):
        raise EditError(f"it has {key}: already, in line {line}; edit it there, or delete it first")
    return line - 1, node.line


def _room(parts: FrontMatter, lines: Sequence[str], before: str | None) -> tuple[int, int]:
    """An empty range of indexes where a key can stand: above comments that belong to the key behind it."""
    if before in parts.mapping.key_lines:
        index = parts.mapping.key_lines[before] - 1
    elif parts.plain_lines:
        index = parts.plain_first_line - 1
    else:
        index = next(i for i, line in enumerate(lines) if i and line.rstrip() in {"---", "..."})
    while index > 1 and (not lines[index - 1].strip() or lines[index - 1].startswith("#")):
        index -= 1
    return index, index


def line_end(line: str) -> str:
    """What ends a line."""
    return line[len(line.rstrip("\r\n")) :]


def _block(key: str, value: Any, end: str) -> str:
    block = yaml.safe_dump({key: value}, sort_keys=False, allow_unicode=True, width=10**9)
    return str(block).replace("\n", end)


def _adds_only(key: str, before: FrontMatter, edited: str) -> bool:
    """Whether the edited text reads like the one before, but for this key."""
    try:
        after = parts_of(edited)
    except EditError:
        return False
    entries = dict(after.mapping.entries)
    is_there = entries.pop(key, None) is not None
    others = {name: node for name, node in before.mapping.entries.items() if name != key}
    texts = (before.plain_lines, before.body) == (after.plain_lines, after.body)
    return is_there and texts and without_lines(others) == without_lines(entries)


def without_lines(value: Node | Mapping[str, Node]) -> Any:
    """A node as lists, dictionaries, and pairs of a text and whether it stood without quotes."""
    match value:
        case Scalar():
            return (value.text, value.plain)
        case composed.Sequence():
            return [without_lines(item) for item in value.items]
        case composed.Mapping():
            return without_lines(value.entries)
    return {key: without_lines(node) for key, node in value.items()}
