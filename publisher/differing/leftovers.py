"""Files of feed/ that come or go without any item saying so: somebody took one away, or a picture is made anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from publisher.differing.changes import Change, Kind
from publisher.differing.files import paths_of
from publisher.files import is_there, written_before
from publisher.layout import FEED_NAME
from publisher.model import OutputFile
from publisher.sources.feed_item import FeedItem
from publisher.urls import url_of_path


class Leftovers:
    """Watches what a build would write. ``old`` and ``new`` are the bytes of both feeds."""

    def __init__(self, root: Path, old: bytes, new: bytes, files_url: str) -> None:
        self._root = root
        self._feeds = old, new
        self._files_url = files_url
        self._made: set[str] = set()
        self._written: list[str] = []

    def watch(self, outputs: Iterable[OutputFile]) -> Iterator[OutputFile]:
        """The same outputs; those that a build would write are remembered."""
        for output in outputs:
            self._made.add(output.path)
            if not is_there(self._root, output):
                self._written.append(output.path)
            yield output

    def changes(self, named: Collection[str], old: Iterable[FeedItem], new: Iterable[FeedItem]) -> Iterator[Change]:
        """A change for each file that nothing else tells of; to be asked when all outputs have gone by."""
        told = {FEED_NAME, *named, *paths_of(old, self._files_url), *paths_of(new, self._files_url)}
        removed = sorted(written_before(self._root) - self._made)
        for paths, word in ((self._written, "written"), (removed, "removed")):
            for path in paths:
                if path not in told and not self._is_told_by_its_url(path):
                    yield Change(kind=Kind.FILE, about=f"feed/{path} is {word}")

    def _is_told_by_its_url(self, path: str) -> bool:
        """Whether one feed names it, and the other does not."""
        url = url_of_path(self._files_url, path).replace("&", "&amp;").encode()
        return (url in self._feeds[0]) != (url in self._feeds[1])
