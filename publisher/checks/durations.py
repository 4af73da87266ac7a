"""Checks of how long an episode is, by what its file says, its recordings and the last words of its transcript."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.habits import seen_from
from publisher.clock import format_short
from publisher.merge.episode import MergedEpisode
from publisher.merge.show import MergedShow
from publisher.model import Place, Severity
from publisher.sources.spoken import Spoken

_HARMLESS_MS: Final = 5_000
_HARMLESS_PERCENT: Final = 2  # an intro or an advertisement that was put in front later
_MINUTE_MS: Final = 60_000
_FAR_OFF_PERCENT: Final = 10


@check("duration-differs", Severity.NOTE)
def durations(merged: MergedShow) -> Iterator[Finding]:
    """The duration in the episode file is not that of the recording, or ends before the last words of the transcript.

    Bad: duration: 59:43 for a recording of 1:02:10
    Good: duration: 1:02:10, or none at all, as it is measured
    """
    for episode in merged.episodes:
        if _is_off(episode) and not _is_far_off(episode):
            yield _finding(episode, "write")


@check("duration-far-off", Severity.WARNING)
def durations_of_others(merged: MergedShow) -> Iterator[Finding]:
    """The duration in the episode file is so far from that of the recording that one may belong to another episode.

    Bad: duration: 59:43 for a recording of 7:12
    Good: the right recording, or the duration that it has
    """
    for episode in merged.episodes:
        if _is_far_off(episode):
            yield _finding(episode, "is this its recording? If so, write")


@check("audio-lengths-differ", Severity.WARNING)
def recordings(merged: MergedShow) -> Iterator[Finding]:
    """The recordings of one episode, in several formats, are not of one length: one is cut off, or of another version.

    Bad: walk.mp3 of 59:43, and walk.opus of 41:02
    Good: both exported from one version
    """
    for episode in merged.episodes:
        for first, other in pairwise(episode.known.recordings):
            if not (first.is_cut_off or other.is_cut_off) and _differ(first.duration_ms, other.duration_ms):
                message = (
                    f"lasts {format_short(other.duration_ms)}, and {first.path} {format_short(first.duration_ms)}; "
                    "export both from one version"
                )
                yield Finding(place=Place(path=other.path), message=message)


CHECKS: Final[tuple[Check[MergedShow], ...]] = (durations, durations_of_others, recordings)


def _written_ms(episode: MergedEpisode) -> int | None:
    found = episode.known.file.values.get("duration")
    return found.value if found else None


def _measured_ms(episode: MergedEpisode) -> int | None:
    """The length of the recording; that of one that is cut off says nothing, and has been reported."""
    recordings = episode.known.recordings
    return recordings[0].duration_ms if recordings and not recordings[0].is_cut_off else None


def _differ(first_ms: int, other_ms: int) -> bool:
    difference_ms = abs(first_ms - other_ms)
    return difference_ms > _HARMLESS_MS and difference_ms * 100 > max(first_ms, other_ms) * _HARMLESS_PERCENT


def _is_off(episode: MergedEpisode) -> bool:
    """Whether the two differ by more than does no harm; without a recording, nobody can tell."""
    written_ms, measured_ms = _written_ms(episode), _measured_ms(episode)
    if written_ms is None or measured_ms is None:
        return False
    if _unheard(episode):
        return True
    is_whole_minutes = written_ms % _MINUTE_MS == 0 and abs(written_ms - measured_ms) < _MINUTE_MS
    return _differ(written_ms, measured_ms) and not is_whole_minutes


def _is_far_off(episode: MergedEpisode) -> bool:
    written_ms, measured_ms = _written_ms(episode), _measured_ms(episode)
    if written_ms is None or measured_ms is None or not _is_off(episode):
        return False
    return abs(written_ms - measured_ms) * 100 > max(written_ms, measured_ms) * _FAR_OFF_PERCENT


def _unheard(episode: MergedEpisode) -> tuple[int, Place] | None:
    """The last words after the end as the episode file gives it, where the recording still has them.

    Words after the end of the recording have been reported as such.
    """
    transcripts = (one for one in (episode.known.file.transcript, episode.known.transcript) if one and one.entries)
    transcript = next(transcripts, None)
    written_ms, measured_ms = _written_ms(episode), _measured_ms(episode)
    if transcript is None or written_ms is None or measured_ms is None:
        return None
    timed = (one for one in reversed(transcript.entries) if isinstance(one, Spoken) and one.start_ms is not None)
    last = next(timed, None)
    if last is None or last.start_ms is None or not written_ms < last.start_ms < measured_ms:
        return None
    return last.start_ms, Place(path=transcript.path, line=last.time_line or last.line)


def _finding(episode: MergedEpisode, remedy: str) -> Finding:
    found = episode.known.file.values["duration"]
    measured = format_short(_measured_ms(episode) or 0)
    unheard = _unheard(episode)
    words = (
        f", and the last words are said at {format_short(unheard[0])} ({seen_from(unheard[1], found.place)})"
        if unheard
        else ""
    )
    message = (
        f"duration: {format_short(found.value)} here, {measured} by {episode.known.recordings[0].path}{words}; "
        f"the recording wins: {remedy} duration: {measured}"
    )
    return Finding(place=found.place, message=message)
