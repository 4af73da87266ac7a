"""Where a feed says that it is, and where else to look: atom:link (RFC 4287, 5005, WebSub), itunes:new-feed-url."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.feed.document import Feed
from publisher.checks.feed.rows import NOTE, WARNING, quoted
from publisher.urls import http_url


@check("feed-self-type", WARNING, "psp1")
def self_type(feed: Feed) -> Iterator[Finding]:
    """The feed's own address without the type of a feed.

    Bad: <atom:link href="https://example.com/feed.xml" rel="self"/>
    Good: <atom:link href="https://example.com/feed.xml" rel="self" type="application/rss+xml"/>
    """
    for link in feed.channel.each("atom:link"):
        if link.get("rel") == "self" and link.get("type") != "application/rss+xml":
            message = 'PSP-1 asks for type="application/rss+xml" in the feed\'s own address; write it'
            yield feed.finding(link, message, field="type", about=link.get("type"))


@check("feed-self-differs", WARNING, "psp1")
def self_differs(feed: Feed) -> Iterator[Finding]:
    """A feed that gives another address than the one where it was found: apps may go there instead.

    Bad: https://example.com/old.xml in the feed at https://example.com/feed.xml
    Good: the address that subscribers have
    """
    for link in feed.channel.each("atom:link"):
        own = http_url(link.get("href"))
        if link.get("rel") == "self" and feed.url and own and own != feed.url:
            message = f"PSP-1 asks for the feed's own address, {feed.url}, not {quoted(link.get('href'))}"
            yield feed.finding(link, message, field="href", about=link.get("href"))


@check("feed-self-repeated", WARNING, "psp1")
def one_self(feed: Feed) -> Iterator[Finding]:
    """A feed that gives two addresses as its own.

    Bad: <atom:link rel="self" …/> for the old and for the new address
    Good: <atom:link rel="self" …/> for the address that subscribers have
    """
    for link in [link for link in feed.channel.each("atom:link") if link.get("rel") == "self"][1:]:
        yield feed.finding(link, "PSP-1 asks for one address as the feed's own, and this is another; keep one")


@check("feed-link-feed", WARNING)
def link_to_itself(feed: Feed) -> Iterator[Finding]:
    """The address of the feed where that of the website belongs: people who follow it see XML.

    Bad: <link>https://example.com/feed.xml</link>
    Good: <link>https://example.com/</link>
    """
    own = {link.get("href") for link in feed.channel.each("atom:link") if link.get("rel") == "self"}
    for link in feed.channel.each("link"):
        if link.value in own:
            message = (
                f"RSS asks for the address of a page for people as <link>, not {quoted(link.value)}, the feed itself"
            )
            yield feed.finding(link, message, about=link.value)


@check("feed-moving", NOTE, "apple")
def moving(feed: Feed) -> Iterator[Finding]:
    """A feed that sends its subscribers to another address, for good.

    Bad: the address of the move before last
    Good: <itunes:new-feed-url> with the final address, for at least four weeks
    """
    own = {link.get("href") for link in feed.channel.each("atom:link") if link.get("rel") == "self"}
    for element in feed.channel.each("itunes:new-feed-url"):
        if element.value and element.value not in own:
            message = f"Apple will send every subscriber to {quoted(element.value)}; delete it if the move is over"
            yield feed.finding(element, message, about=element.value)


@check("feed-paging", NOTE)
def paging(feed: Feed) -> Iterator[Finding]:
    """A link to the page before that is named as RFC 5005 does not name it.

    Bad: <atom:link rel="prev" href="https://example.com/feed.xml?page=1"/>
    Good: <atom:link rel="previous" href="https://example.com/feed.xml?page=1"/>
    """
    for link in feed.channel.each("atom:link"):
        if link.get("rel") == "prev":
            yield feed.finding(link, 'RFC 5005 has no rel="prev"; write rel="previous"', field="rel", about="prev")


@check("feed-hub-alone", WARNING)
def hub_needs_self(feed: Feed) -> Iterator[Finding]:
    """A hub (WebSub) in a feed that does not say its own address, which the hub needs.

    Bad: <atom:link rel="hub" …/> alone
    Good: <atom:link rel="hub" …/> and <atom:link rel="self" …/>
    """
    links = feed.channel.each("atom:link")
    hubs = [link for link in links if link.get("rel") == "hub"]
    if hubs and not any(link.get("rel") == "self" for link in links):
        yield feed.finding(
            hubs[0], 'WebSub asks for the feed\'s own address beside a hub; write <atom:link rel="self" …/>'
        )


CHECKS: Final[tuple[Check[Feed], ...]] = (
    self_type,
    self_differs,
    one_self,
    link_to_itself,
    moving,
    paging,
    hub_needs_self,
)
