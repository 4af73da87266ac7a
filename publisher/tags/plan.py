"""What is to be done to the tags of one recording: decided before any of it is done, and shown to people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from publisher.sources.audio_kind import Kind
from publisher.tags.held import Fitted, Held
from publisher.tags.table import TABLE

_ROWS: Final = {row.field: row for row in TABLE}
_ORDER: Final = {row.field: number for number, row in enumerate(TABLE)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A field that becomes another one: its frames, atoms or comments, and what it says before and after, for people.

    Nothing in ``old``: it was not there. Nothing in ``new``: it is taken off.
    """

    field: str
    places: tuple[str, ...]
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The fields to write and to take off, in the order of the table, and the note that the file has then."""

    fitted: Fitted
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()  # what is not taken off: somebody else has changed it since
    ours: Mapping[str, str] = field(default_factory=dict)
    is_needed: bool = False

    def changes(self, held: Held, kind: Kind) -> tuple[Change, ...]:
        """The same for people."""
        return tuple(
            Change(
                field=name,
                places=_ROWS[name].places(kind),
                old=held.shown.get(name, ""),
                new=self.fitted.shown.get(name, "") if name in self.written else "",
            )
            for name in _in_order({*self.written, *self.removed})
        )


def to_write(held: Held, fitted: Fitted) -> Plan:
    """What the episode says and the file does not; and off with what this program wrote and nobody says any more.

    A field that came from the tags of a file stays there as its author typed it.
    """
    differing = {name for name, digest in fitted.digests.items() if held.digests.get(name) != digest}
    typed = fitted.wanted.from_tags & held.digests.keys()
    written = differing - typed
    untouched = _untouched(held)
    removed = untouched - fitted.digests.keys()
    if not written and not removed:
        return Plan(fitted=fitted, ours=held.ours)
    ours = {name: held.ours[name] for name in untouched - removed} | {name: fitted.digests[name] for name in written}
    return Plan(fitted=fitted, written=_in_order(written), removed=_in_order(removed), ours=ours, is_needed=True)


def to_remove(held: Held, nothing: Fitted) -> Plan:
    """Exactly what this program wrote; a field that is another one now is somebody else's."""
    untouched = _untouched(held)
    kept = held.ours.keys() & held.digests.keys() - untouched
    return Plan(fitted=nothing, removed=_in_order(untouched), kept=_in_order(kept), is_needed=bool(held.ours))


def _untouched(held: Held) -> set[str]:
    return {name for name, digest in held.ours.items() if held.digests.get(name) == digest}


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (_ORDER.get(name, len(_ORDER)), name)))
