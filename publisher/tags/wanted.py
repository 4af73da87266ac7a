"""What the tags of a recording should say of its episode."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from publisher.model import Cue


@dataclass(frozen=True, slots=True, kw_only=True)
class Artwork:
    """A picture as players show it: JPEG or PNG, at most 1,400 pixels a side and 300 kB.

    ``source`` is the digest of the picture that it was made of, where that is another one.
    """

    content: bytes
    mime_type: str
    width_px: int
    height_px: int
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagChapter:
    """A chapter as it stands in a file: its end is the start of the next one, the last one's that of the sound."""

    start_ms: int
    end_ms: int
    title: str
    url: str | None = None
    artwork: Artwork | None = None
    toc: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is known of an episode. A field that is not here stays as it is, unless this program wrote it: then it goes.

    ``texts`` has the other fields of the table, as plain text: ``number`` and ``season`` in digits, ``date`` as
    2026-01-31, ``language`` of ISO 639-2 (``eng``), several guests or keywords with a comma and a space between them,
    ``links`` a line each (label, colon, URL), ``podcast`` as "1".
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    artwork: Artwork | None = None
    chapters: tuple[TagChapter, ...] = ()
    lyrics: str = ""
    cues: tuple[Cue, ...] = ()  # for the synchronised text, where it is asked for
    from_tags: frozenset[str] = frozenset()  # fields whose value the file itself gave: the author typed them there
