"""A difference for people: a line for each change."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.differing.changes import Difference
from publisher.differing.words import count_of

NOTHING = "Nothing changes for subscribers."


def report(difference: Difference) -> str:
    """The changes, the worst first, then what is still to come, and how many there are of each kind."""
    return "".join(f"{line}\n" for line in _lines(difference))


def headline(difference: Difference) -> str:
    """How many changes there are of each kind: ``1 vanished, 2 changed, 3 new``."""
    return ", ".join(f"{number} {kind}" for kind, number in difference.counts.items())


def _lines(difference: Difference) -> Iterator[str]:
    yield from (change.sentence for change in difference.changes)
    yield from (change.sentence for change in difference.upcoming)
    yield from difference.unknown
    if difference.is_told and not difference.changes:
        yield NOTHING
    elif difference.is_told:
        yield f"against {difference.against}: {headline(difference)}"
    if difference.errors:
        yield build_stops(difference)


def build_stops(difference: Difference) -> str:
    """That there are errors, and what the difference is then."""
    errors = count_of(len(difference.errors), "error")
    if not difference.is_told:
        return f"the next build stops: {errors}, and nothing can be compared before they are mended"
    return f"the next build stops: {errors} to mend; until then, subscribers keep the feed that they have"
