"""Checks of transcripts: what is missing in them, and headers that stand where nothing is said."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import PurePosixPath
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.habits import full_episodes, is_fresh, nearly_all
from publisher.clock import format_seconds
from publisher.merge.episode import MergedEpisode
from publisher.merge.show import MergedShow
from publisher.model import Place, Problem, Severity
from publisher.sources.fields import quoted
from publisher.sources.spoken import Header, Spoken, Transcript
from publisher.transcripts.credible import credible_times
from publisher.transcripts.pace import speaking_ms

# A transcript that has to end so much before the recording lacks more than a farewell and some music.
_MISSING_MS: Final = 5 * 60_000
_MISSING_PERCENT: Final = 20

STACKED: Final = "chapter-same-time"  # what merging calls two headers without a line between them

# Faults of a transcript for which there is none.
_UNREAD: Final = frozenset({"transcript-unreadable", "transcript-entry", "file-unreadable"})


def transcript_of(episode: MergedEpisode) -> Transcript | None:
    """The transcript that counts: that of the episode file, or of a file beside it."""
    both = (episode.known.file.transcript, episode.known.transcript)
    return next((one for one in both if one and one.entries), None)


@check("transcript-missing", Severity.WARNING)
def missing(merged: MergedShow) -> Iterator[Finding]:
    """An episode that is out for three days or more without a transcript, where nearly all others have one.

    Bad: no transcript:, and no file of this name that is one
    Good: talk.vtt beside talk.md
    """
    full = [one for one in full_episodes(merged) if not is_fresh(one, merged)]
    having = [one for one in full if transcript_of(one)]
    if not nearly_all(len(having), len(full)):
        return
    published = {one.place for one in merged.show.episodes} if merged.show else set()
    unread = {PurePosixPath(one.place.path).name for one in merged.problems if one.check in _UNREAD}
    for episode in full:
        is_unread = any(name.startswith(f"{episode.known.file.stem}.") for name in unread)
        if not transcript_of(episode) and episode.place in published and not is_unread:
            message = (
                f"{len(having)} of {len(full)} episodes have a transcript, this one has none; "
                f"put one beside it, named {episode.known.file.stem}.vtt"
            )
            yield Finding(place=episode.place, message=message)


@check("transcript-ends-early", Severity.WARNING)
def ending_early(merged: MergedShow) -> Iterator[Finding]:
    """A transcript that ends long before the recording: a part is missing, or it is that of another one.

    Bad: the last line at 31:20, in a recording of an hour
    Good: lines up to the end
    """
    for episode in merged.episodes:
        transcript, duration_ms = transcript_of(episode), episode.known.value("duration_ms")
        if transcript is None or not duration_ms:
            continue
        last, end_ms = _last_said(transcript, duration_ms) or (None, duration_ms)
        left_ms = duration_ms - end_ms
        if last and left_ms > _MISSING_MS and left_ms * 100 > duration_ms * _MISSING_PERCENT:
            message = (
                f"the transcript ends here, at about {format_seconds(end_ms // 1000)}, but the recording lasts "
                f"{format_seconds(duration_ms // 1000)}; put in the rest, or the transcript of this recording"
            )
            yield Finding(place=_place(transcript, last), message=message)


@check("transcript-headers-missing", Severity.WARNING)
def without_headers(merged: MergedShow) -> Iterator[Finding]:
    """A transcript without headers, where nearly all others have some: they make its chapters and its paragraphs.

    Bad: lines only, in a show whose transcripts have headers
    Good: "- header: Why we walk" above the line where that begins
    """
    written = [one for one in full_episodes(merged) if one.known.file.transcript]
    having = [one for one in written if _headers(one.known.file.transcript)]
    if not nearly_all(len(having), len(written)):
        return
    for episode in written:
        transcript = episode.known.file.transcript
        if transcript and not _headers(transcript) and "chapters" not in episode.known.file.values:
            message = (
                f"{len(having)} of {len(written)} transcripts have headers, this one has none; "
                "write - header: and a title above the line where each part begins"
            )
            yield Finding(place=_place(transcript, transcript.entries[0]), message=message)


@check("transcript-headers-stacked", Severity.NOTE)
def stacked_headers(merged: MergedShow) -> Iterator[Finding]:
    """Headers without a line between them, or behind the last line: nothing is said in what they announce.

    Bad: "- header: Welcome, and - header: The guest right below it"
    Good: a line between the two
    """
    for episode in merged.episodes:
        transcript = transcript_of(episode)
        if transcript is None:
            continue
        runs = list(_runs_of_headers(transcript))
        for run in runs:
            if not _are_one(run):
                yield Finding(place=_place(transcript, run[0]), message=_stacked(run))
        is_told = bool(runs) and runs[-1][-1] is transcript.entries[-1]
        if isinstance(last := transcript.entries[-1], Header) and not is_told:
            message = f"nothing is said below the header {quoted(last.title)}; move it to where its part begins"
            yield Finding(place=_place(transcript, last), message=message)


@check("transcript-headers-doubled", Severity.WARNING)
def doubled_headers(merged: MergedShow) -> Iterator[Finding]:
    """A header that stands twice, one right below the other; one finding for all of an episode.

    Bad: "- header: Welcome, and the same right below it"
    Good: the header once
    """
    for episode in merged.episodes:
        transcript = transcript_of(episode)
        copies = [run[1] for run in _runs_of_headers(transcript) if _are_one(run)] if transcript else []
        if transcript and copies:
            many = f"{len(copies)} headers, the first of them here, stand" if len(copies) > 1 else "this header stands"
            yield Finding(place=_place(transcript, copies[0]), message=f"{many} right above too; delete one of the two")


CHECKS: Final[tuple[Check[MergedShow], ...]] = (
    missing,
    ending_early,
    without_headers,
    stacked_headers,
    doubled_headers,
)


def without_stacked(merged: MergedShow) -> Iterator[Problem]:
    """The problems of merging, but for chapters at one time that are stacked headers: that is said of the headers."""
    stacked = {
        _place(transcript, header)
        for episode in merged.episodes
        if (transcript := transcript_of(episode))
        for run in _runs_of_headers(transcript)
        for header in run[1:]
    }
    for problem in merged.problems:
        if problem.check != STACKED or problem.place not in stacked:
            yield problem


def _place(transcript: Transcript, entry: Spoken | Header) -> Place:
    return Place(path=transcript.path, line=entry.line)


def _headers(transcript: Transcript | None) -> list[Header]:
    return [entry for entry in transcript.entries if isinstance(entry, Header)] if transcript else []


def _last_said(transcript: Transcript, duration_ms: int) -> tuple[Spoken, int] | None:
    """The last line, and about when it has been said; None where nobody can tell: the last time may be wrong."""
    lines = [entry for entry in transcript.entries if isinstance(entry, Spoken)]
    given_ms = [line.start_ms if line.start_ms is not None and line.start_ms < duration_ms else None for line in lines]
    starts_ms = credible_times(given_ms, (speaking_ms(line.text) for line in lines))
    timed = [index for index, line in enumerate(lines) if line.start_ms is not None]
    last_ms = starts_ms[timed[-1]] if timed else None
    if last_ms is None:
        return None
    return lines[-1], last_ms + sum(speaking_ms(line.text) for line in lines[timed[-1] :])


def _runs_of_headers(transcript: Transcript) -> Iterator[list[Header]]:
    """Two or more headers without a line between them."""
    for _, group in groupby(transcript.entries, key=lambda entry: isinstance(entry, Header)):
        run = [entry for entry in group if isinstance(entry, Header)]
        if len(run) > 1:
            yield run


def _are_one(run: list[Header]) -> bool:
    return len({header.title.casefold() for header in run}) == 1


def _stacked(run: list[Header]) -> str:
    first, second = run[0].title, run[1].title
    if len(run) > 2:
        return (
            f"{len(run)} headers stand here without a line between them; put each where its part begins, or delete it"
        )
    return (
        f"no line stands between the headers {quoted(first)} and {quoted(second)}; "
        "put each where its part begins, or delete one"
    )
