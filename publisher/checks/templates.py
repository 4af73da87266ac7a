"""Gaps of templates in show notes, which a website fills in and a feed does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from publisher.checks.habits import is_habit
from publisher.checks.markdown_links import without_code
from publisher.checks.notes import Notes, notes_of
from publisher.merge.show import MergedShow

_GAP: Final = re.compile(r"(?<!\\)\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateHabit:
    """How many of the texts of a show hold gaps, and one of these."""

    having: int
    of: int
    example: str


def template_habit(merged: MergedShow) -> TemplateHabit | None:
    """What most texts of a show hold is how its website is made, and no slip; None where few do."""
    texts = list(notes_of(merged))
    gaps = [gap for notes in texts if (gap := next(gaps_in(notes), None))]
    return TemplateHabit(having=len(gaps), of=len(texts), example=gaps[0][0]) if is_habit(gaps, texts) else None


def gaps_in(notes: Notes) -> Iterator[re.Match[str]]:
    """The gaps in a text; none in one that shows some as code, since it speaks of them elsewhere, too."""
    source = without_code(notes.text)
    if all(source[match.start()] == "{" for match in _GAP.finditer(notes.text)):
        yield from _GAP.finditer(source)


def has_gap(target: str) -> bool:
    """Whether the target of a link is filled in by a template."""
    return bool(_GAP.search(target))
