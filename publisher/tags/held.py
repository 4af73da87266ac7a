"""What the tags of a file hold, in the terms of the table; and what each kind of tag can do."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from publisher.tags.wanted import Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What stands in the tags of a file.

    ``digests`` has a digest of the value of every field of the table that is there: that of the same value in
    ``Wanted`` is the same. ``shown`` has the same for people, ``values`` the values themselves. ``foreign`` has a
    digest for everything else in the tags, by a name that tells people what it is. ``ours`` is what this program wrote
    the last time: field to digest; a field whose digest is another one now was changed by somebody else since.
    """

    digests: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    values: Wanted = field(default_factory=Wanted)
    foreign: Mapping[str, str] = field(default_factory=dict)
    ours: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How tags are written."""

    id3_version: int = 3  # of ID3v2: 3 or 4
    padding_bytes: int = 16_384  # at the least, so that the next change need not move the sound


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """What a kind of tag can hold of what is wanted, and a sentence for each thing that it cannot."""

    wanted: Wanted
    digests: Mapping[str, str]  # of every field in it, as ``Held`` will have them
    shown: Mapping[str, str]
    losses: tuple[str, ...] = ()


class TagFormat(Protocol):
    """One kind of file: MP3 and WAV (ID3), MP4, Ogg and FLAC (Vorbis comments).

    ``write`` and ``remove`` change the file in place: callers hand in a copy. All raise TagError, whose message says
    what is wrong with the file, without its name; nothing else that mutagen raises comes through.
    """

    def fitted(self, wanted: Wanted, options: Options) -> Fitted:
        """The nearest to it that this kind of tag can hold."""

    def held(self, path: Path) -> Held:
        """What the file's tags hold."""

    def write(
        self, path: Path, fitted: Fitted, fields: Collection[str], ours: Mapping[str, str], options: Options
    ) -> None:
        """Writes these fields, and ``ours`` as the note of what this program wrote; all else stays as it is."""

    def remove(self, path: Path, fields: Collection[str]) -> None:
        """Takes these fields off, and the note of what this program wrote."""

    def sound_digest(self, path: Path) -> str:
        """A digest of the bytes of the sound, in their order, and of nothing else in the file."""
