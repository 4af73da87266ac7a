"""Whether a title that a platform shows is that of an episode, or rather that of another one.

Titles on platforms carry the guest's name, the show's name, a number; they are shortened, or written anew. So words
are compared, the rarer the more they count: 2·shared / (all of one + all of the other), where the weight of a word is
the logarithm of how few episodes have it (inverse document frequency), and a guest who is named in full says much.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from publisher.chapters.similarity import stems

_SAME: Final = 0.3  # from here on a title is taken for the episode's: real ones differ that much
_SURE: Final = 0.4  # what the title of another episode must reach to be taken for it
_WORSE: Final = 0.5  # and how much less than that the right one has: a part of it
_NAMED: Final = 0.6  # of a guest whose whole name is there, whatever the rest says


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The words of one episode: each of its titles, and the names of its guests."""

    titles: tuple[frozenset[str], ...]
    guests: tuple[frozenset[str], ...] = ()

    @classmethod
    def of(cls, titles: Iterable[str], guests: Iterable[str] = ()) -> Known:
        """The words of these titles and names."""
        return cls(titles=_each(titles), guests=_each(guests))

    @property
    def all(self) -> frozenset[str]:
        """Every word of it."""
        return frozenset().union(*self.titles, *self.guests)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike a title and an episode's are, from 0 to 1, and the other episode that it is most like."""

    own: float
    best_other: float = 0.0
    other: int | None = None

    @property
    def is_another(self) -> bool:
        """Whether it is the title of the other episode rather than of this one."""
        return self.best_other >= _SURE and self.own <= _WORSE * self.best_other

    @property
    def is_different(self) -> bool:
        """Whether it is not much like the title of this one."""
        return self.own < _SAME


class Titles:
    """The titles of all episodes of a show, which say how much each word tells."""

    def __init__(self, episodes: Sequence[Known]) -> None:
        self._episodes = episodes
        counts = Counter(word for episode in episodes for word in episode.all)
        self._rarest = math.log(len(episodes) + 1)
        self._weights = {word: self._rarest - math.log(count) for word, count in counts.items()}
        self._scores: dict[str, list[float]] = {}  # platforms have one title for one episode, mostly

    def likeness(self, title: str, index: int) -> Likeness:
        """How alike a title is to that of the episode at this index, and to those of all others.

        >>> titles = Titles([Known.of(["Data Mesh 101"], ["Zhamak Dehghani"]), Known.of(["The Rise of MLOps"])])
        >>> likeness = titles.likeness("The rise of MLOps - my show", 0)
        >>> likeness.is_another, likeness.other, titles.likeness("Data Mesh 101 - Zhamak Dehghani", 0).own
        (True, 1, 1.0)
        """
        if title not in self._scores:
            words = _words(title)
            self._scores[title] = [self._score(words, episode) for episode in self._episodes]
        scores = self._scores[title]
        others = [place for place in range(len(scores)) if place != index]
        other = max(others, key=scores.__getitem__, default=None)
        return Likeness(own=scores[index], best_other=0.0 if other is None else scores[other], other=other)

    def _score(self, words: frozenset[str], episode: Known) -> float:
        named = any(guest <= words for guest in episode.guests)
        guests = words & frozenset().union(*episode.guests)
        best = max((self._overlap(words, title | guests) for title in episode.titles), default=0.0)
        return max(best, _NAMED) if named else best

    def _overlap(self, some: frozenset[str], others: frozenset[str]) -> float:
        shared = some & others
        if not shared:
            return 0.0
        return 2 * self._weight(shared) / (self._weight(some) + self._weight(others))

    def _weight(self, words: Iterable[str]) -> float:
        return sum(self._weights.get(word, self._rarest) for word in words)


def _each(texts: Iterable[str]) -> tuple[frozenset[str], ...]:
    return tuple(words for text in texts if (words := _words(text)))


def _words(text: str) -> frozenset[str]:
    """The words of a text as they are compared: without case and accents, cut to their stems."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return frozenset(stems(unicodedata.normalize("NFC", bare)))
