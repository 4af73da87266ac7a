"""How alike two titles are, which people write anew on every platform."""

from __future__ import annotations

import difflib
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

# S1E2, Episode 12, #12, "12:", and the codes that shows give themselves: LR012.
_NUMBERED: Final = re.compile(
    r"\s*[\[(]?(?:s\d{1,3}\s*[ex:·-]?\s*e?\d{1,4}|(?:ep|eps|episode|folge|#|nr|no)[\s.#-]*\d{1,4}"
    r"|\d{1,4}(?=\s*[:|–—-])|[a-z]{1,5}\d{2,4}[a-z]?(?=[\s:|–—-]))[\])]?\s*[:|.–—-]*\s*",
    re.IGNORECASE,
)
_NO_WORD: Final = re.compile(r"[^\w]+")
_MINOR: Final = frozenset(
    (
        *("a", "an", "and", "as", "at", "by", "for", "from", "how", "in", "into", "is", "it", "of", "on", "or", "our"),
        *("the", "to", "vs", "what", "why", "with", "you", "your", "no", "nr", "number", "ep", "episode", "folge"),
    )
)
_NUMERALS: Final = {
    word: str(number)
    for words in (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty",
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
        "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th",
        "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    )
    for number, word in enumerate(words.split(), start=1)
} | {"ii": "2", "iii": "3", "iv": "4", "vii": "7", "viii": "8", "ix": "9", "xii": "12"}
_AT_THE_END: Final = _NUMERALS | {"i": "1", "v": "5", "vi": "6", "x": "10", "xi": "11"}  # words, elsewhere
_PART: Final = frozenset(("part", "pt", "vol", "volume", "chapter", "teil", "kapitel"))
_SHARED_WORDS: Final = 3
_NEAR_RATIO: Final = 0.87
_NEAR_SHARE: Final = 0.75
_NEAR_WORD: Final = 0.8
_REMEMBERED: Final = 20_000


class Likeness(IntEnum):
    """How alike titles are."""

    UNKNOWN = 0  # one of them is missing
    OTHER = 1  # not one word that says something in common
    OTHER_PART = 2  # each has a number that the other lacks: parts one and two
    SOME = 3
    NEAR = 4
    SAME = 5


@lru_cache(maxsize=_REMEMBERED)
def bare(title: str) -> str:
    """The words of a title, without case, signs, and the number of the episode before it.

    >>> bare("S1E2: Bread &amp; Butter!"), bare("#12 – Bread and butter"), bare("LR012 Bread & butter")
    ('bread and butter', 'bread and butter', 'bread and butter')
    >>> bare("12 Angry Men"), bare("Web3 for all"), bare("Episode 7")
    ('12 angry men', 'web3 for all', 'episode 7')

    Numerals are digits, in whatever form they are written.

    >>> bare("Anna, part two"), bare("Anna, Part 02"), bare("Anna V"), bare("What I saw"), bare("The first day")
    ('anna part 2', 'anna part 2', 'anna 5', 'what i saw', 'the 1 day')
    """
    text = unicodedata.normalize("NFKC", html.unescape(title)).casefold().replace("&", " and ")
    return " ".join(_with_digits(_NO_WORD.sub(" ", _without_number(text) or text).split()))


def _with_digits(words: Sequence[str]) -> Iterator[str]:
    for position, word in enumerate(words):
        is_at_the_end = position > 0 and (position == len(words) - 1 or words[position - 1] in _PART)
        numerals = _AT_THE_END if is_at_the_end else _NUMERALS
        yield word.lstrip("0") or "0" if word.isdigit() else numerals.get(word, word)


def _without_number(text: str) -> str:
    match = _NUMBERED.match(text)
    return text[match.end() :] if match else text


@lru_cache(maxsize=_REMEMBERED)
def words(title: str) -> frozenset[str]:
    """The words of a title that say something."""
    return frozenset(bare(title).split()) - _MINOR


@lru_cache(maxsize=_REMEMBERED)
def numbers(title: str) -> frozenset[str]:
    """The numbers in a title, and letters that say which part it is.

    >>> sorted(numbers("12: Five ways to bake, part B"))
    ['5', 'b']
    """
    tokens = bare(title).split()
    lettered = {word for before, word in pairwise(tokens) if before in _PART and len(word) == 1}
    return frozenset(lettered | {word for word in tokens if word.isdigit()})


def likeness(ones: Iterable[str], others: Iterable[str]) -> Likeness:
    """How alike the two nearest of these titles are. Where both have a number of their own, nothing else counts.

    >>> likeness(["Bread & butter"], ["Butter, and bread", "Bread and Butter"]).name
    'SAME'
    >>> likeness(["Innovation and design for machine learning"], ["Innovation & Design for ML", "A/B tests"]).name
    'SOME'
    >>> likeness(["Bread, part one", "Bread"], ["Bread, part II", "Bread"]).name
    'OTHER_PART'
    """
    ones, others = tuple(ones), tuple(others)
    if _are_apart(*({number for title in titles for number in numbers(title)} for titles in (ones, others))):
        return Likeness.OTHER_PART
    return max((_likeness(one, other) for one in ones for other in others), default=Likeness.UNKNOWN)


def _are_apart(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """Whether each has what the other lacks."""
    return bool(one - other and other - one)


def _likeness(one: str, other: str) -> Likeness:
    first, second = bare(one), bare(other)
    if not first or not second:
        return Likeness.UNKNOWN
    if first == second:
        return Likeness.SAME
    shared, every = words(one) & words(other), words(one) | words(other)
    if not shared:
        return Likeness.OTHER
    if _is_a_part(first) != _is_a_part(second) or _are_apart(*_unlike(words(one) - shared, words(other) - shared)):
        return Likeness.SOME
    shorter, longer = sorted((first, second), key=len)
    goes_on = f"{longer} ".startswith(f"{shorter} ") and len(shared) >= _SHARED_WORDS
    if goes_on or len(shared) >= _NEAR_SHARE * len(every) or _ratio(first, second) >= _NEAR_RATIO:
        return Likeness.NEAR
    return Likeness.SOME


def _is_a_part(title: str) -> bool:
    """Whether a bare title says which part of something it is: it may be another one than the whole."""
    return any(before in _PART and (word.isdigit() or len(word) == 1) for before, word in pairwise(title.split()))


def _unlike(ones: AbstractSet[str], others: AbstractSet[str]) -> tuple[AbstractSet[str], AbstractSet[str]]:
    """The words on either side that are none of the other side's, written a little otherwise."""
    near = {(one, other) for one in ones for other in others if _ratio(one, other, _NEAR_WORD) >= _NEAR_WORD}
    return ones - {one for one, _ in near}, others - {other for _, other in near}


def _ratio(one: str, other: str, enough: float = _NEAR_RATIO) -> float:
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= enough <= matcher.quick_ratio() else 0.0
