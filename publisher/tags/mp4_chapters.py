"""The chapters of an MP4 file, in both of the kinds that players read: Nero's list and a track of text."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO, Final

from publisher.clock import format_time
from publisher.tags.digest import canonical, chapters_digest, text_digest
from publisher.tags.mp4_boxes import Box, content_of, find, with_box, with_children
from publisher.tags.mp4_file import Movie, Part, tracks_of
from publisher.tags.mp4_nero import MOST_CHAPTERS, MOST_TITLE_BYTES, chpl, cut, read_chpl
from publisher.tags.mp4_samples import PLAYED, handler, number_behind_times, sample_spans, track_id
from publisher.tags.mp4_track import MOST_CHAPTERS as MOST_IN_TRACK
from publisher.tags.mp4_track import MOST_TITLE_BYTES as MOST_IN_SAMPLE
from publisher.tags.mp4_track import MOST_URL_BYTES, TextTrack, read_text_track
from publisher.tags.wanted import TagChapter
from publisher.text import without_not_xml

CHPL: Final = (b"udta", b"chpl")
_CHAP: Final = (b"tref", b"chap")
_TEXTS: Final = frozenset({b"text", b"sbtl"})
_LAST_ID: Final = (1 << 32) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldChapters:
    """What both kinds say, and the digest: one of its own where they do not say the same."""

    chapters: tuple[TagChapter, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChapters:
    """An index without the old track of chapters, the new track if there is one, and parts that nobody needs now."""

    moov: Box
    text: TextTrack | None = None
    dead: tuple[Part, ...] = ()


def fitted_chapters(chapters: Sequence[TagChapter]) -> tuple[TagChapter, ...]:
    """The chapters as a track of text can hold them: all shown, from 0 to the end without a gap."""
    shown = sorted((one for one in chapters if one.toc), key=lambda one: one.start_ms)[:MOST_IN_TRACK]
    starts = [0, *(chapter.start_ms for chapter in shown[1:])]
    last_end = max([*starts, *(chapter.end_ms for chapter in shown[-1:])])
    times = pairwise([*starts, last_end])
    return tuple(_fitted(chapter, *time) for chapter, time in zip(shown, times, strict=False))


def _fitted(chapter: TagChapter, start_ms: int, end_ms: int) -> TagChapter:
    url = _fitted_url(chapter.url)
    return TagChapter(start_ms=start_ms, end_ms=end_ms, title=_fitted_title(chapter.title), url=url)


def _fitted_title(title: str) -> str:
    return cut(canonical(without_not_xml(title)), MOST_IN_SAMPLE).strip()


def _fitted_url(url: str | None) -> str | None:
    return url if url and len(url.encode()) <= MOST_URL_BYTES else None


def chapter_losses(chapters: Sequence[TagChapter]) -> Iterator[str]:
    """A sentence for each thing that MP4 cannot hold of them."""
    shown = [chapter for chapter in chapters if chapter.toc]
    if len(shown) < len(chapters):
        yield f"{_many(len(chapters) - len(shown), 'silent chapter')} left out: every chapter in MP4 is shown"
    if pictures := sum(1 for chapter in shown if chapter.artwork):
        yield f"{_many(pictures, 'chapter picture')} left out: only the episode's artwork is written into MP4"
    if urls := sum(1 for chapter in shown if chapter.url and not _fitted_url(chapter.url)):
        yield f"{_many(urls, 'chapter link')} of more than {MOST_URL_BYTES} bytes left out"
    if shown and min(chapter.start_ms for chapter in shown) > 0:
        first = format_time(min(chapter.start_ms for chapter in shown))
        yield f"the first chapter starts at 00:00:00.000, not at {first}: chapters in MP4 leave no time out"
    yield from _losses_of_nero(shown)


def _losses_of_nero(shown: Sequence[TagChapter]) -> Iterator[str]:
    if len(shown) > MOST_CHAPTERS:
        only = f"only the first {MOST_CHAPTERS} of {len(shown):,} chapters"
        yield f"players that read Nero's list of chapters, such as AntennaPod, show {only}; Apple's show all"
    titles = [_fitted_title(chapter.title).encode() for chapter in shown[:MOST_CHAPTERS]]
    if long := sum(1 for title in titles if len(title) > MOST_TITLE_BYTES):
        what = _many(long, "chapter title")
        yield f"{what} cut at {MOST_TITLE_BYTES} bytes in Nero's list, which AntennaPod reads; Apple's players show all"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def held_chapters(file: BinaryIO, movie: Movie) -> HeldChapters:
    """The chapters in a file: those of the track, if it has one. Raises TagError."""
    tracks = chapter_tracks(movie.moov)
    of_track = read_text_track(file, tracks[0]) if tracks else ()
    of_nero = read_chpl(content_of(movie.moov, *CHPL))
    if not of_track and not of_nero:
        return HeldChapters()
    if _as_listed(of_track) == _as_listed(of_nero):
        return HeldChapters(chapters=of_track, digest=chapters_digest(of_track))
    both = text_digest(f"{chapters_digest(of_track)} {chapters_digest(of_nero)}")
    return HeldChapters(chapters=of_track or of_nero, digest=both)


def _as_listed(chapters: Iterable[TagChapter]) -> list[tuple[int, str]]:
    """What Nero's list would say of them."""
    return [(one.start_ms, canonical(cut(one.title, MOST_TITLE_BYTES))) for one in chapters][:MOST_CHAPTERS]


