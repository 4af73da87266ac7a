"""What values in a feed look like: one small predicate or parser each."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import UTC, date
from email.utils import format_datetime
from typing import Final

from publisher.directories import LANGUAGES
from publisher.sources.feed_dates import iso_8601
from publisher.urls import http_url

_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"([a-z]{2})(-[a-z0-9]{2,8})*", re.ASCII | re.IGNORECASE)
_BCP_47: Final = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*", re.ASCII | re.IGNORECASE)
_NPT: Final = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,9})(?:\.(\d{1,9}))?", re.ASCII)
_GEO: Final = re.compile(r"geo:(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)(?:,-?\d+(?:\.\d+)?)?(?:;[\w-]+=[\w.%-]+)*", re.ASCII)
_OSM: Final = re.compile(r"[NWR]\d+(#\d+)?", re.ASCII)
_EMAIL: Final = re.compile(r"[^@\s<>()]+@[^@\s<>()]+\.[^@\s<>().]+")
_FREQUENCIES: Final = "SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY"
_RULE_PARTS: Final = {
    "FREQ": _FREQUENCIES,
    "UNTIL": r"\d{8}(T\d{6}Z?)?",
    "COUNT": r"[1-9]\d*",
    "INTERVAL": r"[1-9]\d*",
    "BYDAY": r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU))*",
    "WKST": "MO|TU|WE|TH|FR|SA|SU",
    **dict.fromkeys(("BYSECOND", "BYMINUTE", "BYHOUR", "BYMONTH"), r"\d{1,2}(,\d{1,2})*"),
    **dict.fromkeys(("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"), r"[+-]?\d{1,3}(,[+-]?\d{1,3})*"),
}
_DIGESTS: Final = {"sha256": 32, "sha384": 48, "sha512": 64}


def as_rfc_2822(text: str) -> str:
    """A date in ISO 8601 as RSS writes it, or nothing where it is none.

    >>> as_rfc_2822("2021-02-26T00:00:00Z"), as_rfc_2822("soon")
    ('Fri, 26 Feb 2021 00:00:00 +0000', '')
    """
    moment = iso_8601(text)
    if moment is None:
        return ""
    return format_datetime(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def duration_s(text: str) -> int | None:
    """The seconds of an itunes:duration, or None: it has no fractions, and minutes and seconds below 60.

    >>> [duration_s(text) for text in ("0:05", "30:01", "1:00:00", "1801", "1801.5", "1:60", "x")]
    [5, 1801, 3600, 1801, None, None, None]
    """
    parts = text.split(":")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() and len(part) <= 9 for part in parts):
        return None
    # W3C's feed validator: \d+(:[0-5]\d(:[0-5]\d)?)?
    if any(len(part) != 2 or int(part) > 59 for part in parts[1:]):
        return None
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + int(part)
    return seconds


def npt_ms(text: str) -> int | None:
    """The milliseconds of a Normal Play Time, as Podlove Simple Chapters 1.2 has it, or None.

    >>> [npt_ms(text) for text in ("37", "7:48", "35:12.250", "05:12:03.5", "1:75", "0:01:02:03")]
    [37000, 468000, 2112250, 18723500, None, None]
    """
    match = _NPT.fullmatch(text)
    if not match:
        return None
    hours, minutes, seconds, fraction = match.groups()
    if (minutes is not None and int(seconds) > 59) or (hours is not None and int(minutes) > 59):
        return None
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds)
    return whole * 1000 + round(float(f"0.{fraction or 0}") * 1000)


def is_language(text: str) -> bool:
    """Whether this is a code of ISO 639-1, with a region or a script if need be.

    >>> [is_language(text) for text in ("en", "en-us", "zh-Hant", "english", "en_US", "xx")]
    [True, True, True, False, False, False]
    """
    match = _LANGUAGE.fullmatch(text)
    return bool(match) and text[:2].casefold() in LANGUAGES


def is_language_tag(text: str) -> bool:
    """Whether this has the shape of a language of BCP 47.

    >>> is_language_tag("gsw-CH"), is_language_tag("English, US")
    (True, False)
    """
    return bool(_BCP_47.fullmatch(text))


def is_url(text: str) -> bool:
    """Whether this is an absolute http or https URL; its letters are another question.

    >>> is_url("https://example.com/ä.mp3"), is_url("/a.mp3"), is_url("https://example.com/a b.mp3")
    (True, False, True)
    """
    return http_url(text) is not None


def is_uuid(text: str) -> bool:
    """Whether this has the shape of a UUID.

    >>> is_uuid("9b024349-ccf0-5f69-a609-6b82873eab3c"), is_uuid("my-show")
    (True, False)
    """
    return bool(_UUID.fullmatch(text))


def is_integer(text: str) -> bool:
    """Whether this is a whole number from 0, in digits.

    >>> is_integer("0"), is_integer("1.5"), is_integer("-1")
    (True, False, False)
    """
    return text.isascii() and text.isdigit()


def is_positive(text: str) -> bool:
    """Whether this is a whole number from 1.

    >>> is_positive("12"), is_positive("0")
    (True, False)
    """
    return is_integer(text) and bool(text.strip("0"))


def is_decimal(text: str) -> bool:
    """Whether this is a number from 0, with a fraction or without.

    >>> is_decimal("100.5"), is_decimal("1:00"), is_decimal("nan")
    (True, False, False)
    """
    return bool(re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII))


def is_geo(text: str) -> bool:
    """Whether this is a place on Earth as RFC 5870 writes it.

    >>> is_geo("geo:52.5,13.4;u=100"), is_geo("52.5 13.4"), is_geo("geo:91,0")
    (True, False, False)
    """
    match = _GEO.fullmatch(text)
    return bool(match and abs(float(match[1])) <= 90 and abs(float(match[2])) <= 180)


def is_osm(text: str) -> bool:
    """Whether this is an id of OpenStreetMap: node, way or relation, with its number.

    >>> is_osm("R62422"), is_osm("W5013364#3"), is_osm("113314")
    (True, True, False)
    """
    return bool(_OSM.fullmatch(text))


def is_email(text: str) -> bool:
    """Whether this has the shape of an e-mail address.

    >>> is_email("me@example.com"), is_email("me at example.com")
    (True, False)
    """
    return bool(_EMAIL.fullmatch(text))


def is_sri(text: str) -> bool:
    """Whether this is a digest as Subresource Integrity writes it: the raw digest in base64, not in hex.

    >>> is_sri("sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="), is_sri("sha256-e3b0c442")
    (True, False)
    """
    algorithm, _, digest = text.partition("-")
    try:
        return len(base64.b64decode(digest, validate=True)) == _DIGESTS.get(algorithm)
    except binascii.Error:
        return False


def is_rrule(text: str) -> bool:
    """Whether this is a recurrence rule of RFC 5545, section 3.3.10.

    >>> is_rrule("FREQ=WEEKLY;BYDAY=MO"), is_rrule("every week"), is_rrule("FREQ=DAILY;UNTIL=2023-12-31T00:00:00Z")
    (True, False, False)
    """
    parts = [part.partition("=")[::2] for part in text.split(";")]
    names = [name for name, _ in parts]
    if len(set(names)) < len(names) or "FREQ" not in names or {"UNTIL", "COUNT"} <= set(names):
        return False
    return all(name in _RULE_PARTS and re.fullmatch(_RULE_PARTS[name], value) for name, value in parts)


def is_day(text: str) -> bool:
    """Whether this is a day in ISO 8601.

    >>> is_day("2021-02-26"), is_day("26.2.2021")
    (True, False)
    """
    try:
        return bool(date.fromisoformat(text)) and text[4:5] == "-"
    except ValueError:
        return False
