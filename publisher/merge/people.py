"""From the names in an episode to the people they stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from publisher.model import Found, Person, Picture, Problem, Severity
from publisher.sources.people_file import PersonFile
from publisher.sources.shared_fields import PersonEntry

Directory: TypeAlias = Mapping[str, Found[PersonEntry]]
PictureOf: TypeAlias = Callable[[str | None], Picture | None]


def directory(show_values: Mapping[str, Found[Any]], files: Iterable[PersonFile]) -> Directory:
    """Everybody by id, whatever its case; show.yaml before people/."""
    people = {file.id.casefold(): file.entry for file in files}
    if "people" in show_values:
        people |= {key.casefold(): entry for key, entry in show_values["people"].value.items()}
    return people


def entry_of(named: PersonEntry, people: Directory) -> PersonEntry:
    """What is known of somebody: the entry of that id, or what stands here itself."""
    known = people.get(named.name.casefold())
    return known.value if known and _is_only_a_name(named) else named


def person_of(named: PersonEntry, people: Directory, picture_of: PictureOf, default_role: str) -> Person:
    """The person that a name or an id stands for."""
    entry = entry_of(named, people)
    return Person(
        name=entry.name,
        role=(entry.role or default_role).casefold(),
        group=(entry.group or "cast").casefold(),
        url=entry.url,
        picture=picture_of(entry.image),
    )


def unknown_people(guests: Iterable[Found[PersonEntry]], people: Directory) -> list[Problem]:
    """Guests named by an id that nobody has: the id itself would be published as their name."""
    return [
        Problem(
            place=guest.place,
            check="guest-unknown",
            severity=Severity.WARNING,
            message=f"nobody has the id '{guest.value.name}'; add people/{guest.value.name}.md, or write the name",
        )
        for guest in guests
        if _looks_like_id(guest.value) and guest.value.name.casefold() not in people
    ]


def _is_only_a_name(entry: PersonEntry) -> bool:
    return entry == PersonEntry(name=entry.name)


def _looks_like_id(entry: PersonEntry) -> bool:
    return _is_only_a_name(entry) and entry.name == entry.name.casefold() and " " not in entry.name
