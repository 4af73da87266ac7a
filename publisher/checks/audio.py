"""Checks of the recordings."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from publisher.checks.check import Finding, check
from publisher.checks.episodes import repeated
from publisher.directories import ENCLOSURE_TYPES
from publisher.model import Place, Severity, Show

# Formats that a recording elsewhere may have too.
_TAKEN_BY_APPLE: Final = {*ENCLOSURE_TYPES, "video/x-m4v", "video/quicktime"}


@check("audio-repeated", Severity.ERROR, fixed=True)
def one_recording_each(show: Show) -> Iterator[Finding]:
    """Apple ignores the second item with an enclosure URL.

    Bad: audio: talk.mp3 in two episodes
    Good: a recording each
    """
    yield from repeated(
        show,
        "audio",
        lambda episode: episode.audio.url,
        lambda _, other: f"its recording is that of {other.place} too; name another one with audio:",
    )


@check("audio-name", Severity.WARNING)
def composed_name(show: Show) -> Iterator[Finding]:
    """The name of a recording has accents apart from their letters (NFD), and the feed names it composed (NFC).

    Servers that tell the two apart have nothing under the name that the feed gives. Old Macs write names so.

    Bad: a name with e and U+0301 for é
    Good: the same name with é in one character
    """
    for episode in show.episodes:
        path = episode.audio.path
        if path and not unicodedata.is_normalized("NFC", path):
            message = "accents stand apart from their letters in this name, and the feed has them composed; rename it"
            yield Finding(place=Place(path=path), message=message)


@check("audio-type", Severity.WARNING, "apple", "spotify")
def enclosure_type(show: Show) -> Iterator[Finding]:
    """Apple and Spotify take MP3 and AAC; anything else is offered beside them, not instead.

    Bad: only talk.opus
    Good: talk.mp3 and talk.opus
    """
    for episode in show.episodes:
        if episode.audio.mime_type not in _TAKEN_BY_APPLE:
            place = Place(path=episode.audio.path) if episode.audio.path else episode.place
            message = (
                f"Apple and Spotify do not take {episode.audio.mime_type}; put an MP3 or M4A of this name beside it"
            )
            yield Finding(place=place, message=message)


@check("duration-missing", Severity.WARNING, "apple", "psp1")
def known_duration(show: Show) -> Iterator[Finding]:
    """Apps show the length of an episode before they load it.

    Bad: a recording elsewhere, and no duration:
    Good: duration: 1:02:03
    """
    for episode in show.episodes:
        if episode.audio.duration_ms is None:
            message = "nobody says how long it is; write duration: 1:02:03"
            yield Finding(place=episode.place, message=message)
