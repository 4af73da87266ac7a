"""What a report is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from publisher.checks.check import Explained
from publisher.model import Place, Problem, Severity


class Span(NamedTuple):
    """A piece of a line, in characters from 0; the end is the first one behind it."""

    start: int
    end: int


def plain(text: str, severity: Severity) -> str:  # noqa: ARG001 - others paint by severity
    """The text without colours."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """The problems in their order, and what a report may want to know beside them."""

    problems: tuple[Problem, ...]
    line_of: Callable[[Place], str | None]  # the text of a line, where it can be had
    explained: Mapping[str, Explained]  # every kind of fault by its id
    folder: str = "."  # the show folder as it is reached from where the program runs
    paint: Callable[[str, Severity], str] = plain
    in_full: bool = False  # for people too: every note, however often it comes

    def span_of(self, problem: Problem) -> Span | None:
        """Where in its line the wrong piece stands, if it is there, and only once."""
        line = self.line_of(problem.place) if problem.about and problem.place.line else None
        if line is None or line.count(problem.about) != 1:
            return None
        start = line.index(problem.about)
        return Span(start, start + len(problem.about))
