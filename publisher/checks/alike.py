"""Whether two titles mean one thing: programs and people write the same title in many ways."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

# What stands in front of a title or behind it, and is none of it: S01E02, #12, Episode 12, "12 -".
_NAMED_NUMBER: Final = (
    r"s(?:eason)?\s{0,3}\d{1,4}\W{0,3}e(?:p(?:isode)?)?\.?\s{0,3}\d{1,5}"
    r"|(?:season|episode|ep|eps|folge|episodio|épisode|aflevering|no|nr)\b\.?\s{0,3}[#№]?\s{0,3}\d{1,5}"
    r"|[#№]\s{0,3}\d{1,5}"
)
_LEADING: Final = re.compile(
    rf"[^\w#№]{{0,5}}(?P<named>(?:{_NAMED_NUMBER})(?!\w)|\d{{1,5}}(?=\s{{0,3}}[-–—:|.)\]]\s))\W{{0,9}}", re.IGNORECASE
)
_TRAILING: Final = re.compile(rf"[^\w#№]{{0,9}}(?<!\w)(?P<named>{_NAMED_NUMBER})\W{{0,5}}$", re.IGNORECASE)
_APOSTROPHES: Final = re.compile(r"(?<=\w)['’‘ʼ`´](?=\w)")
_WORD: Final = re.compile(r"[^\W_]+")
_IGNORED: Final = frozenset({"and"})  # written & as well

_SHORTEST_CUT: Final = 25  # characters: ID3v1 holds 30 bytes, of which UTF-8 and spaces at the end take some
_LONGEST: Final = 1_000  # characters: no two titles differ only behind them
_CUT_ENDS: Final = ("…", "...")


def words_of(title: str) -> tuple[str, ...]:
    """The words of a title, without case, accents and punctuation.

    >>> words_of("Don’t Panic &amp; Relax — Café")
    ('dont', 'panic', 'relax', 'cafe')
    """
    plain = unicodedata.normalize("NFKD", html.unescape(title[:_LONGEST])).casefold()
    if not plain.isascii():
        plain = "".join(character for character in plain if not unicodedata.combining(character))
    return tuple(word for word in _WORD.findall(_APOSTROPHES.sub("", plain)) if word not in _IGNORED)


def are_one_title(first: str, second: str, around: Iterable[str] = ()) -> bool:
    """Whether both may be the title of one episode: one of them may be shortened, cut off, or numbered.

    ``around`` are names that stand before or behind a title without being part of it: of the show, of guests.

    >>> are_one_title("#12 - Walking “far”", "The Show: Walking far (S1E12)", ["The Show"])
    True
    >>> are_one_title("Walking, part 1", "Walking, part 2")
    False
    """
    names = [words_of(name) for name in around]
    one, other = (_without_names(words_of(_without_number(title)), names) for title in (first, second))
    shorter, longer = sorted((one, other), key=len)
    return not shorter or _is_inside(shorter, longer) or _is_cut(first, one, other) or _is_cut(second, other, one)


def number_around(title: str) -> str | None:
    """The season and episode number in front of a title or behind it, as it stands there.

    >>> number_around("#12 - Why we walk"), number_around("Why we walk (Episode 12)"), number_around("Twelve walks")
    ('#12', 'Episode 12', None)
    """
    around = _LEADING.match(title) or _TRAILING.search(title)
    return around["named"] if around else None


def _without_number(title: str) -> str:
    bare = _TRAILING.sub("", _LEADING.sub("", title))
    return bare if words_of(bare) else title


def _without_names(words: tuple[str, ...], names: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    for name in names:
        if not name or len(name) >= len(words):
            continue
        if words[: len(name)] == name:
            words = words[len(name) :]
        elif words[-len(name) :] == name:
            words = words[: -len(name)]
    return words


def _is_inside(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    return any(longer[start : start + len(shorter)] == shorter for start in range(len(longer) - len(shorter) + 1))


def _is_cut(title: str, words: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    may_be_cut = len(title.strip()) >= _SHORTEST_CUT or title.strip().endswith(_CUT_ENDS)
    return may_be_cut and "".join(whole).startswith("".join(words))
