"""Fixes and offers in words."""

from __future__ import annotations

from publisher.fixes.editing import Left
from publisher.fixes.fix import Candidate, Fix, Offer


def describe_fix(fix: Fix) -> str:
    """One line: where, what was there, what comes there, and what proves it."""
    return f"{fix.place}: {fix.key}: {_shown(fix.old)} -> {fix.new}  ({fix.why})"


def describe_offer(offer: Offer) -> str:
    """A line that says what is uncertain, and one for each candidate."""
    count = len(offer.candidates)
    choice = f"{count} candidates, pick one:" if count > 1 else "1 candidate, if it is right:"
    lines = (f"  {_key(offer, one)}{one.new}  ({one.why})" for one in offer.candidates)
    return "\n".join((f"{offer.place}: {offer.key}: {_shown(offer.old)}: {offer.why}; {choice}", *lines))


def describe_left(left: Left) -> str:
    """One line: what was to come there, and why it does not."""
    return f"{left.fix.place}: {left.fix.key}: not changed to {left.fix.new}: {left.reason}"


def _shown(value: str | None) -> str:
    return "missing" if value is None else value.strip() or "empty"


def _key(offer: Offer, candidate: Candidate) -> str:
    """The keys of a candidate, where the candidates are for several."""
    is_clear = all(one.keys == offer.keys for one in offer.candidates)
    return "" if is_clear else f"{'.'.join(candidate.keys)}: "
