"""Problems as annotations of a run of GitHub Actions.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

import posixpath
from typing import Final

from publisher.model import Problem, Severity
from publisher.reports.reported import Reported

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def report(reported: Reported) -> str:
    """One command a line; paths lead from where the program runs, which is the top of the checkout."""
    return "".join(f"{_command(reported, problem)}\n" for problem in reported.problems)


def _command(reported: Reported, problem: Problem) -> str:
    place = problem.place
    properties = {"file": posixpath.normpath(posixpath.join(reported.folder, place.path))}
    if place.line:
        properties["line"] = str(place.line)
    span = reported.span_of(problem)
    if span:
        properties |= {"col": str(span.start + 1), "endColumn": str(span.end)}
    properties["title"] = problem.check
    written = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{_COMMANDS[problem.severity]} {written}::{problem.message.translate(_DATA)}"
