"""How an episode file is written: which keys, in which order, in which quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import yaml

from publisher.errors import UnreadableFile
from publisher.merge.matching import number_in_name
from publisher.sources import composed
from publisher.sources.episode_file import EpisodeFile, parse_episode
from publisher.sources.folder import Read, decode, read_bytes
from publisher.sources.front_matter import FrontMatter, file_problem, parse_front_matter

Kind: TypeAlias = Literal["scalar", "list", "mapping"]

DATE_KEYS: Final = ("date", "dateadded")

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How one value is written. ``quote`` is what stands around it, or around the values in it: ``"``, ``'``, ``|``…"""

    kind: Kind = "scalar"
    quote: str = ""
    is_flow: bool = False  # [a, b] and {a: b}
    indent: int = 0  # of what stands below its key


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """An episode file: its values, without its texts, and how they are written."""

    file: EpisodeFile
    keys: tuple[str, ...]
    styles: Mapping[str, Style] = field(default_factory=dict)
    sub_keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of ids and links, in their order
    spaced: frozenset[str] = frozenset()  # keys below an empty line
    has_article: bool = False
    line_end: str = "\n"

    def value(self, key: str) -> Any:
        """What a key says, or None."""
        return self.file.values[key].value if key in self.file.values else None

    def text(self, key: str) -> str | None:
        """The same as it is written; None where it is a list, a mapping, or missing."""
        return next((one.text for one in self.file.written if one.keys == (key,)), None)

    @property
    def is_full(self) -> bool:
        """Whether it is neither a trailer nor a bonus: those go by rules of their own."""
        return self.value("type") in (None, "full")

    @property
    def season(self) -> int | None:
        """Its season, as it says, or its name."""
        return self._number("season", 0)

    @property
    def number(self) -> int | None:
        """Its number, as it says, or its name."""
        return self._number("episode", 1)

    @property
    def day(self) -> date | None:
        """The day on which it appeared."""
        written = next((value for key in DATE_KEYS if (value := self.value(key))), None)
        return written.date() if isinstance(written, datetime) else written

    def _number(self, key: str, index: int) -> int | None:
        written, named = self.value(key), number_in_name(self.file.stem)
        return int(written) if written is not None else named[index] if named else None


def read_shape(root: Path, path: str) -> Read[Shape]:
    """The shape of an episode file of the show folder. Runs in a worker: see ``reading``."""
    try:
        content = read_bytes(root, path)
        text = decode(content)
    except UnreadableFile as error:
        return Read(value=None, problems=(file_problem(path, f"the file {error}", error.line),))
    parts = parse_front_matter(path, text)
    if parts.value is None:
        return Read(value=None, problems=parts.problems)
    shape = shape_of(parts.value, text)
    return Read(value=replace(shape, line_end="\r\n" if b"\r\n" in content else "\n"))


def shape_of(parts: FrontMatter, text: str) -> Shape:
    """The same for text that has been read."""
    entries = {key: node for key, node in parts.mapping.entries.items() if key != "transcript"}
    mapping = composed.Mapping(entries, parts.mapping.line, parts.mapping.key_lines)
    bare = replace(parts, mapping=mapping, plain_lines=(), body="")
    lines = text.split("\n")
    keys = {key: line for key, line in parts.mapping.key_lines.items() if key in entries}
    episode = parse_episode(bare).value
    if episode is None:
        raise AssertionError("a file whose parts are known is an episode")
    return Shape(
        file=replace(episode, notes=None, notes_html=""),
        keys=tuple(entries),
        styles=styles_in("\n".join(lines[1 : _end_of_keys(parts, lines)])),
        sub_keys={key: tuple(node.entries) for key, node in entries.items() if isinstance(node, composed.Mapping)},
        spaced=frozenset(key for key, line in keys.items() if line > 2 and not lines[line - 2].strip()),
        has_article=bool(parts.body),
    )


def styles_in(keys: str) -> dict[str, Style]:
    """How each value of a front matter is written, which has been read before: what could harm is refused there.

    >>> styles_in("title: 'A'\\ntopics: [b, c]\\nlinks:\\n  apple: x")["links"]
    Style(kind='mapping', quote='', is_flow=False, indent=2)
    """
    try:
        root = yaml.compose(keys, Loader=_LOADER)
    except yaml.YAMLError:  # line ends that only YAML 1.1 knows
        return {}
    return {key.value: _style(value) for key, value in root.value} if isinstance(root, yaml.MappingNode) else {}


def _style(node: yaml.Node) -> Style:
    if isinstance(node, yaml.ScalarNode):
        return Style(quote=node.style or "")
    is_list = isinstance(node, yaml.SequenceNode)
    inside = node.value if is_list else [value for _, value in node.value]
    quotes = (one.style or "" for one in inside if isinstance(one, yaml.ScalarNode))
    return Style(
        kind="list" if is_list else "mapping",
        quote=next(quotes, ""),
        is_flow=isinstance(node, yaml.CollectionNode) and bool(node.flow_style),
        indent=node.start_mark.column,
    )


def _end_of_keys(parts: FrontMatter, lines: Sequence[str]) -> int:
    """The index of the line behind the last key: a transcript as plain text, or the end of the front matter."""
    if parts.plain_lines:
        return parts.plain_first_line - 1
    return next(index for index, line in enumerate(lines) if index and line.rstrip() in {"---", "..."})
