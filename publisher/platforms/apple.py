"""Apple Podcasts: the number of an episode stands in the query, behind the show's."""

from __future__ import annotations

import re
from typing import Final

from publisher.platforms.reference import Address, Reference

ID: Final = re.compile(r"[0-9]{1,20}")
ID_SO_FAR: Final = re.compile(r"[0-9]{8,10}|1[0-9]{12}")  # those since 2010 begin with 1000

_HOST: Final = re.compile(
    r"(?:[a-z0-9-]+\.)?(?:podcasts|itunes)\.apple\.com|(?:pcr|podcastsconnect)\.apple\.com|apple\.co"
)
_PAGES: Final = re.compile(r"(?:(?:www|embed|geo)\.)?(?:podcasts|itunes)\.apple\.com")
_COUNTRY: Final = re.compile(r"[A-Za-z]{2}")
_NUMBER: Final = re.compile(r"id([0-9]{1,20})")


def read(address: Address) -> Reference | None:
    """What an address refers to, if it is one of Apple Podcasts'; country and title in it are decoration."""
    if not _HOST.fullmatch(address.host):
        return None
    segments = address.segments
    if segments and _COUNTRY.fullmatch(segments[0]):
        segments = segments[1:]
    number = _NUMBER.fullmatch(segments[-1]) if segments else None
    show = number[1] if number else None
    word = segments[0] if segments and _PAGES.fullmatch(address.host) else ""
    if word == "channel" and show:
        return Reference(platform="apple", kind="channel", id=show)
    episode = address.parameters.get("i", "")
    if word == "podcast" and len(segments) > 1 and ID.fullmatch(episode):
        return Reference(platform="apple", kind="episode", id=episode, show=show)
    if word == "podcast" and show:
        return Reference(platform="apple", kind="show", id=show)
    return Reference(platform="apple", kind="other")
