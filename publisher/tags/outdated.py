"""Recordings whose tags say no more what their episodes say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from publisher.merge.show import MergedShow
from publisher.model import Place, Problem, Severity
from publisher.sources.audio_kind import Kind
from publisher.tags.formats import FORMATS
from publisher.tags.held import Options
from publisher.tags.wanting import wanted_of

CHECK: Final = "audio-tags-outdated"

_KINDS: Final = {
    "audio/mpeg": Kind.MP3,
    "audio/x-m4a": Kind.MP4,
    "video/mp4": Kind.MP4,
    "audio/ogg": Kind.OGG,
    "audio/opus": Kind.OGG,
    "audio/flac": Kind.FLAC,
    "audio/wav": Kind.WAV,
}
_NOT_LOOKED_AT: Final = frozenset({"artwork", "synced"})  # pictures take long to scale; times are written on request


def outdated(merged: MergedShow, root: Path) -> Iterator[Problem]:
    """A note at every recording that this program has tagged, and that it would tag otherwise now."""
    for episode in merged.episodes if merged.show else ():
        for recording in episode.known.recordings:
            written = recording.tags.written
            if not written or not episode.episode or not merged.show:
                continue
            wanted = wanted_of(merged.show, episode, root, with_pictures=False)
            digests = FORMATS[_KINDS[recording.mime_type]].fitted(wanted, Options()).digests
            has_pictures = any(chapter.image for chapter in episode.chapters)
            left_out = _NOT_LOOKED_AT | ({"chapters"} if has_pictures else set())
            others = [field for field in written.keys() | digests.keys() if written.get(field) != digests.get(field)]
            fields = sorted(set(others) - left_out - wanted.from_tags)
            if fields:
                message = f"its tags are not what the feed says any more ({', '.join(fields)}); run publish tag"
                place = Place(path=recording.path)
                yield Problem(place=place, check=CHECK, severity=Severity.NOTE, message=message)
