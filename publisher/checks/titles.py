"""Checks of titles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from publisher.checks.alike import number_around, words_of
from publisher.checks.check import Check, Finding, check
from publisher.checks.habits import is_habit, place_of
from publisher.layout import SHOW_FILE
from publisher.merge.episode import MergedEpisode
from publisher.merge.show import MergedShow
from publisher.model import Place, Severity, Source
from publisher.sources.fields import quoted

_LIMIT_CHARACTERS: Final = 255  # Apple, PSP-1

_DIGITS: Final = re.compile(r"\d+", re.ASCII)
_SEPARATORS: Final = re.compile(r"\s*[-–—:|•·]\s+|\s+[-–—|•·:]\s*")


@check("title-missing", Severity.WARNING)
def missing(merged: MergedShow) -> Iterator[Finding]:
    """Nobody gives the episode a title, so it is made from the name of the file.

    Bad: s01e03-why-we-walk.md without title:
    Good: title: Why we walk
    """
    for episode in merged.episodes:
        title = episode.found["title"][0]
        if title.source is Source.DERIVED and "title" not in episode.known.file.broken:
            message = f"no title, so it is called {quoted(title.value)} after its file; write title: and the title"
            yield Finding(place=place_of(episode, "title"), message=message)


@check("title-long", Severity.WARNING, "apple", "psp1")
def long(merged: MergedShow) -> Iterator[Finding]:
    """Directories take titles of up to 255 characters, and apps show the first 60 or so.

    Bad: a title that is a paragraph
    Good: title: Why we walk
    """
    for episode in merged.episodes:
        count = len(episode.values["title"])
        if count > _LIMIT_CHARACTERS:
            message = f"the title has {count} characters, directories take {_LIMIT_CHARACTERS}; shorten it"
            yield Finding(place=episode.found["title"][0].place, message=message)


@check("title-numbered", Severity.NOTE, "apple", "psp1")
def numbered(merged: MergedShow) -> Iterator[Finding]:
    """Apple wants no season, no episode number and no name of the show in a title: apps show those beside it.

    Bad: title: "The Walk S1E3: Why we walk"
    Good: title: Why we walk, with season: 1 and episode: 3
    """
    titled = [one for one in merged.episodes if one.found["title"][0].source is Source.FRONT_MATTER]
    found = [(one, piece) for one in titled if (piece := _no_part_of_title(one))]
    if is_habit(found, titled):
        message = (
            f"{len(found)} of {len(titled)} titles hold a number or the name of the show, which Apple does not want; "
            "season: and episode: are enough"
        )
        yield Finding(place=Place(path=SHOW_FILE), message=message)
        return
    for episode, piece in found:
        what = _what_it_says(piece, episode)
        message = f"'{piece}' is no part of the title for Apple; apps show {what} beside it, so leave it out"
        yield Finding(place=episode.found["title"][0].place, message=message, about=piece)


@check("title-repeated", Severity.WARNING)
def repeated(merged: MergedShow) -> Iterator[Finding]:
    """Two episodes with one title: listeners take them for the same, and so do directories.

    Bad: title: Questions and answers, twice
    Good: title: Questions about boots, and title: Questions about maps
    """
    for first, *others in _of_one_title(merged) if _has_numbers(merged) else ():
        for episode in others:
            place = first.found["title"][0].place
            message = f"{quoted(episode.values['title'])} is the title of {place} too; change one"
            yield Finding(place=_title_place(episode), message=message)


@check("title-shared", Severity.NOTE)
def shared(merged: MergedShow) -> Iterator[Finding]:
    """The same in a show without numbers: only their dates tell its episodes apart. One note for each title.

    Bad: title: Interview, in every episode
    Good: title: Interview with Ada Lovelace
    """
    for first, second, *others in _of_one_title(merged) if not _has_numbers(merged) else ():
        title, place = quoted(first.values["title"]), first.found["title"][0].place
        more = f" and {len(others)} more" if others else ""
        message = (
            f"{title} is the title of {place}{more} too, and nothing but dates tells them apart; say what each is about"
        )
        yield Finding(place=_title_place(second), message=message)


CHECKS: Final[tuple[Check[MergedShow], ...]] = (missing, long, numbered, repeated, shared)


def _of_one_title(merged: MergedShow) -> list[list[MergedEpisode]]:
    """The episodes of one kind that share a title, by the names of their files; title after title."""
    sharing: dict[tuple[str, ...], list[MergedEpisode]] = defaultdict(list)
    for episode in sorted(merged.episodes, key=lambda one: one.place):
        if words := words_of(episode.values["title"]):
            sharing[(episode.values["kind"], *words)].append(episode)
    return [group for group in sharing.values() if len(group) > 1]


def _has_numbers(merged: MergedShow) -> bool:
    return any("number" in episode.values for episode in merged.episodes)


def _title_place(episode: MergedEpisode) -> Place:
    place = episode.found["title"][0].place
    return place if place.path == episode.place.path else episode.place


def _no_part_of_title(episode: MergedEpisode) -> str | None:
    """The number or the name of the show in a title, as it stands there."""
    title = episode.values["title"]
    named = number_around(title)
    if named and _is_number_of(named, episode):
        return named
    parts = _SEPARATORS.split(title)
    ends = (parts[0].strip(), parts[-1].strip()) if len(parts) > 1 else ()
    return next((part for part in ends if _is_show(part, episode) or _is_show_and_number(part, episode)), None)


def _is_number_of(named: str, episode: MergedEpisode) -> bool:
    digits = _DIGITS.findall(named)
    return bool(digits) and int(digits[-1]) == episode.values.get("number")


def _is_show(text: str, episode: MergedEpisode) -> bool:
    return bool(words_of(text)) and words_of(text) == words_of(episode.known.around.fields["title"].value)


def _is_show_and_number(part: str, episode: MergedEpisode) -> bool:
    """Whether it is the name of the show with the number of the episode behind it: ``Makers S1E2``, ``Makers 2``."""
    words, show = words_of(part), words_of(episode.known.around.fields["title"].value)
    number = number_around(part) or (words[-1] if words else "")
    return words == (*show, *words_of(number)) and _is_number_of(number, episode)


def _what_it_says(piece: str, episode: MergedEpisode) -> str:
    if _is_show(piece, episode):
        return "the name of the show"
    return "the show and the number" if _is_show_and_number(piece, episode) else "the number"
