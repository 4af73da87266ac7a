"""Podcasting 2.0 beyond one show: live items, payments, and links between feeds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.feed.document import Feed
from publisher.checks.feed.rows import WARNING, quoted
from publisher.checks.feed.shapes import is_integer


@check("feed-live-incomplete", WARNING, "podcasting2")
def live_items(feed: Feed) -> Iterator[Finding]:
    """A live show without a guid, by which apps tell one stream from the next, or without anything to listen to.

    Bad: <podcast:liveItem …> with a title alone
    Good: <guid isPermaLink="false">live-7</guid> and <enclosure url="https://example.com/live.mp3" …/> in it
    """
    for live in feed.every("podcast:liveItem"):
        if not live.value_of("guid"):
            message = "Podcasting 2.0 asks for a guid in a live show, a new one for each stream; write <guid>"
            yield feed.finding(live, message, field="guid")
        if not live.each("enclosure", "podcast:alternateEnclosure", "podcast:contentLink"):
            message = "Podcasting 2.0 asks for where to listen; write an <enclosure> or a <podcast:contentLink> into it"
            yield feed.finding(live, message)


@check("feed-value", WARNING, "podcasting2")
def payments(feed: Feed) -> Iterator[Finding]:
    """A way to pay without anybody who gets the money.

    Bad: <podcast:value type="lightning" method="keysend"/>
    Good: <podcast:value …><podcast:valueRecipient type="node" address="…" split="100"/></podcast:value>
    """
    for value in feed.every("podcast:value"):
        paid = value.each("podcast:valueRecipient")
        shares = [one.get("split") for one in paid]
        if not paid:
            message = "Podcasting 2.0 asks for a <podcast:valueRecipient> in it, or nobody is paid; write one"
            yield feed.finding(value, message)
        elif all(is_integer(share) for share in shares) and not any(int(share) for share in shares):
            message = "Podcasting 2.0 pays by shares, and every one is 0; write another split"
            yield feed.finding(paid[0], message, field="split")
    for split in feed.every("podcast:valueTimeSplit"):
        remotes, paid_here = len(split.each("podcast:remoteItem")), bool(split.each("podcast:valueRecipient"))
        if remotes + paid_here != 1:
            message = "Podcasting 2.0 asks for one <podcast:remoteItem>, or for recipients, in it; write one of the two"
            yield feed.finding(split, message)


@check("feed-list-items", WARNING, "podcasting2")
def items_in_lists(feed: Feed) -> Iterator[Finding]:
    """Episodes in a feed that says of itself that it is a list: apps look for remote items alone.

    Bad: <podcast:medium>podcastL</podcast:medium>, and <item> in the channel
    Good: <podcast:medium>podcast</podcast:medium>
    """
    for medium in feed.channel.each("podcast:medium"):
        if medium.value.endswith("L") and feed.items:
            message = f"Podcasting 2.0 has lists without episodes; write {medium.value[:-1]} if this is no list"
            yield feed.finding(medium, message, about=medium.value)


@check("feed-podroll", WARNING, "podcasting2")
def podrolls(feed: Feed) -> Iterator[Finding]:
    """A list of recommended shows without any.

    Bad: <podcast:podroll/>
    Good: <podcast:podroll><podcast:remoteItem feedGuid="…" feedUrl="…"/></podcast:podroll>
    """
    for podroll in feed.every("podcast:podroll"):
        if not podroll.each("podcast:remoteItem"):
            yield feed.finding(podroll, "Podcasting 2.0 asks for a <podcast:remoteItem> in it; write one, or delete it")


@check("feed-publisher", WARNING, "podcasting2")
def publishers(feed: Feed) -> Iterator[Finding]:
    """A publisher that is not given by one remote feed of that medium: apps take no notice of it.

    Bad: <podcast:publisher><podcast:remoteItem feedGuid="…"/></podcast:publisher>
    Good: <podcast:publisher><podcast:remoteItem medium="publisher" feedGuid="…"/></podcast:publisher>
    """
    for publisher in feed.every("podcast:publisher"):
        media = [item.get("medium") for item in publisher.each("podcast:remoteItem")]
        if media != ["publisher"]:
            said = f", not {quoted(' '.join(media))}" if media else ""
            message = f'Podcasting 2.0 asks for one <podcast:remoteItem medium="publisher"> in it{said}; write that'
            yield feed.finding(publisher, message)


CHECKS: Final[tuple[Check[Feed], ...]] = (live_items, payments, items_in_lists, podrolls, publishers)
