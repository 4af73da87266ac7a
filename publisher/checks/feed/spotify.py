"""What Spotify reads beyond the rest: limits, countries, availability (its Podcast Delivery Specification)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.feed.countries import is_country
from publisher.checks.feed.document import Feed
from publisher.checks.feed.rows import WARNING, Shaped, Value, check_of_shape, one_of, quoted
from publisher.checks.feed.shapes import is_positive
from publisher.sources.feed_dates import iso_8601

_SCHEMES: Final = frozenset({"w3c-dtf", "w3cdtf"})
_PERIOD: Final = re.compile(r"\s*(start|end|scheme|name)\s*=\s*(.*?)\s*", re.IGNORECASE)


@check("feed-spotify-limit", WARNING, "spotify")
def limits(feed: Feed) -> Iterator[Finding]:
    """The number of episodes for Spotify in another place than the attribute, or one that is none: it is not read.

    Bad: <spotify:limit>50</spotify:limit>
    Good: <spotify:limit recentCount="50"/>
    """
    for limit in feed.every("spotify:limit"):
        count = limit.get("recentCount")
        if not is_positive(count):
            number = limit.value if is_positive(limit.value) else "50"
            message = f'Spotify reads a number in the attribute alone; write <spotify:limit recentCount="{number}"/>'
            yield feed.finding(limit, message, field="recentCount", about=count or limit.value)


@check("feed-countries", WARNING, "spotify")
def countries(feed: Feed) -> Iterator[Finding]:
    """A country that is no code of ISO 3166-1, or codes that are not separated by spaces: nobody is meant by it.

    Bad: <spotify:countryOfOrigin>en</spotify:countryOfOrigin>
    Good: <spotify:countryOfOrigin>gb us</spotify:countryOfOrigin>
    """
    for element in feed.every("spotify:countryOfOrigin", "media:restriction"):
        wrong = [code for code in element.value.split() if not is_country(code)]
        if wrong:
            hint = "write gb" if wrong[0].casefold() == "uk" else "write codes with spaces between them, like gb us"
            message = f"Spotify asks for codes of countries, and {quoted(wrong[0])} is none; {hint}"
            yield feed.finding(element, message, about=wrong[0])


@check("feed-valid", WARNING, "spotify")
def availability(feed: Feed) -> Iterator[Finding]:
    """A time of availability that is no period of DCMI: Spotify cannot read it.

    Bad: <dcterms:valid>2021-02-26</dcterms:valid>
    Good: <dcterms:valid>start=2021-02-26T00:00:00Z; end=2021-12-31T00:00:00Z; scheme=W3C-DTF</dcterms:valid>
    """
    for element in feed.every("dcterms:valid"):
        fault = _fault_of_period(element.value)
        if fault:
            example = "start=2021-02-26T00:00:00Z; end=2021-12-31T00:00:00Z; scheme=W3C-DTF"
            message = f"{quoted(element.value)} {fault}; Spotify asks for a period like {example}"
            yield feed.finding(element, message, about=element.value)


def _fault_of_period(text: str) -> str:
    """What is wrong with a period of DCMI, or nothing."""
    parts = [_PERIOD.fullmatch(part) for part in text.split(";") if part.strip()]
    values = {part[1].casefold(): part[2] for part in parts if part}
    if not all(parts) or not {"start", "end"} & values.keys():
        return "has neither start= nor end="
    moments = {name: iso_8601(values[name]) for name in ("start", "end") if name in values}
    unreadable = [name for name, moment in moments.items() if moment is None]
    if unreadable:
        return f"has a date in {unreadable[0]}= that is none of ISO 8601"
    if values.get("scheme", "W3C-DTF").casefold() not in _SCHEMES:
        return "has another scheme than W3C-DTF"
    start, end = (_aware(moments.get(name)) for name in ("start", "end"))
    return "ends before it starts" if start and end and end <= start else ""


def _aware(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


_RESTRICTION: Final = Shaped(
    "feed-restriction",
    WARNING,
    ("spotify",),
    (
        Value(("media:restriction@type",), one_of("country"), "country"),
        Value(("media:restriction@relationship",), one_of("allow"), "allow"),
    ),
    "A list of countries that are left out, or of something else: Spotify reads a list of countries that are let in.",
    '<media:restriction type="country" relationship="deny">us</media:restriction>',
    '<media:restriction type="country" relationship="allow">gb ie</media:restriction>',
)

CHECKS: Final[tuple[Check[Feed], ...]] = (limits, countries, check_of_shape(_RESTRICTION), availability)
