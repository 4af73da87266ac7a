"""What can be done about a show folder: each kind of proof is a function, and sees what those before it have mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from publisher.fixes.apple import apple_links
from publisher.fixes.fix import Fix, Offer, Plan
from publisher.fixes.ids import bare_ids, disagreements, ids_from_links, links_from_ids
from publisher.fixes.known_online import KnownOnline
from publisher.fixes.lengths import durations
from publisher.fixes.links import as_meant, empty_times, moved, secure, tracked_elsewhere, untracked
from publisher.fixes.subject import Subject
from publisher.merge.show import MergedShow

Proof: TypeAlias = Callable[[Subject], Iterator[Fix | Offer]]

PROOFS: Final[tuple[Proof, ...]] = (
    bare_ids,
    untracked,
    empty_times,
    secure,
    moved,
    tracked_elsewhere,
    ids_from_links,
    links_from_ids,
    apple_links,
    durations,
    as_meant,
    disagreements,
)

_At: TypeAlias = tuple[str, tuple[str, ...]]


def plan(merged: MergedShow, online: KnownOnline | None = None) -> Plan:
    """All that is proven and all that can be offered, but for what show.yaml silences.

    Values that are in dispute are not touched, and nothing is taken from them.
    """
    subject = Subject.of(merged, online)
    fixes: dict[_At, Fix] = {}
    offers: list[Offer] = []
    for proof in PROOFS:
        found = [one for one in proof(subject) if not subject.is_silenced(one.check, one.place.path)]
        new = [one for one in found if isinstance(one, Fix)]
        offers += [one for one in found if isinstance(one, Offer)]
        for fix in new:
            at = (fix.place.path, fix.keys)
            fixes[at] = _together(fixes[at], fix) if at in fixes else fix
        subject = subject.after(new)
    disputed = {(offer.place.path, keys) for offer in offers for keys in offer.disputed}
    kept = [fix for fix in fixes.values() if not disputed & {(fix.place.path, fix.keys), (fix.place.path, fix.source)}]
    return Plan(fixes=tuple(sorted(kept)), offers=tuple(sorted(_as_written(offer, fixes) for offer in offers)))


def _as_written(offer: Offer, fixes: Mapping[_At, Fix]) -> Offer:
    """An offer instead of what stands there, and not of what a fix would have made of it."""
    fix = fixes.get((offer.place.path, offer.keys))
    return replace(offer, old=fix.old) if fix else offer


def _together(first: Fix, then: Fix) -> Fix:
    """Two fixes of one value, as one."""
    return replace(first, new=then.new, why=f"{first.why}; {then.why}", source=then.source or first.source)
