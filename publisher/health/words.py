"""Moments and lengths of time as people say them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

_UNITS: Final = (("day", 86_400), ("hour", 3_600), ("minute", 60))
_FROM: Final = 2  # so many of a unit at the least: 90 minutes say more than 1 hour


def span(time: timedelta) -> str:
    """A length of time in the largest unit that says enough, rounded down.

    >>> span(timedelta(days=12, hours=7)), span(timedelta(hours=26)), span(timedelta(hours=1))
    ('12 days', '26 hours', '60 minutes')
    """
    seconds = int(abs(time.total_seconds()))
    name, unit = next((one for one in _UNITS if seconds >= _FROM * one[1]), _UNITS[-1])
    number = seconds // unit
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def ago(moment: datetime, now: datetime) -> str:
    """How long ago a moment was, or in how long it will be.

    >>> ago(datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 6, 3, tzinfo=UTC))
    '2 days ago'
    >>> ago(datetime(2026, 6, 9, tzinfo=UTC), datetime(2026, 6, 3, tzinfo=UTC))
    'in 6 days'
    """
    if abs(now - moment) < timedelta(minutes=1):
        return "just now"
    return f"{span(now - moment)} ago" if moment <= now else f"in {span(moment - now)}"


def shown(moment: datetime) -> str:
    """A moment to the minute.

    >>> shown(datetime(2026, 1, 31, 18, tzinfo=UTC))
    '2026-01-31 18:00 UTC'
    """
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
