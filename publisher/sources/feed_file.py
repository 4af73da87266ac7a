"""A podcast's feed, whoever made it: RSS 2.0 as hosts and apps write it, read for what subscribers have.

It takes more than the standards do (``checks/feed/`` says what they ask for), and guesses nothing: what cannot be read
is left out, with a problem at its line.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from lxml import etree

from publisher.model import Person, Place, Problem, Severity
from publisher.sources.feed_digest import channel_digest
from publisher.sources.feed_element import FeedElement
from publisher.sources.feed_item import (
    FeedEnclosure,
    FeedItem,
    FeedTranscript,
    image_of,
    item_of,
    keywords_of,
    people_of,
)
from publisher.sources.feed_values import Values
from publisher.sources.feed_xml import NotAFeed, namespace_of, root_of
from publisher.sources.folder import Read
from publisher.text import one_line

__all__ = ["FeedEnclosure", "FeedFile", "FeedItem", "FeedTranscript", "parse_feed"]

_ENTITIES: Final = "it declares entities of its own in a DOCTYPE, which are not read; delete the DOCTYPE"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFile:
    """A feed. Texts are as they stand there, but for white space at their ends; empty where there is none."""

    title: str = ""
    description_html: str = ""
    link: str = ""
    feed_url: str = ""  # RSS: atom:link rel="self"
    guid: str = ""  # RSS: podcast:guid
    language: str = ""
    author: str = ""
    owner_name: str = ""
    owner_email: str = ""
    image_url: str = ""
    categories: tuple[tuple[str, ...], ...] = ()  # (top,) or (top, sub)
    keywords: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    explicit: bool | None = None
    kind: str = ""  # episodic or serial
    copyright: str = ""
    complete: bool = False
    generator: str = ""
    changed_at: datetime | None = None  # RSS: lastBuildDate, in UTC
    new_feed_url: str = ""  # RSS: itunes:new-feed-url
    hub_url: str = ""  # RSS: atom:link rel="hub"
    uses_podping: bool = False  # RSS: podcast:podping
    medium: str = ""  # RSS: podcast:medium
    next_url: str = ""  # RSS: atom:link rel="next" (RFC 5005): older items are there
    items: tuple[FeedItem, ...] = ()  # in the order of the feed
    digest: str = ""  # of the channel without its items and lastBuildDate


def parse_feed(content: bytes, name: str) -> Read[FeedFile]:
    """The feed of these bytes; places are ``name`` (a path or a URL) with the line of the element.

    No value, and a problem at its line, for what is no RSS, or declares entities.
    """
    try:
        channel = channel_of(content)
    except NotAFeed as error:
        return Read(value=None, problems=(_unreadable(name, str(error), error.line),))
    return read_channel(channel, name)


def channel_of(content: bytes) -> FeedElement:
    """The channel of these bytes, with whatever stands in it. Raises NotAFeed."""
    root = root_of(_declaration_first(content))
    _refuse_entities(root)
    _name_characters(root)
    channel = next(FeedElement(root, namespace_of(root.tag)).each("channel"), None)
    if channel is None:
        raise NotAFeed("there is no <channel> in it, and so no podcast", 1)
    return channel


def read_channel(channel: FeedElement, name: str) -> Read[FeedFile]:
    """The feed of this channel."""
    values = Values(name)
    feed = _feed(channel, values)
    return Read(value=feed, problems=tuple(values.problems))


def _declaration_first(content: bytes) -> bytes:
    """Blank lines above ``<?xml …?>`` are moved below it: XML forbids them, apps take them."""
    inside = content.lstrip()
    if inside == content or not inside.startswith(b"<?xml"):
        return content
    declaration, end, rest = inside.partition(b"?>")
    return declaration + end + content[: len(content) - len(inside)] + rest


def _refuse_entities(root: etree._Element) -> None:
    dtd: Any = root.getroottree().docinfo.internalDTD  # lxml-stubs do not know that its entities can be listed
    if dtd is not None and dtd.entities():
        raise NotAFeed(_ENTITIES, 1)


def _name_characters(root: etree._Element) -> None:
    """Put characters for the names that HTML has for them: the DTD of RSS 0.91, which is not loaded, allows those."""
    for entity in list(root.iter(etree.Entity)):
        parent, before = entity.getparent(), entity.getprevious()
        text = html.unescape(entity.text or "") + (entity.tail or "")
        if before is not None:
            before.tail = (before.tail or "") + text
        elif parent is not None:
            parent.text = (parent.text or "") + text
        if parent is not None:
            parent.remove(entity)


def _unreadable(name: str, message: str, line: int) -> Problem:
    return Problem(place=Place(path=name, line=line), check="feed-unreadable", severity=Severity.ERROR, message=message)


def _feed(channel: FeedElement, values: Values) -> FeedFile:
    owner = channel.first("itunes:owner")
    return FeedFile(
        title=one_line(channel.value("title", "itunes:title")),
        description_html=channel.value("description", "itunes:summary"),
        link=channel.value("link") or _linked(channel, "alternate"),
        feed_url=_linked(channel, "self"),
        guid=channel.value("podcast:guid"),
        language=channel.value("language"),
        author=one_line(channel.value("itunes:author", "author", "managingEditor")),
        owner_name=one_line(owner.value("itunes:name")) if owner else "",
        owner_email=owner.value("itunes:email") if owner else "",
        image_url=image_of(channel) or _plain_image(channel),
        categories=tuple(dict.fromkeys(_categories(channel))),
        keywords=keywords_of(channel),
        people=people_of(channel),
        explicit=values.explicit(channel),
        kind=channel.value("itunes:type").casefold(),
        copyright=one_line(channel.value("copyright")),
        complete=channel.value("itunes:complete").casefold() in {"yes", "true"},
        generator=one_line(channel.value("generator")),
        changed_at=values.date(channel, "lastBuildDate"),
        new_feed_url=channel.value("itunes:new-feed-url"),
        hub_url=_linked(channel, "hub"),
        uses_podping=_uses_podping(channel),
        medium=channel.value("podcast:medium").casefold(),
        next_url=_linked(channel, "next"),
        items=tuple(item_of(item, values) for item in channel.each("item")),
        digest=channel_digest(channel.node),
    )


def _linked(channel: FeedElement, relation: str) -> str:
    links = (link.get("href") for link in channel.each("atom:link") if link.get("rel").casefold() == relation)
    return next((url for url in links if url), "")


def _uses_podping(channel: FeedElement) -> bool:
    podping = channel.first("podcast:podping")
    return podping is not None and podping.get("usesPodping").casefold() == "true"


def _plain_image(channel: FeedElement) -> str:
    image = channel.first("image")
    return image.value("url") if image else ""


def _categories(channel: FeedElement) -> Iterator[tuple[str, ...]]:
    for top in channel.each("itunes:category"):
        name = one_line(top.get("text"))
        below = [one_line(sub.get("text")) for sub in top.each("itunes:category") if sub.get("text")]
        if name and below:
            yield from ((name, sub) for sub in below)
        elif name:
            yield (name,)
