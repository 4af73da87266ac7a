"""Checks of what is yet to be written inside show notes: description, introduction and article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.markdown_links import without_code, without_targets
from publisher.checks.notes import Notes, notes_of
from publisher.checks.templates import gaps_in, template_habit
from publisher.layout import SHOW_FILE
from publisher.merge.show import MergedShow
from publisher.model import Place, Severity
from publisher.sources.fields import quoted
from publisher.sources.placeholders import SAMPLE, is_placeholder, is_sample

# In capitals, where a line or a bracket begins: elsewhere a sentence speaks of it.
_START: Final = r"^[ \t>*_#+.\d)-]*(?:\[[ xX]?\][ \t]*)?|\[[ \t*_]*|<\w+>[ \t]*"
_TODO: Final = re.compile(rf"(?:{_START}|\([ \t*_]*)(?P<todo>TODO\b(?![-'’])(?:[*_]*:)?[^\n)\]<]*)", re.MULTILINE)
# Short for other things in round brackets, and of sentences a subject.
_KIN: Final = re.compile(
    rf"(?:{_START})(?P<todo>(?:FIXME|TBD|TBA|TBC|XXX)\b(?:[*_]*:[^\n)\]<]*|[*_.!?…]*(?=[ \t]*$|[)\]<])))", re.MULTILINE
)
# TODO lists are a subject, too.
_SPOKEN_OF: Final = re.compile(
    r"TODO[*_]*[ \t]+"
    r"(?:(?:list|item|test|app|application|program|comment|tag|marker|label|manager|tracker|tool|file|board)s?|"
    r"bot|mvc|is|are|was|were|has|have|can|means|stands|vs|versus|and|or|in|as|by)\b"
    r"|TODO[*_]*[ \t]*[,/&+|][ \t]*(?-i:[A-Z]{3})",
    re.IGNORECASE,
)


_SAMPLE: Final = re.compile(rf"(?<![\w!\]\\])(?:{SAMPLE})(?![(\[:])", re.IGNORECASE)


@check("notes-todo", Severity.WARNING)
def open_places(merged: MergedShow) -> Iterator[Finding]:
    """Show notes with a place that is yet to be filled in: TODO, or what a template left.

    A text may speak of TODO lists, and show a template as code. Templates of most texts are told once.

    Bad: "TODO: links to the books"
    Good: "[The book](https://example.com/book)"
    """
    habit = template_habit(merged)
    if habit:
        message = (
            f"{habit.having} of {habit.of} texts hold what a website's templates fill in, like "
            f"{quoted(habit.example)}, and the feed shows it as it stands; write such places as Markdown"
        )
        yield Finding(place=Place(path=SHOW_FILE), message=message)
    for notes in notes_of(merged):
        if notes.is_article or not (is_placeholder(notes.text) or is_sample(notes.text)):  # which is said of the value
            yield from _open(notes, is_habit=habit is not None)


CHECKS: Final[tuple[Check[MergedShow], ...]] = (open_places,)


def _open(notes: Notes, *, is_habit: bool) -> Iterator[Finding]:
    source = without_targets(without_code(notes.text))  # that a link leads nowhere is said of it as a link
    line_ends = [match.start() for match in re.finditer("\n", source)]
    gaps = [] if is_habit else [match.span() for match in gaps_in(notes) if source[match.start()] == "{"]
    seen = set()
    for start, end in sorted([*gaps, *_spans(source)]):
        text = notes.text[start:end].strip(" \t*_")
        place = notes.place_of_line(bisect_left(line_ends, start))
        if (place, text) not in seen:
            seen.add((place, text))
            what = "was left by a template" if text.startswith("{") else "is yet to be written"
            yield Finding(place=place, message=f"{quoted(text)} {what}; fill it in, or delete it", about=text)


def _spans(source: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _SAMPLE.finditer(source))
    for pattern in (_TODO, _KIN):
        for match in pattern.finditer(source):
            if not _SPOKEN_OF.match(match["todo"]):
                yield match.span("todo")
