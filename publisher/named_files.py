"""Which recordings and pictures are named where: what cannot be read is a problem at the line that names it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, Final

from publisher.layout import AUDIO_FOLDER, SHOW_FILE
from publisher.merge.people import directory
from publisher.model import Found, Place, Problem, Severity
from publisher.sources.episode_file import EpisodeFile
from publisher.sources.people_file import PersonFile
from publisher.sources.show_file import ShowFile
from publisher.urls import http_url

_NEARLY: Final = 0.8  # difflib: a slip of the key
_NUMBERS: Final = re.compile(r"\d+")  # other ones are those of another episode


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A file of the show folder, and the line and key that name it; no key where its own name alone brought it in."""

    path: str
    place: Place
    key: str = ""
    severity: Severity = Severity.WARNING
    meant: str = ""  # the file of nearly this name that is there, where this one is not

    def as_its_own(self, problem: Problem) -> Problem:
        """A problem of the file as a problem of the line that names it."""
        if not self.key:
            return problem
        what, remedy, _ = problem.message.partition("; correct its path")
        hint = f"{what}; did you mean {self.meant}?" if remedy and self.meant else problem.message
        message = f"{self.key}: {self.path}: {hint}"
        return replace(problem, place=self.place, severity=self.severity, message=message)


def recording_named(file: EpisodeFile, path: str, there: Collection[str]) -> Named:
    """A recording of an episode, by the key ``audio`` or by its own name; ``there`` are all that are in the folder."""
    named = file.values.get("audio")
    if named and named.value.path and path.endswith(posixpath.normpath(named.value.path)):
        meant = "" if path in there else _recording_meant(path, there)
        return Named(path=path, key="audio", place=named.place, severity=Severity.ERROR, meant=meant)
    return Named(path=path, place=Place(path=path), severity=Severity.ERROR)


def _recording_meant(path: str, there: Collection[str]) -> str:
    """The one of this name with a suffix, or with another one, or of nearly this name with the same numbers.

    As ``audio:`` may name it. Nothing where there is none.
    """
    stem = posixpath.splitext(posixpath.basename(path))[0]
    names = {one.removeprefix(f"{AUDIO_FOLDER}/"): one for one in sorted(there)}
    stems = {posixpath.splitext(posixpath.basename(one))[0]: name for name, one in names.items()}
    same = [stems[one] for one in (posixpath.basename(path), stem) if one in stems]
    alike = [one for one in stems if _NUMBERS.findall(one) == _NUMBERS.findall(stem)]
    near = [stems[one] for one in get_close_matches(stem, alike, n=1, cutoff=_NEARLY)]
    return next(iter((*same, *near)), "")


def pictures_named(show: ShowFile, people_files: Sequence[PersonFile], files: Sequence[EpisodeFile]) -> Iterator[Named]:
    """Every picture of the folder that the show, an episode, a chapter or somebody heard names by its path."""
    for named in _named(show, people_files, files):
        if not http_url(named.path):
            yield named


def _named(show: ShowFile, people_files: Sequence[PersonFile], files: Sequence[EpisodeFile]) -> Iterator[Named]:
    if "image" in show.values:
        image = show.values["image"]
        yield Named(path=image.value, key="image", place=image.place, severity=Severity.ERROR)
    for file in files:
        yield from _of_episode(file)
    people = directory(show.values, people_files)
    heard = {name.casefold() for name in _list(show.values, "hosts")}
    heard |= {guest.value.name.casefold() for file in files for guest in _list(file.values, "guests")}
    for name in sorted(heard & people.keys()):
        entry = people[name]
        if entry.value.image:
            key = "image" if entry.place.path == SHOW_FILE else "picture"
            yield Named(path=entry.value.image, key=key, place=entry.place)


def _of_episode(file: EpisodeFile) -> Iterator[Named]:
    if "image" in file.values:
        yield Named(path=file.values["image"].value, key="image", place=file.values["image"].place)
    for found in (*_list(file.values, "guests"), *_list(file.values, "chapters")):
        if found.value.image:
            yield Named(path=found.value.image, key="image", place=found.place)


def _list(values: Mapping[str, Found[Any]], key: str) -> tuple[Any, ...]:
    return values[key].value if key in values else ()
