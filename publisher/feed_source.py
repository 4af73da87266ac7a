"""The bytes of a feed, from a file or from its URL."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from publisher.errors import NotThereError, PublisherError
from publisher.online.settings import user_agent_of
from publisher.probe.answer import Request
from publisher.probe.prober import Prober, ProbeSettings
from publisher.urls import http_url

_LIMIT_BYTES: Final = 64 * 1024 * 1024  # ten times the largest feed anybody has heard of
_DEADLINE_S: Final = 120.0


class FeedNotRead(PublisherError):
    """There is no feed at this path or URL; says why."""


def is_url(name: str) -> bool:
    """Whether a feed is named by its URL, not by its path.

    >>> is_url("https://example.org/podcast"), is_url("feed/feed.xml")
    (True, False)
    """
    return "://" in name


def feed_bytes(name: str, *, allow_private: bool = False) -> bytes:
    """The content of a file, or of what a URL answers with. Raises FeedNotRead, NotThereError for no such file.

    ``allow_private``: ask addresses of private networks, too.
    """
    return sized(name, lambda most: _fetched(name, allow_private, most) if is_url(name) else _file(name, most))


def sized(name: str, read: Callable[[int], bytes]) -> bytes:
    """What ``read`` gives of so many bytes. Raises FeedNotRead where there are more than any feed has."""
    content = read(_LIMIT_BYTES + 1)
    if len(content) > _LIMIT_BYTES:
        raise FeedNotRead(f"{name} is larger than {_LIMIT_BYTES // 1024 // 1024} MB; no app would read it")
    return content


def _file(name: str, most_bytes: int) -> bytes:
    try:
        with Path(name).open("rb") as file:
            return file.read(most_bytes)
    except FileNotFoundError as error:
        raise NotThereError(f"there is no file {name}; correct its path") from error
    except OSError as error:
        raise FeedNotRead(f"{name} cannot be read: {error.strerror or type(error).__name__}") from error


def _fetched(url: str, allow_private: bool, most_bytes: int) -> bytes:
    if http_url(url) is None:
        raise FeedNotRead(f"{url} is not a URL that can be asked; write it whole, with https://")
    settings = ProbeSettings(
        user_agent=user_agent_of(url), allow_private=allow_private, link_deadline_s=_DEADLINE_S, retries=1
    )
    with Prober(settings) as prober:
        answer = prober.ask(Request(url=url, method="GET", max_bytes=most_bytes))
    if answer.failure is not None or answer.status != 200:
        raise FeedNotRead(f"{url} cannot be read ({answer.detail})")
    return answer.body
