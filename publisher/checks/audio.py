"""Checks of the recordings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from publisher.checks.episodes import repeated
from publisher.directories import ENCLOSURE_TYPES
from publisher.model import Place, Problem, Severity, Show

# Formats that a recording elsewhere may have too.
_TAKEN_BY_APPLE: Final = {*ENCLOSURE_TYPES, "video/x-m4v", "video/quicktime"}


def one_recording_each(show: Show) -> Iterator[Problem]:
    """Apple ignores the second item with an enclosure URL.

    Bad: audio: talk.mp3 in two episodes. Good: a recording each.
    """
    yield from repeated(
        show,
        "audio",
        lambda episode: episode.audio.url,
        "audio-repeated",
        lambda _, other: f"its recording is that of {other.place} too; name another one with audio:",
    )


def enclosure_type(show: Show) -> Iterator[Problem]:
    """Apple and Spotify take MP3 and AAC; anything else is offered beside them, not instead.

    Bad: only talk.opus. Good: talk.mp3 and talk.opus.
    """
    for episode in show.episodes:
        if episode.audio.mime_type not in _TAKEN_BY_APPLE:
            place = Place(path=episode.audio.path) if episode.audio.path else episode.place
            message = (
                f"Apple and Spotify do not take {episode.audio.mime_type}; put an MP3 or M4A of this name beside it"
            )
            yield Problem(place=place, check="audio-type", severity=Severity.WARNING, message=message)


def known_duration(show: Show) -> Iterator[Problem]:
    """Apps show the length of an episode before they load it.

    Bad: a recording elsewhere, and no duration:. Good: duration: 1:02:03.
    """
    for episode in show.episodes:
        if episode.audio.duration_ms is None:
            message = "nobody says how long it is; write duration: 1:02:03"
            yield Problem(place=episode.place, check="duration-missing", severity=Severity.WARNING, message=message)
