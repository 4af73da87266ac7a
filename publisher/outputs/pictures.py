"""The pictures that the feed names, copied into feed/."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.model import OutputFile, Show


def output(show: Show) -> Iterator[OutputFile]:
    """Each picture once."""
    yield from show.files
