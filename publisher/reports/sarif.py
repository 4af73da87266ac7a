"""Problems as SARIF 2.1.0, which code hosts and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
import posixpath
from typing import Any, Final
from urllib.parse import quote

from publisher import __version__
from publisher.checks.check import Explained
from publisher.model import Problem
from publisher.reports.reported import Reported

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def report(reported: Reported) -> str:
    """One run, with every kind of fault that it found as a rule; in ASCII."""
    ids = sorted({problem.check for problem in reported.problems})
    rules = [_rule(reported.explained[name]) if name in reported.explained else {"id": name} for name in ids]
    run = {
        "tool": {"driver": {"name": "publish", "semanticVersion": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(reported, problem, ids.index(problem.check)) for problem in reported.problems],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(explained: Explained) -> dict[str, Any]:
    return {
        "id": explained.id,
        "shortDescription": {"text": explained.summary},
        "help": {"text": f"{explained.what}\n\nBad: {explained.bad}\nGood: {explained.good}"},
        "defaultConfiguration": {"level": str(explained.severity)},
    }


def _result(reported: Reported, problem: Problem, rule: int) -> dict[str, Any]:
    path = posixpath.normpath(posixpath.join(reported.folder, problem.place.path))
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(path)}}
    if problem.place.line:
        location["region"] = _region(reported, problem)
    return {
        "ruleId": problem.check,
        "ruleIndex": rule,
        "level": str(problem.severity),
        "message": {"text": problem.message},
        "locations": [{"physicalLocation": location}],
    }


def _region(reported: Reported, problem: Problem) -> dict[str, int]:
    region = {"startLine": problem.place.line}
    span = reported.span_of(problem)
    if span:
        region |= {"startColumn": span.start + 1, "endColumn": span.end + 1}
    return region
