"""The order of precedence: one line a field, the most trusted source first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from publisher.merge.candidates import (
    Candidate,
    EpisodeSources,
    always,
    duration_elsewhere,
    embedded_picture,
    file_name,
    front,
    kept_date,
    link_of_pattern,
    measured_duration,
    minted_guid,
    number_of_name,
    of_show,
    overruled_date,
    published_guid,
    tag,
    tag_date,
    title_of_name,
    written_notes,
)
from publisher.model import Found


@dataclass(frozen=True, slots=True)
class Rule:
    """A field of model.Episode, and who may fill it."""

    field: str
    candidates: tuple[Candidate, ...]


def _rule(field: str, *candidates: Candidate) -> Rule:
    return Rule(field, candidates)


EPISODE_RULES: Final = (
    # field                first                    then                     and then
    _rule("slug",          front("slug"),           file_name),
    _rule("guid",          front("guid"),           published_guid,          minted_guid),
    _rule("title",         front("title"),          front("short"),          tag("title"),  title_of_name),
    _rule("subtitle",      front("short")),
    _rule("season",        front("season"),         number_of_name(0),       tag("season")),
    _rule("season_name",   front("season_name")),
    _rule("number",        front("episode"),        number_of_name(1),       tag("number")),
    _rule("kind",          front("type"),           always("full")),
    _rule("published_at",  kept_date, front("date"), front("dateadded"), overruled_date, tag_date),
    _rule("duration_ms",   measured_duration,       duration_elsewhere,      front("duration")),
    _rule("notes",         written_notes,           tag("description")),
    _rule("picture",       front("image"),          embedded_picture),
    _rule("link",          front("link"),           link_of_pattern),
    _rule("explicit",      front("explicit"),       of_show("explicit"),     always(False)),
    _rule("block",         front("block")),
    _rule("draft",         front("draft")),
    _rule("withdrawn",     front("withdrawn")),
    _rule("guests",        front("guests")),
    _rule("ids",           front("ids")),
    _rule("links",         front("links")),
    _rule("soundbites",    front("soundbites")),
    _rule("alternates",    front("alternate")),
    _rule("locations",     front("location")),
    _rule("license",       front("license")),
    _rule("funding",       front("funding")),
    _rule("social",        front("social")),
    _rule("txt",           front("txt")),
)  # fmt: skip


def decide(sources: EpisodeSources) -> dict[str, tuple[Found[Any], ...]]:
    """Every field that anybody fills, with all its candidates, the winner first."""
    decided = {}
    for rule in EPISODE_RULES:
        found = tuple(value for candidate in rule.candidates if (value := candidate(sources)) is not None)
        if found:
            decided[rule.field] = found
    return decided
