"""The texts that checks of show notes look at: as their authors wrote them, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from publisher.checks.markdown_links import Mention
from publisher.merge.show import MergedShow
from publisher.model import Place
from publisher.notes import LIMIT_BYTES
from publisher.sources.written import Written

_NOTES: Final = ("description", "intro")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """A text in Markdown, and where it begins; of one whose lines YAML folds, only the first line is known."""

    text: str
    place: Place
    has_lines: bool = False
    is_article: bool = False

    def place_of(self, one: Mention) -> Place:
        """Where a URL in it stands."""
        return self.place_of_line(one.line)

    def place_of_line(self, line: int) -> Place:
        """Where a line of it stands, counted from 0."""
        return replace(self.place, line=self.place.line + line) if self.has_lines else self.place


def notes_of(merged: MergedShow) -> Iterator[Notes]:
    """Every text that becomes show notes, or the description of the show."""
    if merged.inputs:
        yield from _in_keys(merged.inputs.show.written)
    for episode in merged.episodes:
        file = episode.known.file
        yield from _in_keys(file.written)
        if file.article and len(file.article.value) <= LIMIT_BYTES:
            yield Notes(text=file.article.value, place=file.article.place, has_lines=True, is_article=True)


def _in_keys(values: Iterable[Written]) -> Iterator[Notes]:
    for written in values:
        if len(written.keys) == 1 and written.keys[0] in _NOTES and len(written.text) <= LIMIT_BYTES:
            first = replace(written.place, line=written.place.line + 1) if written.literal else written.place
            yield Notes(text=written.text, place=first, has_lines=written.literal)
