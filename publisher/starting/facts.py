"""What is known of a new episode, wherever it came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from publisher.checks.alike import number_around, words_of
from publisher.merge.people import Directory
from publisher.text import one_line

_SEPARATORS: Final = re.compile(r"\s*[-–—:|•·]\s+|\s+[-–—|•·:]\s*")
_AROUND: Final = " \t-–—:|•·.,()[]#"
_DIGITS: Final = re.compile(r"\d+", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """An episode as a recording or a link tells of it; ``date`` is as it will be written."""

    title: str | None = None
    season: int | None = None
    number: int | None = None
    date: str | None = None
    is_dated: bool = False  # by its author, with the time of day or without
    description: str | None = None
    guests: tuple[str, ...] = ()  # ids
    ids: Mapping[str, str] = field(default_factory=dict)  # platform to id
    links: Mapping[str, str] = field(default_factory=dict)  # platform to URL
    tagged: frozenset[str] = frozenset()  # keys of which the recording's own tags say the same


def bare_title(title: str, show_title: str, number: int | None) -> str:
    """A title without what apps show beside it: the name of the show, and the episode's number, if it is this one.

    >>> bare_title("The Walk | S1E3: Why we walk", "The Walk", 3), bare_title("#4 - Maps", "The Walk", 3)
    ('Why we walk', '#4 - Maps')
    """
    bare, show = one_line(title), words_of(show_title)
    for _ in range(2):
        bare = _without_ends(bare, lambda part: words_of(_without_number(part, number)) in {show, ()})
    return _without_number(bare, number) or one_line(title)


def without_name(title: str, name: str) -> str:
    """A title without a name that stands before or behind it, with a dash, a colon or the like between them.

    >>> without_name("Why we walk - Otto Brandt", "Otto Brandt"), without_name("Otto Brandt walks", "Otto Brandt")
    ('Why we walk', 'Otto Brandt walks')
    """
    return _without_ends(title, lambda part: words_of(part) == words_of(name))


def number_in_title(title: str) -> int | None:
    """The number that a title has in front or behind, of itself or of the part with the name of the show.

    >>> number_in_title("Episode 12: Maps"), number_in_title("The Walk #12 | Maps"), number_in_title("Twelve maps")
    (12, 12, None)
    """
    parts = _SEPARATORS.split(title)
    return next((_number(named) for part in (title, parts[0], parts[-1]) if (named := number_around(part))), None)


def people_in(texts: Iterable[str | None], people: Directory, hosts: Iterable[str]) -> tuple[str, ...]:
    """The ids of those whose whole names stand in these texts, in the order of the texts, without the hosts."""
    words = [word for text in texts if text for word in (*words_of(text), "")]
    at_home = {one.casefold() for one in hosts}
    found = {}
    for person_id, entry in people.items():
        name = words_of(entry.value.name)
        position = _position(name, words)
        if len(name) > 1 and position is not None and not {person_id, entry.value.name.casefold()} & at_home:
            found[person_id] = position
    return tuple(sorted(found, key=lambda one: (found[one], one)))


def _position(name: tuple[str, ...], words: list[str]) -> int | None:
    length = len(name)
    return next((start for start in range(len(words)) if tuple(words[start : start + length]) == name), None)


def _without_ends(title: str, is_none_of_it: Callable[[str], bool]) -> str:
    """The title without its first or its last part, where that is none of it."""
    parts = _SEPARATORS.split(title)
    if len(parts) > 1 and is_none_of_it(parts[0]):
        return title[len(parts[0]) :].strip(_AROUND)
    if len(parts) > 1 and is_none_of_it(parts[-1]):
        return title[: -len(parts[-1])].rstrip(_AROUND)
    return title


def _without_number(title: str, number: int | None) -> str:
    named = number_around(title)
    return title.replace(named, "", 1).strip(_AROUND) if named and _number(named) == number else title


def _number(named: str) -> int:
    return int(_DIGITS.findall(named)[-1])
