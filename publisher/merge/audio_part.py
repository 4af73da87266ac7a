"""The recording of an episode: which one is the enclosure, and which are other forms of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from publisher.layout import LEDGER_FILE
from publisher.merge.known import Known, Part
from publisher.model import AlternateEnclosure, Audio, Found, Place, Problem, Severity, Source
from publisher.sources.audio_file import AudioFile


def audio(known: Known) -> Part:
    """The enclosure: the recording that most directories take; or one elsewhere, which the file or the ledger names."""
    if known.recordings:
        recording = known.recordings[0]
        enclosure = Audio(
            url=known.around.audio_url(recording.path),
            size_bytes=recording.size_bytes,
            duration_ms=known.value("duration_ms"),
            mime_type=recording.mime_type,
            path=recording.path,
        )
        return Part(values={"audio": enclosure}, origins={"audio": (origin_of(recording, known),)})
    named = known.file.values.get("audio")
    if named and named.value.url:
        return _elsewhere(named.value, known, replace(named, value=named.value.url))
    old = known.entry.enclosure if known.entry else None
    if old and old.elsewhere and not named and not known.audio_reported:
        place = Place(path=LEDGER_FILE, line=known.entry.line if known.entry else 0)
        return _elsewhere(old, known, Found(value=old.url, source=Source.LEDGER, place=place))
    if known.audio_reported or "audio" in known.file.broken or known.is_kept_out:
        return Part()
    message = f"no recording yet, so it is left out; put one into audio/, named {known.file.stem}.mp3"
    problem = Problem(place=known.place, check="audio-missing", severity=Severity.WARNING, message=message)
    return Part(problems=(problem,))


def other_formats(known: Known) -> Iterator[AlternateEnclosure]:
    """The recordings beside the one for the enclosure."""
    for recording in known.recordings[1:]:
        yield AlternateEnclosure(
            url=known.around.audio_url(recording.path),
            mime_type=recording.mime_type,
            size_bytes=recording.size_bytes,
        )


def origin_of(recording: AudioFile, known: Known) -> Found[str]:
    """Where it comes from that this recording is the episode's."""
    note = f"{recording.mime_type}, {recording.size_bytes} bytes"
    named = known.file.values.get("audio")
    if named and named.value.path and recording.path.endswith(named.value.path):
        return replace(named, value=recording.path, note=note)
    return Found(value=recording.path, source=Source.MEASURED, place=Place(path=recording.path), note=note)


def _elsewhere(recording: Any, known: Known, origin: Found[str]) -> Part:
    """An enclosure on another server; ``recording`` has its URL, bytes and type."""
    enclosure = Audio(
        url=recording.url,
        size_bytes=recording.size_bytes,
        duration_ms=known.value("duration_ms"),
        mime_type=recording.mime_type,
    )
    return Part(values={"audio": enclosure}, origins={"audio": (origin,)})