def chapter_tracks(moov: Box) -> list[Box]:
    """The tracks of text that other tracks name as their chapters."""
    named = {named for track in tracks_of(moov) for named in _named(track)}
    return [track for track in tracks_of(moov) if track_id(track) in named and handler(track) in _TEXTS]


def _named(track: Box) -> tuple[int, ...]:
    content = content_of(track, *_CHAP)
    return struct.unpack(f">{len(content) // 4}I", content[: len(content) // 4 * 4])


def with_chapters(movie: Movie, chapters: tuple[TagChapter, ...]) -> NewChapters:
    """The file's index with other chapters, or with none. Raises TagError."""
    old = chapter_tracks(movie.moov)
    old_ids = {track_id(track) for track in old}
    kept = [child for child in movie.moov.children or () if child not in old]
    text = None
    if chapters:
        last_id = max(track_id(track) for track in movie.tracks)
        new_id = min(old_ids) if old_ids else last_id + 1
        text = TextTrack(id=new_id, chapters=chapters, movie_units_per_s=_units_of_movie(movie.moov))
    pictures = {named for child in kept for named in _named(child)} - old_ids
    names = {text.id} if text else set()
    kept = [_renamed(child, old_ids, names if _is_played(child, pictures) else set()) for child in kept]
    moov = with_box(with_children(movie.moov, kept), CHPL, chpl(chapters) if chapters else None)
    return NewChapters(moov=_with_next_id(moov, text), text=text, dead=tuple(_dead_parts(movie, old)))


def _is_played(track: Box, pictures: Collection[int]) -> bool:
    return track.kind == b"trak" and handler(track) in PLAYED and track_id(track) not in pictures


def _renamed(track: Box, old: Collection[int], new: Collection[int]) -> Box:
    """The track, with other chapters named in it."""
    names = [*new, *(name for name in _named(track) if name not in old)]
    if track.kind != b"trak" or names == list(_named(track)):
        return track
    chap = Box(kind=b"chap", content=struct.pack(f">{len(names)}I", *names)) if names else None
    track = with_box(track, _CHAP, chap)
    tref = find(track, b"tref")
    return with_box(track, (b"tref",), None) if tref and not tref.children and not tref.rest else track


def _units_of_movie(moov: Box) -> int:
    return number_behind_times(content_of(moov, b"mvhd"))


def _with_next_id(moov: Box, text: TextTrack | None) -> Box:
    """The index, whose header says which id the next track may have."""
    header = content_of(moov, b"mvhd")
    if text is None or len(header) < 4:
        return moov
    next_id = max(min(text.id + 1, _LAST_ID), int.from_bytes(header[-4:], "big"))
    return with_box(moov, (b"mvhd",), Box(kind=b"mvhd", content=header[:-4] + next_id.to_bytes(4, "big")))


def _dead_parts(movie: Movie, tracks: Iterable[Box]) -> Iterator[Part]:
    """The parts in which there is nothing but the samples of these tracks."""
    spans = [span for track in tracks for span in sample_spans(track, MOST_IN_TRACK)]
    for part in movie.parts:
        if part.kind == b"mdat" and part.end > part.content:
            inside = sum(span.end - span.start for span in spans if part.content <= span.start < span.end <= part.end)
            if inside == part.end - part.content:
                yield part
