"""How long a server wants to be left alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MOST_S = 10_000_000.0  # longer is for ever


def retry_after_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds that a ``Retry-After`` header asks for, as a number or as a date (RFC 9110, 10.2.3); None without.

    >>> now = datetime(2026, 11, 1, 12, tzinfo=UTC)
    >>> retry_after_s({"retry-after": "120"}, now)
    120.0
    >>> retry_after_s({"retry-after": "Sun, 01 Nov 2026 12:00:05 GMT"}, now)
    5.0
    >>> retry_after_s({"retry-after": "soon"}, now) is None
    True

    A date is compared with the clock of that server, if it tells the time, else with ours.
    """
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:20]), _MOST_S)
    then = _date(text)
    if then is None:
        return None
    seconds = (then - (_date(headers.get("date", "")) or now)).total_seconds()
    return min(max(seconds, 0.0), _MOST_S)


def _date(text: str) -> datetime | None:
    try:
        parsed = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return parsed if parsed.tzinfo is not None else parsed.replace(tzinfo=UTC)
