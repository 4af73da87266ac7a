"""What changes in files, as git shows it: patch and git apply take it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Final

from publisher.fixes.editing import Changed, Edited

_NO_LINE_END: Final = "\\ No newline at end of file\n"
_ESCAPES: Final = {ord("\t"): "\\t", ord("\n"): "\\n", ord('"'): '\\"', ord("\\"): "\\\\"}


def diff(edited: Edited) -> str:
    """A unified diff of all files, with paths relative to the show folder; line ends stand in it as they are."""
    return "".join(line for one in edited.changed for line in _diff(one))


def _diff(one: Changed) -> Iterator[str]:
    old, new = _name(f"a/{one.path}"), _name(f"b/{one.path}")
    yield f"diff --git {old} {new}\n"
    lines = difflib.unified_diff(_lines(one.before), _lines(one.after), _with_end(old), _with_end(new))
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n{_NO_LINE_END}"


def _lines(content: bytes) -> list[str]:
    """The lines that git sees: only a newline ends one."""
    lines = content.decode().split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _with_end(name: str) -> str:
    """A name with a space in it has a tab behind it, so that its end is seen."""
    return f"{name}\t" if " " in name else name


def _name(path: str) -> str:
    """A path, in quotes where it holds more than printable ASCII (core.quotePath of git-config).

    >>> print(_name("a/two words.md"), _name('a/"ü".md'))
    a/two words.md "a/\\"\\303\\274\\".md"
    """
    if path.isascii() and path.isprintable() and not set(path) & {'"', "\\"}:
        return path
    return '"' + "".join(_quoted(byte) for byte in path.encode("utf-8", "surrogateescape")) + '"'


def _quoted(byte: int) -> str:
    if byte in _ESCAPES:
        return _ESCAPES[byte]
    return chr(byte) if 0x20 <= byte < 0x7F else f"\\{byte:03o}"
