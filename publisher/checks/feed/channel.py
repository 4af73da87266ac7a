"""What the elements of a channel say: podcasters.apple.com/support/823, PSP-1, RSS 2.0."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Final

from publisher.categories import CATEGORIES
from publisher.checks.check import Check, Finding, check
from publisher.checks.feed.document import Element, Feed
from publisher.checks.feed.rows import (
    ERROR,
    NOTE,
    WARNING,
    Shaped,
    Value,
    check_of_shape,
    one_of,
    one_of_folded,
    quoted,
)
from publisher.checks.feed.shapes import is_email, is_integer, is_language

_TOP_OF_SUB: Final = {sub: top for top, subs in CATEGORIES.items() for sub in subs}
# Words of Apple's list until 2019, and what became of them.
_RENAMED: Final = {
    "Literature": "Books",
    "Games & Hobbies": "Leisure",
    "Tech News": "Tech News",
    "Gadgets": "Technology",
    "Podcasting": "Technology",
    "Software How-To": "Technology",
    "Government & Organizations": "Government",
    "Sports & Recreation": "Sports",
    "Science & Medicine": "Science",
    "News & Politics": "News",
    "Self-Help": "Self-Improvement",
    "Business News": "Business News",
    "Shopping": "Business",
    "Training": "Courses",
}
_EMAIL_AND_NAME: Final = re.compile(r"(?P<address>[^\s()]+)(?:\s+\(.*\))?")
_COPYRIGHT: Final = re.compile(r"copyright|©|\(c\)|℗|\b(?:19|20)\d\d\b", re.IGNORECASE)
_PARTS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {  # attributes, elements
    "source": (("url",), ()),
    "cloud": (("domain", "port", "path", "registerProcedure", "protocol"), ()),
    "textInput": ((), ("title", "description", "name", "link")),
}
_WIDTH, _HEIGHT = 144, 400
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _is_hour(text: str) -> bool:
    return is_integer(text) and int(text) <= 23


def _is_email_and_name(text: str) -> bool:
    match = _EMAIL_AND_NAME.fullmatch(text)
    return match is not None and is_email(match["address"])


_SHAPES: Final = (
    Shaped(
        "feed-language", ERROR, ("apple", "psp1"),
        (Value(("language",), is_language, "a code of ISO 639, like en, de or pt-br,"),),
        "A language that is no code of ISO 639-1, with a region if need be.",
        "<language>english</language>", "<language>en-us</language>",
    ),
    Shaped(
        "feed-type", WARNING, ("apple", "psp1"),
        (Value(("itunes:type",), one_of("episodic", "serial"), "episodic or serial"),),
        "A kind of show that Apple does not know.",
        "<itunes:type>weekly</itunes:type>", "<itunes:type>episodic</itunes:type>",
    ),
    Shaped(
        "feed-block", WARNING, ("apple", "psp1"),
        (Value(("itunes:block", "itunes:complete"), one_of_folded("yes", "no"), "yes, or no element at all,"),),
        "A show or an episode that is to be hidden, or marked as finished, with another word than yes: "
        "nothing happens.",
        "<itunes:block>true</itunes:block>", "<itunes:block>yes</itunes:block>",
    ),
    Shaped(
        "feed-email", WARNING, ("spotify",), (Value(("itunes:email",), is_email, "an e-mail address"),),
        "An owner's address that is none: Spotify writes to it when the show is claimed.",
        "<itunes:email>me at example.com</itunes:email>", "<itunes:email>me@example.com</itunes:email>",
    ),
    Shaped(
        "feed-contact", WARNING, (),
        (Value(("managingEditor", "webMaster", "author"), _is_email_and_name, "an address like me@example.com"),),
        "A name where RSS has an e-mail address; names go into <itunes:author>.",
        "<author>Ada Lovelace</author>", "<itunes:author>Ada Lovelace</itunes:author>",
    ),
    Shaped(
        "feed-core-value", WARNING, (),
        (
            Value(("ttl",), is_integer, "whole minutes"),
            Value(("hour",), _is_hour, "an hour from 0 to 23, GMT,"),
            Value(("day",), one_of(*_DAYS), "the English name of a weekday"),
        ),
        "A value of RSS that is none: minutes to live, hours or days to skip.",
        "<ttl>1 hour</ttl>", "<ttl>60</ttl>",
    ),
)  # fmt: skip


@check("feed-explicit", ERROR, "apple", "psp1")
def explicit(feed: Feed) -> Iterator[Finding]:
    """A show that says whether it is fit for children in another word than true or false.

    Bad: <itunes:explicit>clean</itunes:explicit>
    Good: <itunes:explicit>false</itunes:explicit>
    """
    yield from _explicit(feed, feed.channel.each("itunes:explicit"))


@check("feed-item-explicit", WARNING, "apple", "psp1")
def explicit_item(feed: Feed) -> Iterator[Finding]:
    """An episode that says whether it is fit for children in another word than true or false.

    Bad: <itunes:explicit>no</itunes:explicit>
    Good: <itunes:explicit>false</itunes:explicit>
    """
    yield from _explicit(feed, [one for one in feed.every("itunes:explicit") if one.parent != "channel"])


@check("feed-category", ERROR, "apple", "psp1")
def categories(feed: Feed) -> Iterator[Finding]:
    """A category that is not one of Apple's, letter by letter, in the place that it has there.

    Bad: <itunes:category text="Kids & family"/>
    Good: <itunes:category text="Kids &amp; Family"/>
    """
    for category in feed.channel.each("itunes:category"):
        yield from _not_among(feed, category, tuple(CATEGORIES), "")
        top = category.get("text")
        for sub in category.each("itunes:category"):
            yield from _not_among(feed, sub, CATEGORIES.get(top), top)
            for deeper in sub.each("itunes:category"):
                message = f"Apple has two levels of categories, not three; delete {quoted(deeper.get('text'))}"
                yield feed.finding(deeper, message, field="text", about=deeper.get("text"))


@check("feed-copyright", NOTE, "psp1")
def copyright_alone(feed: Feed) -> Iterator[Finding]:
    """More than the name of the owner in <copyright>: apps write the word and the sign themselves.

    Bad: <copyright>© 2021 Ada Lovelace</copyright>
    Good: <copyright>Ada Lovelace</copyright>
    """
    for element in feed.channel.each("copyright"):
        match = _COPYRIGHT.search(element.value)
        if match:
            message = f"PSP-1 asks for the name of the owner alone in <copyright>; leave out {quoted(match[0])}"
            yield feed.finding(element, message, about=match[0])


@check("feed-core-incomplete", WARNING)
def incomplete(feed: Feed) -> Iterator[Finding]:
    """An element of RSS that few use, without what it is nothing without.

    Bad: <source>Another feed</source>
    Good: <source url="https://example.org/feed.xml">Another feed</source>
    """
    for name, (attributes, children) in _PARTS.items():
        for element in feed.every(name):
            missing = [one for one in attributes if not element.get(one)]
            missing += [f"<{one}>" for one in children if not element.value_of(one)]
            if missing:
                message = f"RSS requires {', '.join(missing)} in <{name}>; write what is missing, or delete it"
                yield feed.finding(element, message)


@check("feed-rss-image", WARNING)
def rss_image(feed: Feed) -> Iterator[Finding]:
    """A picture for readers that are no podcast apps without its three parts, or larger than 144 by 400 pixels.

    Bad: <image><url>https://example.com/logo.png</url></image>
    Good: <image><url>https://example.com/logo.png</url><title>Show</title><link>https://example.com/</link></image>
    """
    for image in feed.channel.each("image"):
        missing = [name for name in ("url", "title", "link") if not image.value_of(name)]
        if missing:
            yield feed.finding(image, f"RSS requires <{'> and <'.join(missing)}> in <image>; write what is missing")
        for name, limit in (("width", _WIDTH), ("height", _HEIGHT)):
            for size in image.each(name):
                if not is_integer(size.value) or not 0 < int(size.value) <= limit:
                    message = f"RSS allows a {name} of 1 to {limit} in <image>, not {quoted(size.value)}; delete it"
                    yield feed.finding(size, message, about=size.value)


def _explicit(feed: Feed, elements: list[Element] | tuple[Element, ...]) -> Iterator[Finding]:
    for element in elements:
        value = element.value
        if value and value not in {"true", "false"}:
            meant = "true" if value.casefold() in {"yes", "explicit", "true", "1"} else "false"
            message = f"Apple and PSP-1 ask for true or false in <itunes:explicit>, not {quoted(value)}; write {meant}"
            yield feed.finding(element, message, about=value)


def _not_among(feed: Feed, category: Element, known: tuple[str, ...] | None, top: str) -> Iterator[Finding]:
    name = category.attributes.get("text", "")
    if known is None or name in known:
        return  # below a category that is none, nothing can be said
    if not name:
        message = 'Apple and PSP-1 read the attribute text alone; write <itunes:category text="Technology"/>'
        yield feed.finding(category, message)
        return
    inside = f" in {top}" if top else ""
    message = f"{quoted(name)} is no category of Apple{inside}, which PSP-1 takes too{_meant(name, known, top)}"
    yield feed.finding(category, message, field="text", about=name)


def _meant(name: str, known: tuple[str, ...], top: str) -> str:
    plain = name.replace("&amp;", "&").strip()
    if not top and plain in _TOP_OF_SUB:
        return f'; put it into <itunes:category text="{_TOP_OF_SUB[plain].replace("&", "&amp;")}">'
    by_folded = {one.casefold(): one for one in (*known, *_TOP_OF_SUB)}
    renamed = _RENAMED.get(plain, "")
    near = [renamed.casefold()] if renamed else difflib.get_close_matches(plain.casefold(), by_folded, n=1, cutoff=0.7)
    return f"; did you mean {by_folded.get(near[0], renamed)}?" if near else "; choose one of its list"


CHECKS: Final[tuple[Check[Feed], ...]] = (
    explicit,
    explicit_item,
    categories,
    copyright_alone,
    incomplete,
    rss_image,
    *map(check_of_shape, _SHAPES),
)
