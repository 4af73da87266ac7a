"""From a day or a time as written to the moment in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def utc_moment(written: date | datetime, zone: ZoneInfo) -> datetime:
    """The moment in UTC; a bare day is its midnight in ``zone``.

    >>> utc_moment(date(2021, 2, 23), ZoneInfo("Europe/Berlin")).isoformat()
    '2021-02-22T23:00:00+00:00'

    Raises ValueError, with both readings named, for a time of day that clocks in the zone skip or show twice.
    """
    if not isinstance(written, datetime):
        return datetime(written.year, written.month, written.day, tzinfo=zone).astimezone(UTC)
    if written.tzinfo is not None:
        return written.astimezone(UTC)
    early, late = (written.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if early.utcoffset() != late.utcoffset():
        choices = f"{early.isoformat()} or {late.isoformat()}"
        raise ValueError(f"clocks in {zone.key} change at this hour; write {choices}")
    return early.astimezone(UTC)
