"""Dates and lengths in feeds: as the standards want them, and as feeds have them.

RSS 2.0 takes the dates of RFC 822, where years may have four digits; RFC 2822, sections 3.3 and 4.3, says how to read
the old forms.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from publisher.clock import parse_time_ms

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ZONES: Final = {
    **dict.fromkeys(("UT", "GMT", "Z"), 0),
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
}
_RFC_2822: Final = re.compile(
    rf"(?:(?P<weekday>{'|'.join(_DAYS)}),\s*)?(?P<day>\d\d?)\s+(?P<month>{'|'.join(_MONTHS)})\s+(?P<year>\d{{4}})\s+"
    rf"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?\s+(?P<zone>[+-]\d{{4}}|{'|'.join(_ZONES)})",
    re.ASCII,
)
# The forms of 4.3, and what generators of feeds make of them.
_TOLERANT: Final = re.compile(
    r"(?:[^\W\d]+\.?,?\s*)?(?P<day>\d\d?)[ -](?P<month>[A-Za-z]{3,9})\.?[ -](?P<year>\d{4}|\d\d)\s+"
    r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?\s*"
    r"(?:(?:GMT|UTC?)(?=[+-]))?(?P<zone>[+-]\d\d:?\d\d|[A-Za-z]+)(?:\s*\([^()]*\))?",
    re.ASCII,
)
_MONTH_NAMES: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_LENGTH_IN_WORDS: Final = re.compile(
    r"(?:(\d{1,3})\s*h(?:(?:ou)?rs?)?)?[\s,]*(?:(\d{1,4})\s*m(?:in(?:ute)?s?)?)?[\s,]*(?:(\d{1,5})\s*s(?:ec(?:ond)?s?)?)?\.?",
    re.ASCII | re.IGNORECASE,
)


def rfc_2822(text: str) -> datetime | None:
    """The moment of an RFC 2822 date, or None where it is none: a year of two digits, other words, hour 24.

    >>> rfc_2822("Fri, 26 Feb 2021 01:00:00 +0100").isoformat()
    '2021-02-26T01:00:00+01:00'
    >>> [rfc_2822(text) for text in ("2021-02-26", "Fri, 26 Feb 2021 24:00:00 GMT", "30 Feb 2021 00:00 GMT")]
    [None, None, None]
    """
    match = _RFC_2822.fullmatch(text)
    if not match:
        return None
    zone = match["zone"]
    minutes = _ZONES[zone] * 60 if zone in _ZONES else int(zone[0] + "1") * (int(zone[1:3]) * 60 + int(zone[3:]))
    month = _MONTHS.index(match["month"]) + 1
    second = int(match["second"] or 0)
    if second > 60 or (zone not in _ZONES and int(zone[3:]) > 59):
        return None
    try:
        return datetime(
            int(match["year"]),
            month,
            int(match["day"]),
            int(match["hour"]),
            int(match["minute"]),
            min(second, 59),  # 60: a leap second
            tzinfo=timezone(timedelta(minutes=minutes)),
        )
    except ValueError:
        return None


def wrong_weekday(text: str) -> str:
    """The weekday that belongs into an RFC 2822 date, where it names another one; nothing where it is right.

    >>> wrong_weekday("Thu, 26 Feb 2021 00:00:00 +0000"), wrong_weekday("26 Feb 2021 00:00:00 +0000")
    ('Fri', '')
    """
    match, moment = _RFC_2822.fullmatch(text), rfc_2822(text)
    if not (match and moment and match["weekday"]):
        return ""
    right = _DAYS[moment.weekday()]
    return "" if match["weekday"] == right else right


def iso_8601(text: str) -> datetime | None:
    """The moment of a date in ISO 8601, with a day and maybe a time; None where it is none.

    >>> iso_8601("2021-09-26T07:30:00.000-0600").isoformat(), iso_8601("26 Feb 2021"), iso_8601("20210926")
    ('2021-09-26T07:30:00-06:00', None, None)
    """
    try:
        return datetime.fromisoformat(text) if text[4:5] == "-" and text[10:11] in {"", "T", " "} else None
    except ValueError:
        return None


def any_moment(text: str) -> datetime | None:
    """The moment of a date of a feed, in UTC, in whatever form it can be read in without guessing; None for others.

    A weekday is not looked at: it is the part that is wrong. A date without a zone could be any of 26 hours, and is
    None.

    >>> any_moment("Mon, 5 April 26 08:05 EST").isoformat(), any_moment("2026-04-05 08:05:00+02:00").isoformat()
    ('2026-04-05T13:05:00+00:00', '2026-04-05T06:05:00+00:00')
    >>> [any_moment(text) for text in ("Sun, 05 Apr 2026 08:05:00", "2026-04-05", "05.04.2026", "5 Abr 2026 08:05 GMT")]
    [None, None, None, None]
    """
    line = " ".join(text.split())
    moment = iso_8601(line) or rfc_2822(_modern(line))
    if moment is None or moment.tzinfo is None:
        return None
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # before the year 1, or after 9999, in UTC
        return None


def any_length_ms(text: str) -> int | None:
    """The milliseconds of a length in any form that feeds have it in; None where it cannot be read.

    >>> [any_length_ms(text) for text in ("01:02:03", "62:03", "3723", "3723.5", "PT1H", "1h 2m 3s", "45 min", "soon")]
    [3723000, 3723000, 3723000, 3723500, 3600000, 3723000, 2700000, None]
    """
    line = " ".join(text.split())
    try:
        return parse_time_ms(line)
    except ValueError:
        match = _LENGTH_IN_WORDS.fullmatch(line)
    if not match or not any(match.groups()):
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000


def _modern(text: str) -> str:
    """A date in the form of RFC 2822, or nothing where it is none.

    >>> _modern("Thursday, 5-Apr-99 8:05 +02:00")
    '5 Apr 1999 08:05:00 +0200'
    """
    match = _TOLERANT.fullmatch(text)
    if not match:
        return ""
    name = match["month"].lower()
    month = next((full[:3].title() for full in _MONTH_NAMES if full.startswith(name)), None)
    year = match["year"]
    if len(year) == 2:
        year = f"{19 if year >= '50' else 20}{year}"
    zone = match["zone"].replace(":", "").upper()
    zone = "GMT" if zone == "UTC" else zone
    return f"{match['day']} {month} {year} {int(match['hour']):02}:{match['minute']}:{match['second'] or '00'} {zone}"
