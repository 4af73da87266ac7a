"""Checks of episodes among each other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

from publisher.layout import FEED_PATH
from publisher.model import Episode, Place, Problem, Severity, Show
from publisher.text import same_name


def repeated(
    show: Show,
    field: str,
    key: Callable[[Episode], Hashable | None],
    check: str,
    message: Callable[[Episode, Episode], str],
) -> Iterator[Problem]:
    """An error at every episode whose key another one has already; the file's name decides who is first.

    It stands where the field stands, if that is the episode file.
    """
    first: dict[Hashable, Episode] = {}
    for episode in sorted((*show.episodes, *show.upcoming), key=lambda one: one.place):
        value = key(episode)
        if value is None:
            continue
        other = first.setdefault(value, episode)
        if other is not episode:
            text = message(episode, other)
            place = episode.found[field][0].place if field in episode.found else episode.place
            place = place if place.path == episode.place.path else episode.place
            yield Problem(place=place, check=check, severity=Severity.ERROR, message=text)


def one_slug_each(show: Show) -> Iterator[Problem]:
    """Two episodes with one slug would write the same files.

    Bad: episodes/intro.md and episodes/2024/Intro.md. Good: slug: intro-2024 in one of them.
    """
    yield from repeated(
        show,
        "slug",
        lambda episode: same_name(episode.slug),
        "slug-repeated",
        lambda episode, other: f"the slug '{episode.slug}' is that of {other.place} too; rename one, or give it slug:",
    )


def one_guid_each(show: Show) -> Iterator[Problem]:
    """Directories drop the second episode with a guid.

    Bad: a file copied with its guid. Good: no guid in the new file.
    """
    yield from repeated(
        show,
        "guid",
        lambda episode: episode.guid,
        "guid-repeated",
        lambda episode, other: f"the guid '{episode.guid}' is that of {other.place} too; delete it in the newer one",
    )


def one_number_each(show: Show) -> Iterator[Problem]:
    """Two full episodes with one season and number; a trailer or bonus may share the number of its episode.

    Bad: season 2, episode 7 twice. Good: type: bonus in one of them, or another number.
    """

    def number(episode: Episode) -> Hashable | None:
        return (episode.season, episode.number) if episode.number and episode.kind == "full" else None

    def message(episode: Episode, other: Episode) -> str:
        season = f"season {episode.season}, " if episode.season else ""
        return f"{season}episode {episode.number} is {other.place} too; change one, or write type: bonus"

    yield from repeated(show, "number", number, "number-repeated", message)


def at_least_one(show: Show) -> Iterator[Problem]:
    """A feed without episodes: subscribers would lose them all.

    Bad: an empty or unmounted episodes/. Good: one episode with a recording and a date that has come.
    """
    if not show.episodes:
        message = "no episode can be published; nothing is written, so that subscribers keep what they have"
        yield Problem(
            place=Place(path=FEED_PATH),
            check="no-episodes",
            severity=Severity.ERROR,
            message=message,
        )


def numbers_of_a_serial(show: Show) -> Iterator[Problem]:
    """Apple orders a serial show by its numbers, so every full episode needs one.

    Bad: type: serial, and an episode without episode:. Good: episode: 4.
    """
    for episode in show.episodes:
        if show.kind == "serial" and episode.kind == "full" and not episode.number:
            message = "an episode of a serial show needs a number; write episode: and its number"
            yield Problem(place=episode.place, check="number-missing", severity=Severity.WARNING, message=message)


def upcoming(show: Show) -> Iterator[Problem]:
    """An episode dated in the future waits for its day.

    Bad: nothing. Good: date: tomorrow, if tomorrow is meant.
    """
    for episode in show.upcoming:
        found = episode.found.get("published_at")
        place = found[0].place if found else episode.place
        message = f"not yet: it appears with the first build after {episode.published_at:%Y-%m-%d %H:%M} UTC"
        yield Problem(place=place, check="date-future", severity=Severity.NOTE, message=message)
