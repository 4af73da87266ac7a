"""Recordings as sources of a show: without what this program itself wrote into them.

That was made from the episode file, which may say something else by now; what other programs or the author wrote since
is what they say, whatever the note says of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from publisher.errors import TagError
from publisher.sources.audio_file import AudioFile, read_audio
from publisher.sources.audio_kind import find_kind
from publisher.sources.folder import Read, open_inside, resolve_inside
from publisher.tags.formats import FORMATS
from publisher.tags.held import Held
from publisher.text import one_line

# Field of the table -> where AudioTags has it.
_TAGS: Final = {
    "title": "title",
    "author": "artist",
    "show": "album",
    "date": "date",
    "season": "season",
    "number": "number",
    "genre": "genre",
    "lyrics": "lyrics",
}
_BESIDE: Final[Mapping[str, tuple[str, Any]]] = {"artwork": ("picture", None), "chapters": ("chapters", ())}
_DESCRIPTIONS: Final = ("notes", "description")  # AudioTags has one of them


def read_recording(root: Path, path: str) -> Read[AudioFile]:
    """A recording of the show folder, measured, with what others than this program say in its tags."""
    reading = read_audio(root, path)
    if reading.value is None or not reading.value.tags.is_noted:
        return reading
    try:
        held = _held(root, path, reading.value.size_bytes)
    except TagError:  # who wrote what cannot be told
        return reading
    return replace(reading, value=_without_ours(reading.value, held))


def _held(root: Path, path: str, size_bytes: int) -> Held:
    with open_inside(root, path) as file:
        kind, _ = find_kind(file, size_bytes)
    return FORMATS[kind].held(resolve_inside(root, path))


def _without_ours(audio: AudioFile, held: Held) -> AudioFile:
    ours = {field for field, digest in held.ours.items() if held.digests.get(field) == digest}
    beside = dict(_BESIDE[field] for field in ours & _BESIDE.keys())
    tags: dict[str, Any] = {_TAGS[field]: None for field in ours & _TAGS.keys()}
    described = {one_line(held.values.texts.get(field, "")) for field in ours & set(_DESCRIPTIONS)}
    if audio.tags.description and one_line(audio.tags.description) in described:
        tags["description"] = _description(held.values.texts, ours)
    written = {field: held.ours[field] for field in ours}
    left_out = frozenset({*tags, *beside})
    return replace(audio, **beside, tags=replace(audio.tags, **tags, ours=left_out, written=written))


def _description(texts: Mapping[str, str], ours: set[str]) -> str | None:
    """The one that is of somebody else, if there is one."""
    return next((texts[field] for field in _DESCRIPTIONS if field in texts and field not in ours), None)
