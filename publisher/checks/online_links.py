"""Checks of what platforms and servers say of a show's links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from publisher.checks.addresses import ids_of, links_of
from publisher.checks.asked import Asked, at, quoted
from publisher.checks.check import Check, Finding, check
from publisher.checks.settings import is_silenced
from publisher.checks.usual_platforms import TURN_OFF, usual_platforms
from publisher.layout import SHOW_FILE
from publisher.merge.show import MergedShow
from publisher.model import Place, Severity
from publisher.online.moves import is_front_page, is_same_site, offered_url
from publisher.online.uses import Use
from publisher.online.verdict import State, Verdict, Way
from publisher.platforms.known import says_page

_PEOPLE: Final = "person"  # the name of a use that is somebody's page or picture
_MOST_REASONS: Final = 3
_HOME: Final = "url"  # of the folder of the show, which the feed names as the page of a show without a link
_MOST_HOSTS: Final = 3
_FILES: Final = frozenset({Way.ENCLOSURE, Way.PICTURE, Way.FEED})


@check("online-gone", Severity.ERROR)
def gone(asked: Asked) -> Iterator[Finding]:
    """A link of a key, a recording, a picture or a feed that is not there: its platform or server said so twice.

    Bad: the link to a video that was deleted
    Good: the link to the one that took its place, or none
    """
    for use, verdict in _gone(asked):
        if use.name not in {_PEOPLE, _HOME} and not use.is_in_text:
            message = f"{use.name}: {quoted(use)} leads nowhere ({_word(verdict)}); {_remedy(use, asked.merged)}"
            yield at(use, message)


@check("online-person-gone", Severity.WARNING)
def person_gone(asked: Asked) -> Iterator[Finding]:
    """The page or the picture of a guest or host that is not there any more: its server said so twice.

    Bad: url: of a page that was taken down
    Good: url: of another one, or none
    """
    for use, verdict in _gone(asked):
        if use.name == _PEOPLE:
            message = f"{quoted(use)} leads nowhere ({_word(verdict)}); write another one, or delete the line"
            yield at(use, message)


@check("online-notes-gone", Severity.WARNING)
def notes_gone(asked: Asked) -> Iterator[Finding]:
    """A link in show notes, or in an article, to something that is not there any more: its server said so twice.

    It is a warning, since pages of others come and go, and no directory minds.

    Bad: [the paper](https://example.com/2019/paper.pdf), which was taken down
    Good: its new address, or a copy at web.archive.org
    """
    for use, verdict in _gone(asked):
        if use.is_in_text:
            message = (
                f"{quoted(use)} leads nowhere ({_word(verdict)}); "
                "write its new address, link to a copy at web.archive.org, or leave the link out"
            )
            yield at(use, message)


@check("online-home-gone", Severity.WARNING)
def home_gone(asked: Asked) -> Iterator[Finding]:
    """A show without a link, in whose folder on the web there is no page: the feed sends listeners there.

    Apps show the link of the feed as the home page of the show. Without link: that is url:, where there may be
    nothing to see but files.

    Bad: url: https://example.com/show/, where no index.html is, and no link:
    Good: link: https://example.com/about-the-show
    """
    for use, verdict in _gone(asked):
        if use.name == _HOME:
            message = (
                f"without link: the feed names {quoted(use)} as the show's home page, and there is none "
                f"({_word(verdict)}); write link: and your home page"
            )
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

    Of the links in texts only those are told that lead to another site, or to nothing but a front page.

    Bad: http://example.com/page, which answers 301 with https://example.com/page
    Good: https://example.com/page
    """
    for use, verdict in asked.answered():
        if verdict.moved_to is None or use.is_ours or use.name == _HOME:
            continue
        new_url = offered_url(use.target.url, verdict.moved_to)
        if new_url is not None and use.is_in_text and is_same_site(use.target.url, new_url):
            continue
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
        if not verdict.is_embeddable and not use.is_in_text:
            message = f"{use.name}: the video may not be embedded; allow it on YouTube if apps and sites shall play it"
            yield at(use, message)


@check("online-private", Severity.NOTE)
def private(asked: Asked) -> Iterator[Finding]:
    """A video that exists, and that YouTube does not show to everybody: it is private, perhaps.

    Bad: a video that was never made public
    Good: public, or unlisted
    """
    for use, verdict in asked.answered():
        if verdict.is_hidden and not use.is_in_text:
            message = f"{use.name}: the video is there, but not for everybody; make it public or unlisted"
            yield at(use, message)


@check("online-unknown", Severity.NOTE)
def unknown(asked: Asked) -> Iterator[Finding]:
    """What a host gave no answer about, or none that says anything: it counts as neither alive nor gone.

    Bad: a host that answers 429 Too Many Requests
    Good: another run, at another time, or a look at it in a browser
    """
    by_host: dict[str, list[tuple[Use, Verdict]]] = {}
    for use, verdict in asked.answered() if not asked.answers.silence else ():
        if verdict.state is State.UNKNOWN and (not verdict.is_hidden or use.is_in_text):
            by_host.setdefault(verdict.host, []).append((use, verdict))
    in_texts = {host: found for host, found in by_host.items() if all(use.is_in_text for use, _ in found)}
    for host, found in by_host.items():
        if host not in in_texts or len(in_texts) == 1:
            yield _of_unknown(found, host)
    if len(in_texts) > 1:
        yield _of_unknown([one for found in in_texts.values() for one in found], _hosts(in_texts))


@check("online-no-answer", Severity.NOTE)
def no_answer(asked: Asked) -> Iterator[Finding]:
    """Nothing was heard of any host that was asked: it is the network that is missing, more likely than all of them.

    Bad: --online in a train, between two stations
    Good: another run, with a network
    """
    if asked.answers.silence:
        left = len(asked.answers.unasked)
        rest = f", and {left} URLs were not asked any more" if left else ""
        message = f"no host answered: is this machine online? {asked.answers.silence}{rest}; check again when it is"
        yield Finding(place=Place(path=SHOW_FILE), message=message)


def _gone(asked: Asked) -> Iterator[tuple[Use, Verdict]]:
    """What is not there, and should be."""
    for use, verdict in asked.answered():
        if verdict.state is State.GONE and not asked.answers.is_unpublished(use):
            yield use, verdict


def _of_unknown(found: Sequence[tuple[Use, Verdict]], hosts: str) -> Finding:
    first, _ = found[0]
    count = len({use.target for use, _ in found})
    links = f"{count} URLs" if count > 1 else quoted(first)
    message = f"nothing is known of {links} at {hosts}: {_reasons(found)}; try again later, or look in a browser"
    return Finding(place=first.place, message=message, about=first.about if count == 1 else "")


def _hosts(found: Mapping[str, Sequence[tuple[Use, Verdict]]]) -> str:
    """Those with the most links by name, and how many more there are."""
    ordered = sorted(found, key=lambda host: (-len(found[host]), host))
    rest = len(ordered) - _MOST_HOSTS
    return ", ".join(ordered[:_MOST_HOSTS]) + (f" and {rest} more" if rest > 0 else "")


def _reasons(found: Sequence[tuple[Use, Verdict]]) -> str:
    """Why nothing is known, the most frequent reason first; URLs that were not asked have none of their own."""
    verdicts = {use.target: verdict for use, verdict in found}.values()
    whys = Counter(verdict.why for verdict in verdicts if verdict.is_asked) or Counter(one.why for one in verdicts)
    return ", ".join(f"{why} ({times})" if len(whys) > 1 else why for why, times in whys.most_common(_MOST_REASONS))


def _word(verdict: Verdict) -> str:
    """What was said, and by whom."""
    return f"{verdict.host} {verdict.why}" if verdict.why.startswith("answers ") else verdict.why


def _remedy(use: Use, merged: MergedShow) -> str:
    if use.is_ours:
        return "upload it, then the feed"
    if use.target.way is Way.FEED:
        return "correct it, or put the feed there"
    if use.target.way in _FILES:
        return "write the URL where it is now"
    return f"write the right one, or delete it{_more_to_delete(use, merged)}"


def _more_to_delete(use: Use, merged: MergedShow) -> str:
    """What would bring a link back that is deleted, or ask for it."""
    platform = use.name.removeprefix("links.")
    episode = next((one for one in merged.episodes if one.place == use.episode), None)
    if platform == use.name or episode is None:
        return ""
    is_made_of_id = platform in ids_of(episode) and says_page(platform)
    with_id = " with its id" if is_made_of_id and platform in links_of(episode) else ""
    is_asked_for = platform in usual_platforms(merged) and not is_silenced(merged, "platform-missing", episode)
    return f"{with_id}, and {TURN_OFF}" if is_asked_for else with_id


LINKS: Final[tuple[Check[Asked], ...]] = (
    gone,
    person_gone,
    notes_gone,
    home_gone,
    not_yet,
    moved,
    embedding,
    private,
    unknown,
    no_answer,
)
