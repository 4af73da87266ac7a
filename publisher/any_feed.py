"""A feed of anybody, from a file or from its URL, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from publisher.checks.check import PROFILES
from publisher.checks.feed import check_feed, read_feed
from publisher.errors import NotThereError, PublisherError
from publisher.model import Problem
from publisher.online.settings import user_agent_of
from publisher.probe.answer import Request
from publisher.probe.prober import Prober, ProbeSettings
from publisher.urls import http_url

_LIMIT_BYTES: Final = 64 * 1024 * 1024  # ten times the largest feed anybody has heard of
_DEADLINE_S: Final = 120.0
_SUFFIXES: Final = (".xml", ".rss", ".atom")
_STANDARD_INPUT: Final = "-"
_BEGINNING: Final = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_BEGINNING_BYTES: Final = 4096


class FeedNotRead(PublisherError):
    """There is nothing at this path or URL that could be checked; says why."""


def is_feed(name: str) -> bool:
    """Whether a name is that of a feed: a URL, standard input (``-``), or a file by its suffix or its first bytes.

    >>> is_feed("https://example.org/podcast"), is_feed("feed/feed.xml"), is_feed("-"), is_feed("episodes/one.md")
    (True, True, True, False)
    """
    path = Path(name)
    return name == _STANDARD_INPUT or "://" in name or path.suffix.casefold() in _SUFFIXES or _begins_as_one(path)


def _begins_as_one(path: Path) -> bool:
    """Whether a file of any name, like one that was saved of a URL, is a feed; what another program pipes in is one."""
    try:
        if path.is_fifo():
            return True
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return _BEGINNING.search(file.read(_BEGINNING_BYTES)) is not None
    except (OSError, ValueError):
        return False


def check_any_feed(
    name: str,
    now: datetime,
    read_input: Callable[[int], bytes],
    *,
    allow_private: bool = False,
    profiles: Collection[str] = PROFILES,
) -> tuple[Problem, ...]:
    """Every problem of a feed by the rules of these profiles; its path is the name.

    ``read_input`` gives so many bytes of standard input. Raises FeedNotRead, NotThereError.
    """
    if name == _STANDARD_INPUT:
        name = "standard input"
        content = _not_too_large(name, read_input(_LIMIT_BYTES + 1))
    else:
        content = _fetched(name, allow_private) if "://" in name else _file(name)
    is_url = "://" in name
    read = read_feed(content, name, now=now)
    feed = replace(read.value, url=name) if read.value and is_url else read.value
    found = check_feed(feed, profiles) if feed else ()
    return tuple(sorted({*read.problems, *found}))


def _file(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            content = file.read(_LIMIT_BYTES + 1)
    except FileNotFoundError as error:
        raise NotThereError(f"there is no file {name}; correct its path") from error
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
