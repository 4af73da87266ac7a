"""Mends what can be proven in the episode files of a show, and offers what cannot.

``plan`` says what, ``edit`` makes the contents of the files, ``write`` puts them in place, ``diff`` shows them.
"""

from __future__ import annotations

from publisher.fixes.diffs import diff
from publisher.fixes.doubts import ONLINE_DOUBTS
from publisher.fixes.editing import Changed, Edited, Left, at_new_lines, edit, write
from publisher.fixes.fix import Candidate, Fix, Offer, Plan
from publisher.fixes.known_online import AppleEpisode, KnownOnline
from publisher.fixes.planning import PROOFS, plan
from publisher.fixes.words import describe_fix, describe_left, describe_offer

__all__ = [
    "ONLINE_DOUBTS",
    "PROOFS",
    "AppleEpisode",
    "Candidate",
    "Changed",
    "Edited",
    "Fix",
    "KnownOnline",
    "Left",
    "Offer",
    "Plan",
    "at_new_lines",
    "describe_fix",
    "describe_left",
    "describe_offer",
    "diff",
    "edit",
    "plan",
    "write",
]
