"""Times of the field, parsed and formatted. One unit inside: whole milliseconds."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_COLONS: Final = re.compile(r"(?:(\d{1,4}):)?(\d{1,5}):(\d{1,2})(?:[.,](\d{1,9}))?", re.ASCII)
_ISO_8601: Final = re.compile(
    r"P(?:(\d{1,4})D)?T?(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})(?:[.,](\d{1,9}))?S)?", re.ASCII | re.IGNORECASE
)
_SECONDS: Final = re.compile(r"(\d{1,9})(?:\.(\d{1,9}))?", re.ASCII)


def parse_time_ms(text: str) -> int:
    """Milliseconds of a time as people and programs write it: ``[h:]m:s[.fraction]``, ISO 8601, plain seconds.

    Fractions beyond the millisecond are rounded. Minutes may exceed 59 only where no hours are given.

    >>> [parse_time_ms(text) for text in ("0:09", "1:02:03", "75:00", "00:01:02.5", "00:01:02,250")]
    [9000, 3723000, 4500000, 62500, 62250]
    >>> [parse_time_ms(text) for text in ("PT1H2M3S", "PT01H35S", "PT90M", "3723", "2.5")]
    [3723000, 3635000, 5400000, 3723000, 2500]
    >>> parse_time_ms("1:75")
    Traceback (most recent call last):
    ValueError: not a time: '1:75'

    Raises ValueError for anything else.
    """
    stripped = text.strip()
    for parse in (_from_colons, _from_seconds, _from_iso_8601):
        time_ms = parse(stripped)
        if time_ms is not None:
            return time_ms
    raise ValueError(f"not a time: {text[:40]!r}")


def format_time(time_ms: int, *, decimal_mark: str = ".") -> str:
    """``HH:MM:SS.mmm``, the one form that every chapter and caption reader takes (SRT wants a comma).

    >>> format_time(3_723_004), format_time(62_500, decimal_mark=",")
    ('01:02:03.004', '00:01:02,500')
    """
    seconds, milliseconds = divmod(time_ms, 1000)
    return f"{format_seconds(seconds)}{decimal_mark}{milliseconds:03}"


def format_seconds(seconds: int) -> str:
    """``HH:MM:SS``.

    >>> format_seconds(3723)
    '01:02:03'
    """
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}"


def format_short(time_ms: int) -> str:
    """``M:SS`` or ``H:MM:SS``, as people write times; parts of a second are left out.

    >>> format_short(9_999), format_short(3_723_000)
    ('0:09', '1:02:03')
    """
    minutes, second = divmod(time_ms // 1000, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"


def seconds_of(time_ms: int) -> float | int:
    """Seconds as JSON wants them: a whole number where it is one.

    >>> seconds_of(2500), seconds_of(3000)
    (2.5, 3)
    """
    return time_ms // 1000 if time_ms % 1000 == 0 else time_ms / 1000


def rounded_seconds(time_ms: int) -> int:
    """Whole seconds, at least 1: itunes:duration takes no fractions, and 0 reads as unknown.

    >>> rounded_seconds(61_500), rounded_seconds(200)
    (62, 1)
    """
    return max(1, (time_ms + 500) // 1000)


def _from_colons(text: str) -> int | None:
    match = _COLONS.fullmatch(text)
    if not match:
        return None
    hours, minutes, seconds, fraction = match.groups()
    if int(seconds) > 59 or (hours is not None and int(minutes) > 59):
        return None
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + _fraction_ms(fraction)


def _from_seconds(text: str) -> int | None:
    match = _SECONDS.fullmatch(text)
    return int(match[1]) * 1000 + _fraction_ms(match[2]) if match else None


def _from_iso_8601(text: str) -> int | None:
    match = _ISO_8601.fullmatch(text)
    if not match or not any(match.groups()):
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[:4])
    whole = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    return whole * 1000 + _fraction_ms(match[5])


def _fraction_ms(digits: str | None) -> int:
    if not digits:
        return 0
    return int((Decimal(f"0.{digits}") * 1000).to_integral_value(ROUND_HALF_UP))
