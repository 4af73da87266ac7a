"""The tags of MP4 files (M4A, M4B, MP4): the items of iTunes, and chapters of both kinds.

They are written without mutagen: it writes no chapters here, gives items another form than they had, and moves the
sound by the tables of one fragment at the most.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from publisher.errors import TagError
from publisher.sources.audio_bytes import read_at
from publisher.tags.digest import bytes_digest, digests_of
from publisher.tags.held import Fitted, Held, Options
from publisher.tags.mp4_boxes import Box, content_of, find, parent, with_box, with_children
from publisher.tags.mp4_chapters import NewChapters, chapter_losses, fitted_chapters, held_chapters, with_chapters
from publisher.tags.mp4_fields import (
    fitted_texts,
    held_fields,
    note_in,
    text_losses,
    with_field,
    with_note,
)
from publisher.tags.mp4_file import FREE, read_movie
from publisher.tags.mp4_foreign import ITEMS, foreign_parts, items_in
from publisher.tags.mp4_rewrite import rewrite
from publisher.tags.mp4_samples import PLAYED, STBL, Span, chunk_spans, handler
from publisher.tags.note import note_of, ours_of
from publisher.tags.shown import shown_of
from publisher.tags.wanted import Wanted
from publisher.text import without_not_xml

_UNREADABLE: Final = (struct.error, ValueError, IndexError, OverflowError)  # of tables that say what is not there
_META: Final = (b"udta", b"meta")
_HANDLER: Final = Box(kind=b"hdlr", content=bytes(8) + b"mdirappl" + bytes(9))
_OF_ITEMS: Final = b"mdir"
_BLOCK_BYTES: Final = 1 << 20
_OTHER_TAGS: Final = "has other tags than those of iTunes in their place; run: ffmpeg -i IN.m4a -c copy OUT.m4a"


@dataclass(frozen=True, slots=True)
class _Mp4Format:
    """A TagFormat."""

    def fitted(self, wanted: Wanted, options: Options) -> Fitted:  # noqa: ARG002 - the same for all options
        fitting = replace(
            wanted,
            texts=fitted_texts(wanted.texts),
            lyrics=without_not_xml(wanted.lyrics).strip(),
            chapters=fitted_chapters(wanted.chapters),
            cues=(),
        )
        losses = (*text_losses(wanted.texts), *chapter_losses(wanted.chapters), *_cue_losses(wanted))
        return Fitted(wanted=fitting, digests=digests_of(fitting), shown=shown_of(fitting), losses=losses)

    def held(self, path: Path) -> Held:
        with path.open("rb") as file, _refusals():
            movie = read_movie(file)
            items = items_in(movie.moov)
            chapters = held_chapters(file, movie)
            foreign = {name: bytes_digest(content) for name, content in foreign_parts(file, movie).items()}
        fields = replace(held_fields(items), chapters=chapters.chapters)
        digests = digests_of(fields) | ({"chapters": chapters.digest} if chapters.digest else {})
        ours = ours_of(note_in(items))
        return Held(digests=digests, shown=shown_of(fields), values=fields, foreign=foreign, ours=ours)

    def write(
        self, path: Path, fitted: Fitted, fields: Collection[str], ours: Mapping[str, str], options: Options
    ) -> None:
        with path.open("r+b") as file, _refusals():
            movie = read_movie(file)
            chapters = with_chapters(movie, fitted.wanted.chapters) if "chapters" in fields else None
            items: Sequence[Box] = items_in(movie.moov)
            note = note_of(ours, fitted.wanted, note_in(items)) if ours else ""
            for field in sorted(fields):
                items = with_field(items, field, fitted.wanted)
            moov = _with_items(chapters.moov if chapters else movie.moov, with_note(items, note))
            new = chapters or NewChapters(moov=moov)
            rewrite(file, movie, moov, new.text, new.dead, options.padding_bytes)

    def remove(self, path: Path, fields: Collection[str]) -> None:
        nothing = Fitted(wanted=Wanted(), digests={}, shown={})
        self.write(path, nothing, fields, {}, Options())

    def sound_digest(self, path: Path) -> str:
        """Of the samples of its sound and its moving pictures, wherever they lie in the file."""
        digest = sha256()
        with path.open("rb") as file, _refusals():
            movie = read_movie(file)
            for track in movie.tracks:
                if handler(track) in PLAYED:
                    digest.update(content_of(track, *STBL, b"stsz"))
                    for block in _blocks(file, chunk_spans(track), movie.size_bytes):
                        digest.update(block)
        return digest.hexdigest()


def _cue_losses(wanted: Wanted) -> Iterator[str]:
    if wanted.cues:
        yield "the transcript is written without its times: MP4 has no place for them"


def _blocks(file: BinaryIO, spans: Iterable[Span], size_bytes: int) -> Iterator[bytes]:
    for span in _joined(spans):
        if span.end > size_bytes:
            raise TagError("is cut off: some of its sound is not there; copy or export it again")
        for start in range(span.start, span.end, _BLOCK_BYTES):
            yield read_at(file, start, min(_BLOCK_BYTES, span.end - start))


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """The same with one for those that follow on one another."""
    before = Span(start=0, end=0)
    for span in spans:
        if span.start != before.end:
            yield before
            before = span
        else:
            before = replace(before, end=span.end)
    yield before


def _with_items(moov: Box, items: Sequence[Box]) -> Box:
    """The index with these items; its own free space is dropped: there is some behind it."""
    meta = find(moov, *_META) or Box(kind=b"meta", content=bytes(4), children=(_HANDLER,))
    kind = content_of(meta, b"hdlr")[8:12]
    if items and kind not in {b"", _OF_ITEMS}:
        raise TagError(_OTHER_TAGS)
    meta = with_children(meta, (child for child in meta.children or () if child.kind not in FREE))
    ilst = parent(b"ilst", *items) if items else None
    meta = with_box(meta, ITEMS[-1:], ilst)
    is_empty = not items and kind in {b"", _OF_ITEMS} and len(meta.children or ()) <= 1
    moov = with_box(moov, _META, None if is_empty else meta)
    udta = find(moov, b"udta")
    return with_box(moov, (b"udta",), None) if udta and not udta.children else moov


@contextmanager
def _refusals() -> Iterator[None]:
    """What damaged tables bring out becomes a TagError."""
    try:
        yield
    except _UNREADABLE as error:
        raise TagError(f"has an index that cannot be read ({type(error).__name__}); export it again") from error


MP4_FORMAT: Final = _Mp4Format()
