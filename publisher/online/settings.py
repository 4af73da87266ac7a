"""Whom to ask, as whom, and how long an answer lasts."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from publisher import __version__
from publisher.errors import PublisherError
from publisher.platforms.known import read_url
from publisher.urls import http_url

# A name in show.yaml's ``platforms:``, the environment variable that wins over it, and what is asked without either.
# Anchor's pages are asked where they are.
BASES: Final[Mapping[str, tuple[str, str | None]]] = {
    "youtube": ("PUBLISH_YOUTUBE_URL", "https://www.youtube.com"),
    "youtube_images": ("PUBLISH_YOUTUBE_IMAGES_URL", "https://i.ytimg.com"),
    "spotify": ("PUBLISH_SPOTIFY_URL", "https://open.spotify.com"),
    "apple": ("PUBLISH_APPLE_URL", "https://itunes.apple.com"),
    "anchor": ("PUBLISH_ANCHOR_URL", None),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bases:
    """Where each platform is asked: ``given`` are the ones that somebody set, without a slash at the end."""

    given: Mapping[str, str] = field(default_factory=dict)

    def of(self, name: str) -> str:
        """The base URL of a platform that has one.

        >>> Bases(given={"apple": "http://127.0.0.1:8080"}).of("apple"), Bases().of("spotify")
        ('http://127.0.0.1:8080', 'https://open.spotify.com')
        """
        return self.given.get(name) or BASES[name][1] or ""

    def asked(self, url: str) -> str:
        """The URL to ask instead of a page of a platform: the same, but for another base.

        >>> Bases(given={"anchor": "http://127.0.0.1:8080"}).asked("https://anchor.fm/show/episodes/A-e1n7vlk?x=1")
        'http://127.0.0.1:8080/show/episodes/A-e1n7vlk?x=1'
        """
        base = self._base_of(url)
        return _under(base, url) if base else url

    def meant(self, asked: str, url: str) -> str:
        """The URL that stands for one that was asked instead of ``url``, or that it redirected to.

        >>> bases = Bases(given={"anchor": "http://127.0.0.1:8080"})
        >>> bases.meant("http://127.0.0.1:8080/pod/show/a", "https://anchor.fm/a")
        'https://anchor.fm/pod/show/a'
        """
        base = self._base_of(url)
        if base is None or not asked.startswith(f"{base}/"):
            return asked
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc}{asked.removeprefix(base)}"

    def _base_of(self, url: str) -> str | None:
        reference = read_url(url)
        return self.given.get(reference.platform) if reference else None


def _under(base: str, url: str) -> str:
    parts = urlsplit(url)
    path = parts.path or "/"
    return f"{base}{path}{'?' if parts.query else ''}{parts.query}"


def bases_of(environment: Mapping[str, str], platforms: Mapping[str, str] | None = None) -> Bases:
    """The bases that the environment sets, and for the rest ``platforms``, which show.yaml may set.

    >>> bases_of({"PUBLISH_APPLE_URL": "http://a.example/"}, {"apple": "http://b.example", "anchor": "http://c.example"})
    Bases(given={'apple': 'http://a.example', 'anchor': 'http://c.example'})

    Raises PublisherError for a value that is no URL, and for a platform that is none.
    """
    given = {}
    for name, url in (platforms or {}).items():
        if name not in BASES:
            raise PublisherError(f"platforms: '{name}' is none of {', '.join(BASES)}")
        given[name] = _base(f"platforms: {name}", url)
    for name, (variable, _) in BASES.items():
        if environment.get(variable):
            given[name] = _base(variable, environment[variable])
    return Bases(given=given)


def _base(name: str, url: str) -> str:
    checked = http_url(url)
    if checked is None or {"?", "#"} & set(checked):
        raise PublisherError(f"{name}: not the address of a web server; write one like http://127.0.0.1:8080")
    return checked.rstrip("/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Time, as those see it who wait and who keep things; tests bring their own, where nobody has to wait."""

    now: Callable[[], datetime] = lambda: datetime.now(tz=UTC)
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] | None = None  # None: the prober knows one that ends early

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        (self.sleep or time.sleep)(seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineSettings:
    """How a run asks; times are in seconds."""

    bases: Bases = field(default_factory=Bases)
    user_agent: str = f"publish/{__version__}"
    allow_private: bool = False  # addresses of one's own network too
    cache_path: Path | None = None  # None: every run asks anew
    country: str = "us"  # whose Apple Podcasts is asked where no link names one
    second_look_after_s: float = 2.0
    between_lookups_s: float = 3.0  # Apple allows about 20 a minute
    link_deadline_s: float = 30.0
    run_deadline_s: float = 900.0
    retries: int = 2
    clock: Clock = field(default_factory=Clock)


def user_agent_of(show_url: str) -> str:
    """What servers read of who asks: the program, and where its user can be found.

    >>> user_agent_of("https://example.org/show/").partition(" ")[2]
    '(+https://example.org/show/)'
    """
    return f"publish/{__version__} (+{show_url})"
