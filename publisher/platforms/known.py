"""The platforms that are known, and what is asked about any of them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from publisher.platforms import anchor, apple, spotify, youtube
from publisher.platforms.reference import Reference, address_of

PLATFORMS: Final = ("youtube", "spotify", "apple", "anchor")

LABELS: Final = {
    "youtube": "YouTube",
    "spotify": "Spotify",
    "apple": "Apple Podcasts",
    "anchor": "Spotify for Creators",
    "web": "Web",
    "website": "Web",
}

_REMEMBERED: Final = 10_000  # every check asks about the same few thousand URLs

# Anchor first: Spotify would take its hosts for strange ones of its own.
_READERS: Final = (anchor.read, spotify.read, youtube.read, apple.read)

# An id as people write it: Anchor's with the title before it.
_SHAPES: Final = {
    "youtube": youtube.ID,
    "spotify": spotify.ID,
    "apple": apple.ID,
    "anchor": re.compile(rf"(?:[^\s/?#&]*-)?{anchor.KEY.pattern}"),
}
_SHAPES_IN_WORDS: Final = {
    "youtube": "11 letters, digits, hyphens or underscores, like 0Gqx1LtqRZU",
    "spotify": "22 letters or digits, like 3LhBOO1UANCGbOwkntZt4j",
    "apple": "13 digits (8 to 10 before 2010), like 1000552243668: what follows i= in the link",
    "anchor": "what ends in e and some letters or digits, like AB-Testing-e1eq73v: the last part of the link's path",
}
_PAGES: Final = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "spotify": "https://open.spotify.com/episode/{}",
}
_SHORT_HOSTS: Final = {"spotify.link", "spotify.app.link", "apple.co", "pcr.apple.com"}
# Where a piece of a URL that stands alone was cut off.
_CUT_FROM: Final = {
    "youtube": ("https://youtu.be/", "https://www.youtube.com/"),
    "spotify": ("https://open.spotify.com/episode/", "https://open.spotify.com/"),
    "apple": (
        "https://podcasts.apple.com/podcast/",
        "https://podcasts.apple.com/podcast/id0?i=",
        "https://podcasts.apple.com/podcast/id0?",
    ),
}


@lru_cache(maxsize=_REMEMBERED)
def read_url(url: str) -> Reference | None:
    """What a URL refers to; None where it belongs to none of the platforms, or is no URL.

    >>> read_url("https://podcasts.apple.com/us/podcast/a-b-testing/id1541710331?i=1000552243668")
    Reference(platform='apple', kind='episode', id='1000552243668', show='1541710331')
    >>> read_url("https://www.youtube.com/embed/videoseries?list=PL3MmuxUbc").kind, read_url("https://example.com/")
    ('playlist', None)
    """
    text = url.strip()
    if text.startswith("spotify:"):
        return spotify.read_uri(text)
    address = address_of(text)
    if address is None:
        return None
    return next((found for read in _READERS if (found := read(address))), None)


def is_short(url: str) -> bool:
    """Whether a URL is one of the platforms' short links, which do not say where they lead.

    >>> is_short("https://spotify.link/kTx9"), is_short("https://open.spotify.com/")
    (True, False)
    """
    address = address_of(url)
    return address is not None and address.host in _SHORT_HOSTS


def page_meant(url: str) -> str | None:
    """The page of an episode that a URL of kind "other" was meant for, where it can be told.

    >>> page_meant("https://studio.youtube.com/video/0Gqx1LtqRZU/edit")
    'https://www.youtube.com/watch?v=0Gqx1LtqRZU'
    """
    reference, address = read_url(url), address_of(url)
    if reference is None or address is None or reference.kind != "other":
        return None
    if reference.platform == "anchor":
        return anchor.meant(url)
    video = youtube.edited_video(address)
    return canonical_url("youtube", video) if video else None


def canonical_url(platform: str, identifier: str) -> str | None:
    """The one page that an id stands for; None where the id alone does not say it (Apple, Anchor), or is none.

    >>> canonical_url("youtube", "0Gqx1LtqRZU"), canonical_url("apple", "1000552243668")
    ('https://www.youtube.com/watch?v=0Gqx1LtqRZU', None)
    """
    page = _PAGES.get(platform)
    return page.format(identifier) if page and is_id(platform, identifier) else None


def says_page(platform: str) -> bool:
    """Whether the id of an episode on a platform is enough to know its page."""
    return platform in _PAGES


def is_id(platform: str, text: str) -> bool:
    """Whether a text is the id of an episode, with nothing beside it.

    >>> is_id("youtube", "NfAJAr7FvyY"), is_id("youtube", "NfAJAr7FvyY&t"), is_id("anchor", "AB-Testing-e1eq73v")
    (True, False, True)
    """
    shape = _SHAPES.get(platform)
    return bool(shape and shape.fullmatch(text))


def is_likely_id(platform: str, text: str) -> bool:
    """Whether it is one like all that the platform gave so far: Apple's are numbers of a few lengths.

    >>> is_likely_id("apple", "1000552243668"), is_likely_id("apple", "100055224366"), is_id("apple", "100055224366")
    (True, False, True)
    """
    return is_id(platform, text) and (platform != "apple" or bool(apple.ID_SO_FAR.fullmatch(text)))


def id_shape(platform: str) -> str:
    """What an id of a known platform looks like, in words that end a sentence."""
    return _SHAPES_IN_WORDS[platform]


def id_in(platform: str, text: str) -> str | None:
    """The id of an episode in what was written for one: with more behind it, in a path, or in a whole URL.

    Anchor's is the key alone, so that two of them can be compared. None where there is none, or only that of another
    platform.

    >>> id_in("youtube", "NfAJAr7FvyY&t"), id_in("anchor", "datatalksclub/episodes/Some-Slug-e2dokr5")
    ('NfAJAr7FvyY', 'e2dokr5')
    """
    written = bare_id(platform, text)
    return anchor.key_of(written) if written and platform == "anchor" else written


def bare_id(platform: str, text: str) -> str | None:
    """The id as it should be written: the same, but Anchor's keeps the title before its key.

    >>> bare_id("anchor", "https://anchor.fm/datatalksclub/episodes/Some-Slug-e2dokr5/a-a8d08ua")
    'Some-Slug-e2dokr5'
    """
    text = text.strip()
    whole = read_url(text)
    if whole and whole.platform != platform:
        return None
    if platform == "anchor":
        return anchor.name_in(text)
    if is_id(platform, text):
        return text
    urls = (text,) if whole else tuple(f"{start}{text.lstrip('/?')}" for start in _CUT_FROM.get(platform, ()))
    found = (read_url(url) for url in urls)
    return next((one.id for one in found if one and one.kind == "episode" and one.platform == platform), None)
