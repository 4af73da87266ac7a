"""What the platforms said, as far as it mends a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AppleEpisode:
    """An episode in Apple's Lookup: episodeGuid, episodeUrl, trackName, trackViewUrl and releaseDate."""

    guid: str | None
    enclosure_url: str | None
    title: str
    url: str
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOnline:
    """``moved`` has the new URL of each one that redirects for good (301, 308), ``apple`` the newest 200 episodes."""

    moved: Mapping[str, str] = field(default_factory=dict)
    apple: tuple[AppleEpisode, ...] = ()
