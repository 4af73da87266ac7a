"""A new episode: what is known of it, where its file belongs, and what stands there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Final

from publisher.errors import PublisherError
from publisher.layout import AUDIO_FOLDER, EPISODES_FOLDER
from publisher.platforms.known import id_in, read_url
from publisher.reading import is_ours
from publisher.sources.episode_file import EpisodeFile
from publisher.sources.fields import parse_moment
from publisher.sources.front_matter import parse_front_matter
from publisher.starting.episode_text import Beside, episode_text
from publisher.starting.facts import Facts
from publisher.starting.from_recording import Recording
from publisher.starting.habits import named
from publisher.starting.naming import SLUG_ALONE, Named, folder_of, patterns_of
from publisher.starting.shape import Shape, shape_of
from publisher.starting.show_folder import ShowFolder

_DAY: Final = len("2026-01-31")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEpisode:
    """A file to be written, by its path in the show folder, and where its recording belongs, if it has one."""

    path: str
    text: str
    recording: str | None
    notes: tuple[str, ...]  # what its author should know, a sentence each


def new_episode(facts: Facts, folder: ShowFolder, recording: Recording | None) -> NewEpisode:
    """Decides the number, the name and the text of a new episode.

    Raises PublisherError where the folder has this episode already.
    """
    _refuse_known(facts, folder, recording)
    notes: list[str] = []
    facts = _numbered(facts, folder, notes)
    facts = _dated(facts, folder)
    path = _path(facts, folder, recording)
    if (folder.root / path).exists():
        raise PublisherError(f"{path} exists, and stays as it is; give another --title, or rename the recording")
    beside = Beside(image=_image(path, folder), season_name=_season_name(facts, folder))
    place = _place_of(recording, path, folder) if recording else None
    if place and not _finds(place, path, episode_text(facts, folder.habits, beside), folder):
        beside = replace(beside, audio=place)
    text = episode_text(_titled(facts, recording), folder.habits, beside)
    return NewEpisode(path=path, text=text, recording=place, notes=tuple(notes))


def _refuse_known(facts: Facts, folder: ShowFolder, recording: Recording | None) -> None:
    for shape in folder.shapes:
        for platform, identifier in facts.ids.items():
            if id_in(platform, identifier) in set(_ids(shape, platform)):
                raise PublisherError(f"{shape.file.path} is this episode already")
    if recording and recording.inside:
        for path, recordings in folder.recordings_with().items():
            if recording.inside in recordings:
                raise PublisherError(f"{recording.inside} is the recording of {path} already")


def _ids(shape: Shape, platform: str) -> Iterator[str]:
    """The ids on a platform that an episode has, under ids: or in its links."""
    for key in ("ids", "links"):
        for name, found in (shape.value(key) or {}).items():
            reference = read_url(found.value)
            is_meant = reference.platform == platform if reference else name.casefold() == platform
            identifier = id_in(platform, found.value) if is_meant else None
            if identifier:
                yield identifier


def _numbered(facts: Facts, folder: ShowFolder, notes: list[str]) -> Facts:
    """With the number that it says, where that can be its own here, or else the next one."""
    habits = folder.habits
    season, number = habits.next_number(facts.season)
    if facts.number in (None, number):
        return replace(facts, season=season, number=number)
    if facts.season is None and season is not None:  # the titles of many shows count on through the seasons
        notes.append(f"it says {facts.number} of itself; in season {season} it is {number}")
        return replace(facts, season=season, number=number)
    other = habits.with_number(facts.season, facts.number)
    if other is None:
        return facts
    notes.append(f"{other.file.path} has the number {facts.number} already, so this one gets {number}")
    return replace(facts, season=season, number=number)


def _dated(facts: Facts, folder: ShowFolder) -> Facts:
    """With the time of day at which most appear, where the recording says the day alone."""
    if facts.date and not facts.is_dated and len(facts.date) == _DAY:
        return replace(facts, date=facts.date + folder.habits.time_of_day)
    return facts


def _path(facts: Facts, folder: ShowFolder, recording: Recording | None) -> str:
    """The path of the file: called like the recording, where that is called as episodes are."""
    habits = folder.habits
    new = Named(stem="", season=facts.season, number=facts.number, day=_day(facts.date))
    stem = (
        recording.stem
        if recording and _is_named(recording, new, facts, folder)
        else habits.naming.name(new, facts.title or _words(facts, recording))
    )
    if stem is None and new.day is None:
        raise PublisherError("the other episodes are called after their day; say with --date when this one appears")
    path = PurePosixPath(EPISODES_FOLDER, _folder(new, folder), f"{stem or 'episode'}.md")
    return str(path if is_ours(str(path)) else path.with_name(f"episode-{path.name}"))


def _is_named(recording: Recording, new: Named, facts: Facts, folder: ShowFolder) -> bool:
    """Whether a recording is called like an episode; of any name that may be so, only where nothing better is known."""
    naming = folder.habits.naming
    says_much = recording.inside is not None or facts.title is None or naming.pattern != SLUG_ALONE
    return says_much and naming.fits(replace(new, stem=recording.stem))


def _words(facts: Facts, recording: Recording | None) -> str:
    """What can stand in a name in place of a title."""
    if recording:
        named_like = Named(stem=recording.stem, season=facts.season, number=facts.number, day=_day(facts.date))
        return next(iter(patterns_of(named_like).values())).get("slug", recording.stem)
    return " ".join(f"{platform} {identifier}" for platform, identifier in facts.ids.items())


def _titled(facts: Facts, recording: Recording | None) -> Facts:
    """With a title out of the recording's name, where nothing better is known."""
    if facts.title or recording is None:
        return facts
    words = _words(facts, recording).replace("-", " ").replace("_", " ").strip()
    return replace(facts, title=words[:1].upper() + words[1:] if words else None)


