"""What ``publish init`` does with its options."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from zoneinfo import available_timezones

import click

from publisher.cli.shared import fail, print_text, say
from publisher.errors import PublisherError
from publisher.layout import FEED_FOLDER, FEED_PATH, SHOW_FILE
from publisher.sources.show_file import read_show
from publisher.starting.answers import NEEDED, USUAL_IMAGE, Answers, checked
from publisher.starting.folder import Step, ignore, start_show
from publisher.starting.new_files import write_new
from publisher.starting.schedule import (
    WORKFLOW_PATH,
    Repository,
    cron_line,
    own_requirement,
    repository_of,
    systemd_units,
    workflow,
)
from publisher.urls import as_folder, url_of_path

_PROMPTS: Final[Mapping[str, str]] = {
    "title": "The name of the show",
    "description": "What it is about, in a sentence or two",
    "url": "Where this folder will be reached on the web (like https://example.com/podcast/)",
    "language": "Its language",
    "category": "Its category, one of Apple's names (like Technology, or Education > How To)",
    "author": "Who makes it (Enter: nobody)",
    "email": "Whom directories may write to; it will be public (Enter: nobody)",
    "image": "Its picture, square, 1400 to 3000 pixels",
    "timezone": "The time zone of its dates",
}
_SCHEDULES: Final = ("none", "github", "systemd", "cron")
_UNITS_FOLDER: Final = "systemd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to build the show every hour, and how; ``publisher`` is what pip installs to get this program."""

    workflow: bool
    pages: bool
    systemd: bool
    cron: bool
    publisher: str | None


def run(folder: Path, given: Mapping[str, str], wanted: Wanted) -> None:
    """Asks, writes, and says what was written and what comes next."""
    is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    known = {name: _checked(name, text, f"--{name}") for name, text in given.items()}
    has_show = os.path.lexists(folder / SHOW_FILE)
    answers = None if has_show else _answers(known, is_terminal=is_terminal)
    if is_terminal and not (wanted.workflow or wanted.systemd or wanted.cron):
        wanted = _ask_schedule(wanted)
    try:
        if has_show:
            _say_step(Step(path=folder / SHOW_FILE, is_new=False), folder)
        _say_steps(start_show(folder, answers), folder)
        _schedule(folder, wanted)
    except PublisherError as error:
        fail(str(error))
    if answers:
        _say_next(folder, answers)


def _checked(name: str, text: str, hint: str | None = None) -> str:
    try:
        return checked(name, text)
    except PublisherError as error:
        raise click.BadParameter(str(error), param_hint=hint) from None


def _answers(known: Mapping[str, str], *, is_terminal: bool) -> Answers:
    missing = [name for name in NEEDED if name not in known]
    if is_terminal:
        usual = {"language": "en", "image": USUAL_IMAGE, "timezone": _own_timezone(), "author": "", "email": ""}
        asked = [name for name in _PROMPTS if name not in known]
        return Answers(**known, **{name: _ask(name, usual.get(name)) for name in asked})
    if missing:
        options = [f"--{name}" for name in missing]
        listed = f"{', '.join(options[:-1])} and {options[-1]}" if options[1:] else options[0]
        raise click.UsageError(f"a new show needs {listed}, too, or a terminal to be asked on")
    return Answers(**known)


def _ask(name: str, usual: str | None) -> str:
    answer: str = click.prompt(
        _PROMPTS[name], default=usual, show_default=bool(usual), value_proc=lambda text: _checked(name, text)
    )
    return answer


def _ask_schedule(wanted: Wanted) -> Wanted:
    choice = click.prompt(
        "What builds it every hour", default="none", type=click.Choice(_SCHEDULES, case_sensitive=False)
    )
    return replace(wanted, workflow=choice == "github", systemd=choice == "systemd", cron=choice == "cron")


def _own_timezone() -> str:
    """The zone that this machine is in, where it says so."""
    zone = os.environ.get("TZ", "").lstrip(":") or os.path.realpath("/etc/localtime").partition("/zoneinfo/")[2]
    return zone if zone in available_timezones() else "UTC"


def _say_steps(steps: Iterable[Step], folder: Path) -> None:
    for step in steps:
        _say_step(step, folder)


def _say_step(step: Step, folder: Path) -> None:
    inside = step.path.is_relative_to(folder)
    name = step.path.relative_to(folder).as_posix() if inside else str(step.path)
    print_text(f"{name}: {step.done if step.is_new else 'exists, and stays as it is'}")


def _schedule(folder: Path, wanted: Wanted) -> None:
    if wanted.workflow:
        _write_workflow(folder, wanted)
    command = shutil.which("publish") or os.path.abspath(sys.argv[0])
    if wanted.systemd:
        units = folder / _UNITS_FOLDER
        for name, text in systemd_units(folder, units, command).items():
            _say_step(Step(path=units / name, is_new=write_new(units / name, text)), folder)
        print_text(f"To start the timer, see the first lines of {_UNITS_FOLDER}/publish.service.")
    if wanted.cron:
        print_text(f"For crontab -e:\n{cron_line(folder, command)}")


def _write_workflow(folder: Path, wanted: Wanted) -> None:
    repository = repository_of(folder)
    if repository is None:
        repository = Repository(root=folder, branch="main", has_lfs=False)
        say("this folder is in no git repository yet; the workflow is for its branch main")
    publisher, is_sure = (wanted.publisher, True) if wanted.publisher else own_requirement()
    feed_url = _feed_url(folder) if wanted.pages else ""
    path = repository.root / WORKFLOW_PATH
    is_new = write_new(path, workflow(folder, repository, publisher, pages_feed_url=feed_url))
    _say_step(Step(path=path, is_new=is_new), folder)
    if wanted.pages:
        _say_steps(ignore(folder, (f"{FEED_FOLDER}/",)), folder)
    if is_new and not is_sure:
        say(f"GitHub must be able to install this program: see PUBLISHER in {path.name}, which says {publisher}")


def _feed_url(folder: Path) -> str:
    """Where show.yaml says that the feed can be reached."""
    show = read_show(folder).value
    if show is None:
        fail(f"{SHOW_FILE} cannot be used, and says where the feed is; mend what publish check finds in it first")
    values = {key: found.value for key, found in show.values.items()}
    files_url = values.get("files_url") or url_of_path(as_folder(values["url"]), f"{FEED_FOLDER}/")
    return str(values.get("feed_url") or url_of_path(as_folder(files_url), FEED_PATH.rpartition("/")[2]))


def _say_next(folder: Path, answers: Answers) -> None:
    there = os.path.relpath(folder)
    place = "" if there == "." else f" -C {there}"
    print_text(
        f"\nNext: put the picture at {answers.image}, and a recording into audio/; then\n"
        f"  publish new{place} audio/NAME.mp3\n  publish check{place}\n  publish build{place}"
    )
