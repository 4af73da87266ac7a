"""What Vorbis comments can hold of what is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from publisher.model import Cue
from publisher.tags.digest import digests_of
from publisher.tags.held import Fitted
from publisher.tags.lrc import UNIT_MS
from publisher.tags.shown import shown_of
from publisher.tags.vorbis_fields import normal
from publisher.tags.wanted import TagChapter, Wanted
from publisher.text import one_line, without_not_xml

_MOST_CHAPTERS: Final = 1000  # they have three digits
_TOLD_APART: Final = 100


def fitted_to_vorbis(wanted: Wanted) -> Fitted:
    """What of it Vorbis comments can hold: chapters have neither ends nor pictures, and are all listed."""
    losses: list[str] = []
    fitting = replace(
        wanted,
        texts={field: normal(field, without_not_xml(text).strip()) for field, text in wanted.texts.items()},
        lyrics=without_not_xml(wanted.lyrics).strip(),
        cues=tuple(_lines(wanted.cues)),
        chapters=_chapters(wanted.chapters, losses),
    )
    return Fitted(wanted=fitting, digests=digests_of(fitting), shown=shown_of(fitting), losses=tuple(losses))


def _chapters(chapters: Sequence[TagChapter], losses: list[str]) -> tuple[TagChapter, ...]:
    listed = sorted((chapter for chapter in chapters if chapter.toc), key=lambda chapter: chapter.start_ms)
    losses += _losses(chapters, listed)
    return tuple(
        TagChapter(start_ms=one.start_ms, end_ms=0, title=without_not_xml(one.title).strip(), url=one.url or None)
        for one in listed[:_MOST_CHAPTERS]
    )


def _losses(chapters: Sequence[TagChapter], listed: Sequence[TagChapter]) -> Iterator[str]:
    if silent := len(chapters) - len(listed):
        what = "a chapter that is" if silent == 1 else f"{silent} chapters that are"
        yield f"{what} not to be listed (toc: false) cannot be in Vorbis comments, which list them all; left out"
    if pictures := sum(chapter.artwork is not None for chapter in listed):
        what = "the picture of a chapter" if pictures == 1 else f"the pictures of {pictures} chapters"
        yield f"Vorbis comments hold no pictures of chapters; {what} left out"
    if len(listed) > _MOST_CHAPTERS:
        yield f"of {len(listed):,} chapters, Vorbis comments hold the first 1,000; the others are left out"
    elif len(listed) > _TOLD_APART:
        yield f"of {len(listed)} chapters, AntennaPod shows 100 at the most in such a file; all of them are written"


def _lines(cues: Sequence[Cue]) -> Iterator[Cue]:
    """The cues as LRC has them: to the hundredth of a second, with the speaker where another one begins to speak."""
    speaker = None
    for cue in cues:
        start_ms = cue.start_ms - cue.start_ms % UNIT_MS
        said = f"{cue.speaker}: {cue.text}" if cue.speaker and cue.speaker != speaker else cue.text
        speaker = cue.speaker
        yield Cue(start_ms=start_ms, end_ms=start_ms + UNIT_MS, speaker=None, text=one_line(without_not_xml(said)))
