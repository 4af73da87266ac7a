"""What is wrong with a feed, ours or any: each rule is a check of a ``Feed``, with the profiles that ask for it.

To add one, write it into the module of its subject, and put it into the tuple at the end of that module.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from publisher.checks.check import PROFILES, Check
from publisher.checks.feed import (
    channel,
    chapters,
    dates,
    enclosures,
    items,
    links,
    namespace,
    needed,
    people,
    podcasting,
    remote,
    spotify,
    structure,
    text,
    titles,
    urls,
)
from publisher.checks.feed.document import Feed
from publisher.checks.feed.of_show import feed_of_show
from publisher.checks.feed.reading import FEED_UNREADABLE, read_feed
from publisher.model import Problem

__all__ = ["FEED_CHECKS", "FEED_UNREADABLE", "Feed", "check_feed", "feed_of_show", "read_feed"]

FEED_CHECKS: Final[tuple[Check[Feed], ...]] = (
    *structure.CHECKS,
    *needed.CHECKS,
    *channel.CHECKS,
    *links.CHECKS,
    *items.CHECKS,
    *enclosures.CHECKS,
    *dates.CHECKS,
    *text.CHECKS,
    *titles.CHECKS,
    *urls.CHECKS,
    *namespace.CHECKS,
    *podcasting.CHECKS,
    *people.CHECKS,
    *remote.CHECKS,
    *spotify.CHECKS,
    *chapters.CHECKS,
)

# Rules that contradict those of another profile, which goes before them: nobody could follow both.
_GIVES_WAY_TO: Final = {enclosures.types_of_psp1.id: "apple"}


def check_feed(feed: Feed, profiles: Collection[str] = PROFILES) -> Iterator[Problem]:
    """Every problem of a feed, rule by rule.

    A rule that no profile asks for is everybody's; others are asked where one of their profiles is chosen.
    """
    for one in FEED_CHECKS:
        asked = not one.profiles or any(profile in profiles for profile in one.profiles)
        if asked and _GIVES_WAY_TO.get(one.id) not in profiles:
            yield from one.problems(feed)
