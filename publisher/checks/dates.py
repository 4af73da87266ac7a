"""Checks of dates: against the numbers of the episodes, and against what else gives a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from shlex import quote
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.habits import full_episodes, is_habit, number_of, seen_from
from publisher.merge.episode import MergedEpisode
from publisher.merge.show import MergedShow
from publisher.model import Place, Severity, Source
from publisher.transcripts.longest_run import longest_run

_ZONES: Final = timedelta(days=1)  # a moment has two dates on earth
_RECORDED_BEFORE: Final = timedelta(days=60)  # the tag of a recording may be the day on which it was made
_PREPARED_BEFORE: Final = timedelta(days=183)  # so long may a page wait for its recording
_MOST_OUT_OF_ORDER: Final = (2, 0.25)  # so many, or such a part of all; more, and numbers do not go by dates

_TAG_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?!\d))?)?(?!\d)", re.ASCII)
_NAME_DATE: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?!\d)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slip:
    """An episode whose date is out of order, and those in order with the nearest numbers below and above it."""

    episode: MergedEpisode
    before: MergedEpisode | None
    after: MergedEpisode | None

    @property
    def is_late(self) -> bool:
        return self.after is not None and _day(self.episode) > _day(self.after)

    def fits(self, day: date) -> bool:
        """Whether this day would be in order."""
        return (self.before is None or _day(self.before) <= day) and (self.after is None or day <= _day(self.after))


@check("date-order", Severity.WARNING)
def order(merged: MergedShow) -> Iterator[Finding]:
    """An episode is dated before one with a lower number, or after one with a higher number: apps sort by date.

    Bad: episode: 3 of 2026-02-10, and episode: 4 of 2026-02-03
    Good: each number later than the one before it, or of the same day
    """
    for slip in _slips(merged):
        neighbour = slip.after if slip.is_late else slip.before
        if neighbour is None or _is_moved(slip.episode):
            continue
        message = (
            f"{number_of(slip.episode)} is dated {_day(slip.episode)}, {'after' if slip.is_late else 'before'} "
            f"{number_of(neighbour)} of {_day(neighbour)} ({_date_place(neighbour)}); {_remedy(slip)}"
        )
        yield Finding(place=_date_place(slip.episode), message=message)


@check("date-differs", Severity.NOTE)
def differing(merged: MergedShow) -> Iterator[Finding]:
    """Two sources give an episode two dates: date, dateadded, the name of the file, the tags of the recording.

    A day apart is the time zone, a year alone agrees with each of its days, and a recording may be older than its
    publication.

    Bad: 2026-01-05-why.md with date: 2025-01-05
    Good: 2026-01-05-why.md with date: 2026-01-05
    """
    reported = {slip.episode.place for slip in _slips(merged)}
    for claims_of in (_of_name, _of_page, _of_tags):
        claims = [(one, claim) for one in merged.episodes if _is_written(one) for claim in claims_of(one)]
        wrong = [(one, claim) for one, claim in claims if not claim.agrees(_day(one))]
        if is_habit(wrong, claims):
            continue
        for episode, claim in wrong:
            if episode.place not in reported and not _is_moved(episode):
                reported.add(episode.place)
                remedy = "the episode file wins: correct the wrong one"
                if episode.known.entry:
                    remedy = "subscribers have the date in the episode file, so correct the other one"
                message = f"{_day(episode)} here, {claim.text} {claim.where}; {remedy}"
                yield Finding(place=_date_place(episode), message=message)


@check("date-kept", Severity.NOTE)
def kept(merged: MergedShow) -> Iterator[Finding]:
    """The file gives another day than the one that subscribers have, which stays until somebody edits that line.

    Bad: date: 2026-01-05 in an episode that came out on 2026-01-07 at its old host
    Good: date: 2026-01-07
    """
    for episode in merged.episodes:
        written = episode.known.file.values.get("date")
        winner, *_ = episode.found.get("published_at", (written,))
        if written and winner and winner.source is Source.LEDGER:
            zone = episode.known.around.zone
            day = winner.value.astimezone(zone).date()
            here = _day_of(written.value)
            if day != here:
                message = f"{here} here, but subscribers have {day} ({winner.place}), which stays; write that"
                yield Finding(place=written.place, message=message)


CHECKS: Final[tuple[Check[MergedShow], ...]] = (order, differing, kept)


def _is_moved(episode: MergedEpisode) -> bool:
    """Whether its date is another than subscribers have: that is an error of its own, and to be mended first."""
    entry = episode.known.entry
    return entry is not None and entry.published_at not in {None, episode.values.get("published_at")}


def _is_written(episode: MergedEpisode) -> bool:
    return "published_at" in episode.found and episode.found["published_at"][0].source is Source.FRONT_MATTER


def _day(episode: MergedEpisode) -> date:
    """The day that is published, as it is written."""
    return _day_of(episode.found["published_at"][0].value)


def _day_of(written: date) -> date:
    return date(written.year, written.month, written.day)  # a moment is a date too


def _date_place(episode: MergedEpisode) -> Place:
    return episode.found["published_at"][0].place


def _slips(merged: MergedShow) -> list[_Slip]:
    """The fewest episodes without which numbers and dates go the same way; none where they do not do so at all."""
    dated = [one for one in full_episodes(merged) if "number" in one.values and "published_at" in one.values]
    with_season = [one for one in dated if "season" in one.values]
    dated = sorted(with_season or dated, key=lambda one: (one.values.get("season", 0), one.values["number"], one.place))
    kept = [day is not None for day in longest_run([_day(one).toordinal() for one in dated])]
    slips = []
    for index, episode in enumerate(dated):
        if not kept[index]:
            before = next((dated[at] for at in range(index - 1, -1, -1) if kept[at]), None)
            after = next((dated[at] for at in range(index + 1, len(dated)) if kept[at]), None)
            slips.append(_Slip(episode=episode, before=before, after=after))
    few, part = _MOST_OUT_OF_ORDER
    return slips if len(slips) <= max(few, part * len(dated)) else []


def _remedy(slip: _Slip) -> str:
    entry = slip.episode.known.entry
    if entry:
        allow = f"publish build --allow-date {quote(entry.guid)}"
        return f"correct the number; or the date, which is published, and needs {allow} then"
    added = slip.episode.known.file.values.get("dateadded")
    if added and added.place != _date_place(slip.episode):
        day = _day_of(added.value)
        if slip.fits(day):
            return f"dateadded: {day} in {seen_from(added.place, _date_place(slip.episode))} fits; write date: {day}"
    return "correct the date or the number"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """The first and the last day that another source can mean, how it is written there, and where."""

    first: date
    last: date
    text: str
    where: str

    def agrees(self, day: date) -> bool:
        return self.first <= day <= self.last


def _of_name(episode: MergedEpisode) -> Iterator[_Claim]:
    match = _NAME_DATE.match(episode.known.file.stem)
    day = _day_or_none(match[1]) if match else None
    if day:
        yield _Claim(first=day - _ZONES, last=day + _ZONES, text=str(day), where="in the name of the file")


def _of_page(episode: MergedEpisode) -> Iterator[_Claim]:
    """The day on which the page was added: long before the episode came out, there was nothing to add."""
    values = episode.known.file.values
    if "date" in values and "dateadded" in values:
        day, place = _day_of(values["dateadded"].value), values["dateadded"].place
        where = f"at dateadded: ({seen_from(place, values['date'].place)})"
        yield _Claim(first=date.min, last=day + _PREPARED_BEFORE, text=str(day), where=where)


def _of_tags(episode: MergedEpisode) -> Iterator[_Claim]:
    for recording in episode.known.recordings:
        match = _TAG_DATE.match(recording.tags.date or "")
        first = _day_or_none(f"{match[1]}-{match[2] or '01'}-{match[3] or '01'}") if match else None
        if match and first:
            last = _last_day(first, match)
            where = f"in the tags of {recording.path}"
            yield _Claim(first=first - _ZONES, last=last + _RECORDED_BEFORE, text=match[0], where=where)


def _last_day(first: date, match: re.Match[str]) -> date:
    """The last day of the year, the month or the day that a tag names."""
    if match[3]:
        return first
    month = first.replace(month=12) if not match[2] else first
    return month.replace(day=28) + timedelta(days=3)


def _day_or_none(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2999 else None
