"""What most episode files of a show do: the next one does it, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from publisher.starting.naming import Named, Naming, naming_of
from publisher.starting.shape import DATE_KEYS, Shape, Style

T = TypeVar("T")

# Of a first episode, with which nobody can be compared.
_USUAL_KEYS: Final = ("title", "season", "episode", "date", "guests", "description")

# Theirs alone, or what a recording and a transcript say better: nothing to begin with.
_RECORDED: Final = ("audio", "duration", "transcript", "chapters", "quotableClips", "soundbites", "alternate")
_RARE: Final = ("guid", "slug", "draft", "withdrawn", "block", "funding", "license", "location", "social", "txt")
_LEFT_OUT: Final = frozenset({*_RECORDED, *_RARE})

# Said anew of every episode, even where two of them happen to say the same.
_OWN: Final = frozenset({*DATE_KEYS, "title", "short", "season", "episode", "description", "intro", "link"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How the episodes of a show are written, and what they have in common."""

    shapes: tuple[Shape, ...] = ()  # of full episodes, the first first
    keys: tuple[str, ...] = _USUAL_KEYS  # in their order
    styles: Mapping[str, Style] = field(default_factory=dict)
    sub_keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spaced: frozenset[str] = frozenset()
    constants: Mapping[str, str] = field(default_factory=dict)  # keys with the same value everywhere
    naming: Naming = field(default_factory=Naming)
    time_of_day: str = ""  # what stands behind the day in dates, with the space before it
    has_article: bool = False
    line_end: str = "\n"

    @property
    def newest(self) -> Shape | None:
        """The episode before the new one."""
        return self.shapes[-1] if self.shapes else None

    @property
    def is_numbered(self) -> bool:
        """Whether episodes have numbers, in their files or names."""
        return _most([shape.number is not None for shape in self.shapes])

    def next_number(self, season: int | None) -> tuple[int | None, int | None]:
        """The season and number that come next, in the season that is meant or else in the last one."""
        numbered = [(shape.season or 0, shape.number) for shape in self.shapes if shape.number is not None]
        if not numbered or not self.is_numbered:
            return season, None
        last = max(one for one, _ in numbered)
        wanted = last if season is None else season
        numbers = [number for one, number in numbered if one == wanted or (one < wanted and self._counts_on())]
        return wanted or None, max(numbers, default=0) + 1

    def _counts_on(self) -> bool:
        """Whether a season goes on with the numbers of the one before, instead of beginning with 1."""
        firsts: dict[int, int] = {}
        for shape in self.shapes:
            if shape.number is not None:
                firsts[shape.season or 0] = min(shape.number, firsts.get(shape.season or 0, shape.number))
        later = [number for season, number in firsts.items() if season > min(firsts)]
        return bool(later) and min(later) > firsts[min(firsts)]

    def with_number(self, season: int | None, number: int) -> Shape | None:
        """The episode that has this number."""
        return next((one for one in self.shapes if (one.season, one.number) == (season, number)), None)


def habits_of(shapes: Iterable[Shape]) -> Habits:
    """What most of these episodes do, whatever their order."""
    full = [shape for shape in shapes if shape.is_full]
    if not full:
        return Habits()
    full.sort(key=_place_in_season if _most([shape.number is not None for shape in full]) else _age)
    keys = _keys(full)
    return Habits(
        shapes=tuple(full),
        keys=keys,
        styles=_styles(full),
        sub_keys={key: _sub_keys(key, full) for key in ("ids", "links")},
        spaced=frozenset(key for key in keys if _most([key in shape.spaced for shape in full if key in shape.keys])),
        constants=_constants(keys, full),
        naming=naming_of([named(shape) for shape in full]),
        time_of_day=_time_of_day(full),
        has_article=_most([shape.has_article for shape in full]),
        line_end=_usual(shape.line_end for shape in full),
    )


def named(shape: Shape) -> Named:
    """An episode file by its name."""
    return Named(stem=shape.file.stem, season=shape.season, number=shape.number, day=shape.day)


def _keys(shapes: Sequence[Shape]) -> tuple[str, ...]:
    """The keys that most have, in the order in which most have them."""
    common = [key for key in _all_keys(shapes) if key not in _LEFT_OUT and _most([key in one.keys for one in shapes])]
    return _in_usual_order(common, [shape.keys for shape in shapes])


def _styles(shapes: Sequence[Shape]) -> dict[str, Style]:
    """How most write each value; nothing of a key whose style nobody can tell."""
    found = {key: [shape.styles[key] for shape in shapes if key in shape.styles] for key in _all_keys(shapes)}
    return {key: _usual(styles) for key, styles in found.items() if styles}


def _sub_keys(key: str, shapes: Sequence[Shape]) -> tuple[str, ...]:
    listed = [shape.sub_keys[key] for shape in shapes if key in shape.sub_keys]
    common = [
        name for name in dict.fromkeys(name for one in listed for name in one) if _most([name in one for one in listed])
    ]
    return _in_usual_order(common, listed)


def _in_usual_order(keys: Sequence[str], orders: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """As most of those have them that have them all, else by where they stand on the average."""
    whole = [found for one in orders if len(found := tuple(key for key in one if key in keys)) == len(keys)]
    if whole:
        return _usual(whole)
    return tuple(sorted(keys, key=_mean_position(orders)))


def _mean_position(orders: Sequence[Sequence[str]]) -> Callable[[str], float]:
    def position(key: str) -> float:
        places = [one.index(key) / len(one) for one in orders if key in one]
        return sum(places) / len(places)

    return position


def _constants(keys: Iterable[str], shapes: Sequence[Shape]) -> dict[str, str]:
    """Values that are the same wherever they stand, in two files at least: of websites, mostly."""
    constants = {}
    for key in keys:
        texts = [text for shape in shapes if (text := shape.text(key)) is not None]
        if key not in _OWN and len(texts) > 1 and len(set(texts)) == 1:
            constants[key] = texts[0]
    return constants


def _time_of_day(shapes: Sequence[Shape]) -> str:
    """What most write behind the day; nothing where days are all there is."""
    texts = [text for shape in shapes for key in DATE_KEYS if shape.day and (text := shape.text(key))]
    times = Counter(text[len("2026-01-31") :] for text in texts)
    time, count = times.most_common(1)[0] if times else ("", 0)
    return time if count * 2 > len(texts) else ""


def _all_keys(shapes: Iterable[Shape]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for shape in shapes for key in shape.keys))


def _age(shape: Shape) -> tuple[date, int, int, str]:
    return (shape.day or date.min, shape.season or 0, shape.number or 0, shape.file.path)


def _place_in_season(shape: Shape) -> tuple[int, int, date, str]:
    return (shape.season or 0, shape.number or 0, shape.day or date.min, shape.file.path)


def _most(answers: Sequence[bool]) -> bool:
    return sum(answers) * 2 > len(answers)


def _usual(values: Iterable[T]) -> T:
    """The newest of the most usual ones."""
    listed = list(values)
    counts = Counter(listed)
    return max(reversed(listed), key=lambda value: counts[value])
