"""A difference for programs."""

from __future__ import annotations

import json
from typing import Any

from publisher.differing.changes import Change, Difference


def report(difference: Difference) -> str:
    """An object, in ASCII: ``changes`` (each with kind, guid, sentence and details), ``upcoming``, ``errors``.

    ``old`` and ``new`` of a detail are whole, null where there is none; ``counts`` are by kind.
    """
    document = {
        "against": difference.against,
        "compared": difference.is_told,
        "counts": {str(kind): number for kind, number in difference.counts.items()},
        "changes": [_row(change) for change in difference.changes],
        "upcoming": [_row(change) for change in difference.upcoming],
        "unknown": list(difference.unknown),
        "errors": [
            {
                "path": one.place.path,
                "line": one.place.line or None,
                "check": one.check,
                "message": one.message,
            }
            for one in difference.errors
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def _row(change: Change) -> dict[str, Any]:
    return {
        "kind": str(change.kind),
        "guid": change.guid or None,
        "about": change.about,
        "sentence": change.sentence,
        "details": [
            {
                "kind": str(one.kind),
                "field": one.field,
                "old": one.old,
                "new": one.new,
                "said": one.said,
            }
            for one in change.details
        ],
    }
