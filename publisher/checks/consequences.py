"""What is missing only because its value could not be read: that is said of the value already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from publisher.merge.show import MergedShow
from publisher.model import Problem

_OF_VALUES: Final = frozenset({"show-field", "episode-field", "number-zero"})
# The key, in the file at which something is said to be missing.
_KEYS: Final = {
    "duration-missing": "duration",
    "feed-author-missing": "author",
    "feed-item-description-missing": "description",
    "feed-item-link-missing": "link",
    "number-missing": "episode",
}


def without_consequences(problems: Iterable[Problem], merged: MergedShow) -> Iterator[Problem]:
    """The problems, but for what is said to be missing in a file where its key has a value that cannot be used."""
    broken = _broken(merged)
    for problem in problems:
        if (problem.place.path, _KEYS.get(problem.check)) not in broken:
            yield problem


def _broken(merged: MergedShow) -> set[tuple[str, str | None]]:
    """The path and the key of each value that was refused."""
    refused = {problem.place for problem in merged.problems if problem.check in _OF_VALUES}
    written = [*(merged.inputs.show.written if merged.inputs else ())]
    written += [one for episode in merged.episodes for one in episode.known.file.written]
    return {(one.place.path, one.keys[0]) for one in written if one.place in refused}
