"""What subscribers have of an episode already, in the remedies of values that would change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from publisher.merge.episode import MergedEpisode
from publisher.merge.published_date import says_no_other
from publisher.merge.show import MergedShow
from publisher.model import Problem
from publisher.sources.fields import parse_moment

_SLIP: Final = "episode-unknown-key"
_REFUSED: Final = frozenset({"episode-field", "date-ambiguous"})
_KEYS: Final = ("date", "guid")  # of what a build refuses to change


def known_value(episode: MergedEpisode, key: str) -> str | None:
    """The date or the guid that subscribers have of an episode, as its file may say it; None where they have none."""
    entry = episode.known.entry
    if entry and key == "guid":
        return entry.guid
    is_date = key == "date" or (key == "dateadded" and "date" not in episode.known.file.values)
    moment = entry.published_at if entry and is_date else None
    return as_written(moment, episode.known.around.zone) if moment else None


def as_written(moment: datetime, zone: ZoneInfo) -> str:
    """The moment as a file of the show may have it.

    >>> from datetime import UTC
    >>> as_written(datetime(2026, 1, 30, 23, tzinfo=UTC), ZoneInfo("Europe/Berlin"))
    '2026-01-31'
    """
    local = moment.astimezone(zone)
    if local.time() == time.min:
        return f"{local:%Y-%m-%d}"
    return local.isoformat(timespec="seconds" if local.second else "minutes")


def with_known_values(problems: Iterable[Problem], merged: MergedShow) -> Iterator[Problem]:
    """The problems; a remedy that leads to another date or guid than subscribers have names theirs."""
    published = {one.place.path: one for one in merged.episodes if one.known.entry}
    for problem in problems:
        episode = published.get(problem.place.path)
        yield replace(problem, message=_message(problem, episode)) if episode else problem


def _message(problem: Problem, episode: MergedEpisode) -> str:
    if problem.check == _SLIP:
        return _of_slip(problem, episode)
    key = problem.message.partition(":")[0]
    known = known_value(episode, key) if problem.check in _REFUSED else None
    if known is None:
        return problem.message
    what = problem.message.rpartition("; ")[0] or problem.message
    return f"{what}; write {key}: {known}, which subscribers have, or delete the line"


def _of_slip(problem: Problem, episode: MergedEpisode) -> str:
    """What stands under the key that was meant would stop a build, were it another value than the published one."""
    key = next((key for key in _KEYS if problem.message.endswith(f"did you mean {key}?")), "")
    known = known_value(episode, key)
    written = next((one for one in episode.known.file.written if one.place == problem.place), None)
    if known is None or (written and _says_the_same(written.text.strip(), key, episode)):
        return problem.message
    return f"{problem.message} Then write {key}: {known}, which subscribers have, or delete the line"


def _says_the_same(text: str, key: str, episode: MergedEpisode) -> bool:
    known = episode.known
    if key == "guid" or known.entry is None:
        return known.entry is not None and text == known.entry.guid
    try:
        return says_no_other(parse_moment(text), known.entry, (known.around.zone, *known.around.old_zones))
    except ValueError:
        return False
