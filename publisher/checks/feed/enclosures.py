"""Recordings in a feed: their address, size and type (podcasters.apple.com/support/823 and 893, PSP-1, Spotify)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.feed.document import Element, Feed
from publisher.checks.feed.rows import ERROR, WARNING, quoted
from publisher.checks.feed.shapes import duration_s, is_positive
from publisher.checks.feed.urls import suffix

# The suffix, the type that Apple has for it, and other types for the same files.
_TYPES: Final = {
    ".mp3": ("audio/mpeg", ("audio/mp3", "audio/x-mp3", "audio/mpeg3", "audio/x-mpeg", "audio/mpg")),
    ".m4a": ("audio/x-m4a", ("audio/m4a", "audio/mp4", "audio/aac", "audio/x-aac", "audio/mp4a-latm")),
    ".mp4": ("video/mp4", ()),
    ".m4v": ("video/x-m4v", ("video/m4v",)),
    ".mov": ("video/quicktime", ()),
    ".pdf": ("application/pdf", ()),
}
_TAKEN: Final = {mime_type: name for name, (mime_type, _) in _TYPES.items()}
_OTHERWISE: Final = {other: mime_type for mime_type, others in _TYPES.values() for other in others}
_SAME_FILE: Final = {".mp4": {".m4a", ".m4v"}, ".m4a": {".mp4", ".aac"}, ".m4v": {".mp4"}}
_PSP1: Final = {"audio/x-m4a": "audio/m4a", "video/x-m4v": "video/m4v"}
_OTHER_FORMATS: Final = (".opus", ".ogg", ".oga", ".flac", ".wav", ".wma", ".webm")
_SPOTIFY_BYTES: Final = 200_000_000


@check("feed-enclosure-url", ERROR, "apple", "spotify", "psp1")
def urls(feed: Feed) -> Iterator[Finding]:
    """A recording without an address.

    Bad: <enclosure length="24986" type="audio/mpeg"/>
    Good: <enclosure url="https://example.com/1.mp3" length="24986" type="audio/mpeg"/>
    """
    for enclosure in feed.every("enclosure"):
        if not enclosure.get("url"):
            message = 'Apple, Spotify and PSP-1 require the address of the recording; write url="https://…"'
            yield feed.finding(enclosure, message, field="url")


@check("feed-enclosure-length", ERROR, "apple", "psp1")
def lengths(feed: Feed) -> Iterator[Finding]:
    """A recording without its size in bytes.

    Bad: <enclosure url="https://example.com/1.mp3" length="0" type="audio/mpeg"/>
    Good: <enclosure url="https://example.com/1.mp3" length="24986" type="audio/mpeg"/>
    """
    for enclosure in feed.every("enclosure"):
        length = enclosure.get("length")
        if not is_positive(length):
            said = f", not {quoted(length)}" if length else ""
            message = f'Apple and PSP-1 require its size in bytes as length{said}; write that, like length="24986"'
            yield feed.finding(enclosure, message, field="length", about=length)


@check("feed-enclosure-length-time", WARNING, "apple", "psp1")
def lengths_that_are_times(feed: Feed) -> Iterator[Finding]:
    """A recording whose size is how long it plays.

    Bad: length="1801" beside <itunes:duration>1801</itunes:duration>
    Good: length="28816000", the size of the file in bytes
    """
    for item in feed.items:
        seconds = duration_s(item.value_of("itunes:duration"))
        for enclosure in item.each("enclosure"):
            length = enclosure.get("length")
            if seconds and is_positive(length) and int(length) in {seconds, seconds * 1000}:
                message = f"Apple and PSP-1 ask for bytes as length, and {length} is how long it plays; write its size"
                yield feed.finding(enclosure, message, field="length", about=length)


@check("audio-type", WARNING, "apple", "spotify", "psp1")
def formats(feed: Feed) -> Iterator[Finding]:
    """Directories take MP3 and AAC; anything else is offered beside them, not instead.

    Bad: <enclosure type="audio/ogg" …/>
    Good: <enclosure type="audio/mpeg" …/>, and the other one in <podcast:alternateEnclosure>
    """
    for enclosure in feed.every("enclosure"):
        mime_type, written = _type(enclosure), suffix(enclosure.get("url"))
        kind = mime_type if mime_type not in {*_TAKEN, *_OTHERWISE} else ""
        kind = written if not mime_type and written in _OTHER_FORMATS else kind
        if kind:
            others = "and this in <podcast:alternateEnclosure>"
            message = f"Apple, Spotify and PSP-1 do not take {kind}; offer an MP3, {others}"
            yield feed.finding(enclosure, message, field="type", about=enclosure.get("type"))


@check("feed-enclosure-type-missing", ERROR, "apple", "psp1")
def types_missing(feed: Feed) -> Iterator[Finding]:
    """A recording without a type.

    Bad: <enclosure url="https://example.com/1.mp3" length="24986"/>
    Good: <enclosure url="https://example.com/1.mp3" length="24986" type="audio/mpeg"/>
    """
    for enclosure in feed.every("enclosure"):
        if not _type(enclosure):
            known, _ = _TYPES.get(suffix(enclosure.get("url")), ("audio/mpeg", ()))
            message = f'Apple and PSP-1 require the type of the recording; write type="{known}" if it is that'
            yield feed.finding(enclosure, message, field="type")


@check("feed-enclosure-type", WARNING, "apple")
def types(feed: Feed) -> Iterator[Finding]:
    """A recording whose type Apple writes in another way.

    Bad: <enclosure type="audio/mp3" …/>
    Good: <enclosure type="audio/mpeg" …/>
    """
    for enclosure in feed.every("enclosure"):
        right = _OTHERWISE.get(_type(enclosure))
        if right:
            message = f'Apple asks for type="{right}", not {quoted(enclosure.get("type"))}; write it'
            yield feed.finding(enclosure, message, field="type", about=enclosure.get("type"))


@check("feed-enclosure-type-psp1", WARNING, "psp1")
def types_of_psp1(feed: Feed) -> Iterator[Finding]:
    """A type that PSP-1 writes in another way; Apple does not, so that this is asked only where Apple's rules are not.

    Bad: <enclosure type="audio/x-m4a" …/>
    Good: <enclosure type="audio/m4a" …/>
    """
    for enclosure in feed.every("enclosure"):
        mime_type = _type(enclosure)
        apples = _OTHERWISE.get(mime_type, mime_type)
        right = _PSP1.get(apples, apples)
        if right != mime_type:
            message = f'PSP-1 asks for type="{right}", not {quoted(enclosure.get("type"))}; write it'
            yield feed.finding(enclosure, message, field="type", about=enclosure.get("type"))


@check("feed-enclosure-suffix", WARNING, "apple")
def suffixes(feed: Feed) -> Iterator[Finding]:
    """A recording whose address does not end like a file of its type: Apple goes by the suffix.

    Bad: <enclosure url="https://example.com/play/7" type="audio/mpeg" …/>
    Good: <enclosure url="https://example.com/play/7.mp3" type="audio/mpeg" …/>
    """
    for enclosure in feed.every("enclosure"):
        mime_type = _type(enclosure)
        right = _TAKEN.get(_OTHERWISE.get(mime_type, mime_type))
        url = enclosure.get("url")
        written = suffix(url)
        if right and url and written != right and written not in _SAME_FILE.get(right, ()):
            message = f"Apple goes by the suffix, which must be {right} for {mime_type}, not as in {quoted(url)}"
            yield feed.finding(enclosure, message, field="url", about=url)


@check("audio-repeated", ERROR, "apple")
def one_recording_each(feed: Feed) -> Iterator[Finding]:
    """Apple ignores the second item with an enclosure URL.

    Bad: one <enclosure url="https://example.com/1.mp3" …/> in two items
    Good: a recording each
    """
    first: dict[str, Element] = {}
    for enclosure in feed.every("enclosure"):
        url = enclosure.get("url")
        if url and first.setdefault(url, enclosure) is not enclosure and enclosure.parent == "item":
            message = f"Apple ignores it, because its recording is that of {feed.at(first[url])} too; name another one"
            yield feed.finding(enclosure, message, field="url", about=url)


@check("audio-size", WARNING, "spotify")
def large(feed: Feed) -> Iterator[Finding]:
    """A recording of more than 200 MB, which Spotify is said not to take.

    Bad: three hours at 320 kbit/s
    Good: three hours at 128 kbit/s
    """
    for enclosure in feed.every("enclosure"):
        length = enclosure.get("length")
        if _type(enclosure).startswith("audio/") and is_positive(length) and int(length) > _SPOTIFY_BYTES:
            megabytes = int(length) // 1_000_000
            message = (
                f"Spotify takes recordings of up to 200 MB, and this has {megabytes}; export it at a lower bit rate"
            )
            yield feed.finding(enclosure, message, field="length", about=length)


def _type(enclosure: Element) -> str:
    return enclosure.get("type").partition(";")[0].strip().casefold()


CHECKS: Final[tuple[Check[Feed], ...]] = (
    urls,
    lengths,
    lengths_that_are_times,
    formats,
    types_missing,
    types,
    types_of_psp1,
    suffixes,
    one_recording_each,
    large,
)
