"""Addresses in a feed: whole, in ASCII, and secure (podcasters.apple.com/support/823, the podcast namespace)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from publisher.checks.check import Check, Finding, check
from publisher.checks.feed.document import Element, Feed
from publisher.checks.feed.names import asks
from publisher.checks.feed.rows import ERROR, NOTE, WARNING, quoted
from publisher.checks.feed.shapes import is_url
from publisher.urls import http_url

# Element, and attribute behind @, whose value is an address. Without these an episode or the show is not there.
_VITAL: Final = (
    "link",
    "enclosure@url",
    "itunes:image@href",
    "itunes:new-feed-url",
    "atom:link@href",
)
_CORE: Final = ("comments", "docs", "source@url", "image/url")
_PODCAST_FILES: Final = (
    *("podcast:transcript@url", "podcast:chapters@url", "podcast:person@img", "podcast:trailer@url"),
    *("podcast:image@href", "podcast:remoteItem@feedUrl", "podcast:source@uri"),
)
_PODCAST_PAGES: Final = (
    *("podcast:funding@url", "podcast:person@href", "podcast:license@url", "podcast:contentLink@href"),
    "podcast:socialInteract@accountUrl",
)
_PODCAST: Final = tuple({*_PODCAST_FILES, *_PODCAST_PAGES} - {"podcast:source@uri"})  # any scheme may stand there
_PSC: Final = ("psc:chapter@href", "psc:chapter@image")
_LOADED: Final = ("enclosure@url", "itunes:image@href")
_PICTURES: Final = (".jpg", ".jpeg", ".png")


@check("feed-url", ERROR, "apple", "psp1")
def vital_urls(feed: Feed) -> Iterator[Finding]:
    """The address of a page, a recording, a picture or a feed that is not whole: apps cannot follow it.

    Bad: <itunes:image href="/artwork.jpg"/>
    Good: <itunes:image href="https://example.com/artwork.jpg"/>
    """
    yield from _broken(feed, _VITAL, asks("apple", "psp1", verb="require"))


@check("feed-core-url", WARNING)
def core_urls(feed: Feed) -> Iterator[Finding]:
    """An address that is not whole in an element that few apps read.

    Bad: <image><url>logo.png</url>…</image>
    Good: <image><url>https://example.com/logo.png</url>…</image>
    """
    yield from _broken(feed, _CORE, f"{asks()} for")


@check("feed-podcast-url", WARNING, "podcasting2")
def podcast_urls(feed: Feed) -> Iterator[Finding]:
    """An address of Podcasting 2.0 that is not whole.

    Bad: <podcast:transcript url="1.vtt" type="text/vtt"/>
    Good: <podcast:transcript url="https://example.com/1.vtt" type="text/vtt"/>
    """
    yield from _broken(feed, _PODCAST, f"{asks('podcasting2')} for")


@check("feed-psc-url", WARNING, "spotify")
def chapter_urls(feed: Feed) -> Iterator[Finding]:
    """The link or the picture of a chapter that is not whole.

    Bad: <psc:chapter start="00:01:00.000" title="Walking" href="/walking"/>
    Good: <psc:chapter start="00:01:00.000" title="Walking" href="https://example.com/walking"/>
    """
    yield from _broken(feed, _PSC, f"{asks('spotify')} for")


@check("feed-url-ascii", WARNING, "apple")
def ascii_urls(feed: Feed) -> Iterator[Finding]:
    """An address with spaces, accents or other letters that are none of ASCII.

    Bad: <enclosure url="https://example.com/Käse 1.mp3" …/>
    Good: <enclosure url="https://example.com/K%C3%A4se%201.mp3" …/>
    """
    for element, attribute, value in _values(feed, (*_VITAL, *_CORE, *_PODCAST, *_PSC)):
        is_plain = value.isascii() and not any(character.isspace() for character in value)
        encoded = None if is_plain else http_url(value)
        if encoded:
            message = f"Apple takes addresses in plain letters only; write {encoded}"
            yield feed.finding(element, message, field=attribute, about=value)


@check("feed-podcast-https", WARNING, "podcasting2")
def podcast_https(feed: Feed) -> Iterator[Finding]:
    """A file of Podcasting 2.0 whose address is not secure: players on the web cannot load it.

    Bad: <podcast:chapters url="http://example.com/1.json" …/>
    Good: <podcast:chapters url="https://example.com/1.json" …/>
    """
    for element, attribute, value in _values(feed, _PODCAST_FILES):
        if value.casefold().startswith("http://"):
            message = f"Podcasting 2.0 asks for https:, not {quoted(value)}; write https:{value[5:]}"
            yield feed.finding(element, message, field=attribute, about=value)


@check("url-http", NOTE)
def http(feed: Feed) -> Iterator[Finding]:
    """Any other address that is not secure: browsers warn of it, and phones refuse to load some files.

    Bad: <enclosure url="http://example.com/1.mp3" …/>
    Good: <enclosure url="https://example.com/1.mp3" …/>
    """
    for where in (*_LOADED, *_PODCAST_PAGES):
        plain = [found for found in _values(feed, (where,)) if found[2].casefold().startswith("http://")]
        if plain:
            element, attribute, value = plain[0]
            count = f" ({len(plain)} times in <{element.name}>)" if len(plain) > 1 else ""
            message = f"phones and browsers prefer https:, not {quoted(value)}{count}; write https: if that answers"
            yield feed.finding(element, message, field=attribute, about=value)


@check("feed-image-suffix", WARNING, "apple", "psp1")
def image_suffix(feed: Feed) -> Iterator[Finding]:
    """Artwork whose address does not end like a JPEG or a PNG.

    Bad: <itunes:image href="https://example.com/artwork?id=7"/>
    Good: <itunes:image href="https://example.com/artwork.jpg"/>
    """
    for element, attribute, value in _values(feed, ("itunes:image@href",)):
        if is_url(value) and suffix(value) not in _PICTURES:
            message = f"Apple and PSP-1 ask for artwork whose address ends in .jpg or .png, not {quoted(value)}"
            yield feed.finding(element, message, field=attribute, about=value)


@check("feed-image-href", ERROR, "apple", "spotify", "psp1")
def image_href(feed: Feed) -> Iterator[Finding]:
    """Artwork without href: the address stands somewhere else, where nobody looks.

    Bad: <itunes:image>https://example.com/artwork.jpg</itunes:image>
    Good: <itunes:image href="https://example.com/artwork.jpg"/>
    """
    for element in feed.every("itunes:image"):
        if not element.get("href"):
            address = element.value or element.get("url") or element.value_of("url")
            example = address if is_url(address) else "https://example.com/artwork.jpg"
            message = f'Apple, Spotify and PSP-1 read href alone; write <itunes:image href="{example}"/>'
            yield feed.finding(element, message)


def suffix(url: str) -> str:
    """The suffix of what an address leads to, before any query, in small letters.

    >>> suffix("https://example.com/a/talk.MP3?source=feed"), suffix("https://example.com/play/7")
    ('.mp3', '')
    """
    try:
        return PurePosixPath(urlsplit(url).path).suffix.casefold()
    except ValueError:
        return ""


def _broken(feed: Feed, places: Sequence[str], asker: str) -> Iterator[Finding]:
    for element, attribute, value in _values(feed, places):
        if not is_url(value):
            shown = f"{attribute} of <{element.name}>" if attribute else f"<{element.name}>"
            message = f"{asker} a whole address as {shown}, not {quoted(value)}; write it with https://"
            yield feed.finding(element, message, field=attribute, about=value)


def _values(feed: Feed, places: Sequence[str]) -> Iterator[tuple[Element, str, str]]:
    """Elements with the address that stands in them: element, attribute (or nothing), value."""
    for place in places:
        name, _, attribute = place.partition("@")
        parent, _, name = name.rpartition("/")
        for element in feed.every(name):
            value = element.get(attribute) if attribute else element.value
            if value and (not parent or element.parent == parent):
                yield element, attribute, value


CHECKS: Final[tuple[Check[Feed], ...]] = (
    vital_urls,
    core_urls,
    podcast_urls,
    chapter_urls,
    ascii_urls,
    podcast_https,
    http,
    image_suffix,
    image_href,
)
