"""The words of a difference: what changes for subscribers, by how much it harms them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from publisher.model import Problem, Severity


class Kind(StrEnum):
    """What happens to an episode, or to the show; what harms most comes first."""

    TWICE = "guid twice"
    VANISHED = "vanished"
    GUID = "guid changed"
    MOVED = "show moved"
    UNTOLD = "cannot be told"
    REDATED = "re-dated"
    ENCLOSURE = "new enclosure"
    CHANGED = "changed"
    CHAPTERS = "chapters changed"
    TRANSCRIPT = "transcript changed"
    SHOW = "show changed"
    NEW = "new"
    FILE = "file"
    REWRITTEN = "written otherwise"
    UPCOMING = "upcoming"


_WHOLE_PHRASES: Final = 8
_RANK: Final = {kind: rank for rank, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One field that changes: ``said`` for people, ``old`` and ``new`` whole, None where there is none."""

    kind: Kind
    field: str
    said: str
    old: str | None = None
    new: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """All that changes in one episode, or one thing about the show.

    ``about`` names it as people do: ``'Title' (S2E7)``. The worst of its details says what kind of a change it is.
    """

    kind: Kind
    about: str
    guid: str = ""
    details: tuple[Detail, ...] = ()

    @property
    def sentence(self) -> str:
        """A line for people: ``changed: 'One' (S1E1): title 'Eins' → 'One'``."""
        return ": ".join(part for part in (self.kind, self.about, "; ".join(self.phrases)) if part)

    @property
    def phrases(self) -> list[str]:
        """What changes, a phrase each; of what is too much for a line, and of episodes that come anew, the names."""
        whole = 1 if self.kind is Kind.GUID else _WHOLE_PHRASES
        fields = list(dict.fromkeys(one.field for one in self.details[whole:]))
        named = [f"also other: {', '.join(fields)}"] if fields else []
        return [*(one.said for one in self.details[:whole]), *named]


def change_of(about: str, details: Sequence[Detail], guid: str = "") -> Change:
    """A change with these details, the worst first; there must be one."""
    ordered = tuple(sorted(details, key=lambda one: _RANK[one.kind]))
    return Change(kind=ordered[0].kind, about=about, guid=guid, details=ordered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What the next build changes, against what.

    ``is_told`` is False where errors leave no show to compare. ``unknown`` are sentences about what could not be had.
    """

    against: str
    changes: tuple[Change, ...] = ()
    upcoming: tuple[Change, ...] = ()
    unknown: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_told: bool = True

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stops the build."""
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)

    @property
    def is_nothing(self) -> bool:
        """Whether a build goes through, and changes nothing."""
        return self.is_told and not self.changes and not self.errors

    @property
    def counts(self) -> dict[Kind, int]:
        """How many changes there are of each kind, the worst first."""
        counts = {kind: sum(one.kind is kind for one in self.changes) for kind in Kind}
        return {kind: count for kind, count in counts.items() if count}

    def sorted(self) -> Difference:
        """The worst first, and otherwise in the order of the feed."""
        return replace(self, changes=tuple(sorted(self.changes, key=lambda one: _RANK[one.kind])))
