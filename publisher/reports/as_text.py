"""Problems for people: grouped by file, with the line, a caret where that helps, and a count at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from publisher.model import Problem, Severity
from publisher.reports.reported import Reported
from publisher.text import for_terminal

_BEFORE, _AFTER = 30, 60  # characters of a long line that stay around the wrong piece
_INDENT: Final = 18


def report(reported: Reported) -> str:
    """The problems of each file below its path."""
    blocks = [
        "\n".join([for_terminal(path), *_rows(reported, list(problems))])
        for path, problems in groupby(reported.problems, key=lambda problem: problem.place.path)
    ]
    return "".join(f"{block}\n\n" for block in blocks) + f"{_count(reported.problems)}\n"


def _rows(reported: Reported, problems: list[Problem]) -> Iterator[str]:
    for problem in problems:
        line = str(problem.place.line or "-")
        severity = reported.paint(f"{problem.severity:<7}", problem.severity)
        yield f"  {line:>5}  {severity}  {for_terminal(problem.message)} [{problem.check}]"
        yield from _pointed(reported, problem)


def _pointed(reported: Reported, problem: Problem) -> Iterator[str]:
    """The line itself, with carets below the wrong piece."""
    span, line = reported.span_of(problem), reported.line_of(problem.place)
    if span is None or line is None:
        return
    start = max(span.start - _BEFORE, len(line) - len(line.lstrip()))
    end = min(span.end, start + _BEFORE + _AFTER)
    before, about, after = line[start : span.start], line[span.start : end], line[end : end + _AFTER].rstrip()
    before = f"…{before}" if line[:start].strip() else before
    shown = [for_terminal(piece) for piece in (before, about, after)]
    carets = "^" * max(_width(shown[1]), 1)
    yield " " * _INDENT + "".join(shown)
    yield " " * (_INDENT + _width(shown[0])) + reported.paint(carets, problem.severity)


def _width(text: str) -> int:
    """The columns of a text on a terminal: wide letters take two."""
    from rich.cells import cell_len

    return cell_len(text)


def _count(problems: tuple[Problem, ...]) -> str:
    if not problems:
        return "nothing is wrong"
    counts = Counter(problem.severity for problem in problems)
    files = len({problem.place.path for problem in problems})
    parts = [_numbered(counts[severity], severity) for severity in Severity if counts[severity]]
    return f"{', '.join(parts)} in {_numbered(files, 'file')}"


def _numbered(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
