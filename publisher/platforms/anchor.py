"""Anchor, since 2023 Spotify for Podcasters, since 2024 Spotify for Creators: episodes are named alike on all three."""

from __future__ import annotations

import re
from typing import Final

from publisher.platforms.reference import Address, Reference, address_of

KEY: Final = re.compile(r"e[0-9a-z]{4,8}")  # what stays when the title before it changes

_OLD_HOST: Final = re.compile(r"(?:www\.)?anchor\.fm")
_HOST: Final = re.compile(r"(?:podcasters|creators)\.spotify\.com")
_NAME: Final = re.compile(rf"(?:[^/?#&\s]*-)?({KEY.pattern})")
_PAGES_BELOW: Final = {("pod", "show"), ("pod", "profile")}
_OWN_WORDS: Final = {"s", "app", "dashboard", "login", "signup", "features", "blog", ""}


def read(address: Address) -> Reference | None:
    """What an address refers to, if it is one of the three hosts'."""
    segments = address.segments
    if _HOST.fullmatch(address.host):
        if segments[:2] not in _PAGES_BELOW:
            return Reference(platform="anchor", kind="other")
        segments = segments[2:]
    elif not _OLD_HOST.fullmatch(address.host):
        return None
    show = segments[0] if segments else ""
    if show in _OWN_WORDS:
        return Reference(platform="anchor", kind="other")
    if segments[1:] in {(), ("episodes",)}:
        return Reference(platform="anchor", kind="show", id=show)
    key = key_of(segments[2]) if segments[1] == "episodes" else None
    if key is None:
        return Reference(platform="anchor", kind="other")
    return Reference(platform="anchor", kind="episode", id=key, show=show)


def meant(url: str) -> str | None:
    """The page that a URL with a slip in its path was meant for; None where its path names no episode.

    >>> meant("https://podcasters.spotify.com/pod/pod/show/club/episodes/AB-Testing-e1eq73v")
    'https://podcasters.spotify.com/pod/show/club/episodes/AB-Testing-e1eq73v'
    """
    address = address_of(url)
    name = name_in(url)
    if address is None or name is None or "episodes" not in address.segments[1:]:
        return None
    show = address.segments[address.segments.index("episodes", 1) - 1]
    pages = "" if _OLD_HOST.fullmatch(address.host) else "pod/show/"
    return f"https://{address.host}/{pages}{show}/episodes/{name}"


def key_of(name: str) -> str | None:
    """The key at the end of an episode's name.

    >>> key_of("AB-Testing---Jakob-Graff-e1eq73v"), key_of("e1eq73v"), key_of("AB-Testing"), key_of("a-a8d08ua")
    ('e1eq73v', 'e1eq73v', None, None)
    """
    match = _NAME.fullmatch(name)
    return match[1] if match else None


def name_in(path: str) -> str | None:
    """The piece of a path, or of a whole URL, that names an episode.

    >>> name_in("datatalksclub/episodes/AB-Testing-e1eq73v/a-a8d08ua"), name_in("AB-Testing-e1eq73v?x=1")
    ('AB-Testing-e1eq73v', 'AB-Testing-e1eq73v')
    """
    pieces = re.split(r"[?#&]", path, maxsplit=1)[0].split("/")
    if "episodes" in pieces:
        pieces = pieces[pieces.index("episodes") + 1 :][:1]
    return next((piece for piece in pieces if key_of(piece)), None)
