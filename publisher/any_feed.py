"""A feed of anybody, from a file, from its URL or from standard input, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from publisher.checks.check import PROFILES
from publisher.checks.feed import check_feed, read_feed
from publisher.feed_source import feed_bytes, is_url, sized
from publisher.model import Problem

_SUFFIXES: Final = (".xml", ".rss", ".atom")
_STANDARD_INPUT: Final = "-"
_BEGINNING: Final = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_BEGINNING_BYTES: Final = 4096


def is_feed(name: str) -> bool:
    """Whether a name is that of a feed: a URL, standard input (``-``), or a file by its suffix or its first bytes.

    >>> is_feed("https://example.org/podcast"), is_feed("feed/feed.xml"), is_feed("-"), is_feed("episodes/one.md")
    (True, True, True, False)
    """
    path = Path(name)
    return name == _STANDARD_INPUT or is_url(name) or path.suffix.casefold() in _SUFFIXES or _begins_as_one(path)


def check_any_feed(
    name: str,
    now: datetime,
    read_input: Callable[[int], bytes],
    *,
    allow_private: bool = False,
    profiles: Collection[str] = PROFILES,
) -> tuple[Problem, ...]:
    """Every problem of a feed by the rules of these profiles; its path is the name.

    ``read_input`` gives as many bytes of standard input. Raises FeedNotRead, NotThereError.
    """
    if name == _STANDARD_INPUT:
        name = "standard input"
        content = sized(name, read_input)
    else:
        content = feed_bytes(name, allow_private=allow_private)
    read = read_feed(content, name, now=now)
    feed = replace(read.value, url=name) if read.value and is_url(name) else read.value
    found = check_feed(feed, profiles) if feed else ()
    return tuple(sorted({*read.problems, *found}))


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
