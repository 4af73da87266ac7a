"""The feed that subscribers have now, and the files that it names: in feed/, beside another feed, on a server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final, Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from publisher.errors import PublisherError, UnreadableFile
from publisher.feed_source import feed_bytes, is_url
from publisher.layout import FEED_FOLDER, FEED_PATH
from publisher.online.settings import user_agent_of
from publisher.probe.answer import Request
from publisher.probe.crowd import Job, ask_all
from publisher.probe.prober import Prober, ProbeSettings
from publisher.progress import Progress
from publisher.sources.feed_element import FeedElement
from publisher.sources.feed_file import FeedFile, channel_of, read_channel
from publisher.sources.feed_xml import NotAFeed
from publisher.sources.folder import read_bytes

_LIMIT_BYTES: Final = 64 * 1024 * 1024


class NotComparable(PublisherError):
    """What there should be compared with is no feed; says why."""


class NotHad(Exception):
    """A file that cannot be had; says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeFeed:
    """A feed as it was read, and as it is written; empty where there is none yet."""

    name: str
    content: bytes = b""
    feed: FeedFile = field(default_factory=FeedFile)
    channel: FeedElement | None = None
    elements: tuple[FeedElement, ...] = ()  # of the items, in their order


class Files(Protocol):
    """The files that a feed names."""

    is_written: bool  # whether they lie where a build writes: one that is missing there comes with the next build

    def fetch(self, urls: Sequence[str], progress: Progress) -> None:
        """Have these at hand, if that takes a while."""

    def content(self, url: str) -> bytes:
        """One of them. Raises NotHad."""


def read_whole(content: bytes, name: str) -> WholeFeed:
    """The feed of these bytes. Raises NotComparable."""
    try:
        channel = channel_of(content)
    except NotAFeed as error:
        where = f", line {error.line}" if error.line else ""
        raise NotComparable(f"{name}{where}: {error}") from error
    feed = read_channel(channel, name).value
    elements = tuple(channel.each("item"))
    return WholeFeed(name=name, content=content, channel=channel, feed=feed or FeedFile(), elements=elements)


def standing_feed(root: Path, against: str | None, *, allow_private: bool) -> tuple[WholeFeed, Files]:
    """What to compare with: feed/feed.xml, nothing yet where that is not there, or any feed by its path or URL.

    Raises FeedNotRead, NotThereError, NotComparable.
    """
    if against is None:
        folder = root / FEED_FOLDER
        if not (root / FEED_PATH).exists():
            return WholeFeed(name=FEED_PATH), FilesBeside(folder, is_written=True)
        content = feed_bytes(str(root / FEED_PATH))
        return read_whole(content, FEED_PATH), FilesBeside(folder, is_written=True)
    whole = read_whole(feed_bytes(against, allow_private=allow_private), against)
    if is_url(against):
        return whole, FilesOnServers(against, allow_private=allow_private)
    return whole, FilesBeside(Path(against).parent, is_written=False)


class FilesBeside:
    """In the folder of the feed, where the ends of their URLs lead: ``https://…/feed/chapters/1.json``."""

    def __init__(self, folder: Path, *, is_written: bool) -> None:
        self.is_written = is_written
        self._folder = folder

    def fetch(self, urls: Sequence[str], progress: Progress) -> None:
        """They are at hand."""

    def content(self, url: str) -> bytes:
        """The file under the longest end of its URL that there is, of a folder and a name at the least."""
        parts = PurePosixPath(unquote(_split(url).path)).parts
        for start in range(len(parts) - 1):
            try:
                return read_bytes(self._folder, "/".join(parts[start:]).lstrip("/"), limit_bytes=_LIMIT_BYTES)
            except UnreadableFile:
                continue
        raise NotHad(f"{PurePosixPath(*parts[-2:])} is not beside the feed")


class FilesOnServers:
    """Where their URLs lead."""

    is_written = False

    def __init__(self, feed_url: str, *, allow_private: bool) -> None:
        self._settings = ProbeSettings(user_agent=user_agent_of(feed_url), allow_private=allow_private, retries=1)
        self._answers: dict[str, bytes | NotHad] = {}

    def fetch(self, urls: Sequence[str], progress: Progress) -> None:
        """Asks for all of them, a few at once for each host."""
        wanted = [url for url in dict.fromkeys(urls) if url not in self._answers]
        jobs = [Job(host=_split(url).netloc, run=partial(_fetched, url)) for url in wanted]
        with Prober(self._settings) as prober:
            for done, (index, answer) in enumerate(ask_all(prober, jobs), start=1):
                self._answers[wanted[index]] = answer
                progress("files", done, len(jobs))

    def content(self, url: str) -> bytes:
        """What was fetched."""
        answer = self._answers.get(url, NotHad(f"{url} was not asked for"))
        if isinstance(answer, NotHad):
            raise answer
        return answer


def _split(url: str) -> SplitResult:
    """The parts of a URL; all are empty where a feed has something else in its place."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _fetched(url: str, prober: Prober) -> bytes | NotHad:
    answer = prober.ask(Request(url=url, method="GET", max_bytes=_LIMIT_BYTES))
    if answer.failure is not None or answer.status != 200 or not answer.is_whole:
        return NotHad(f"{url} cannot be read ({answer.detail})")
    return answer.body
