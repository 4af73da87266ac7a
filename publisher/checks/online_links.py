"""Checks of what platforms and servers say of a show's links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from publisher.checks.asked import Asked, at, quoted
from publisher.checks.check import Check, Finding, check
from publisher.model import Severity
from publisher.online.moves import is_front_page, offered_url
from publisher.online.uses import Use
from publisher.online.verdict import State, Verdict, Way

_PEOPLE: Final = "person"  # the name of a use that is somebody's page or picture
_MOST_REASONS: Final = 3
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
        count = len({use.target for use, _ in found})
        links = f"{count} URLs" if count > 1 else quoted(found[0][0])
        message = f"nothing is known of {links} at {host}: {_reasons(found)}; try again later, or look in a browser"
        yield Finding(place=found[0][0].place, message=message, about=found[0][0].about if count == 1 else "")


def _reasons(found: Sequence[tuple[Use, Verdict]]) -> str:
    """Why nothing is known, the most frequent reason first; URLs that were not asked have none of their own."""
    verdicts = {use.target: verdict for use, verdict in found}.values()
    whys = Counter(verdict.why for verdict in verdicts if verdict.is_asked) or Counter(one.why for one in verdicts)
    return ", ".join(f"{why} ({times})" if len(whys) > 1 else why for why, times in whys.most_common(_MOST_REASONS))


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
    embedding,
    private,
    unknown,
)
