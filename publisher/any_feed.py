"""A feed of anybody, from a file or from its URL, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from publisher.checks.check import PROFILES
from publisher.checks.feed import check_feed, read_feed
from publisher.errors import PublisherError
from publisher.model import Problem
from publisher.online.settings import user_agent_of
from publisher.probe.answer import Request
from publisher.probe.prober import Prober, ProbeSettings
from publisher.urls import http_url

_LIMIT_BYTES: Final = 64 * 1024 * 1024  # ten times the largest feed anybody has heard of
_DEADLINE_S: Final = 120.0
_SUFFIXES: Final = (".xml", ".rss", ".atom")


class FeedNotRead(PublisherError):
    """There is nothing at this path or URL that could be checked; says why."""


def is_feed(name: str) -> bool:
    """Whether a name is that of a feed: a URL, or a file by its suffix.

    >>> is_feed("https://example.org/podcast"), is_feed("feed/feed.xml"), is_feed("episodes/one.md")
    (True, True, False)
    """
    return "://" in name or Path(name).suffix.casefold() in _SUFFIXES


def check_any_feed(
    name: str, now: datetime, *, allow_private: bool = False, profiles: Collection[str] = PROFILES
) -> tuple[Problem, ...]:
    """Every problem of a feed by the rules of these profiles; its path is the name. Raises FeedNotRead."""
    is_url = "://" in name
    read = read_feed(_fetched(name, allow_private) if is_url else _file(name), name, now=now)
    feed = replace(read.value, url=name) if read.value and is_url else read.value
    found = check_feed(feed, profiles) if feed else ()
    return tuple(sorted({*read.problems, *found}))


def _file(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            content = file.read(_LIMIT_BYTES + 1)
    except OSError as error:
        raise FeedNotRead(f"{name} cannot be read: {error.strerror or type(error).__name__}") from error
    return _not_too_large(name, content)


def _fetched(url: str, allow_private: bool) -> bytes:
    if http_url(url) is None:
        raise FeedNotRead(f"{url} is not a URL that can be asked; write it whole, with https://")
    settings = ProbeSettings(
        user_agent=user_agent_of(url), allow_private=allow_private, link_deadline_s=_DEADLINE_S, retries=1
    )
    with Prober(settings) as prober:
        answer = prober.ask(Request(url=url, method="GET", max_bytes=_LIMIT_BYTES + 1))
    if answer.failure is not None or answer.status != 200:
        raise FeedNotRead(f"{url} cannot be read ({answer.detail})")
    return _not_too_large(url, answer.body)


def _not_too_large(name: str, content: bytes) -> bytes:
    if len(content) > _LIMIT_BYTES:
        raise FeedNotRead(f"{name} is larger than {_LIMIT_BYTES // 1024 // 1024} MB; no app would read it")
    return content
