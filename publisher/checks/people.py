"""Checks of the guests of episodes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.habits import full_episodes, is_still_open, nearly_all, place_of
from publisher.merge.episode import MergedEpisode
from publisher.merge.people import entry_of
from publisher.merge.show import MergedShow
from publisher.model import Found, Severity
from publisher.text import same_name


@check("person-missing", Severity.NOTE)
def missing(merged: MergedShow) -> Iterator[Finding]:
    """An episode without guests where nearly all others have some.

    Bad: no guests:, in a show of interviews
    Good: guests: [ada], or nothing where nobody was there
    """
    full = full_episodes(merged)
    having = [one for one in full if _guests(one)]
    if not nearly_all(len(having), len(full)):
        return
    for episode in full:
        is_wrong = "guests" in episode.known.file.broken or is_still_open(episode, "guests")
        if not _guests(episode) and not is_wrong:
            message = (
                f"{len(having)} of {len(full)} episodes have guests, this one has none; write guests: if it had some"
            )
            yield Finding(place=place_of(episode, "guests"), message=message)


@check("person-twice", Severity.NOTE)
def twice(merged: MergedShow) -> Iterator[Finding]:
    """One guest is named twice in an episode, maybe once by the id and once by the name; the feed names them once.

    Bad: guests: [ada, Ada Base], where people/ada.md is Ada Base
    Good: guests: [ada]
    """
    for episode in merged.episodes:
        first: dict[str, Found[Any]] = {}
        for guest in _guests(episode):
            name = entry_of(guest.value, episode.known.around.people).name
            other = first.setdefault(same_name(name), guest)
            if other is not guest:
                named = guest.value.name
                who = f"'{named}'" if named == name else f"'{named}' ({name})"
                message = f"{who} is a guest already in line {other.place.line}; delete one, or name who is meant"
                yield Finding(place=guest.place, message=message, about=named)


CHECKS: Final[tuple[Check[MergedShow], ...]] = (missing, twice)


def _guests(episode: MergedEpisode) -> tuple[Found[Any], ...]:
    found = episode.known.file.values.get("guests")
    return found.value if found else ()
