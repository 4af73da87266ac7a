"""What follows from another finding: it is told when that one is mended, if it is still there.

A finding goes only where its cause is told: what show.yaml silences hides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from publisher.checks.renumbered import of_wrong_numbers
from publisher.checks.settings import Silencer
from publisher.merge.episode import MergedEpisode
from publisher.merge.show import MergedShow
from publisher.model import Place, Problem
from publisher.text import same_name

_SLIP: Final = "episode-unknown-key"
_REFUSED: Final = frozenset({"show-field", "episode-field", "number-zero"})
_LEFT_OUT: Final = frozenset({"date-missing", "audio-missing"})
# The key, in the file at which something is said to be missing.
_KEYS: Final = {
    "audio-missing": "audio",
    "chapter-missing": "chapters",
    "date-missing": "date",
    "duration-missing": "duration",
    "feed-author-missing": "author",
    "feed-item-description-missing": "description",
    "feed-item-link-missing": "link",
    "number-missing": "episode",
    "person-missing": "guests",
    "platform-missing": "links",
    "title-missing": "title",
    "transcript-missing": "transcript",
    "transcript-speaker-unknown": "guests",
}
# Of one episode: what goes for another finding, which has these words.
_BESIDE: Final = {
    "audio-missing": ("published-episode-lost", ""),
    "episode-draft": ("published-episode-lost", ""),
    "person-missing": ("transcript-speaker-unknown", "add it to guests:"),
}
_SAME_LINE: Final = {"number-differs": "number-zero"}
# What goes where a copy, or a name that stands twice, leads to the same other episode.
_SAME_PAIR: Final = {
    **dict.fromkeys(("id-repeated", "link-repeated", "title-repeated", "episode-copied"), "published-claimed-twice"),
    "number-repeated": "published-claimed-twice",
    "audio-repeated": "slug-repeated",
}
_OF_NO_RECORDING: Final = frozenset({"audio-unreadable", "audio-repeated", "slug-repeated"})
_MEANT: Final = re.compile(r"did you mean (\w+)\?")
_OF_ANOTHER: Final = re.compile(r"(?:ids|links)\.(\S+?):? .*is the (?:id|link) of (\S+?)(?::\d+)? too")


def without_consequences(problems: Iterable[Problem], merged: MergedShow, is_silenced: Silencer) -> Iterator[Problem]:
    """The problems, but for what follows from others of them that are told."""
    listed = list(problems)
    told = _Told.of([one for one in listed if not is_silenced(one.check, one.place.path)], merged)
    gone = {problem for problem in listed if told.explains(problem)}
    left_out = {told.owner(one) for one in gone if one.check in _LEFT_OUT}
    for problem in listed:
        if problem in gone:
            continue
        is_why = problem.check == _SLIP and told.owner(problem) in left_out and _meant(problem) in {"date", "audio"}
        yield replace(problem, message=f"{problem.message} Without it the episode is left out") if is_why else problem


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What is told, and what it is about."""

    problems: tuple[Problem, ...]
    owners: dict[str, str]  # the path of the episode file, by the path of each file of the episode
    places: frozenset[tuple[str, Place]]  # with their checks
    broken: frozenset[tuple[str, str]]  # the path and the key of each value that cannot be used
    ids: frozenset[tuple[str, ...]]  # repeated: the path, the platform, and the path of the other episode
    of_numbers: frozenset[Problem]
    episodes: dict[str, MergedEpisode]

    @classmethod
    def of(cls, problems: list[Problem], merged: MergedShow) -> _Told:
        owners = {path: one.place.path for one in merged.episodes for path in _paths(one)}
        return cls(
            problems=tuple(problems),
            owners=owners,
            places=frozenset((one.check, one.place) for one in problems),
            broken=frozenset(_broken(problems, merged)),
            ids=frozenset(_of_another(one) for one in problems if one.check == "id-repeated"),
            of_numbers=of_wrong_numbers(problems, merged),
            episodes={one.place.path: one for one in merged.episodes},
        )

    def owner(self, problem: Problem) -> str:
        """The path of the episode that it is about, or of the file."""
        return self.owners.get(problem.place.path, problem.place.path)

    def explains(self, problem: Problem) -> bool:
        """Whether this one follows from another one."""
        path = self.owner(problem)
        return (
            (path, _key(problem)) in self.broken
            or (_SAME_LINE.get(problem.check), problem.place) in self.places
            or problem in self.of_numbers
            or self._is_beside(problem)
            or (problem.check == "link-repeated" and _of_another(problem) in self.ids)
            or self._is_of_a_pair(problem)
            or self._is_of_the_wrong_recording(problem)
        )

    def _is_beside(self, problem: Problem) -> bool:
        check, words = _BESIDE.get(problem.check, ("", ""))
        path = self.owner(problem)
        return any(one.check == check and words in one.message and self.owner(one) == path for one in self.problems)

    def _is_of_a_pair(self, problem: Problem) -> bool:
        """Whether the same two episodes are one in something that is told."""
        cause = _SAME_PAIR.get(problem.check)
        pair = self._pair(problem) if cause else None
        return pair is not None and any(one.check == cause and self._pair(one) == pair for one in self.problems)

    def _pair(self, problem: Problem) -> frozenset[str] | None:
        """The episode at which a problem stands, and the other one that it names."""
        named = next((path for path in self.episodes if path != self.owner(problem) and _names(problem, path)), None)
        return frozenset({self.owner(problem), named}) if named else None

    def _is_of_the_wrong_recording(self, problem: Problem) -> bool:
        """Whether it follows from an episode that names the recording of another one, or none that is there."""
        if problem.check == "file-unused":
            stem = _stem(problem.place.path)
            owners = [path for path in self.episodes if _stem(path) == stem]
            return any(self._is_at_fault(path, _OF_NO_RECORDING) for path in owners)
        episode = self.episodes.get(problem.place.path)
        if episode is None or problem.check not in {"audio-mixed-up", "number-differs"}:
            return False
        is_of_it = any(recording.path in problem.message for recording in episode.known.recordings)
        return is_of_it and self._is_at_fault(problem.place.path, _OF_NO_RECORDING)

    def _is_at_fault(self, path: str, checks: frozenset[str]) -> bool:
        return any(one.check in checks and (one.place.path == path or _names(one, path)) for one in self.problems)


