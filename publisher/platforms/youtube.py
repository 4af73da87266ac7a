"""YouTube: a video, whichever of its players shows it."""

from __future__ import annotations

import re
from typing import Final

from publisher.platforms.reference import Address, Reference

ID: Final = re.compile(r"[0-9A-Za-z_-]{11}")

_HOST: Final = re.compile(r"(?:[a-z0-9-]+\.)*(?:youtube\.com|youtube-nocookie\.com|youtubekids\.com)")
_SHORT_HOST: Final = re.compile(r"(?:www\.)?youtu\.be")
_STUDIO: Final = "studio.youtube.com"  # where owners edit their videos: nobody else can see those pages
_PLAYERS: Final = ("shorts", "embed", "live", "v", "e")
_CHANNELS: Final = ("channel", "c", "user")
# Players of other things, whose names are by chance as long as an id.
_NO_VIDEO: Final = {"videoseries", "live_stream"}
_LEADING_ID: Final = re.compile(rf"({ID.pattern})(?:[?&/]|$)")


def read(address: Address) -> Reference | None:
    """What an address refers to, if it is one of YouTube's: an episode is a video."""
    if _SHORT_HOST.fullmatch(address.host):
        return _video(address.segment(0)) or _other()
    if not _HOST.fullmatch(address.host):
        return None
    if address.host == _STUDIO:
        return _other()
    return _watched(address) or _listed(address) or _other()


def edited_video(address: Address) -> str | None:
    """The id of the video that is edited on a page of YouTube Studio."""
    is_edited = address.host == _STUDIO and address.segment(0) == "video"
    return address.segment(1) if is_edited and ID.fullmatch(address.segment(1)) else None


def _watched(address: Address) -> Reference | None:
    first = address.segment(0)
    if first == "watch" and len(address.segments) == 1:
        return _video(address.parameters.get("v", ""))
    if first in _PLAYERS and address.segment(1) not in _NO_VIDEO:
        return _video(address.segment(1))
    return None


def _listed(address: Address) -> Reference | None:
    first, second = address.segment(0), address.segment(1)
    playlist = address.parameters.get("list")
    if playlist and (first in {"playlist", "watch"} or second == "videoseries"):
        return Reference(platform="youtube", kind="playlist", id=playlist)
    if first.startswith("@"):
        return Reference(platform="youtube", kind="channel", id=first)
    if first in _CHANNELS and second:
        return Reference(platform="youtube", kind="channel", id=second)
    if second == "live_stream":
        return Reference(platform="youtube", kind="channel", id=address.parameters.get("channel"))
    return None


def _video(text: str) -> Reference | None:
    match = _LEADING_ID.match(text)
    return Reference(platform="youtube", kind="episode", id=match[1]) if match else None


def _other() -> Reference:
    return Reference(platform="youtube", kind="other")
