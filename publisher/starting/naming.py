"""How a show names its episode files: with a season and number, a number, a date, or a slug alone."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias

Tokens: TypeAlias = Mapping[str, str]

SLUG_ALONE: Final = "{slug}"

_RECENT: Final = 10  # episodes that say how it is done now
_LONGEST_SLUG: Final = 60  # characters
_SEASON_AND_NUMBER: Final = re.compile(r"(?P<s>[sS])(?P<season>\d{1,4})(?P<e>[ ._-]?[eE])(?P<number>\d{1,5})(?!\d)")
_LEADING_DATE: Final = re.compile(r"(?P<date>\d{4}-\d\d-\d\d|\d{8})(?!\d)")
_LEADING_NUMBER: Final = re.compile(r"(?P<word>[^\W\d_]*[-_. ]?)(?P<number>\d{1,5})(?!\d)")
_TRAILING_NUMBER: Final = re.compile(r"(?P<slug>.+?)(?P<gap>[-_. ])(?P<number>\d{1,5})")
_REST: Final = re.compile(r"(?P<gap>[-_. ]*)(?P<slug>.*)", re.DOTALL)
_IN_FOLDER: Final = re.compile(r"(?P<word>\D*)(?P<number>\d+)")
_WORD: Final = re.compile(r"[^\W_]+")
_APOSTROPHES: Final = re.compile(r"(?<=\w)['’ʼ](?=\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An episode file by its name, without its suffix, and what is known of the episode."""

    stem: str
    season: int | None = None
    number: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A pattern of names, like ``s{season}e{number}-{slug}``, and how many digits its numbers have at least."""

    pattern: str = SLUG_ALONE
    digits: Mapping[str, int] = field(default_factory=dict)
    separator: str = "-"  # between the words of a slug

    def name(self, new: Named, title: str) -> str | None:
        """The name of a new episode file; None where the pattern asks for something that is not known."""
        values = {
            "season": self._digits("season", new.season),
            "number": self._digits("number", new.number),
            "date": new.day.isoformat() if new.day else None,
            "day": new.day.strftime("%Y%m%d") if new.day else None,
            "slug": slug_of(title, self.separator) or None,
        }
        asked = set(re.findall(r"\{(\w+)\}", self.pattern))
        if any(values[key] is None for key in asked):
            return None
        return re.sub(r"\{(\w+)\}", lambda gap: values[gap[1]] or "", self.pattern)

    def fits(self, named: Named) -> bool:
        """Whether a name is of this pattern."""
        slug_like = re.fullmatch(r"[^\W_][\w.-]*", named.stem) is not None
        return slug_like and self.pattern in patterns_of(named)

    def number_in(self, stem: str) -> int | None:
        """The number in a name of this pattern, where that has no season: what else it has is not to be told apart.

        >>> Naming(pattern="{number}-{slug}").number_in("012-maps"), Naming().number_in("12-monkeys")
        (12, None)
        """
        numbers = (int(digits) for digits in re.findall(r"\d{1,5}", stem)) if "{number}" in self.pattern else ()
        return next((number for number in numbers if self.fits(Named(stem=stem, number=number))), None)

    def _digits(self, key: str, number: int | None) -> str | None:
        return None if number is None else f"{number:0{self.digits.get(key, 1)}}"


def naming_of(names: Sequence[Named]) -> Naming:
    """How these files are named, the oldest first: as most of the last ones are."""
    found = [patterns_of(one) for one in names[-_RECENT:]]
    if not found:
        return Naming()
    pattern = _most_usual(found)
    tokens = [patterns[pattern] for one in names if pattern in (patterns := patterns_of(one))]
    slugs = [one["slug"] for one in tokens if "slug" in one]
    underscores = sum("_" in slug for slug in slugs) > sum("-" in slug for slug in slugs)
    digits = {key: _digits(one[key] for one in tokens if key in one) for key in ("season", "number")}
    return Naming(pattern=pattern, digits=digits, separator="_" if underscores else "-")


def patterns_of(named: Named) -> dict[str, Tokens]:
    """The patterns that a name may be of, the likeliest first, each with what stands in its gaps.

    >>> patterns_of(Named(stem="s01e02-why-we-walk", season=1, number=2))
    {'s{season}e{number}-{slug}': {'season': '01', 'number': '02', 'slug': 'why-we-walk'}}
    >>> list(patterns_of(Named(stem="episode-12", number=12))), list(patterns_of(Named(stem="12-monkeys", number=3)))
    (['episode-{number}', '{slug}-{number}'], ['{slug}'])
    """
    stem = named.stem
    both = _SEASON_AND_NUMBER.match(stem)
    dated = _LEADING_DATE.match(stem)
    if {"{", "}"} & set(stem):
        return {SLUG_ALONE: {"slug": stem}}
    if both and (int(both["season"]), int(both["number"])) == (named.season, named.number):
        tokens = {"season": both["season"], "number": both["number"]}
        return _with_rest(f"{both['s']}{{season}}{both['e']}{{number}}", tokens, stem[both.end() :])
    if dated and named.day and dated["date"].replace("-", "") == named.day.strftime("%Y%m%d"):
        return _with_rest("{date}" if "-" in dated["date"] else "{day}", {}, stem[dated.end() :])
    return _with_number(named) or {SLUG_ALONE: {"slug": stem}}


def day_in_name(stem: str) -> date | None:
    """The day that a name begins with.

    >>> day_in_name("2026-01-31-maps"), day_in_name("20260231"), day_in_name("maps")
    (datetime.date(2026, 1, 31), None, None)
    """
    match = _LEADING_DATE.match(stem)
    try:
        return date.fromisoformat(match["date"]) if match else None
    except ValueError:
        return None


def folder_of(folder: str, before: Named, new: Named) -> str:
    """The folder for a new episode, where that of the one before it is called after a season or a year.

    >>> folder_of("season-01", Named(stem="", season=1), Named(stem="", season=2))
    'season-02'
    """
    return "/".join(_folder(part, before, new) for part in folder.split("/"))


def slug_of(title: str, separator: str = "-") -> str:
    """A title as a name for a file and a URL.

    >>> slug_of("Don’t Panic: Café & “Relax”"), slug_of("12 × 3", "_"), slug_of("ガイド")
    ('dont-panic-cafe-relax', '12_3', 'ガイド')
    """
    composed = unicodedata.normalize("NFC", _APOSTROPHES.sub("", title)).casefold()
    words = _WORD.findall("".join(map(_without_accent, composed)))
    slug = ""
    for word in words:
        longer = f"{slug}{separator}{word}" if slug else word[:_LONGEST_SLUG]
        if len(longer) > _LONGEST_SLUG:
            break
        slug = longer
    return slug


def _without_accent(character: str) -> str:
    """A letter that is Latin without its accents; in other scripts they make another letter."""
    base = unicodedata.normalize("NFKD", character)[:1]
    return base if base.isascii() else character


def _with_number(named: Named) -> dict[str, Tokens]:
    found: dict[str, Tokens] = {}
    leading, trailing = _LEADING_NUMBER.match(named.stem), _TRAILING_NUMBER.fullmatch(named.stem)
    if leading and int(leading["number"]) == named.number:
        tokens = {"number": leading["number"]}
        found |= _with_rest(f"{leading['word']}{{number}}", tokens, named.stem[leading.end() :])
    if trailing and int(trailing["number"]) == named.number:
        tokens = {"number": trailing["number"], "slug": trailing["slug"]}
        found[f"{SLUG_ALONE}{trailing['gap']}{{number}}"] = tokens
    return found


def _with_rest(pattern: str, tokens: Tokens, rest: str) -> dict[str, Tokens]:
    match = _REST.fullmatch(rest)
    if match is None or not match["slug"]:
        return {pattern: tokens}
    return {f"{pattern}{match['gap']}{SLUG_ALONE}": {**tokens, "slug": match["slug"]}}


def _folder(part: str, before: Named, new: Named) -> str:
    match = _IN_FOLDER.fullmatch(part)
    if match is None:
        return part
    number, width = int(match["number"]), len(match["number"])
    if before.day and new.day and number == before.day.year and not match["word"]:
        return str(new.day.year)
    if number == before.season and new.season is not None:
        return f"{match['word']}{new.season:0{width if match['number'].startswith('0') else 1}}"
    return part


def _digits(numbers: Iterable[str]) -> int:
    """At least how many digits such numbers have: what has a 0 before it says so."""
    return max((len(number) for number in numbers if number.startswith("0")), default=1)


def _most_usual(found: Sequence[Mapping[str, Tokens]]) -> str:
    """The newest of the most usual ones; of two that are as usual in the same files, the likelier one."""
    counts = Counter(pattern for patterns in found for pattern in patterns)
    return max((pattern for patterns in reversed(found) for pattern in patterns), key=lambda one: counts[one])
