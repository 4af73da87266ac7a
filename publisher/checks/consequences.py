"""What follows from another finding: it is told when that one is mended, if it is still there.

A finding goes only where its cause is told: what show.yaml silences hides nothing. What it raises to an error is told
in any case, as a build stops for it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from publisher.checks.renumbered import of_wrong_numbers
from publisher.checks.settings import Silencer, raised_checks
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
    raised = raised_checks(merged)
    gone = {problem for problem in listed if problem.check not in raised and told.explains(problem)}
    left_out = {told.owner(one) for one in gone if one.check in _LEFT_OUT}
    for problem in listed:
        if problem in gone:
            continue
        is_why = problem.check == _SLIP and told.owner(problem) in left_out and _meant(problem) in {"date", "audio"}
        yield replace(problem, message=f"{problem.message} Without it the episode is left out") if is_why else problem


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What is told, and what it is about."""

    owners: Mapping[str, str]  # the path of the episode file, by the path of each file of the episode
    by_stem: Mapping[str, list[str]]  # the paths of episode files
    recordings: Mapping[str, tuple[str, ...]]  # by the path of the episode file
    places: frozenset[tuple[str, Place]]  # with their checks
    broken: frozenset[tuple[str, str]]  # the path and the key of each value that cannot be used
    beside: frozenset[tuple[str, str]]  # a check and an episode that has its cause
    ids: frozenset[tuple[str, ...]]  # repeated: the path, the platform, and the path of the other episode
    of_pairs: tuple[Problem, ...]
    of_recordings: tuple[Problem, ...]
    of_numbers: frozenset[Problem]

    @classmethod
    def of(cls, problems: Sequence[Problem], merged: MergedShow) -> _Told:
        owners = {path: one.place.path for one in merged.episodes for path in _paths(one)}
        by_stem: dict[str, list[str]] = defaultdict(list)
        for one in merged.episodes:
            by_stem[_stem(one.place.path)].append(one.place.path)
        pairs = set(_SAME_PAIR.values())
        return cls(
            owners=owners,
            by_stem=by_stem,
            recordings={one.place.path: tuple(file.path for file in one.known.recordings) for one in merged.episodes},
            places=frozenset((one.check, one.place) for one in problems),
            broken=frozenset(_broken(problems, merged)),
            beside=frozenset(
                (check, owners.get(one.place.path, one.place.path))
                for check, (cause, words) in _BESIDE.items()
                for one in problems
                if one.check == cause and words in one.message
            ),
            ids=frozenset(_of_another(one) for one in problems if one.check == "id-repeated"),
            of_pairs=tuple(one for one in problems if one.check in pairs),
            of_recordings=tuple(one for one in problems if one.check in _OF_NO_RECORDING),
            of_numbers=of_wrong_numbers(problems, merged),
        )

    def owner(self, problem: Problem) -> str:
        """The path of the episode that it is about, or of the file."""
        return self.owners.get(problem.place.path, problem.place.path)

    def explains(self, problem: Problem) -> bool:
        """Whether this one follows from another one."""
        path = self.owner(problem)
        return (
            (path, _key(problem)) in self.broken
            or (problem.check, path) in self.beside
            or (_SAME_LINE.get(problem.check), problem.place) in self.places
            or problem in self.of_numbers
            or (problem.check == "link-repeated" and _of_another(problem) in self.ids)
            or self._is_of_a_pair(problem)
            or self._is_of_the_wrong_recording(problem)
        )

    def _is_of_a_pair(self, problem: Problem) -> bool:
        """Whether the same two episodes are one in something that is told."""
        causes = [one for one in self.of_pairs if one.check == _SAME_PAIR.get(problem.check)]
        return any(self._are_one_pair(one, problem) for one in causes)

    def _are_one_pair(self, one: Problem, problem: Problem) -> bool:
        here, there = one.place.path, problem.place.path
        if here != there:
            return _names(one, there) and _names(problem, here)
        return any(_names(one, path) and _names(problem, path) for path in self.recordings if path != here)

    def _is_of_the_wrong_recording(self, problem: Problem) -> bool:
        """Whether it follows from an episode that names the recording of another one, or none that is there."""
        if problem.check == "file-unused":
            return any(self._lacks_its_own(path) for path in self.by_stem.get(_stem(problem.place.path), ()))
        if problem.check not in {"audio-mixed-up", "number-differs"}:
            return False
        path = problem.place.path
        is_of_it = any(recording in problem.message for recording in self.recordings.get(path, ()))
        return is_of_it and self._lacks_its_own(path)

    def _lacks_its_own(self, path: str) -> bool:
        return any(one.place.path == path or _names(one, path) for one in self.of_recordings)


def _broken(problems: Iterable[Problem], merged: MergedShow) -> Iterator[tuple[str, str]]:
    """The path and the key of each value that was refused, or stands under no key that is known, or is yet to come."""
    checks: dict[str, set[Place]] = defaultdict(set)
    for problem in problems:
        checks[problem.check].add(problem.place)
    refused = {place for check in _REFUSED for place in checks[check]}
    written = [*(merged.inputs.show.written if merged.inputs else ())]
    written += [one for episode in merged.episodes for one in episode.known.file.written]
    for one in written:
        if one.place in refused or (one.place in checks["value-todo"] and one.keys[0] == "guests"):
            yield one.place.path, one.keys[0]
    files = {episode.place.path: episode.known.file for episode in merged.episodes}
    for path in {place.path for place in checks["episode-field"]} & files.keys():
        yield from ((path, key) for key in files[path].broken)
    present = {(one.place.path, one.keys[0]) for one in written}
    slips = {(one.place.path, _meant(one)) for one in problems if one.check in {_SLIP, "show-unknown-key"}}
    yield from slips - present


def _paths(episode: MergedEpisode) -> Iterator[str]:
    yield episode.place.path
    if episode.known.transcript:
        yield episode.known.transcript.path


def _key(problem: Problem) -> str | None:
    if problem.check == "number-forgotten":
        return "season" if " have season:" in problem.message else "episode"
    return _KEYS.get(problem.check)


def _meant(problem: Problem) -> str:
    match = _MEANT.search(problem.message)
    return match[1] if match else ""


def _of_another(problem: Problem) -> tuple[str, ...]:
    """The episode, the platform, and the other episode that has the same there."""
    match = _OF_ANOTHER.match(problem.message)
    return (problem.place.path, match[1], match[2]) if match else ()


def _names(problem: Problem, path: str) -> bool:
    """Whether a message names this file."""
    is_in = path in problem.message
    return is_in and bool(re.search(rf"(?<![\w./-]){re.escape(path)}(?![\w-])", problem.message))


def _stem(path: str) -> str:
    return same_name(PurePosixPath(path).stem)
