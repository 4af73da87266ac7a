"""What checks of a whole folder ask of its episodes: what most of them do is how the show works, and no slip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from publisher.merge.episode import MergedEpisode
from publisher.merge.show import MergedShow
from publisher.model import Place
from publisher.sources.placeholders import is_placeholder

FEWEST: Final = 5  # episodes of which a habit can be told

_FEWEST_EXCEPTIONS: Final = 3  # of so few, all may be slips
_NEARLY_ALL_PERCENT: Final = 80
_FRESH: Final = timedelta(days=3)  # until a platform has taken an episode in, it has no link


def full_episodes(merged: MergedShow) -> list[MergedEpisode]:
    """The episodes that are no trailer and no bonus, published or not."""
    return [one for one in merged.episodes if one.values["kind"] == "full"]


def is_fresh(episode: MergedEpisode, merged: MergedShow) -> bool:
    """Whether it came out less than three days ago: what is made of a published episode may still come."""
    published_at: datetime | None = episode.values.get("published_at")
    return bool(published_at and merged.now and timedelta() <= merged.now - published_at < _FRESH)


def nearly_all(count: int, of: int) -> bool:
    """Whether so many do what the others may have forgotten.

    >>> nearly_all(9, 10), nearly_all(7, 10), nearly_all(3, 4)
    (True, False, False)
    """
    return of >= FEWEST and count * 100 >= of * _NEARLY_ALL_PERCENT


def is_habit(exceptions: Sequence[object], of: Sequence[object]) -> bool:
    """Whether what looks like a fault is what most of them do.

    >>> is_habit("abc", "abcd"), is_habit("a", "a"), is_habit("abc", "abcdefgh")
    (True, False, False)
    """
    return len(exceptions) >= _FEWEST_EXCEPTIONS and len(exceptions) * 2 > len(of)


def place_of(episode: MergedEpisode, key: str) -> Place:
    """Where the episode file has this key, filled in or not; else the file as a whole."""
    known = episode.known.file
    if key in known.values:
        return known.values[key].place
    return next((one.place for one in known.written if one.keys[0] == key), episode.place)


def is_still_open(episode: MergedEpisode, key: str) -> bool:
    """Whether the episode file has TODO or a template's gap under this key: that is a problem of its own."""
    return any(one.keys[0] == key and is_placeholder(one.text) for one in episode.known.file.written)


def seen_from(place: Place, here: Place) -> str:
    """A place as a message at another place names it.

    >>> here = Place(path="a.md", line=2)
    >>> seen_from(Place(path="a.md", line=7), here), seen_from(Place(path="b.md"), here)
    ('line 7', 'b.md')
    """
    return f"line {place.line}" if place.path == here.path else str(place)


def number_of(episode: MergedEpisode) -> str:
    """The season and the number of an episode in words."""
    season, number = episode.values.get("season"), episode.values.get("number")
    return f"season {season}, episode {number}" if season else f"episode {number}"
