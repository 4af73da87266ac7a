"""What was found, in words for people and in forms for other programs.

A new form is a module with ``report(reported)`` and a line in ``REPORTS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from publisher.reports import as_json, as_text, github, sarif
from publisher.reports.reported import Reported

__all__ = ["REPORTS", "Reported"]

REPORTS: Final[Mapping[str, Callable[[Reported], str]]] = MappingProxyType(
    {
        "text": as_text.report,
        "json": as_json.report,
        "github": github.report,
        "sarif": sarif.report,
    }
)
