"""Spotify, where people listen; where podcasters upload is ``anchor``."""

from __future__ import annotations

import re
from typing import Final

from publisher.platforms.reference import Address, Kind, Reference

ID: Final = re.compile(r"[0-9A-Za-z]{22}")

_HOST: Final = re.compile(r"(?:[a-z0-9-]+\.)*spotify\.com|(?:www\.)?spotify\.(?:link|app\.link)")
_LANGUAGE: Final = re.compile(r"intl-[a-z]{2}(?:-[a-z]{2})?")
_EMBEDDED: Final = ("embed", "embed-podcast")
_KINDS: Final[dict[str, Kind]] = {
    "episode": "episode",
    "show": "show",
    "playlist": "playlist",
    "artist": "channel",
    "user": "channel",
}
_URI: Final = re.compile(rf"spotify:({'|'.join(_KINDS)}):({ID.pattern})")


def read(address: Address) -> Reference | None:
    """What an address refers to, if it is one of Spotify's for listeners."""
    if not _HOST.fullmatch(address.host):
        return None
    segments = address.segments
    if segments and _LANGUAGE.fullmatch(segments[0]):
        segments = segments[1:]
    if segments and segments[0] in _EMBEDDED:
        segments = segments[1:]
    is_player = address.host in {"open.spotify.com", "play.spotify.com"}
    if not is_player or len(segments) < 2 or segments[0] not in _KINDS:
        return Reference(platform="spotify", kind="other")
    return _reference(segments[0], segments[1])


def read_uri(text: str) -> Reference | None:
    """What ``spotify:episode:…`` refers to, as Spotify's programs write it."""
    match = _URI.fullmatch(text)
    return _reference(match[1], match[2]) if match else None


def _reference(word: str, identifier: str) -> Reference:
    kind = _KINDS[word]
    if kind in {"episode", "show"} and not ID.fullmatch(identifier):
        return Reference(platform="spotify", kind="other")
    return Reference(platform="spotify", kind=kind, id=identifier)
