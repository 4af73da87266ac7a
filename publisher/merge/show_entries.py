"""What show.yaml says in entries of several keys: trailers, how often episodes come, and who must not list the show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from publisher.merge.dates import utc_moment
from publisher.merge.known import Surroundings
from publisher.model import Block, Found, Problem, Severity, Trailer, UpdateFrequency


def value_of(fields: Mapping[str, Found[Any]], key: str, default: Any = None) -> Any:
    """What a key of show.yaml says."""
    return fields[key].value if key in fields else default


def blocks(fields: Mapping[str, Found[Any]]) -> tuple[Block, ...]:
    """The directories that must not list the show."""
    block = value_of(fields, "block")
    if block is None:
        return ()
    return tuple(Block(blocked=True, service=name) for name in block.services) or (Block(blocked=True),)


def trailers(around: Surroundings, problems: list[Problem]) -> tuple[Trailer, ...]:
    """The trailers whose dates can be told."""
    found = []
    for entry in value_of(around.fields, "trailer", ()):
        published_at = _moment(around, "trailer", entry.date, problems)
        if published_at is not None:
            found.append(
                Trailer(
                    title=entry.title,
                    url=entry.url,
                    published_at=published_at,
                    size_bytes=entry.bytes,
                    mime_type=entry.type,
                    season=entry.season,
                )
            )
    return tuple(found)


def update_frequency(around: Surroundings, problems: list[Problem]) -> UpdateFrequency | None:
    """How often episodes come."""
    entry = value_of(around.fields, "update_frequency")
    if entry is None:
        return None
    starts_at = _moment(around, "update_frequency", entry.start, problems) if entry.start else None
    return UpdateFrequency(label=entry.label, rrule=entry.rrule, starts_at=starts_at, complete=entry.complete)


def _moment(around: Surroundings, key: str, written: date | datetime, problems: list[Problem]) -> datetime | None:
    try:
        return utc_moment(written, around.zone)
    except ValueError as error:
        message = f"{key}: {error}"
        place = around.fields[key].place
        problems.append(Problem(place=place, check="date-ambiguous", severity=Severity.ERROR, message=message))
        return None
