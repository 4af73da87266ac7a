"""What a recording tells of its episode: its tags, and its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from publisher.errors import PublisherError
from publisher.layout import AUDIO_FOLDER
from publisher.merge.matching import AUDIO_SUFFIXES, number_in_name
from publisher.notes import to_html
from publisher.sources.audio_file import AudioTags, read_audio
from publisher.sources.fields import parse_moment
from publisher.starting.facts import Facts, bare_title, number_in_title, people_in
from publisher.starting.naming import day_in_name
from publisher.starting.show_folder import ShowFolder
from publisher.text import one_line
from publisher.workers import Workers

_MEANINGLESS: Final = frozenset({"untitled", "audio", "recording", "track", "unknown", "new recording"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A recording that is to become an episode; ``inside`` is its path in the show folder, if it lies in audio/."""

    path: Path
    tags: AudioTags
    inside: str | None
    faults: tuple[str, ...] = ()  # what else is wrong with it, a sentence each

    @property
    def stem(self) -> str:
        """Its name without its suffix."""
        return self.path.stem

    @property
    def suffix(self) -> str:
        """What its name ends in."""
        return self.path.suffix.lower()


def read_new_recording(path: Path, root: Path, workers: Workers) -> Recording:
    """Reads a recording, wherever it lies, in a worker. Raises PublisherError for what is none."""
    if path.suffix.casefold() not in AUDIO_SUFFIXES:
        raise PublisherError(f"{path.name} is no recording by its name; they end in {', '.join(AUDIO_SUFFIXES)}")
    real = path.resolve()
    outcome = next(iter(workers.each(read_audio, [(real.parent, real.name)])))
    if outcome.failure is not None:
        raise PublisherError(f"{path.name}: {outcome.failure}")
    if outcome.value.value is None:
        raise PublisherError(f"{path.name}: {outcome.value.problems[0].message}")
    audio = (root / AUDIO_FOLDER).resolve()
    inside = None
    if real.is_relative_to(audio):
        inside = str(PurePosixPath(AUDIO_FOLDER, real.relative_to(audio).as_posix()))
    faults = tuple(problem.message for problem in outcome.value.problems)
    return Recording(path=path, tags=outcome.value.value.tags, inside=inside, faults=faults)


def facts_of_recording(recording: Recording, folder: ShowFolder, said: str | None = None) -> Facts:
    """What tags and name say, and ``said``, a title that is better than theirs.

    The number is not compared with those of other episodes yet.
    """
    tags = recording.tags
    season, number = _numbers(tags, recording, folder)
    in_tags, in_name = _day(tags), day_in_name(recording.stem)
    own_title = _title(tags, recording, folder, number)
    title = said or own_title
    description = _description(tags)
    tagged = {"title": None if said else own_title, "date": in_tags, "description": description}
    return Facts(
        title=title,
        season=season,
        number=number,
        date=in_tags or (in_name.isoformat() if in_name else None),
        description=description,
        guests=people_in((title, tags.artist, tags.description), folder.people, folder.value("hosts", ())),
        tagged=frozenset(key for key, value in tagged.items() if value),
    )


def _numbers(tags: AudioTags, recording: Recording, folder: ShowFolder) -> tuple[int | None, int | None]:
    """The season and the number, by the name, which its author sees, and then by the tags."""
    both, alone = number_in_name(recording.stem), folder.habits.naming.number_in(recording.stem)
    if both or alone is not None:
        return both or (tags.season, alone)
    return tags.season, tags.number or number_in_title(tags.title or "")


def _title(tags: AudioTags, recording: Recording, folder: ShowFolder, number: int | None) -> str | None:
    written = one_line(tags.title or "")
    if not written or written.casefold() in {recording.stem.casefold(), *_MEANINGLESS}:
        return None
    return bare_title(written, folder.value("title", ""), number)


def _description(tags: AudioTags) -> str | None:
    """The description, unless no feed could hold it."""
    try:
        to_html(tags.description or "")
    except ValueError:
        return None
    return tags.description


def _day(tags: AudioTags) -> str | None:
    """The day in the tags; a mere year is none."""
    try:
        return str(parse_moment((tags.date or "").strip()))
    except ValueError:
        return None
