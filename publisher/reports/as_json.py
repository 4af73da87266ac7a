"""Problems for programs: a list of objects."""

from __future__ import annotations

import json

from publisher.reports.reported import Reported


def report(reported: Reported) -> str:
    """A JSON list of objects with path, line (null: the whole file), check, severity and message, in ASCII."""
    rows = [
        {
            "path": problem.place.path,
            "line": problem.place.line or None,
            "check": problem.check,
            "severity": str(problem.severity),
            "message": problem.message,
        }
        for problem in reported.problems
    ]
    return json.dumps(rows, indent=2) + "\n"
