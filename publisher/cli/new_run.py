"""What ``publish new`` does with its options."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

import click

from publisher.cli.shared import print_as_it_is, print_text, require_show, say, watched
from publisher.errors import PublisherError
from publisher.online.settings import OnlineSettings, bases_of, user_agent_of
from publisher.progress import Progress
from publisher.sources.fields import parse_moment
from publisher.starting.episode import NewEpisode, new_episode
from publisher.starting.facts import Facts
from publisher.starting.from_link import asked_title, facts_of_link, facts_of_title
from publisher.starting.from_recording import Recording, facts_of_recording, read_new_recording
from publisher.starting.new_files import copy_new, write_new
from publisher.starting.show_folder import ShowFolder, read_show_folder
from publisher.text import one_line
from publisher.urls import http_url
from publisher.workers import Workers


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the user said."""

    subject: str
    folder: Path
    title: str | None
    date: str | None
    copy: bool
    to_stdout: bool
    offline: bool
    allow_private: bool


def run(options: Options) -> None:
    """Reads, decides, writes, and says what is left to do."""
    if options.date:
        _check_date(options.date)
    require_show(options.folder)
    audio = None if http_url(options.subject) else _audio(options)
    folder, recording, facts = watched(lambda progress: _read(options, audio, progress))
    if recording is None:
        facts = _titled(facts, folder, options)
    if options.date:
        facts = replace(facts, date=options.date, is_dated=True, tagged=facts.tagged - {"date"})
    new = watched(lambda _: new_episode(facts, folder, recording))
    for note in (*(recording.faults if recording else ()), *new.notes):
        say(note)
    if options.to_stdout:
        print_as_it_is(new.text)
    else:
        watched(lambda _: _write(new, recording, options))


def _check_date(written: str) -> None:
    try:
        parse_moment(written)
    except ValueError:
        raise click.BadParameter(
            f"'{written}' is not a date; write 2026-01-31 or '2026-01-31 18:00'", param_hint="--date"
        ) from None


def _audio(options: Options) -> Path:
    """The recording that is meant, from here or from the show folder."""
    found = next((one for one in (Path(options.subject), options.folder / options.subject) if one.is_file()), None)
    if found is None:
        raise click.BadParameter(
            f"'{options.subject}' is no recording that is there, and no URL; correct the path", param_hint="AUDIO|URL"
        )
    return found


def _read(options: Options, audio: Path | None, progress: Progress) -> tuple[ShowFolder, Recording | None, Facts]:
    with Workers(preload=("publisher.starting.show_folder",)) as workers:
        folder = read_show_folder(options.folder, workers, progress)
        if audio is None:
            return folder, None, facts_of_link(options.subject)
        recording = read_new_recording(audio, options.folder, workers)
    return folder, recording, facts_of_recording(recording, folder, _said_title(options))


def _said_title(options: Options) -> str | None:
    return one_line(options.title or "") or None


def _titled(facts: Facts, folder: ShowFolder, options: Options) -> Facts:
    """What a link tells, with the title that its platform has, and what follows from that."""
    said = _said_title(options)
    title = said or facts.title
    if title is None and not options.offline:
        settings = OnlineSettings(
            bases=bases_of(os.environ, folder.value("platforms")),
            user_agent=user_agent_of(folder.value("url")),
            allow_private=options.allow_private,
        )
        title, why = watched(lambda _: asked_title(options.subject, settings))
        if why:
            say(f"no title: {why}")
    found = facts_of_title(title or "", folder)
    return replace(facts, title=said or found.title, number=found.number, guests=found.guests)


def _write(new: NewEpisode, recording: Recording | None, options: Options) -> None:
    is_elsewhere = recording is not None and recording.inside is None
    if recording and new.recording and is_elsewhere and options.copy:
        if not copy_new(recording.path, options.folder / new.recording):
            raise PublisherError(f"{new.recording} exists, and stays as it is; nothing was written")
        print_text(f"{new.recording}: a copy of {recording.path}")
    if not write_new(options.folder / new.path, new.text):
        raise PublisherError(f"{new.path} exists, and stays as it is")
    print_text(f"{new.path}: new; fill in what is still TODO")
    if recording and is_elsewhere and not options.copy:
        print_text(f"Put its recording into {new.recording}: copy {recording.path} there.")
