"""From the names in an episode to the people they stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from publisher.model import Found, Person, Picture, Place, Problem, Severity
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
    """What is known of somebody: what stands here, and for the rest the entry with this id."""
    known = people.get(named.name.casefold())
    if known is None:
        return named
    return replace(
        known.value,
        role=named.role or known.value.role,
        group=named.group or known.value.group,
        url=named.url or known.value.url,
        image=named.image or known.value.image,
    )


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


def unknown_people(named: Iterable[Found[PersonEntry]], people: Directory) -> tuple[Problem, ...]:
    """People named by an id that nobody has: the id itself would be published as their name."""
    return tuple(
        Problem(
            place=one.place,
            check="person-unknown",
            severity=Severity.WARNING,
            message=f"nobody has the id '{one.value.name}'; add people/{one.value.name}.md, or write the name",
        )
        for one in named
        if _looks_like_id(one.value) and one.value.name.casefold() not in people
    )


def repeated_people(files: Iterable[PersonFile]) -> tuple[Problem, ...]:
    """Files that claim an id which another one has: nobody could say who is meant."""
    first: dict[str, PersonFile] = {}
    problems = []
    for file in files:
        other = first.setdefault(file.id.casefold(), file)
        if other is not file:
            message = f"the id '{file.id}' is that of {other.entry.place.path} too; give one of them another short:"
            place = Place(path=file.entry.place.path)
            problems.append(Problem(place=place, check="person-repeated", severity=Severity.ERROR, message=message))
    return tuple(problems)


def _is_only_a_name(entry: PersonEntry) -> bool:
    return entry == PersonEntry(name=entry.name)


def _looks_like_id(entry: PersonEntry) -> bool:
    # Only ASCII tells small letters from a name in a script without capitals.
    name = entry.name
    return _is_only_a_name(entry) and name.isascii() and name == name.lower() and " " not in name