def _broken(problems: Iterable[Problem], merged: MergedShow) -> Iterator[tuple[str, str]]:
    """The path and the key of each value that was refused, or stands under no key that is known, or is yet to come."""
    refused = {one.place for one in problems if one.check in _REFUSED}
    refused_files = {one.place.path for one in problems if one.check == "episode-field"}
    still_open = {one.place for one in problems if one.check == "value-todo"}
    written = [*(merged.inputs.show.written if merged.inputs else ())]
    written += [one for episode in merged.episodes for one in episode.known.file.written]
    for one in written:
        if one.place in refused or (one.place in still_open and one.keys[0] == "guests"):
            yield one.place.path, one.keys[0]
    for episode in merged.episodes:
        if episode.place.path in refused_files:
            yield from ((episode.place.path, key) for key in episode.known.file.broken)
    yield from ((one.place.path, _meant(one)) for one in problems if one.check == _SLIP)


def _paths(episode: MergedEpisode) -> Iterator[str]:
    yield episode.place.path
    if episode.known.transcript:
        yield episode.known.transcript.path


def _key(problem: Problem) -> str:
    if problem.check == "number-forgotten":
        return "season" if " have season:" in problem.message else "episode"
    return _KEYS.get(problem.check, "")


def _meant(problem: Problem) -> str:
    match = _MEANT.search(problem.message)
    return match[1] if match else ""


def _of_another(problem: Problem) -> tuple[str, ...]:
    """The episode, the platform, and the other episode that has the same there."""
    match = _OF_ANOTHER.match(problem.message)
    return (problem.place.path, match[1], match[2]) if match else ()


def _names(problem: Problem, path: str) -> bool:
    """Whether a message names this file."""
    return bool(re.search(rf"(?<![\w./-]){re.escape(path)}(?![\w-])", problem.message))


def _stem(path: str) -> str:
    return same_name(PurePosixPath(path).stem)
