"""What stands in an MP4 file beside its sound and the fields of the table, and must be there afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from publisher.sources.audio_bytes import read_at
from publisher.tags.mp4_boxes import Box, find, render, with_box, with_children
from publisher.tags.mp4_chapters import chapter_tracks
from publisher.tags.mp4_fields import foreign_items
from publisher.tags.mp4_file import FREE, Movie
from publisher.tags.mp4_samples import STBL, handler, track_id

ITEMS: Final = (b"udta", b"meta", b"ilst")
_WRITTEN: Final = FREE | {b"chpl", b"ilst", b"hdlr", b"meta", b"udta", b"mvhd", b"trak"}
_NOT_TAGS: Final = FREE | {b"moov", b"mdat", b"wide"}
_POSITIONS: Final = frozenset({b"stco", b"co64"})


def foreign_parts(file: BinaryIO, movie: Movie) -> dict[str, bytes]:
    """The bytes of all that, by a name that says what it is."""
    moov = movie.moov
    named = [
        *_items(moov),
        *_others(moov, "moov"),
        *_others(find(moov, b"udta"), "udta"),
        *_others(find(moov, b"udta", b"meta"), "meta"),
        *_tracks(movie),
    ]
    others = (part for part in movie.parts if part.kind not in _NOT_TAGS)
    named.extend((f"box {_name(part.kind)}", read_at(file, part.start, part.end - part.start)) for part in others)
    return dict(_numbered(named))


def _items(moov: Box) -> Iterator[tuple[str, bytes]]:
    for key, content in foreign_items(items_in(moov)):
        yield key if key.isprintable() else _name(key.encode("utf-8")), content


def items_in(moov: Box) -> tuple[Box, ...]:
    """The items of iTunes in an index."""
    ilst = find(moov, *ITEMS)
    return ilst.children or () if ilst else ()


def _others(box: Box | None, inside: str) -> Iterator[tuple[str, bytes]]:
    for child in (box.children or ()) if box else ():
        if child.kind not in _WRITTEN or (child.kind == b"meta" and inside != "udta"):
            yield f"{inside} {_name(child.kind)}", render(child)


def _tracks(movie: Movie) -> Iterator[tuple[str, bytes]]:
    """The tracks, whatever they name as their chapters and wherever they lie."""
    chapters = chapter_tracks(movie.moov)
    for track in movie.tracks:
        if track not in chapters:
            yield f"track {track_id(track)} ({_name(handler(track))})", render(_without_places(track))


def _without_places(track: Box) -> Box:
    stbl = find(track, *STBL)
    if stbl:
        tables = (child for child in stbl.children or () if child.kind not in _POSITIONS)
        track = with_box(track, STBL, with_children(stbl, tables))
    tref = find(track, b"tref")
    others = tuple(child for child in tref.children or () if child.kind != b"chap") if tref else ()
    return with_box(track, (b"tref",), with_children(tref, others) if tref and others else None)


def _numbered(named: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    counts: dict[str, int] = {}
    for name, content in named:
        counts[name] = counts.get(name, 0) + 1
        yield name if counts[name] == 1 else f"{name} ({counts[name]})", content


def _name(kind: bytes) -> str:
    """The kind for people: some programs have a number there.

    >>> _name(bytes.fromhex("a978797a")), _name(bytes(4))
    ('©xyz', '0x00000000')
    """
    name = kind.decode("latin-1")
    return name if name.isprintable() else f"0x{kind.hex()}"
