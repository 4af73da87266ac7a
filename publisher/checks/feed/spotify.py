"""What Spotify reads beyond the rest: limits, countries, availability (its Podcast Delivery Specification)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.feed.countries import is_country
from publisher.checks.feed.document import Feed
from publisher.checks.feed.rows import WARNING, quoted
from publisher.checks.feed.shapes import iso_8601

_SCHEMES: Final = frozenset({"w3c-dtf", "w3cdtf"})
_PERIOD: Final = re.compile(r"\s*(start|end|scheme|name)\s*=\s*(.*?)\s*", re.IGNORECASE)


@check("feed-spotify-limit-text", WARNING, "spotify")
def limit_as_text(feed: Feed) -> Iterator[Finding]:
    """The number of episodes for Spotify in another place than the attribute: it is not read there.

    Bad: <spotify:limit>50</spotify:limit>
    Good: <spotify:limit recentCount="50"/>
    """
    for limit in feed.every("spotify:limit"):
        if not limit.get("recentCount"):
            number = limit.value if limit.value.isdigit() else "50"
            message = f'Spotify reads the attribute alone; write <spotify:limit recentCount="{number}"/>'
            yield feed.finding(limit, message, about=limit.value)


@check("feed-spotify-countries", WARNING, "spotify")
def countries(feed: Feed) -> Iterator[Finding]:
    """A country for Spotify that is no code of ISO 3166-1, or codes that are not separated by spaces.

    Bad: <spotify:countryOfOrigin>en</spotify:countryOfOrigin>
    Good: <spotify:countryOfOrigin>gb us</spotify:countryOfOrigin>
    """
    yield from _unknown(feed, ("spotify:countryOfOrigin",))


@check("feed-restriction-countries", WARNING, "spotify")
def allowed_countries(feed: Feed) -> Iterator[Finding]:
    """A country that a show is restricted to, and that is no code of ISO 3166-1: nobody would hear it there.

    Bad: <media:restriction type="country" relationship="allow">uk</media:restriction>
    Good: <media:restriction type="country" relationship="allow">gb</media:restriction>
    """
    yield from _unknown(feed, ("media:restriction",))


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


def _unknown(feed: Feed, names: Sequence[str]) -> Iterator[Finding]:
    for element in feed.every(*names):
        wrong = [code for code in element.value.split() if not is_country(code)]
        if wrong:
            hint = "write gb" if wrong[0].casefold() == "uk" else "write codes with spaces between them, like gb us"
            message = f"Spotify asks for codes of countries, and {quoted(wrong[0])} is none; {hint}"
            yield feed.finding(element, message, about=wrong[0])


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


CHECKS: Final[tuple[Check[Feed], ...]] = (limit_as_text, countries, allowed_countries, availability)
