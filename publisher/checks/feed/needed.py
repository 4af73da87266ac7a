"""What a feed must have, and what it should: RSS 2.0, Apple (podcasters.apple.com/support/823 and 4115), PSP-1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.feed.document import Feed
from publisher.checks.feed.rows import ERROR, NOTE, WARNING, Needed, check_of_channel, check_of_items

_DIRECTORIES: Final = ("apple", "spotify", "psp1")
_APPLE: Final = ("apple", "psp1")

_CHANNEL: Final = (
    Needed(
        "feed-title-missing", ERROR, (), "title",
        "A show without a title, which no directory lists.", "<title>My show</title>",
    ),
    Needed(
        "feed-link-missing", ERROR, (), "link",
        "A show without the address of its website.", "<link>https://example.com/</link>",
    ),
    Needed(
        "feed-description-missing", ERROR, (), "description",
        "A show without a description.", "<description>What it is about.</description>",
    ),
    Needed(
        "feed-language-missing", ERROR, _DIRECTORIES, "language",
        "A show that does not say its language.", "<language>en</language>",
    ),
    Needed(
        "feed-category-missing", ERROR, _APPLE, "itunes:category",
        "A show without a category, which directories sort by.", '<itunes:category text="Technology"/>',
    ),
    Needed(
        "feed-explicit-missing", ERROR, _APPLE, "itunes:explicit",
        "A show that does not say whether it is fit for children.", "<itunes:explicit>false</itunes:explicit>",
    ),
    Needed(
        "feed-image-missing", ERROR, _DIRECTORIES, "itunes:image",
        "A show without artwork.", '<itunes:image href="https://example.com/artwork.jpg"/>',
    ),
    Needed(
        "feed-author-missing", WARNING, _APPLE, "itunes:author",
        "A show that does not say who makes it.", "<itunes:author>Ada Lovelace</itunes:author>",
    ),
    Needed(
        "feed-guid-missing", WARNING, ("psp1", "podcasting2"), "podcast:guid",
        "A show without a name of its own, by which apps know it when its address changes.",
        "<podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid> (the UUIDv5 of the feed's address)",
    ),
    Needed(
        "feed-locked-missing", NOTE, ("psp1", "podcasting2"), "podcast:locked",
        "A feed that does not say whether other hosts may import it.", "<podcast:locked>yes</podcast:locked>",
    ),
)  # fmt: skip

_ITEM: Final = (
    Needed(
        "feed-item-title-missing", ERROR, _APPLE, "title",
        "An episode without a title.", "<title>Why we walk</title>",
    ),
    Needed(
        "feed-enclosure-missing", ERROR, _DIRECTORIES, "enclosure",
        "An item without a recording, which directories do not show.",
        '<enclosure url="https://example.com/1.mp3" length="24986" type="audio/mpeg"/>',
    ),
    Needed(
        "feed-item-guid-missing", ERROR, _APPLE, "guid",
        "An episode without a guid: apps cannot know it again, and may offer it as new.",
        '<guid isPermaLink="false">ep-1</guid>',
    ),
    Needed(
        "feed-item-date-missing", WARNING, _APPLE, "pubDate",
        "An episode without a date, which apps cannot put in order.",
        "<pubDate>Fri, 26 Feb 2021 00:00:00 +0000</pubDate>",
    ),
    Needed(
        "feed-item-description-missing", WARNING, _APPLE, "description",
        "An episode without show notes.", "<description>What it is about.</description>",
    ),
    Needed(
        "duration-missing", WARNING, _APPLE, "itunes:duration",
        "Apps show the length of an episode before they load it.", "<itunes:duration>1801</itunes:duration>",
    ),
    Needed(
        "feed-item-link-missing", NOTE, _APPLE, "link",
        "An episode without a web page of its own.", "<link>https://example.com/1</link>",
    ),
    Needed(
        "feed-item-explicit-missing", NOTE, _APPLE, "itunes:explicit",
        "An episode that does not say whether it is fit for children.", "<itunes:explicit>false</itunes:explicit>",
    ),
)  # fmt: skip


@check("feed-self-missing", ERROR, "psp1")
def self_link(feed: Feed) -> Iterator[Finding]:
    """A feed that does not say its own address.

    Bad: no <atom:link rel="self">
    Good: <atom:link href="https://example.com/feed.xml" rel="self" type="application/rss+xml"/>
    """
    if not any(link.get("rel") == "self" for link in feed.channel.each("atom:link")):
        example = '<atom:link href="https://example.com/feed.xml" rel="self" type="application/rss+xml"/>'
        message = f"PSP-1 requires the address of the feed in it; write {example} with its own address"
        yield feed.finding(feed.channel, message, field="atom:link")


@check("no-episodes", ERROR, "apple", "spotify")
def at_least_one(feed: Feed) -> Iterator[Finding]:
    """A feed without episodes: subscribers would lose them all.

    Bad: a channel without items
    Good: at least one item with a recording
    """
    medium = feed.channel.value_of("podcast:medium")
    if not feed.items and not medium.endswith("L") and medium != "publisher":  # these list other feeds
        message = "Apple and Spotify ask for at least one episode; put an <item> with a recording into the channel"
        yield feed.finding(feed.channel, message)


@check("feed-item-image-missing", NOTE, "apple", "psp1")
def item_images(feed: Feed) -> Iterator[Finding]:
    """A feed none of whose episodes has artwork of its own.

    Bad: no <itunes:image> in any item
    Good: <itunes:image href="https://example.com/1.jpg"/>
    """
    if feed.items and not any(item.first("itunes:image") for item in feed.items):
        example = '<itunes:image href="https://example.com/1.jpg"/>'
        message = f"Apple and PSP-1 advise artwork for episodes, and none has any; write {example} in an item"
        yield feed.finding(feed.channel, message, field="item")


@check("feed-transcript-missing", NOTE, "psp1", "podcasting2")
def transcripts(feed: Feed) -> Iterator[Finding]:
    """A feed without a single transcript.

    Bad: no <podcast:transcript> in any item
    Good: <podcast:transcript url="https://example.com/1.vtt" type="text/vtt"/>
    """
    if feed.items and not any(item.first("podcast:transcript") for item in feed.items):
        example = '<podcast:transcript url="https://example.com/1.vtt" type="text/vtt"/>'
        message = f"PSP-1 and Podcasting 2.0 advise transcripts, and no episode has one; write {example} in an item"
        yield feed.finding(feed.channel, message, field="item")


CHECKS: Final[tuple[Check[Feed], ...]] = (
    *map(check_of_channel, _CHANNEL),
    self_link,
    at_least_one,
    *map(check_of_items, _ITEM),
    item_images,
    transcripts,
)
