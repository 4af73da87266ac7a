"""The front matter of a Markdown file: what stands between the two lines ``---`` at its top."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from publisher.errors import UnreadableFile
from publisher.model import Place, Problem, Severity
from publisher.sources import composed, folder
from publisher.sources.composed import InvalidYaml, compose
from publisher.sources.spoken import TIME_LINE
from publisher.text import find_not_xml, name_of_character

_COMMENT: Final = re.compile(r"\s#\S")
_FENCE: Final = "---"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """A Markdown file in its three parts: keys, a transcript as plain text behind them, and the text below."""

    path: str
    mapping: composed.Mapping
    plain_lines: tuple[str, ...]
    plain_first_line: int
    body: str
    body_first_line: int


def read_front_matter(root: Path, path: str) -> folder.Read[FrontMatter]:
    """The parts of a Markdown file of the show folder; whatever makes it unreadable is an error at its line."""
    try:
        text = folder.decode(folder.read_bytes(root, path))
    except UnreadableFile as error:
        return folder.Read(value=None, problems=(file_problem(path, f"the file {error}", error.line),))
    return parse_front_matter(path, text)


def parse_front_matter(path: str, text: str) -> folder.Read[FrontMatter]:
    """The same for text that has been read."""
    try:
        _refuse_not_xml(text)
        parts = _parse(path, text)
        return folder.Read(value=parts, problems=tuple(_cut_by_comments(path, text, parts.mapping)))
    except InvalidYaml as error:
        return folder.Read(value=None, problems=(file_problem(path, str(error), error.line),))


def file_problem(path: str, message: str, line: int = 0) -> Problem:
    """A file that cannot be read: an error, whatever the file is for."""
    return Problem(place=Place(path=path, line=line), check="file-unreadable", severity=Severity.ERROR, message=message)


def refuse_other_than_mapping(node: composed.Node | None) -> composed.Mapping:
    """The root of a file of keys; an empty file has none. Raises InvalidYaml."""
    if node is None:
        return composed.Mapping({}, 1)
    if not isinstance(node, composed.Mapping):
        raise InvalidYaml("expected keys and values, like 'title: My show'", node.line)
    return node


def _parse(path: str, text: str) -> FrontMatter:
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        raise InvalidYaml("the front matter is missing: the first line must be ---", 1)
    end = _index_of_fence(lines)
    plain_start = _index_of_plain_transcript(lines[1:end]) + 1
    keys = "\n".join(lines[1:plain_start]) + "\n"
    return FrontMatter(
        path=path,
        mapping=refuse_other_than_mapping(compose(keys, first_line=2)),
        plain_lines=tuple(lines[plain_start:end]),
        plain_first_line=plain_start + 1,
        body="\n".join(lines[end + 1 :]).strip("\n"),
        body_first_line=end + 2 + _leading_empty(lines[end + 1 :]),
    )


def _index_of_fence(lines: list[str]) -> int:
    for index, line in enumerate(lines):
        if index and line.rstrip() in {_FENCE, "..."}:
            return index
    raise InvalidYaml("the front matter has no end: put a line --- behind its last key", 1)


def _index_of_plain_transcript(lines: list[str]) -> int:
    """Where a transcript as plain text starts: YAML has no line at the margin that is nothing but a time."""
    for index, line in enumerate(lines):
        if TIME_LINE.fullmatch(line.rstrip()):
            return index
    return len(lines)


def _leading_empty(lines: Iterable[str]) -> int:
    count = 0
    for line in lines:
        if line:
            break
        count += 1
    return count


def _cut_by_comments(path: str, text: str, mapping: composed.Mapping) -> Iterator[Problem]:
    """``title: Feeds #2`` is "Feeds" to YAML, and nobody who writes that means it."""
    lines = text.split("\n")
    for key in ("title", "short", "name"):
        value = mapping.entries.get(key)
        if isinstance(value, composed.Scalar) and value.plain and _COMMENT.search(lines[value.line - 1]):
            message = f"{key}: what follows # is left out as a comment; put quotes around the whole {key}"
            place = Place(path=path, line=value.line)
            yield Problem(place=place, check="value-cut", severity=Severity.WARNING, message=message)


def _refuse_not_xml(text: str) -> None:
    bad = find_not_xml(text)
    if bad >= 0:
        name = name_of_character(text[bad])
        raise InvalidYaml(f"the character {name} cannot stand in a feed; delete it", text.count("\n", 0, bad) + 1)
