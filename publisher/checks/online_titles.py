"""Checks of whether links lead to the right episode, by the titles that platforms show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from publisher.checks.asked import Asked, at
from publisher.checks.check import Check, Finding, check
from publisher.checks.habits import is_habit, seen_from
from publisher.merge.episode import MergedEpisode
from publisher.model import Severity
from publisher.online.same_title import Known, Likeness, Titles
from publisher.online.uses import Use
from publisher.online.verdict import Verdict, Way
from publisher.platforms.known import LABELS
from publisher.text import one_line

_MOST_CHARACTERS: Final = 120  # of a title that somebody else wrote


@check("online-wrong-episode", Severity.ERROR)
def wrong_episode(asked: Asked) -> Iterator[Finding]:
    """A link that works, and leads to another episode: the platform shows the title of that one.

    Bad: the link of episode 7 in episode 8
    Good: each with its own
    """
    for use, verdict, likeness in _titled(asked):
        if likeness.is_another and likeness.other is not None:
            other = asked.merged.episodes[likeness.other]
            where = seen_from(other.place, use.place)
            label = LABELS.get(use.target.way, use.target.way)
            message = f"{use.name}: {label} has {_title(verdict)} there, which is {where}; link this episode's own"
            yield at(use, message)


@check("online-title", Severity.NOTE)
def title(asked: Asked) -> Iterator[Finding]:
    """A platform shows a title that is not much like the episode's, nor like that of any other one.

    Bad: a link to somebody else's video
    Good: the link to the episode; or no matter, where it was only renamed
    """
    titled = list(_titled(asked))
    for way in (Way.YOUTUBE, Way.SPOTIFY, Way.APPLE):
        there = [one for one in titled if one[0].target.way is way]
        different = [one for one in there if one[2].is_different and not one[2].is_another]
        if is_habit(different, there):
            continue
        for use, verdict, _ in different:
            message = f"{use.name}: {LABELS[way]} has {_title(verdict)} there; see whether that is this episode"
            yield at(use, message)


def _titled(asked: Asked) -> Iterator[tuple[Use, Verdict, Likeness]]:
    """The links of episodes of which a platform knows the title, and what that is like."""
    episodes = asked.merged.episodes
    titles = Titles([_known(one) for one in episodes])
    index = {one.place: number for number, one in enumerate(episodes)}
    for use, verdict in asked.answered():
        if verdict.title is not None and use.episode is not None:
            yield use, verdict, titles.likeness(verdict.title, index[use.episode])


def _known(episode: MergedEpisode) -> Known:
    values = episode.values
    titles = [values[field] for field in ("title", "subtitle") if values.get(field)]
    return Known.of(titles, [person.name for person in values.get("people", ())])


def _title(verdict: Verdict) -> str:
    title = one_line(verdict.title or "")
    return f"'{title}'" if len(title) <= _MOST_CHARACTERS else f"'{title[:_MOST_CHARACTERS].rstrip()}…'"


TITLES: Final[tuple[Check[Asked], ...]] = (wrong_episode, title)
