"""What the platforms said, as far as it mends a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from publisher.model import Place


class AppleEpisode(Protocol):
    """An episode in Apple's Lookup: trackName, episodeGuid, episodeUrl and trackViewUrl."""

    @property
    def title(self) -> str:
        """As Apple shows it."""

    @property
    def guid(self) -> str | None:
        """That of the feed."""

    @property
    def enclosure_url(self) -> str | None:
        """That of the feed."""

    @property
    def page_url(self) -> str | None:
        """The link to the episode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOnline:
    """``moved`` has the new URL of each one that redirects for good (301, 308), ``apple`` the newest 200 episodes.

    At the places ``doubted``, what platforms say speaks against the link or the id: nothing is taken from there.
    """

    moved: Mapping[str, str] = field(default_factory=dict)
    apple: Sequence[AppleEpisode] = ()
    doubted: frozenset[Place] = frozenset()
