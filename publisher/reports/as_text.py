"""Problems for people: grouped by file, with the line, a caret where that helps, and a count at the end.

What comes again and again is told once: notes that many files have are how this show does things, more often than
slips; and of many faults of one kind in a file, the first ones say it all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from publisher.model import Problem, Severity
from publisher.reports.reported import Reported
from publisher.text import for_terminal

_BEFORE, _AFTER = 30, 60  # characters of a long line that stay around the wrong piece
_INDENT: Final = 18
_MANY: Final = 5  # files with one kind of note, or faults of one kind in a file: nobody reads on after these
_FIRST: Final = 3  # of them are shown


def report(reported: Reported) -> str:
    """The problems of each file below its path; last, the notes that many files have."""
    many = set() if reported.in_full else _notes_of_many(reported.problems)
    alone = [problem for problem in reported.problems if problem.check not in many]
    blocks = [
        "\n".join([for_terminal(path), *_rows(reported, list(problems))])
        for path, problems in groupby(alone, key=lambda problem: problem.place.path)
    ]
    if many:
        blocks.append("\n".join(["in many files (--all shows each)", *_once(reported, many)]))
    return "".join(f"{block}\n\n" for block in blocks) + f"{_count(reported.problems)}\n"


def _notes_of_many(problems: tuple[Problem, ...]) -> set[str]:
    files: dict[str, set[str]] = defaultdict(set)
    for problem in problems:
        if problem.severity is Severity.NOTE:
            files[problem.check].add(problem.place.path)
    heavy = {problem.check for problem in problems if problem.severity is not Severity.NOTE}
    return {check for check, paths in files.items() if len(paths) > _MANY} - heavy


def _once(reported: Reported, many: set[str]) -> Iterator[str]:
    """A line for each kind of note: how often, what it is, and the first place."""
    for check in sorted(many):
        found = [problem for problem in reported.problems if problem.check == check]
        severity = reported.paint(f"{found[0].severity:<7}", found[0].severity)
        what = reported.explained[check].summary if check in reported.explained else found[0].message
        first = for_terminal(str(found[0].place))
        yield f"  {len(found):>4}x  {severity}  {for_terminal(what)} First: {first} [{check}]"


def _rows(reported: Reported, problems: list[Problem]) -> Iterator[str]:
    """The problems of one file, each at its line; of many of one kind the first ones."""
    counts, seen = Counter(problem.check for problem in problems), Counter[str]()
    for problem in problems:
        check = problem.check
        seen[check] += 1
        if reported.in_full or counts[check] <= _MANY or seen[check] <= _FIRST:
            yield from _row(reported, problem)
        elif seen[check] == _FIRST + 1:
            yield f"         … and {counts[check] - _FIRST} more like it (--all shows each) [{check}]"


def _row(reported: Reported, problem: Problem) -> Iterator[str]:
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
