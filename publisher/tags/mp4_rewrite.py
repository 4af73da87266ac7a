"""An MP4 file with another index, and other chapters, of which no byte of sound is lost.

An index before the sound stays there, with free space behind it: as long as that is enough, nothing is moved. Where it
is not, the sound is moved, and all tracks are told. An index at the end of the file stays there. The samples of the
chapters are a part of their own, behind the sound.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import BinaryIO, Final

from publisher.errors import TagError
from publisher.sources.audio_bytes import read_at
from publisher.tags.mp4_boxes import HEADER_BYTES, Box, find, header, render, with_children
from publisher.tags.mp4_file import FREE, Movie, Part, tracks_of
from publisher.tags.mp4_samples import STBL, chunk_positions, moved
from publisher.tags.mp4_track import TextTrack

_BLOCK_BYTES: Final = 1 << 20
_MOST_BEHIND_BYTES: Final = 1 << 24
# The index grows with its tables, which are wider for what lies behind 4 GiB: that happens twice at the most.
_MOST_ROUNDS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """What is to be written: the index without the track of chapters, and that; ``dead`` are parts to be dropped."""

    movie: Movie
    moov: Box
    text: TextTrack | None
    dead: Collection[Part]
    padding_bytes: int

    @property
    def data(self) -> bytes:
        """The part for the samples of the chapters."""
        return header(b"mdat", len(self.text.data)) + self.text.data if self.text else b""

    def index(self, data_at: int, start: int = 0, by_bytes: int = 0) -> bytes:
        """The index, if that part is there, and all from ``start`` on was moved."""
        moov = moved(self.moov, start, by_bytes)
        if self.text:
            tracks = self.text.box(data_at + HEADER_BYTES)
            last = max(number for number, child in enumerate(moov.children or ()) if child.kind == b"trak")
            children = list(moov.children or ())
            moov = with_children(moov, [*children[: last + 1], tracks, *children[last + 1 :]])
        return render(moov)


def rewrite(
    file: BinaryIO, movie: Movie, moov: Box, text: TextTrack | None, dead: Collection[Part], padding_bytes: int
) -> None:
    """Give the file this index, and this track of chapters in addition. Raises TagError."""
    change = _Change(movie=movie, moov=moov, text=text, dead=dead, padding_bytes=padding_bytes)
    behind_bytes = movie.size_bytes - movie.parts[-1].end
    if behind_bytes > _MOST_BEHIND_BYTES:
        raise TagError(f"has {behind_bytes:,} bytes behind its end that are no MP4; export it again")
    behind = read_at(file, movie.parts[-1].end, behind_bytes)
    if all(part in dead or part.kind in FREE for part in movie.parts[movie.index + 1 :]):
        _at_the_end(file, change, behind)
    else:
        _before_the_sound(file, change, behind)


def _at_the_end(file: BinaryIO, change: _Change, behind: bytes) -> None:
    movie = change.movie
    first = movie.index
    while first and movie.parts[first - 1] in change.dead:
        first -= 1
    start = movie.parts[first].start
    if _has_sound(change.moov, start, movie.size_bytes):
        raise TagError("has sound in what it says is free space; export it again")
    index = change.index(start)
    file.seek(start)
    file.write(change.data + index + behind)
    file.truncate()


def _before_the_sound(file: BinaryIO, change: _Change, behind: bytes) -> None:
    movie = change.movie
    start = movie.parts[movie.index].start
    room_end = _end_of_room(change)
    end = max(part.end for part in movie.parts if part not in change.dead)
    index, by_bytes = _fitting(change, start, room_end, end)
    _state_size(file, next(part for part in movie.parts if part.end == end))
    for part in change.dead:
        if part.end < end:
            _write_at(file, part.start + 4, b"free")
    file.truncate(end)
    _move(file, room_end, end, by_bytes)
    spare_bytes = room_end + by_bytes - start - len(index)
    free = header(b"free", spare_bytes - HEADER_BYTES) + bytes(spare_bytes - HEADER_BYTES) if spare_bytes else b""
    _write_at(file, start, index + free)
    _write_at(file, end + by_bytes, change.data + behind)


def _end_of_room(change: _Change) -> int:
    """Where the free space behind the index ends."""
    movie = change.movie
    end = movie.parts[movie.index].end
    for part in movie.parts[movie.index + 1 :]:
        is_free = part.kind in FREE or part in change.dead
        if not is_free or _has_sound(change.moov, part.start, part.end):
            break
        end = part.end
    return end


def _fitting(change: _Change, start: int, room_end: int, end: int) -> tuple[bytes, int]:
    """The index, and by how many bytes all behind its room has to be moved for it."""
    by_bytes = 0
    for _ in range(_MOST_ROUNDS):
        index = change.index(end + by_bytes, room_end, by_bytes)
        spare_bytes = room_end + by_bytes - start - len(index)
        if spare_bytes == 0 or spare_bytes >= HEADER_BYTES:
            _refuse_other_positions(change.moov, by_bytes)
            return index, by_bytes
        by_bytes += HEADER_BYTES + change.padding_bytes - spare_bytes
    raise TagError("has an index that cannot be made to fit; export it again")


def _refuse_other_positions(moov: Box, by_bytes: int) -> None:
    """Some boxes that players seldom read name places in the file, too."""
    found = [find(track, *STBL, b"saio") for track in tracks_of(moov)]
    found += [find(moov, *path, b"meta", b"iloc") for path in ((), (b"udta",))]
    kind = next((box.kind.decode() for box in found if box), None)
    if by_bytes and kind:
        raise TagError(f"has boxes ({kind}) that would be wrong if its sound were moved; export it again")


def _has_sound(moov: Box, start: int, end: int) -> bool:
    return any(start <= position < end for track in tracks_of(moov) for position in chunk_positions(track))


def _state_size(file: BinaryIO, part: Part) -> None:
    """Say how large a part is that says that it goes on to the end of the file."""
    if read_at(file, part.start, 4) != bytes(4):
        return
    size_bytes = part.end - part.start
    if size_bytes >= 1 << 32:
        raise TagError("has sound of more than 4 GiB in a part that does not say its size; export it again")
    _write_at(file, part.start, size_bytes.to_bytes(4, "big"))


def _move(file: BinaryIO, start: int, end: int, by_bytes: int) -> None:
    """Move what is between two positions further on."""
    position = end
    while by_bytes and position > start:
        block_bytes = min(_BLOCK_BYTES, position - start)
        position -= block_bytes
        _write_at(file, position + by_bytes, read_at(file, position, block_bytes))


def _write_at(file: BinaryIO, position: int, content: bytes) -> None:
    file.seek(position)
    file.write(content)
