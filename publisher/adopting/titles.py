"""How alike two titles are, which people write anew on every platform."""

from __future__ import annotations

import difflib
import html
import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache
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
        *("the", "to", "vs", "what", "why", "with", "you", "your"),
    )
)
_SHARED_WORDS: Final = 3
_NEAR_RATIO: Final = 0.87
_NEAR_SHARE: Final = 0.75
_REMEMBERED: Final = 20_000


class Likeness(IntEnum):
    """How alike titles are."""

    UNKNOWN = 0  # one of them is missing
    OTHER = 1  # not one word that says something in common
    SOME = 2
    NEAR = 3
    SAME = 4


@lru_cache(maxsize=_REMEMBERED)
def bare(title: str) -> str:
    """The words of a title, without case, signs, and the number of the episode before it.

    >>> bare("S1E2: Bread &amp; Butter!"), bare("#12 – Bread and butter"), bare("LR012 Bread & butter")
    ('bread and butter', 'bread and butter', 'bread and butter')
    >>> bare("12 Angry Men"), bare("Web3 for all"), bare("Episode 7")
    ('12 angry men', 'web3 for all', 'episode 7')
    """
    text = unicodedata.normalize("NFKC", html.unescape(title)).casefold().replace("&", " and ")
    return _NO_WORD.sub(" ", _without_number(text) or text).strip()


def _without_number(text: str) -> str:
    match = _NUMBERED.match(text)
    return text[match.end() :] if match else text


@lru_cache(maxsize=_REMEMBERED)
def words(title: str) -> frozenset[str]:
    """The words of a title that say something."""
    return frozenset(bare(title).split()) - _MINOR


def likeness(ones: Iterable[str], others: Iterable[str]) -> Likeness:
    """How alike the two nearest of these titles are.

    >>> likeness(["Bread & butter"], ["Butter, and bread", "Bread and Butter"]).name
    'SAME'
    >>> likeness(["Innovation and design for machine learning"], ["Innovation & Design for ML", "A/B tests"]).name
    'SOME'
    """
    others = tuple(others)
    return max((_likeness(one, other) for one in ones for other in others), default=Likeness.UNKNOWN)


def _likeness(one: str, other: str) -> Likeness:
    first, second = bare(one), bare(other)
    if not first or not second:
        return Likeness.UNKNOWN
    if first == second:
        return Likeness.SAME
    shared, every = words(one) & words(other), words(one) | words(other)
    if not shared:
        return Likeness.OTHER
    shorter, longer = sorted((first, second), key=len)
    goes_on = f"{longer} ".startswith(f"{shorter} ") and len(shared) >= _SHARED_WORDS
    if goes_on or len(shared) >= _NEAR_SHARE * len(every) or _ratio(first, second) >= _NEAR_RATIO:
        return Likeness.NEAR
    return Likeness.SOME


def _ratio(one: str, other: str) -> float:
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _NEAR_RATIO <= matcher.quick_ratio() else 0.0
