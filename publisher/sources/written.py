"""What stands in a file, value by value, known key or not: for those who look at the author's very words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from publisher.model import Place
from publisher.sources.composed import Mapping, Node, Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One value as it was written, TODO or not, and the keys that lead to it; a position in a list counts from 0.

    ``literal``: each line of the text is one of the file, the first of them below ``place``.
    """

    place: Place
    keys: tuple[str, ...]
    text: str
    literal: bool = False

    @property
    def key(self) -> str:
        """The keys with points between them.

        >>> Written(place=Place(path="a.md", line=3), keys=("links", "apple"), text="TODO").key
        'links.apple'
        """
        return ".".join(self.keys)


def written_in(path: str, mapping: Mapping, without: Collection[str] = ()) -> tuple[Written, ...]:
    """Every value in a mapping, in the order of the file, but for those under the top keys ``without``."""
    return tuple(
        written
        for key, node in mapping.entries.items()
        if key not in without
        for written in _written(path, (key,), node)
    )


def _written(path: str, keys: tuple[str, ...], node: Node) -> Iterator[Written]:
    if isinstance(node, Scalar):
        yield Written(place=Place(path=path, line=node.line), keys=keys, text=node.text, literal=node.literal)
        return
    inside = node.entries.items() if isinstance(node, Mapping) else enumerate(node.items)
    for key, value in inside:
        yield from _written(path, (*keys, str(key)), value)
