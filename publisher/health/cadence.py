"""How long a show may be silent, by the rule of how often it appears."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from publisher.model import UpdateFrequency

# The longest time from one to the next. RFC 5545, section 3.3.10.
_UNITS: Final = {
    "HOURLY": timedelta(hours=1),
    "DAILY": timedelta(days=1),
    "WEEKLY": timedelta(days=7),
    "MONTHLY": timedelta(days=31),
    "YEARLY": timedelta(days=366),
}
# Parts that leave some of them out: the time until the next one that they leave.
_SIEVES: Final = {
    "BYDAY": timedelta(days=7),
    "BYSETPOS": timedelta(days=35),
    "BYMONTH": timedelta(days=366),
    "BYYEARDAY": timedelta(days=366),
    "BYWEEKNO": timedelta(days=371),
}
_BY_DAY_OF_MONTH: Final = timedelta(days=35)  # from the first Monday of a month to that of the next
_LONGEST_WITHOUT_31ST: Final = timedelta(days=62)
_SHORTEST_MONTH_DAYS: Final = 28


def longest_pause(frequency: UpdateFrequency, now: datetime) -> timedelta | None:
    """The longest time between two episodes by the show's update frequency; None where none is due any more.

    It is rather too long than too short where a rule names days, so that nobody is warned without need.

    >>> frequency = UpdateFrequency(label="every other week", rrule="FREQ=WEEKLY;INTERVAL=2")
    >>> longest_pause(frequency, datetime(2026, 6, 1, tzinfo=UTC)).days
    14
    """
    if frequency.complete or not frequency.rrule:
        return None
    parts = dict(part.split("=", 1) for part in frequency.rrule.split(";"))
    if "COUNT" in parts or _is_over(parts.get("UNTIL", ""), now):
        return None
    pause = _unit(parts) * _interval(parts)
    return max([pause, *(sieve for name, sieve in _SIEVES.items() if name in parts)])


def _unit(parts: Mapping[str, str]) -> timedelta:
    if parts["FREQ"] != "YEARLY" and _days_of_month(parts):
        is_rare = all(day > _SHORTEST_MONTH_DAYS for day in _days_of_month(parts))
        return _LONGEST_WITHOUT_31ST if is_rare else _UNITS["MONTHLY"]
    if parts["FREQ"] == "MONTHLY" and "BYDAY" in parts:
        return _BY_DAY_OF_MONTH
    return _UNITS[parts["FREQ"]]


def _days_of_month(parts: Mapping[str, str]) -> list[int]:
    days = parts.get("BYMONTHDAY", "").split(",")
    return [int(day) for day in days if day.lstrip("+-").isdecimal()]


def _interval(parts: Mapping[str, str]) -> int:
    interval = parts.get("INTERVAL", "1")
    return max(1, int(interval)) if interval.isdecimal() and len(interval) <= 4 else 1


def _is_over(until: str, now: datetime) -> bool:
    """Whether the last day of a rule is past; a date that cannot be read says nothing."""
    try:
        return bool(until) and datetime.strptime(until[:8], "%Y%m%d").replace(tzinfo=UTC) < now
    except ValueError:
        return False
