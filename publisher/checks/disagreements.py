"""Checks of what an episode file says against the tags of its recordings and the names of its files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath
from typing import Final

from publisher.checks.alike import are_one_title, words_of
from publisher.checks.check import Check, Finding, check
from publisher.checks.habits import is_habit, place_of
from publisher.merge.episode import MergedEpisode
from publisher.merge.matching import number_in_name
from publisher.merge.show import MergedShow
from publisher.model import Place, Severity
from publisher.sources.audio_file import AudioFile
from publisher.sources.fields import quoted

# What programs write where nobody gave a title.
_NO_TITLE: Final = re.compile(
    r"(?:track|audio|untitled|recording|new recording|episode|final|mix|mixdown|master|export|zoom|podcast)[\W\d_]*"
    r"|.*\.(?:mp3|m4a|wav|aiff?|flac|ogg|mp4)",
    re.IGNORECASE,
)
_FEWEST_TRACKS: Final = 3  # that are episode numbers, before another one can be wrong


@check("title-differs", Severity.WARNING)
def titles(merged: MergedShow) -> Iterator[Finding]:
    """The recording has another title in its tags than the episode file: one of them is wrong, or the recording is.

    Numbers, the name of the show and titles cut off do not count, nor does a show whose tags mostly say something else.

    Bad: title: Why we walk, and a recording with the title Why we sleep
    Good: the same title in both
    """
    tagged = [(one, recording) for one in merged.episodes for recording in _with_title(one)]
    different = [(one, recording) for one, recording in tagged if not _says_title(recording, one)]
    if is_habit(different, tagged):
        return
    reported: set[Place] = set()
    for episode, recording in different:
        if episode.place in reported or _title_of_another(recording, episode, merged):
            continue  # of another format, or the recording of another episode
        reported.add(episode.place)
        key = "title" if "title" in episode.known.file.values else "short"
        tag, written = quoted(recording.tags.title or ""), quoted(_titles(episode)[0])
        message = f"{written} here, {tag} in the tags of {recording.path}; the episode file wins: correct the wrong one"
        yield Finding(place=place_of(episode, key), message=message)


@check("audio-mixed-up", Severity.WARNING)
def recordings_of_others(merged: MergedShow) -> Iterator[Finding]:
    """The recording has the title of another episode in its tags: listeners may get that one twice.

    Bad: two.mp3 for the second episode, with the title of the first in its tags
    Good: the recording of the second episode
    """
    for episode in merged.episodes:
        strange = (one for one in _with_title(episode) if not _says_title(one, episode))
        others = ((one, other) for one in strange if (other := _title_of_another(one, episode, merged)))
        for recording, other in islice(others, 1):
            message = (
                f"{quoted(recording.tags.title or '')} in the tags of {recording.path} is the title of "
                f"{other.place}; put the right recording there, or correct its tags"
            )
            yield Finding(place=place_of(episode, "audio"), message=message)


@check("number-differs", Severity.WARNING)
def numbers(merged: MergedShow) -> Iterator[Finding]:
    """The name of a file, or the track number of a recording, says another season or number than the episode file.

    Track numbers count where those of other episodes are their numbers.

    Bad: s01e03-why.md with episode: 4
    Good: s01e03-why.md with episode: 3
    """
    reported: set[str] = set()
    for claims_of in (_of_name, _of_names_of_recordings, _of_tracks):
        claims = [(one, claim) for one in merged.episodes for claim in claims_of(one)]
        wrong = [(one, claim) for one, claim in claims if _differs(one, claim)]
        if is_habit(wrong, claims) or (claims_of is _of_tracks and len(claims) - len(wrong) < _FEWEST_TRACKS):
            continue
        for episode, claim in wrong:
            if episode.place.path not in reported:
                reported.add(episode.place.path)
                yield _finding(episode, claim)


CHECKS: Final[tuple[Check[MergedShow], ...]] = (titles, recordings_of_others, numbers)


def _titles(episode: MergedEpisode) -> list[str]:
    """The titles that the author gave, the long one first."""
    values = episode.known.file.values
    return [values[key].value for key in ("title", "short") if key in values]


def _with_title(episode: MergedEpisode) -> Iterator[AudioFile]:
    """The recordings whose tags have a title to compare with one of the author's."""
    show = episode.known.around.fields["title"].value
    for recording in episode.known.recordings:
        title = recording.tags.title or ""
        nothing = {(), words_of(show), words_of(PurePosixPath(recording.path).stem), words_of(episode.known.file.stem)}
        if _titles(episode) and words_of(title) not in nothing and not _NO_TITLE.fullmatch(title.strip()):
            yield recording


def _says_title(recording: AudioFile, episode: MergedEpisode) -> bool:
    around = [episode.known.around.fields["title"].value, *(person.name for person in episode.values["people"])]
    return any(are_one_title(recording.tags.title or "", title, around) for title in _titles(episode))


def _title_of_another(recording: AudioFile, episode: MergedEpisode, merged: MergedShow) -> MergedEpisode | None:
    wanted = words_of(recording.tags.title or "")
    others = (one for one in merged.episodes if one is not episode)
    return next((one for one in others if wanted in map(words_of, _titles(one))), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """What a name or a tag says of season and number, and where."""

    season: int | None
    number: int | None
    where: str


def _of_name(episode: MergedEpisode) -> Iterator[_Claim]:
    numbers = number_in_name(episode.known.file.stem)
    if numbers:
        yield _Claim(season=numbers[0], number=numbers[1], where="the name of the file")


def _of_names_of_recordings(episode: MergedEpisode) -> Iterator[_Claim]:
    for recording in episode.known.recordings:
        numbers = number_in_name(PurePosixPath(recording.path).stem)
        if numbers:
            yield _Claim(season=numbers[0], number=numbers[1], where=f"the name of {recording.path}")


def _of_tracks(episode: MergedEpisode) -> Iterator[_Claim]:
    for recording in episode.known.recordings:
        if recording.tags.number and "episode" in episode.known.file.values:
            yield _Claim(season=None, number=recording.tags.number, where=f"the tags of {recording.path}")


def _differs(episode: MergedEpisode, claim: _Claim) -> bool:
    return any(True for _ in _different(episode, claim))


def _different(episode: MergedEpisode, claim: _Claim) -> Iterator[tuple[str, int, int]]:
    """The keys that say something else, with what they say and what is claimed."""
    for key, claimed in (("season", claim.season), ("episode", claim.number)):
        written = episode.known.file.values.get(key)
        if written and claimed is not None and written.value != claimed:
            yield key, written.value, claimed


def _finding(episode: MergedEpisode, claim: _Claim) -> Finding:
    found = list(_different(episode, claim))
    here = ", ".join(f"{key} {written}" for key, written, _ in found)
    there = ", ".join(f"{key} {claimed}" for key, _, claimed in found)
    message = f"{here} here, {there} in {claim.where}; the episode file wins: correct the wrong one"
    return Finding(place=place_of(episode, found[-1][0]), message=message, about=str(found[-1][1]))
