"""From the names in an episode to the people they stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeAlias

from publisher.model import Found, Person, Picture, Place, Problem, Severity
from publisher.sources.fields import nearest
from publisher.sources.people_file import PersonFile
from publisher.sources.shared_fields import PersonEntry

# difflib: how alike a slip and an id are; a name of one word that nobody has as an id must be more so.
_LIKE_AN_ID: Final = 0.8
_ONE_LETTER_OFF: Final = 0.9
_SHORTEST_SLIP: Final = 6  # characters: Adam is none of ada

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
            message=f"nobody has the id '{one.value.name}'{_remedy(one.value.name, people)}",
        )
        for one in named
        if one.value.name.casefold() not in people and _is_meant_as_id(one.value, people)
    )


def _remedy(name: str, people: Directory) -> str:
    near = nearest(name, people, _LIKE_AN_ID)
    return (
        f"{near} Else add people/{name}.md, or write the name" if near else f"; add people/{name}.md, or write the name"
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


def _is_meant_as_id(entry: PersonEntry, people: Directory) -> bool:
    # Only ASCII tells small letters from a name in a script without capitals.
    name = entry.name
    if not _is_only_a_name(entry) or not name.isascii() or " " in name:
        return False
    return name == name.lower() or (len(name) >= _SHORTEST_SLIP and bool(nearest(name, people, _ONE_LETTER_OFF)))
