"""Every kind of fault that the program knows, by its id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from publisher.checks import BUILD_CHECKS, FOLDER_CHECKS, PUBLISHED_CHECKS
from publisher.checks.check import Explained
from publisher.checks.feed import FEED_CHECKS, FEED_UNREADABLE
from publisher.checks.online import ONLINE_CHECKS
from publisher.checks.reading import reading


@cache
def catalogue() -> Mapping[str, Explained]:
    """All of them, in the order of their ids."""
    every: tuple[Iterable[Explained], ...] = (
        (FEED_UNREADABLE,),
        FEED_CHECKS,
        ONLINE_CHECKS,
        reading(),
        FOLDER_CHECKS,
        BUILD_CHECKS,
        PUBLISHED_CHECKS,
    )
    known = {one.id: one for group in every for one in group}
    return MappingProxyType(dict(sorted(known.items())))
