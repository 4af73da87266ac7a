"""What can still be read of a damaged ledger: entry by entry, as each is a piece of YAML of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from publisher.ledger.entry import Entry
from publisher.ledger.reading import entries_in
from publisher.sources.composed import InvalidYaml
from publisher.sources.fields import FieldError

_ENTRY: Final = re.compile(r"^ *-[ \t]+guid\b", re.MULTILINE)
_GUID: Final = re.compile(r"^ *-[ \t]+guid:?[ \t]+(\S[^\n]*)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """The entries that can be read, and the guids of those that cannot."""

    entries: tuple[Entry, ...] = ()
    broken: frozenset[str] = frozenset()


def salvage(text: str) -> Salvaged:
    """The entries of a damaged ledger; its last line counts only if it is whole."""
    whole = text[: text.rfind("\n") + 1]
    entries = {entry.guid: entry for entry in _entries(whole)}
    named = {match[1].strip().strip("'\"") for match in _GUID.finditer(whole)}
    return Salvaged(entries=tuple(entries.values()), broken=frozenset(named - entries.keys()))


def _entries(text: str) -> Iterator[Entry]:
    starts = [match.start() for match in _ENTRY.finditer(text)]
    for start, end in pairwise([*starts, len(text)]):
        try:
            yield from entries_in(text[start:end], first_line=text.count("\n", 0, start) + 1)
        except (InvalidYaml, FieldError):
            continue
