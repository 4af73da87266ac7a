"""Vorbis comments as one kind of tag: in Ogg, with Vorbis or Opus, and in FLAC."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path
from typing import Any, BinaryIO, Final

from publisher.errors import TagError, UnreadableFile
from publisher.sources.audio_bytes import read_at
from publisher.sources.audio_kind import find_kind
from publisher.tags.comments import Comments, comment, name_of, value_of
from publisher.tags.digest import bytes_digest, digests_of
from publisher.tags.flac_head import FlacHead, digest_flac, read_flac_head, write_flac_head
from publisher.tags.held import Fitted, Held, Options
from publisher.tags.note import note_of, ours_of
from publisher.tags.ogg_head import OggHead, digest_ogg, read_ogg_head, write_ogg_head
from publisher.tags.shown import shown_of
from publisher.tags.vorbis_fields import (
    NOTE,
    block_of,
    comments_of,
    cover_of,
    field_of,
    picture_comment,
    replaced,
    values_in,
)
from publisher.tags.vorbis_fitted import fitted_to_vorbis
from publisher.tags.wanted import Wanted

_FRAMING: Final = b"\x01"  # ends the comments of Vorbis


@dataclass(frozen=True, slots=True, kw_only=True)
class _VorbisFormat:
    """A TagFormat; Ogg and FLAC differ in where comments and pictures stand, and in what is sound."""

    read_head: Callable[[BinaryIO, int], Any]
    write_head: Callable[[BinaryIO, Any, int], None]
    digest_sound: Callable[[BinaryIO, Any], str]
    has_picture_blocks: bool

    def fitted(self, wanted: Wanted, options: Options) -> Fitted:  # noqa: ARG002 - the same for all options
        return fitted_to_vorbis(wanted)

    def held(self, path: Path) -> Held:
        with _opened(path, "rb") as (file, start):
            head: OggHead | FlacHead = self.read_head(file, start)
            in_front = read_at(file, 0, start)
        values = values_in(head.comments.listed, head.pictures)
        return Held(
            digests=digests_of(values),
            shown=shown_of(values),
            values=values,
            foreign=_foreign(head, in_front),
            ours=ours_of(_note(head.comments)),
        )

    def sound_digest(self, path: Path) -> str:
        with _opened(path, "rb") as (file, start):
            return self.digest_sound(file, self.read_head(file, start))

    def write(
        self, path: Path, fitted: Fitted, fields: Collection[str], ours: Mapping[str, str], options: Options
    ) -> None:
        with _opened(path, "r+b") as (file, start):
            head: OggHead | FlacHead = self.read_head(file, start)
            new = {field: comments_of(fitted.wanted, field) for field in fields}
            if ours:
                new["ours"] = [comment(NOTE, note_of(ours, fitted.wanted, _note(head.comments)))]
            pictures = _without_cover(head.pictures) if "artwork" in fields else head.pictures
            if "artwork" in fields and fitted.wanted.artwork:
                if self.has_picture_blocks:
                    pictures = (block_of(fitted.wanted.artwork), *pictures)
                else:
                    new["artwork"] = [picture_comment(fitted.wanted.artwork)]
            listed = replaced(head.comments.listed, {*fields, "ours"}, new)
            changed = head.having(replace(head.comments, listed=listed), pictures)
            self.write_head(file, changed, options.padding_bytes)

    def remove(self, path: Path, fields: Collection[str]) -> None:
        nothing = Fitted(wanted=Wanted(), digests={}, shown={})
        self.write(path, nothing, fields, {}, Options())


def _note(comments: Comments) -> str:
    return next((value_of(one) for one in comments.listed if name_of(one) == NOTE), "")


def _without_cover(pictures: Iterable[bytes]) -> tuple[bytes, ...]:
    return tuple(block for block in pictures if cover_of(block) is None)


@contextmanager
def _opened(path: Path, mode: str) -> Iterator[tuple[BinaryIO, int]]:
    """The file, and where its format begins in it: behind ID3 tags, if there are any."""
    with open(path, mode) as opened:
        file: BinaryIO = opened  # type: ignore[assignment]
        try:
            _, start = find_kind(file, os.fstat(file.fileno()).st_size)
        except UnreadableFile as error:
            raise TagError(str(error)) from error
        yield file, start


def _foreign(head: OggHead | FlacHead, in_front: bytes) -> dict[str, str]:
    """Everything that is no field of the table: names with their digests."""
    found = [(_name_shown(one), one) for one in head.comments.listed if field_of(one) is None]
    found += [("picture", block) for block in head.pictures if cover_of(block) is None]
    found += head.others
    found += [("vendor string", head.comments.vendor), ("ID3 tag in front", in_front)]
    found += [("data behind the comments", head.comments.rest.rstrip(b"\0").removeprefix(_FRAMING))]
    seen: Counter[str] = Counter()
    foreign = {}
    for name, content in filter(itemgetter(1), found):
        seen[name] += 1
        foreign[name if seen[name] == 1 else f"{name} ({seen[name]})"] = bytes_digest(content)
    return foreign


def _name_shown(one: bytes) -> str:
    name, equals, _ = one.partition(b"=")
    return name.decode("ascii", "replace") if equals else "comment without a name"


OGG_FORMAT: Final = _VorbisFormat(
    read_head=read_ogg_head, write_head=write_ogg_head, digest_sound=digest_ogg, has_picture_blocks=False
)
FLAC_FORMAT: Final = _VorbisFormat(
    read_head=read_flac_head, write_head=write_flac_head, digest_sound=digest_flac, has_picture_blocks=True
)
