"""The ID3 tags of MP3 and WAV.

Frames of other programs are not read and written again, but stay as the bytes that they are; only where the tag changes
its version are they carried over. What this program writes it writes itself, and mutagen reads it back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from publisher.errors import TagError
from publisher.tags.digest import digests_of
from publisher.tags.held import Fitted, Held, Options
from publisher.tags.id3_decoded import Decoded, decode
from publisher.tags.id3_fields import NOTE, NOTE_OWNER, fields_of, note_in, values_of
from publisher.tags.id3_fitted import fit
from publisher.tags.id3_frames import Frames
from publisher.tags.id3_places import InChunk, InFront, Layout, Place, digest_of, numbered
from publisher.tags.id3_raw import RawFrame, RawTag, read_raw, tag_bytes
from publisher.tags.id3_versions import in_version
from publisher.tags.id3_written import frames_of
from publisher.tags.note import note_of, note_without, ours_of
from publisher.tags.resizing import padding_bytes
from publisher.tags.shown import shown_of
from publisher.tags.wanted import Wanted

_OLDEST_WRITTEN: Final = 3  # of ID3v2: nobody writes 2.2 any more


@dataclass(frozen=True, slots=True)
class Id3:
    """Tags of ID3 in one kind of file."""

    place: Place

    def fitted(self, wanted: Wanted, options: Options) -> Fitted:
        """The nearest to it that ID3 can hold."""
        return fit(wanted, options)

    def held(self, path: Path) -> Held:
        """What the file's tag holds, and whatever else is in the file beside its sound."""
        with _opened(path, "rb") as file:
            layout = self.place.layout(file)
            tag = _Tag(read_raw(file, layout.tag_start))
            names = numbered(stretch.name for stretch in layout.others)
            others = {name: digest_of(file, (one,)) for name, one in zip(names, layout.others, strict=True)}
        values = tag.values()
        return Held(
            digests=digests_of(values),
            shown=shown_of(values),
            values=values,
            foreign=tag.foreign() | others,
            ours=ours_of(tag.note),
        )

    def write(
        self, path: Path, fitted: Fitted, fields: Collection[str], ours: Mapping[str, str], options: Options
    ) -> None:
        """Writes these fields in the version that is asked for; all other frames stay, or are carried over to it."""
        with _opened(path, "r+b") as file:
            layout = self.place.layout(file)
            raw = read_raw(file, layout.tag_start)
            version = options.id3_version
            tag = _Tag(RawTag(version=version, frames=in_version(raw, version)))
            kept = tag.without({*fields, NOTE})
            note = _note_frame(note_of(ours, fitted.wanted, tag.note), version)
            # Ours come first: of two comments or pictures, players show the first.
            frames = (*frames_of(fitted.wanted, fields, version, kept), note, *(one.raw for one in kept))
            _put(self.place, file, layout, RawTag(version=version, frames=frames), options.padding_bytes)

    def remove(self, path: Path, fields: Collection[str]) -> None:
        """Takes these fields off; a tag that has nothing left in it goes as a whole."""
        with _opened(path, "r+b") as file:
            layout = self.place.layout(file)
            raw = read_raw(file, layout.tag_start)
            version = max(raw.version, _OLDEST_WRITTEN)
            tag = _Tag(RawTag(version=version, frames=in_version(raw, version)))
            kept = tag.without({*fields, NOTE})
            note = note_without(tag.values(), fields)
            frames = (*([_note_frame(note, version)] if note else []), *(one.raw for one in kept))
            _put(self.place, file, layout, RawTag(version=version, frames=frames), 0)

    def sound_digest(self, path: Path) -> str:
        """The SHA-256 of the sound."""
        with _opened(path, "rb") as file:
            return digest_of(file, self.place.layout(file).sound)


MP3_FORMAT: Final = Id3(InFront())
WAV_FORMAT: Final = Id3(InChunk())


class _Tag:
    """A tag with what its frames say."""

    def __init__(self, raw: RawTag) -> None:
        self._decoded: Sequence[Decoded] = decode(raw)
        self.note = note_in(self._decoded)
        self._fields = fields_of(self._decoded)

    def values(self) -> Wanted:
        """What the fields say."""
        return values_of(self._decoded, self._fields, self.note)

    def foreign(self) -> dict[str, str]:
        """The digest of every frame of other programs; a text frame without any text is none."""
        others = [one for one in self.without(set(self._fields) - {""}) if not one.is_empty]
        names = numbered(one.name for one in others)
        return {name: one.digest for name, one in zip(names, others, strict=True)}

    def without(self, fields: Collection[str]) -> list[Decoded]:
        """The frames that carry none of these fields."""
        return [one for one, field in zip(self._decoded, self._fields, strict=True) if field not in fields]


def _note_frame(note: str, version: int) -> RawFrame:
    return Frames(version).private(NOTE_OWNER, note.encode("ascii"))


def _put(place: Place, file: BinaryIO, layout: Layout, tag: RawTag, least_padding_bytes: int) -> None:
    if not tag.frames:
        place.put(file, layout, b"")
        return
    needed_bytes = len(tag_bytes(tag.version, tag.frames))
    padding = padding_bytes(needed_bytes, layout.room_bytes, least_padding_bytes)
    place.put(file, layout, tag_bytes(tag.version, tag.frames, padding))


@contextmanager
def _opened(path: Path, mode: str) -> Iterator[BinaryIO]:
    """The file, open; what the system refuses is a TagError with that as its cause."""
    try:
        with path.open(mode) as file:
            yield file  # type: ignore[misc]  # both modes are of bytes
    except OSError as error:
        raise TagError(f"cannot be read or written: {error.strerror or type(error).__name__}") from error
