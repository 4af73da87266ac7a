"""From lines with whatever times they have to cues that every player takes.

Cues start where the file says. Lines between two known times, and lines under one time, share the stretch in
proportion to how long they take to say.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeGuard

from publisher.clock import format_seconds
from publisher.model import Cue, Problem
from publisher.sources.spoken import Header, Spoken, Transcript
from publisher.transcripts.credible import credible_times
from publisher.transcripts.lines import sound_entries, time_warning, warning
from publisher.transcripts.pace import share, speaking_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedLine:
    """A line of a transcript and when it is said.

    ``is_timed`` where the file gives that time to this line, and to none before it; other times are interpolated.
    """

    start_ms: int
    speaker: str | None
    text: str
    line: int  # in the file, from 1
    is_timed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedTranscript:
    """The cues of a transcript in order, its lines, and when the words below each header start.

    No cue is empty, starts before the one before it has ended, or outlasts the audio. A header below which nothing is
    said has no start.
    """

    path: str
    cues: tuple[Cue, ...]
    lines: tuple[TimedLine, ...]
    header_starts: tuple[tuple[Header, int], ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """Lines that share the time from one known start to the next."""

    lines: Sequence[Spoken]
    start_ms: int
    end_ms: int


def timed(transcript: Transcript, duration_ms: int | None) -> TimedTranscript:
    """The cues of a transcript: one for each line, with the times of the file where they can be right.

    ``duration_ms`` is that of the audio, None if nobody knows. A time past the end of the audio counts as missing; of
    times that run backwards, the longest run that does not is right, and of two times that exclude each other the one
    that suits the words. Where a stretch of audio has fewer milliseconds
    than lines, neighbours share a cue.
    """
    duration_ms = duration_ms or None  # no audio lasts 0 ms: it was not measured
    entries, problems = sound_entries(transcript)
    lines = [entry for entry in entries if isinstance(entry, Spoken)]
    starts_ms, time_problems = _credible_starts(transcript, lines, duration_ms)
    cues: list[Cue] = []
    line_starts_ms: list[int] = []
    for stretch in _stretches(lines, starts_ms, duration_ms):
        for cue, line_count in _cues(stretch):
            cues.append(cue)
            line_starts_ms += [cue.start_ms] * line_count
    return TimedTranscript(
        path=transcript.path,
        cues=tuple(cues),
        lines=tuple(_timed_lines(lines, line_starts_ms, starts_ms)),
        header_starts=tuple(_header_starts(entries, line_starts_ms)),
        problems=(*problems, *time_problems),
    )


def _credible_starts(
    transcript: Transcript, lines: Sequence[Spoken], duration_ms: int | None
) -> tuple[list[int | None], list[Problem]]:
    given_ms = [line.start_ms for line in lines]
    problems: list[Problem] = []
    missing = [line for line in lines if line.start_ms is None and not line.is_time_reported]
    if missing:
        message = _without_time(len(missing), len(lines))
        problems.append(warning(transcript, missing[0], "transcript-times-missing", message))
    if duration_ms is not None:
        late = [line for line in lines if line.start_ms is not None and line.start_ms >= duration_ms]
        given_ms = [None if start_ms is None or start_ms >= duration_ms else start_ms for start_ms in given_ms]
        problems += [_past_end(transcript, late, duration_ms)] if late else []
    starts_ms = credible_times(given_ms, (speaking_ms(line.text) for line in lines))
    return starts_ms, [*problems, *_backward(transcript, lines, given_ms, starts_ms)]


def _without_time(count: int, of: int) -> str:
    if count == of:
        return "no line has a time; each gets one by its length"
    if count == 1:
        return f"this line, one of {of}, has no time; it gets one by its length"
    return f"{count} of {of} lines have no time, the first of them here; they get one by their length"


def _past_end(transcript: Transcript, late: Sequence[Spoken], duration_ms: int) -> Problem:
    lie = "this time lies" if len(late) == 1 else f"{len(late)} of the times, the first of them here, lie"
    count = "it counts" if len(late) == 1 else "they count"
    message = (
        f"{lie} past the end of the audio ({format_seconds(duration_ms // 1000)}); {count} as missing: "
        "is this the transcript of this recording?"
    )
    return time_warning(transcript, late[0], "transcript-past-end", message)


def _backward(
    transcript: Transcript, lines: Sequence[Spoken], given_ms: Sequence[int | None], starts_ms: Sequence[int | None]
) -> Iterator[Problem]:
    kept = [(index, start_ms) for index, start_ms in enumerate(starts_ms) if start_ms is not None]
    for index, (line, time_ms) in enumerate(zip(lines, given_ms, strict=True)):
        if time_ms is None or starts_ms[index] is not None:
            continue
        after = bisect(kept, index, key=lambda known: known[0])
        around = [*kept[max(after - 1, 0) : after], *kept[after : after + 1]]
        neighbours = " and ".join(format_seconds(start_ms // 1000) for _, start_ms in around)
        message = (
            f"{format_seconds(time_ms // 1000)} is out of order beside {neighbours}; it counts as missing: correct it"
        )
        yield time_warning(transcript, line, "transcript-backward", message)


def _stretches(lines: Sequence[Spoken], starts_ms: Sequence[int | None], duration_ms: int | None) -> Iterator[_Stretch]:
    known: list[tuple[int, int]] = []
    for index, start_ms in enumerate(starts_ms):
        if not known:
            known.append((0, start_ms or 0))
        elif start_ms is not None and start_ms > known[-1][1]:
            known.append((index, start_ms))
    ends = [*known[1:], (len(lines), duration_ms)]
    for (first, start_ms), (after, limit_ms) in zip(known, ends, strict=bool(known)):
        here, given_ms = lines[first:after], lines[first].end_ms
        if len(here) > 1 and starts_ms[first + 1] is None and _is_between(given_ms, start_ms, limit_ms):
            # What has no time is said after what says itself when it ends.
            yield _Stretch(lines=here[:1], start_ms=start_ms, end_ms=given_ms)
            here, start_ms = here[1:], given_ms
        given_ms = lines[after - 1].end_ms if starts_ms[after - 1] is not None else None
        yield _Stretch(lines=here, start_ms=start_ms, end_ms=_end(here, start_ms, given_ms, limit_ms))


def _is_between(end_ms: int | None, start_ms: int, limit_ms: int | None) -> TypeGuard[int]:
    return end_ms is not None and start_ms < end_ms and (limit_ms is None or end_ms < limit_ms)


def _end(lines: Sequence[Spoken], start_ms: int, given_ms: int | None, limit_ms: int | None) -> int:
    if _is_between(given_ms, start_ms, limit_ms):
        return given_ms
    if limit_ms is not None:
        return limit_ms
    return start_ms + sum(speaking_ms(line.text) for line in lines)


def _cues(stretch: _Stretch) -> Iterator[tuple[Cue, int]]:
    """The cues of a stretch, each with the number of lines in it: one, unless there are too few milliseconds."""
    lines = stretch.lines
    count = min(len(lines), stretch.end_ms - stretch.start_ms)
    parts = [lines[len(lines) * part // count : len(lines) * (part + 1) // count] for part in range(count)]
    texts = [" ".join(line.text for line in part) for part in parts]
    bounds_ms = share(stretch.start_ms, stretch.end_ms, [speaking_ms(text) for text in texts])
    for part, text, (start_ms, end_ms) in zip(parts, texts, pairwise(bounds_ms), strict=True):
        speakers = {line.speaker for line in part}
        speaker = speakers.pop() if len(speakers) == 1 else None
        yield Cue(start_ms=start_ms, end_ms=end_ms, speaker=speaker, text=text), len(part)


def _timed_lines(
    lines: Sequence[Spoken], line_starts_ms: Sequence[int], starts_ms: Sequence[int | None]
) -> Iterator[TimedLine]:
    last_ms = -1
    for line, start_ms, given_ms in zip(lines, line_starts_ms, starts_ms, strict=True):
        is_timed = given_ms is not None and given_ms > last_ms
        last_ms = given_ms if given_ms is not None else last_ms
        yield TimedLine(start_ms=start_ms, speaker=line.speaker, text=line.text, line=line.line, is_timed=is_timed)


def _header_starts(entries: Sequence[Spoken | Header], line_starts_ms: Sequence[int]) -> Iterator[tuple[Header, int]]:
    said = 0
    for entry in entries:
        if isinstance(entry, Spoken):
            said += 1
        elif said < len(line_starts_ms):
            yield entry, line_starts_ms[said]
