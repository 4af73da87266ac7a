"""Checks of how servers hand out recordings, pictures and the feed.

Apple asks for HEAD and for parts of files (podcasters.apple.com/support/823), of recordings and artwork.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from publisher.checks.asked import Asked, at, quoted
from publisher.checks.check import Check, Finding, check
from publisher.model import Severity
from publisher.online.media_types import is_same_type
from publisher.online.uses import Use
from publisher.online.verdict import Delivery, Verdict, Way

_PAGE: Final = "text/html"
_ARTWORK: Final = ("image/jpeg", "image/png")
_FEED_TYPES: Final = ("application/rss+xml", "text/xml", "application/xml", "application/atom+xml")


@check("online-enclosure-type", Severity.WARNING, "apple")
def enclosure_type(asked: Asked) -> Iterator[Finding]:
    """A server calls a recording something else than the feed does, or hands out a web page in its place.

    Bad: Content-Type: application/octet-stream for episode.mp3
    Good: Content-Type: audio/mpeg
    """
    for use, _, delivery in _delivered(asked, Way.ENCLOSURE):
        said, wanted = delivery.mime_type, use.mime_type
        if wanted is None or (delivery.size_bytes is None and said is None):
            continue
        if said == _PAGE:
            yield at(use, f"{quoted(use)} is a web page, and no recording; write the URL of the recording itself")
        elif said is None:
            yield at(use, f"the server of {quoted(use)} does not say what it is; make it send Content-Type: {wanted}")
        elif not is_same_type(said, wanted):
            yield at(use, f"the server calls {quoted(use)} {said}; make it send Content-Type: {wanted}, as in the feed")


@check("online-enclosure-length", Severity.WARNING)
def enclosure_length(asked: Asked) -> Iterator[Finding]:
    """A recording at its URL is of another size than the feed says: it is another file, perhaps an older one.

    Bad: bytes: 48 000 000, and the server has 47 912 345
    Good: the recording uploaded anew, or its true bytes:
    """
    for use, _, delivery in _delivered(asked, Way.ENCLOSURE):
        size, wanted = _size(delivery), use.size_bytes
        if size is not None and wanted is not None and size != wanted and delivery.mime_type != _PAGE:
            remedy = "upload it anew" if use.is_ours else f"write bytes: {size}"
            yield at(use, f"the file at {quoted(use)} has {size} bytes, and the feed says {wanted}; {remedy}")


@check("online-ranges", Severity.WARNING, "apple")
def ranges(asked: Asked) -> Iterator[Finding]:
    """A server sends the whole of a file to those who ask for a part: Apple refuses that, and nobody can skip ahead.

    Bad: 200 OK in answer to Range: bytes=0-1
    Good: 206 Partial Content, with Content-Range: bytes 0-1/48000000
    """
    yield from _once_a_host(
        asked,
        lambda delivery: delivery.takes_ranges is False,
        "does not send parts of files (Range: bytes=0-1 asks for one)",
        "let it answer 206 with Content-Range, or move them",
    )


@check("online-head", Severity.WARNING, "apple")
def head(asked: Asked) -> Iterator[Finding]:
    """A server answers HEAD, by which Apple looks at a file first, with an error, or otherwise than it then sends it.

    Bad: 405 Method Not Allowed, or Content-Length: 0
    Good: Content-Type and Content-Length as with GET
    """
    yield from _once_a_host(
        asked,
        lambda delivery: delivery.head_works is False,
        "has no proper answer to HEAD",
        "let it answer as it does to GET, without the body",
    )
    yield from _once_a_host(
        asked, _head_lies, "says something else of files to HEAD than to GET", "let both say the same type and size"
    )


@check("online-picture-type", Severity.WARNING, "apple")
def picture_type(asked: Asked) -> Iterator[Finding]:
    """A server hands out artwork as something else than JPEG or PNG.

    Bad: Content-Type: text/html for cover.jpg
    Good: Content-Type: image/jpeg
    """
    for use, _, delivery in _delivered(asked, Way.PICTURE):
        said = delivery.mime_type
        is_artwork = use.name != "person"
        if said == _PAGE:
            yield at(use, f"{quoted(use)} is a web page, and no picture; write the URL of the picture itself")
        elif said and is_artwork and not any(is_same_type(said, known) for known in _ARTWORK):
            yield at(use, f"the server calls {quoted(use)} {said}; artwork is image/jpeg or image/png")


@check("online-feed", Severity.WARNING)
def feed(asked: Asked) -> Iterator[Finding]:
    """At the URL of the feed is something else, or its server does not call it a feed.

    Bad: Content-Type: text/html for feed.xml
    Good: Content-Type: application/rss+xml; charset=utf-8
    """
    for use, verdict, delivery in _delivered(asked, Way.FEED):
        said = delivery.mime_type or "nothing"
        if verdict.feed is not None and not verdict.feed.is_feed:
            yield at(use, f"{use.name}: there is no feed at {quoted(use)}; put it there, or correct {use.name}")
        elif said not in _FEED_TYPES:
            message = f"{use.name}: the server calls the feed {said}; make it send Content-Type: application/rss+xml"
            yield at(use, message)


def _size(delivery: Delivery) -> int | None:
    return delivery.head_size_bytes if delivery.size_bytes is None else delivery.size_bytes


def _delivered(asked: Asked, way: Way) -> Iterator[tuple[Use, Verdict, Delivery]]:
    """The files of one kind that are there, with how they are handed out."""
    for use, verdict in asked.answered():
        if use.target.way is way and not use.is_in_text and verdict.is_alive and verdict.delivery is not None:
            yield use, verdict, verdict.delivery


def _once_a_host(asked: Asked, is_wrong: Callable[[Delivery], bool], what: str, remedy: str) -> Iterator[Finding]:
    """One finding for each server: it does with all files what it does with one."""
    by_host: dict[str, list[Use]] = {}
    for way in (Way.ENCLOSURE, Way.PICTURE):
        for use, verdict, delivery in _delivered(asked, way):
            if use.name != "person" and is_wrong(delivery):
                by_host.setdefault(verdict.host, []).append(use)
    for host, uses in by_host.items():
        count = len({use.target for use in uses})
        which = quoted(uses[0]) if count == 1 else f"{count} files, {quoted(uses[0])} among them"
        yield at(uses[0], f"{host} {what}: {which}; {remedy}")


def _head_lies(delivery: Delivery) -> bool:
    said = ((delivery.head_mime_type, delivery.mime_type), (delivery.head_size_bytes, delivery.size_bytes))
    return any(before is not None and then is not None and before != then for before, then in said)


FILES: Final[tuple[Check[Asked], ...]] = (
    enclosure_type,
    enclosure_length,
    ranges,
    head,
    picture_type,
    feed,
)