def _folder(new: Named, folder: ShowFolder) -> str:
    """The folder below episodes/: that of the newest one, or the one of another season or year."""
    newest = folder.habits.newest
    if newest is None:
        return ""
    parent = PurePosixPath(newest.file.path).parent.relative_to(EPISODES_FOLDER).as_posix()
    return "" if parent == "." else folder_of(parent, named(newest), new)


def _place_of(recording: Recording, path: str, folder: ShowFolder) -> str:
    """Where the recording lies in audio/, or belongs: called like its episode, and in such a folder if others are."""
    if recording.inside:
        return recording.inside
    pure = PurePosixPath(path)
    newest = folder.habits.newest
    theirs = folder.recordings_with().get(newest.file.path, ()) if newest else ()
    is_below = bool(theirs and newest) and PurePosixPath(theirs[0]).parts[1:-1] == _below(newest)
    below = pure.parent.relative_to(EPISODES_FOLDER) if is_below else PurePosixPath()
    return str(PurePosixPath(AUDIO_FOLDER, below, f"{pure.stem}{recording.suffix}"))


def _below(shape: Shape | None) -> tuple[str, ...]:
    return PurePosixPath(shape.file.path).parts[1:-1] if shape else ()


def _finds(place: str, path: str, text: str, folder: ShowFolder) -> bool:
    """Whether the new file has its recording by its name or its number alone."""
    there = replace(folder, recordings=tuple(sorted({*folder.recordings, place})))
    return there.recordings_with(_read_back(path, text)).get(path, ())[:1] == (place,)


def _read_back(path: str, text: str) -> EpisodeFile:
    parts = parse_front_matter(path, text.replace("\r\n", "\n")).value
    if parts is None:
        raise AssertionError("what is written here can be read")
    return shape_of(parts, text.replace("\r\n", "\n")).file


def _image(path: str, folder: ShowFolder) -> str | None:
    """A picture that is called like the episode, in the folder where that of the newest one is."""
    newest = folder.habits.newest
    usual = newest.value("image") if newest else None
    if not newest or not usual or newest.file.stem not in usual:
        return None
    image = str(usual.replace(newest.file.stem, PurePosixPath(path).stem))
    return image if (folder.root / image).is_file() else None


def _season_name(facts: Facts, folder: ShowFolder) -> str | None:
    names = (shape.value("season_name") for shape in reversed(folder.habits.shapes) if shape.season == facts.season)
    return next((str(name) for name in names if name), None)


def _day(written: str | None) -> date | None:
    if written is None:
        return None
    moment = parse_moment(written)
    return moment.date() if isinstance(moment, datetime) else moment
