"""Checks of episodes among each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from typing import Final

from publisher.checks.check import Finding, check
from publisher.layout import AUDIO_FOLDER, EPISODES_FOLDER
from publisher.model import Episode, Place, Severity, Show, Source
from publisher.text import same_name

_FIRST_EPISODE: Final = (
    f"put one into {EPISODES_FOLDER}/, with a title and a date, and its recording into {AUDIO_FOLDER}/"
)

_BY_NAME: Final = frozenset({"slug", "audio"})  # an episode has them by the name of its file, if it does not say them


def is_written(episode: Episode, field: str) -> bool:
    """Whether the episode file says it."""
    return field in episode.found and episode.found[field][0].source is Source.FRONT_MATTER


def repeated(
    show: Show,
    field: str,
    key: Callable[[Episode], Hashable | None],
    message: Callable[[Episode, Episode], str],
) -> Iterator[Finding]:
    """A finding at every episode whose key another one has already.

    Whoever names the slug or the recording of another one comes last; else the file's name decides who is first. It
    stands where the field stands, if that is the episode file.
    """

    def rank(episode: Episode) -> tuple[bool, Place]:
        return field in _BY_NAME and is_written(episode, field), episode.place

    first: dict[Hashable, Episode] = {}
    for episode in sorted((*show.episodes, *show.upcoming), key=rank):
        value = key(episode)
        if value is None:
            continue
        other = first.setdefault(value, episode)
        if other is not episode:
            place = episode.found[field][0].place if field in episode.found else episode.place
            place = place if place.path == episode.place.path else episode.place
            yield Finding(place=place, message=message(episode, other))


@check("slug-repeated", Severity.ERROR, fixed=True)
def one_slug_each(show: Show) -> Iterator[Finding]:
    """Two episodes with one slug would write the same files.

    Bad: episodes/intro.md and episodes/2024/Intro.md
    Good: slug: intro-2024 in one of them
    """
    yield from repeated(
        show,
        "slug",
        lambda episode: same_name(episode.slug),
        lambda episode, other: f"the slug '{episode.slug}' is that of {other.place} too; {_other_slug(episode)}",
    )


def _other_slug(episode: Episode) -> str:
    return "write another one, or delete the line" if is_written(episode, "slug") else "rename one, or give it slug:"


@check("guid-repeated", Severity.ERROR, fixed=True)
def one_guid_each(show: Show) -> Iterator[Finding]:
    """Directories drop the second episode with a guid.

    Bad: a file copied with its guid
    Good: no guid in the new file
    """
    episodes = (*show.episodes, *show.upcoming)
    slugs = Counter(same_name(episode.slug) for episode in episodes)

    def guid(episode: Episode) -> Hashable | None:
        is_slug_repeated = not _is_guid_written(episode) and slugs[same_name(episode.slug)] > 1
        return None if is_slug_repeated else episode.guid

    def message(episode: Episode, other: Episode) -> str:
        if not _is_guid_written(episode):
            place = other.found["guid"][0].place
            return f"the guid of this episode, '{episode.guid}', is that of {place} too; delete guid: there"
        where = "it in the newer one" if _is_guid_written(other) else "guid: here"
        return f"the guid '{episode.guid}' is that of {other.place} too; delete {where}"

    yield from repeated(show, "guid", guid, message)


def _is_guid_written(episode: Episode) -> bool:
    return "guid" in episode.found and episode.found["guid"][0].source is not Source.DERIVED


@check("number-repeated", Severity.WARNING)
def one_number_each(show: Show) -> Iterator[Finding]:
    """Two full episodes with one season and number; a trailer or bonus may share the number of its episode.

    Bad: season 2, episode 7 twice
    Good: type: bonus in one of them, or another number
    """

    def number(episode: Episode) -> Hashable | None:
        return (episode.season, episode.number) if episode.number and episode.kind == "full" else None

    def message(episode: Episode, other: Episode) -> str:
        season = f"season {episode.season}, " if episode.season else ""
        return f"{season}episode {episode.number} is {other.place} too; change one, or write type: bonus"

    yield from repeated(show, "number", number, message)


@check("no-episodes", Severity.ERROR, fixed=True)
def at_least_one(show: Show) -> Iterator[Finding]:
    """A feed without episodes: subscribers would lose them all.

    Bad: an empty or unmounted episodes/
    Good: one episode with a recording and a date that has come
    """
    if not show.episodes:
        first = min((one.published_at for one in show.upcoming), default=None)
        what = f"the first episode is dated {first:%Y-%m-%d}" if first else "no episode can be published"
        remedy = "wait for that day, or correct the date" if first else _FIRST_EPISODE
        message = f"{what}; nothing is written, so that subscribers keep what they have: {remedy}"
        yield Finding(place=Place(path=EPISODES_FOLDER), message=message)


@check("number-missing", Severity.WARNING, "apple", "psp1")
def numbers_of_a_serial(show: Show) -> Iterator[Finding]:
    """Apple orders a serial show by its numbers, so every full episode needs one.

    Bad: type: serial, and an episode without episode:
    Good: episode: 4
    """
    for episode in show.episodes:
        if show.kind == "serial" and episode.kind == "full" and not episode.number:
            message = "an episode of a serial show needs a number; write episode: and its number"
            yield Finding(place=episode.place, message=message)


@check("date-future", Severity.NOTE)
def upcoming(show: Show) -> Iterator[Finding]:
    """An episode dated in the future waits for its day.

    Bad: nothing, if the day is meant
    Good: date: 2026-01-31, once that day has come
    """
    for episode in show.upcoming:
        found = episode.found.get("published_at")
        place = found[0].place if found else episode.place
        message = f"not yet: it appears with the first build after {episode.published_at:%Y-%m-%d %H:%M} UTC"
        yield Finding(place=place, message=message)
