"""Checks of what platforms and servers say of a show's links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from publisher.checks.asked import Asked, at, quoted
from publisher.checks.check import Check, Finding, check
from publisher.checks.habits import is_habit, seen_from
from publisher.merge.episode import MergedEpisode
from publisher.model import Severity
from publisher.online.moves import is_front_page, offered_url
from publisher.online.same_title import Known, Likeness, Titles
from publisher.online.uses import Use
from publisher.online.verdict import State, Verdict, Way
from publisher.platforms.known import LABELS

_PEOPLE: Final = "person"  # the name of a use that is somebody's page or picture
_FILES: Final = frozenset({Way.ENCLOSURE, Way.PICTURE, Way.FEED})


@check("online-gone", Severity.ERROR)
def gone(asked: Asked) -> Iterator[Finding]:
    """A link, a recording, a picture or a feed that is not there: its platform or server said so twice.

    Bad: the link to a video that was deleted
    Good: the link to the one that took its place, or TODO
    """
    for use, verdict in asked.answered():
        is_gone = verdict.state is State.GONE and not asked.answers.is_unpublished(use)
        if is_gone and use.name != _PEOPLE:
            message = f"{use.name}: {quoted(use)} leads nowhere ({_word(verdict)}); {_remedy(use)}"
            yield at(use, message)


@check("online-person-gone", Severity.WARNING)
def person_gone(asked: Asked) -> Iterator[Finding]:
    """The page or the picture of a guest or host that is not there any more: its server said so twice.

    Bad: url: of a page that was taken down
    Good: url: of another one, or none
    """
    for use, verdict in asked.answered():
        is_gone = verdict.state is State.GONE and not asked.answers.is_unpublished(use)
        if is_gone and use.name == _PEOPLE:
            message = f"{quoted(use)} leads nowhere ({_word(verdict)}); write another one, or delete the line"
            yield at(use, message)


@check("online-not-yet", Severity.NOTE)
def not_yet(asked: Asked) -> Iterator[Finding]:
    """A recording, picture or page of one's own that is not at its URL yet, and that subscribers' feed does not name.

    Bad: a new recording that only you have
    Good: the recording uploaded, then the feed
    """
    for use, verdict in asked.answered():
        if verdict.state is State.GONE and asked.answers.is_unpublished(use):
            message = f"not at {quoted(use)} yet; upload it before the feed that names it"
            yield at(use, message)


@check("online-moved", Severity.NOTE)
def moved(asked: Asked) -> Iterator[Finding]:
    """A URL that redirects for good to another one (301 or 308): links by the old one work only as long as that does.

    Bad: http://example.com/page, which answers 301 with https://example.com/page
    Good: https://example.com/page
    """
    for use, verdict in asked.answered():
        if verdict.moved_to is None or use.is_ours:
            continue
        new_url = offered_url(use.target.url, verdict.moved_to)
        if new_url is not None:
            message = f"{use.name}: {quoted(use)} has moved for good; write {new_url}"
            yield at(use, message)
        elif is_front_page(use.target.url, verdict.moved_to):
            message = f"{use.name}: {quoted(use)} only leads to the front page; find its new address"
            yield at(use, message)


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
            message = f"{use.name}: {label} has '{verdict.title}' there, which is {where}; link this episode's own"
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
            message = f"{use.name}: {LABELS[way]} has '{verdict.title}' there; see whether that is this episode"
            yield at(use, message)


@check("online-embedding", Severity.NOTE)
def embedding(asked: Asked) -> Iterator[Finding]:
    """A video that its owner does not let other sites embed: players of podcast apps cannot show it.

    Bad: "Allow embedding" switched off on YouTube
    Good: the same switched on
    """
    for use, verdict in asked.answered():
        if not verdict.is_embeddable:
            message = f"{use.name}: the video may not be embedded; allow it on YouTube if apps and sites shall play it"
            yield at(use, message)


@check("online-private", Severity.NOTE)
def private(asked: Asked) -> Iterator[Finding]:
    """A video that exists, and that YouTube does not show to everybody: it is private, perhaps.

    Bad: a video that was never made public
    Good: public, or unlisted
    """
    for use, verdict in asked.answered():
        if verdict.is_hidden:
            message = f"{use.name}: the video is there, but not for everybody; make it public or unlisted"
            yield at(use, message)


@check("online-unknown", Severity.NOTE)
def unknown(asked: Asked) -> Iterator[Finding]:
    """What a host gave no answer about, or none that says anything: it counts as neither alive nor gone.

    Bad: a host that answers 429 Too Many Requests
    Good: another run, at another time, or a look at it in a browser
    """
    by_host: dict[str, list[tuple[Use, Verdict]]] = {}
    for use, verdict in asked.answered():
        if verdict.state is State.UNKNOWN and not verdict.is_hidden:
            by_host.setdefault(verdict.host, []).append((use, verdict))
    for host, found in by_host.items():
        whys = Counter({use.target: verdict.why for use, verdict in found}.values())
        count = whys.total()
        reasons = ", ".join(f"{why} ({times})" if len(whys) > 1 else why for why, times in whys.most_common(3))
        links = f"{count} URLs" if count > 1 else quoted(found[0][0])
        message = f"nothing is known of {links} at {host}: {reasons}; try again later, or look in a browser"
        yield Finding(place=found[0][0].place, message=message, about=found[0][0].about if count == 1 else "")


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


def _word(verdict: Verdict) -> str:
    """What was said, and by whom."""
    return f"{verdict.host} {verdict.why}" if verdict.why.startswith("answers ") else verdict.why


def _remedy(use: Use) -> str:
    if use.is_ours:
        return "upload it, then the feed"
    if use.target.way is Way.FEED:
        return "correct it, or put the feed there"
    return "write the URL where it is now" if use.target.way in _FILES else "write the right one, or TODO"


LINKS: Final[tuple[Check[Asked], ...]] = (
    gone,
    person_gone,
    not_yet,
    moved,
    wrong_episode,
    title,
    embedding,
    private,
    unknown,
)
