"""What tells how much a span of words looks like a title: features of its words, its ends, and the pairs inside it.

A feature is a name that a word has or has not; a model gives each name a weight. ``=word`` is that word itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from publisher.chapters.drafts.title_spans import Token, bare
from publisher.chapters.drafts.title_words import FUNCTION
from publisher.transcripts.timing import TimedLine

_ENDINGS: Final = (
    *("ing", "tion", "tions", "ment", "ments", "ness", "ity", "ance", "ence", "ed", "ly", "er", "ers", "or", "al"),
    *("ive", "ous", "ists", "ist", "ship", "ics", "es", "s", "y"),
)
_SHORTEST_STEM: Final = 3
_IN_EPISODE: Final = (2, 3, 6, 11, 31, 80)
_IN_CHAPTER: Final = (2, 3, 4, 6, 10)
_CHARACTERS: Final = (4, 6, 8, 10, 12)
_PAIR_IN_CHAPTER: Final = (2, 3, 5)
_PAIR_IN_EPISODE: Final = (2, 4, 8)

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How often words are said, and pairs of words in a row."""

    words: Mapping[str, int]
    pairs: Mapping[Pair, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """The names for each token of a chapter: as a word, as the first or last of a span, and with the one before it."""

    words: list[list[str]]
    firsts: list[list[str]]
    lasts: list[list[str]]
    pairs: list[list[str]]


def counts_of(lines: Sequence[Sequence[str]]) -> Counts:
    """The counts of lines in words."""
    return Counts(
        words=Counter(word for line in lines for word in line),
        pairs=Counter(pair for line in lines for pair in pairwise(line)),
    )


def words_of_lines(lines: Sequence[TimedLine]) -> list[list[str]]:
    """The words of each line, in lower case and without marks."""
    return [[bare(word) for word in line.text.split()] for line in lines]


def features_of(tokens: Sequence[Token], chapter: Counts, episode: Counts, known: Set[str]) -> Features:
    """The features of the first words of a chapter; ``known`` are the words that were said before it."""
    asked = Counter(token.word for token in tokens if "answer" not in token.part)
    answered = Counter(token.word for token in tokens if "answer" in token.part)
    words, firsts, lasts, pairs = [], [], [], []
    for index, token in enumerate(tokens):
        before = _neighbour(tokens, index, -1)
        behind = _neighbour(tokens, index, 1)
        shape = _shape(token)
        names = [f"={token.word}", *_told(token.word, shape, chapter, episode)]
        names.append(f"{_kind(token.word)} in {token.part}")
        if token.word not in FUNCTION:
            names += _relations(token.word, asked, answered, known)
        words.append(names)
        first = [f"in {token.part}", f"={token.word}", f"behind ={before}", f"behind {_kind(before)}", shape]
        last = [_kind(token.word), f"before ={behind}", f"before {_kind(behind)}", shape]
        pair = _pair(before, token.word, chapter, episode) if before else []
        firsts.append(first + pair[:1])
        lasts.append(last + (_pair(token.word, behind, chapter, episode)[:1] if behind else []))
        pairs.append(pair)
    return Features(words=words, firsts=firsts, lasts=lasts, pairs=pairs)


def _neighbour(tokens: Sequence[Token], index: int, step: int) -> str:
    """The word beside a token in its clause, or nothing."""
    beside = index + step
    is_inside = 0 <= beside < len(tokens) and tokens[beside].clause == tokens[index].clause
    return tokens[beside].word if is_inside else ""


def _kind(word: str) -> str:
    return ("function" if word in FUNCTION else "content") if word else "nothing"


def _shape(token: Token) -> str:
    if sum(letter.isupper() for letter in token.text) > 1:
        return "acronym"
    if token.text[:1].isupper() and token.word not in FUNCTION:
        return "first capital" if token.is_first else "capital"
    return "number" if any(letter.isdigit() for letter in token.text) else "small"


def _told(word: str, shape: str, chapter: Counts, episode: Counts) -> list[str]:
    if word in FUNCTION:
        return ["function", shape]
    return [
        shape,
        _ending(word),
        f"{bisect_right(_IN_EPISODE, episode.words.get(word, 0))} in episode",
        f"{bisect_right(_IN_CHAPTER, chapter.words.get(word, 0))} in chapter",
        f"{bisect_right(_CHARACTERS, len(word))} long",
    ]


@lru_cache(maxsize=4096)
def _ending(word: str) -> str:
    fitting = (end for end in _ENDINGS if word.endswith(end) and len(word) >= len(end) + _SHORTEST_STEM)
    return f"-{next(fitting, '')}"


def _relations(word: str, asked: Mapping[str, int], answered: Mapping[str, int], known: Set[str]) -> list[str]:
    names = [] if word in known else ["new"]
    if asked.get(word) and answered.get(word):
        names.append("asked and answered")
    names += [
        name for name, counts in (("asked twice", asked), ("answered twice", answered)) if counts.get(word, 0) > 1
    ]
    return names


def _pair(one: str, two: str, chapter: Counts, episode: Counts) -> list[str]:
    kinds = f"{_kind(one)} {_kind(two)}"
    return [
        f"{bisect_right(_PAIR_IN_CHAPTER, chapter.pairs.get((one, two), 0))} in chapter, {kinds}",
        f"{bisect_right(_PAIR_IN_EPISODE, episode.pairs.get((one, two), 0))} in episode, {kinds}",
    ]
