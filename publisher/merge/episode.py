"""One episode of all that is known about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from publisher.directories import ENCLOSURE_TYPES
from publisher.ledger.entry import Entry
from publisher.merge.candidates import EpisodeSources
from publisher.merge.chapters import DecidedChapters
from publisher.merge.known import Known, Origins, Surroundings
from publisher.merge.parts import PARTS
from publisher.merge.rules import decide
from publisher.model import Chapter, Episode, Found, OutputFile, Place, Problem
from publisher.sources.audio_file import AudioFile
from publisher.sources.episode_file import EpisodeFile
from publisher.sources.transcript_file import Transcript

_PAST_END: Final = frozenset({"transcript-past-end", "chapter-past-end", "soundbite-outside"})


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeInputs:
    """The files of one episode; ``transcript`` and ``chapters`` are those of files beside it.

    ``audio_reported`` says that it has been reported why there is none, or not all: unreadable, or not to be told.
    """

    file: EpisodeFile
    recordings: tuple[AudioFile, ...]
    transcript: Transcript | None
    chapters: tuple[Found[Chapter], ...] = ()
    audio_reported: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedEpisode:
    """An episode, or None where it cannot be published yet, and where each of its fields came from.

    ``values`` are the fields of model.Episode that are decided: all that checks have of an episode that waits.
    """

    place: Place
    known: Known
    episode: Episode | None
    found: Origins
    values: Mapping[str, Any]
    chapters: tuple[Chapter, ...]
    listed: DecidedChapters  # the same, with where each is written
    files: Mapping[str, OutputFile]  # the pictures that it brings, by URL
    problems: tuple[Problem, ...]

    @property
    def paths(self) -> frozenset[str]:
        """The files that it is made of."""
        origins = (found.place.path for candidates in self.found.values() for found in candidates)
        return frozenset((self.place.path, *origins))


def merge_episode(inputs: EpisodeInputs, around: Surroundings, entry: Entry | None = None) -> MergedEpisode:
    """Decides every field of one episode; ``entry`` is what the ledger knows of it."""
    known = _known(inputs, around, entry)
    parts = [part(known) for part in PARTS]
    origins = dict(known.found)
    values: dict[str, Any] = {}
    files: dict[str, OutputFile] = {}
    for part in parts:
        origins |= part.origins
        values |= part.values
        files |= part.files
    found = {field: candidates for field, candidates in origins.items() if candidates}
    is_ready = {"audio", "published_at"} <= values.keys() and not known.is_kept_out
    return MergedEpisode(
        place=known.place,
        known=known,
        episode=Episode(place=known.place, found=found, **values) if is_ready else None,
        found=found,
        values=values,
        chapters=values["chapters"],
        listed=next((part.listed for part in parts if part.listed.chapters), DecidedChapters()),
        files=files,
        problems=tuple(problem for part in parts for problem in part.problems if not _is_of_lost_sound(problem, known)),
    )


def _is_of_lost_sound(problem: Problem, known: Known) -> bool:
    """Whether it comes of a recording that is cut off, which has been reported: until it is whole, nobody can tell."""
    return problem.check in _PAST_END and bool(known.recordings) and known.recordings[0].is_cut_off


def sources_of(inputs: EpisodeInputs, around: Surroundings, entry: Entry | None = None) -> EpisodeSources:
    """What the fields of an episode are decided from."""
    recordings = _recordings(inputs)
    return EpisodeSources(
        file=inputs.file,
        audio=recordings[0] if recordings else None,
        show_guid=around.guid,
        show=around.fields,
        entry=entry,
        taken_guids=around.taken_guids,
        old_zones=around.old_zones,
        is_ledger_lost=around.is_ledger_lost,
    )


def _known(inputs: EpisodeInputs, around: Surroundings, entry: Entry | None) -> Known:
    return Known(
        file=inputs.file,
        recordings=_recordings(inputs),
        transcript=inputs.transcript,
        chapters=inputs.chapters,
        audio_reported=inputs.audio_reported,
        found=decide(sources_of(inputs, around, entry)),
        around=around,
        entry=entry,
    )


def _recordings(inputs: EpisodeInputs) -> tuple[AudioFile, ...]:
    """The recordings of an episode, the one for the enclosure first."""
    return tuple(sorted(inputs.recordings, key=_by_enclosure_type))


def _by_enclosure_type(recording: AudioFile) -> tuple[int, str]:
    known = recording.mime_type in ENCLOSURE_TYPES
    return ENCLOSURE_TYPES.index(recording.mime_type) if known else len(ENCLOSURE_TYPES), recording.path
