"""Checks of the chapters of an episode against what its other sources have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from publisher.checks.alike import are_one_title, words_of
from publisher.checks.check import Check, Finding, check
from publisher.checks.habits import seen_from
from publisher.clock import format_short, parse_time_ms
from publisher.merge.chapter_sources import CHAPTER_SOURCES, ChapterSources
from publisher.merge.episode import MergedEpisode
from publisher.merge.show import MergedShow
from publisher.model import Chapter, Found, Place, Severity, Source
from publisher.sources.fields import quoted
from publisher.sources.spoken import Header, Spoken
from publisher.sources.written import Written
from publisher.text import one_line
from publisher.transcripts.longest_run import longest_run

_HARMLESS_MS: Final = 10_000
_SAME_START_MS: Final = 3_000
_OF_STARTS: Final = frozenset({"chapter-order", "chapter-past-end"})  # then it is the start that is wrong
_LONGER_VIDEO_MS: Final = 60_000  # clips are those of a video, whose last picture may stay for a while
_START_OF_END: Final = {("chapters", "end"): "start", ("quotableClips", "endOffset"): "startOffset"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """The chapters that one source has, each with its place."""

    name: str
    chapters: tuple[Found[Chapter], ...]


@check("chapter-differs", Severity.WARNING)
def differing(merged: MergedShow) -> Iterator[Finding]:
    """Two sources of chapters give one title two times, or one time two titles: chapters, clips, headers, the audio.

    The first chapter starts at 0 for players, whenever its first word is said; chapters that only one source has are
    no contradiction.

    Bad: a clip at 7:30, and the header of this title above a line of 9:19
    Good: the header above the line where the clip starts
    """
    for episode in merged.episodes:
        sources = _sources(episode)
        for other in sources[1:]:
            yield from _between(sources[0], other)


@check("chapter-end", Severity.WARNING)
def ends(merged: MergedShow) -> Iterator[Finding]:
    """A clip or a chapter that ends before it starts, or after the recording: players ignore such an end.

    Bad: startOffset: 90, and endOffset: 60
    Good: startOffset: 90, and endOffset: 160
    """
    mistimed = {problem.place for problem in merged.problems if problem.check in _OF_STARTS}
    for episode in merged.episodes:
        for entry, end, end_ms, start_ms in _times_of_entries(episode):
            message = _end_fault(end_ms, start_ms, episode.known.value("duration_ms"))
            if message and entry not in mistimed:
                yield Finding(place=end.place, message=message, about=end.text.strip())


CHECKS: Final[tuple[Check[MergedShow], ...]] = (differing, ends)


def _times_of_entries(episode: MergedEpisode) -> Iterator[tuple[Place, Written, int, int]]:
    """Where each clip and chapter of the episode file begins, its end as it is written, and its two times."""
    written = {one.keys: one for one in episode.known.file.written}
    first: dict[tuple[str, ...], Place] = {}
    for keys, end in written.items():
        first.setdefault(keys[:2], end.place)
        start_key = _START_OF_END.get((keys[0], keys[-1]))
        start = written.get((*keys[:-1], start_key)) if start_key and len(keys) == 3 else None
        end_ms, start_ms = _time_ms(end), _time_ms(start)
        if end_ms is not None and start_ms is not None:
            yield first[keys[:2]], end, end_ms, start_ms


def _time_ms(written: Written | None) -> int | None:
    try:
        return parse_time_ms(one_line(written.text)) if written else None
    except ValueError:
        return None  # which is reported where it is read


def _end_fault(end_ms: int, start_ms: int, duration_ms: int | None) -> str | None:
    end = format_short(end_ms)
    if end_ms <= start_ms:
        return f"the end, {end}, does not lie behind the start, {format_short(start_ms)}; correct one of the two"
    if duration_ms is not None and start_ms < duration_ms < end_ms - _LONGER_VIDEO_MS:
        return (
            f"the end, {end}, lies behind that of the recording, {format_short(duration_ms)}; correct it, or delete it"
        )
    return None


def _sources(episode: MergedEpisode) -> list[_Source]:
    """Those that have chapters, the one that wins first."""
    known = episode.known
    sources = ChapterSources(
        file=known.file, audio=known.recordings[0] if known.recordings else None, listed=known.chapters
    )
    found = {"headers": tuple(_headers(episode))}
    found |= {
        one.name: one.collect(sources).found for one in CHAPTER_SOURCES if not one.is_costly and one.name != "headers"
    }
    return [_Source(name=one.name, chapters=found[one.name]) for one in CHAPTER_SOURCES if found.get(one.name)]


def _headers(episode: MergedEpisode) -> Iterator[Found[Chapter]]:
    """The headers of the transcript right above a line with a credible time: when the others start is a guess."""
    transcript = next((one for one in (episode.known.file.transcript, episode.known.transcript) if one), None)
    entries = transcript.entries if transcript else ()
    duration_ms = episode.known.value("duration_ms")
    given_ms = [entry.start_ms if isinstance(entry, Spoken) else None for entry in entries]
    starts_ms = longest_run([None if _is_late(time_ms, duration_ms) else time_ms for time_ms in given_ms])
    last: Header | Spoken | None = None
    for index, entry in enumerate(entries[:-1]):
        start_ms = starts_ms[index + 1]
        if isinstance(entry, Header) and not isinstance(last, Header) and start_ms is not None and transcript:
            place = Place(path=transcript.path, line=entry.line)
            chapter = Chapter(start_ms=start_ms, title=entry.title)
            yield Found(value=chapter, source=Source.FILE, place=place)
        last = entry


def _is_late(time_ms: int | None, duration_ms: int | None) -> bool:
    return time_ms is not None and duration_ms is not None and time_ms >= duration_ms


def _between(first: _Source, other: _Source) -> Iterator[Finding]:
    """What two sources contradict each other in: chapter by chapter, or in one sentence where it is most of them."""
    pairs = list(_pairs(first, other))
    wrong = [pair for pair in pairs if not pair.agrees]
    wins = f"{first.name} before {other.name}: correct the wrong one"
    if len(wrong) > 1 and len(wrong) * 2 > len(pairs):
        message = f"{len(wrong)} chapters contradict {other.name}, the first of them: {wrong[0]}; {wins}"
        yield Finding(place=wrong[0].here.place, message=message)
        return
    for pair in wrong:
        yield Finding(place=pair.here.place, message=f"{pair}; {wins}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Chapters of two sources that have one title, or start at one moment."""

    here: Found[Chapter]
    there: Found[Chapter]
    has_one_title: bool

    @property
    def agrees(self) -> bool:
        """Players want the first chapter at 0, whatever is said there."""
        here, there = self.here.value, self.there.value
        is_opening = 0 in (here.start_ms, there.start_ms)
        return is_opening or (self.has_one_title and abs(here.start_ms - there.start_ms) <= _HARMLESS_MS)

    def __str__(self) -> str:
        here, there = self.here.value, self.there.value
        start, where = format_short(here.start_ms), seen_from(self.there.place, self.here.place)
        if self.has_one_title:
            return f"{quoted(here.title)} starts at {start} here, at {format_short(there.start_ms)} in {where}"
        return f"{quoted(here.title)} starts at {start} here, {quoted(there.title)} in {where}"


def _pairs(first: _Source, other: _Source) -> Iterator[_Pair]:
    """Chapters that must be one: of one title that each source has once, or of one start where the title is new."""
    here, there = _by_title(first), _by_title(other)
    unmatched = [one for title, one in there.items() if title not in here]
    for title, chapter in here.items():
        if title in there:
            yield _Pair(here=chapter, there=there[title], has_one_title=True)
            continue
        for one in unmatched:
            if abs(one.value.start_ms - chapter.value.start_ms) <= _SAME_START_MS:
                alike = are_one_title(chapter.value.title, one.value.title)
                yield _Pair(here=chapter, there=one, has_one_title=alike)


def _by_title(source: _Source) -> dict[tuple[str, ...], Found[Chapter]]:
    """The chapters whose title is in the list once."""
    titles = [words_of(one.value.title) for one in source.chapters]
    count = Counter(titles)
    return {title: one for title, one in zip(titles, source.chapters, strict=True) if title and count[title] == 1}
