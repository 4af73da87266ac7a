"""Checks for files that were copied to begin a new episode, and not edited to the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.merge.episode import MergedEpisode
from publisher.merge.show import MergedShow
from publisher.model import Place, Severity
from publisher.sources.spoken import Spoken
from publisher.text import one_line

_SHORTEST: Final = 200  # characters: less may be the same by chance, or on purpose


@check("episode-copied", Severity.WARNING)
def copied(merged: MergedShow) -> Iterator[Finding]:
    """Two episodes have the same transcript or the same show notes: one was copied from the other, and not edited.

    Notes that three or more have are the usual words of the show.

    Bad: two.md with the transcript of one.md
    Good: each episode with its own
    """
    transcripts = _originals(merged, _words)
    notes = _originals(merged, _notes, most=2)
    for episode in merged.episodes:
        path = episode.place.path
        same = [name for name, found in (("transcript", transcripts), ("show notes", notes)) if path in found]
        if same:
            other = transcripts.get(path) or notes[path]
            stand, those = ("stand", "those") if "show notes" in same else ("stands", "that")
            message = f"the {' and the '.join(same)} of {other.place} {stand} here too; put in {those} of this episode"
            yield Finding(place=_place(episode, same[0]), message=message)


CHECKS: Final[tuple[Check[MergedShow], ...]] = (copied,)


def _originals(
    merged: MergedShow, text_of: Callable[[MergedEpisode], str], most: int | None = None
) -> dict[str, MergedEpisode]:
    """For the path of each copy the first episode with its text, where no more than ``most`` have it."""
    having: dict[str, list[MergedEpisode]] = defaultdict(list)
    for episode in sorted(merged.episodes, key=lambda one: one.place):
        text = text_of(episode)
        if len(text) >= _SHORTEST:
            having[text].append(episode)
    groups = (group for group in having.values() if most is None or len(group) <= most)
    return {copy.place.path: group[0] for group in groups for copy in group[1:]}


def _words(episode: MergedEpisode) -> str:
    transcript = episode.known.file.transcript or episode.known.transcript
    entries = transcript.entries if transcript else ()
    return "\n".join(entry.text for entry in entries if isinstance(entry, Spoken))


def _notes(episode: MergedEpisode) -> str:
    notes = episode.known.file.notes
    return one_line(notes.value) if notes else ""


def _place(episode: MergedEpisode, part: str) -> Place:
    if part == "show notes" and episode.known.file.notes:
        return episode.known.file.notes.place
    transcript = episode.known.file.transcript or episode.known.transcript
    return Place(path=transcript.path, line=transcript.entries[0].line) if transcript else episode.place
