"""What ``publish check`` does with its options. Imported only then: it takes all checks along."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from publisher.any_feed import check_any_feed, is_feed
from publisher.checking import Checked, Online, check_show, known_online
from publisher.checks.catalogue import catalogue
from publisher.cli.check_fix import mend
from publisher.cli.shared import (
    COLOURS,
    cache_folder,
    count_of,
    moment_of,
    print_as_it_is,
    refuse,
    require_show,
    say,
    watched,
)
from publisher.model import Problem, Severity
from publisher.online.answers import OnlineAnswers
from publisher.progress import Progress
from publisher.reports import REPORTS, Reported
from publisher.reports.lines import Lines

_WEIGHT: Final = {severity: weight for weight, severity in enumerate(Severity)}  # the heaviest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the user said."""

    names: tuple[str, ...]
    folder: Path
    now: str | None
    ask: bool
    allow_private: bool
    mend: bool
    dry_run: bool
    profiles: tuple[str, ...]
    strict: bool
    at_least: str
    format_name: str
    in_full: bool


def run(options: Options) -> None:
    """Checks, mends and reports; ends with the exit code."""
    if options.dry_run and not options.mend:
        raise click.UsageError("--dry-run shows what --fix would change; give both")
    if options.names and all(map(is_feed, options.names)):
        _of_feeds(options)
    else:
        require_show(options.folder)
        _of_show(options)


def _of_feeds(options: Options) -> None:
    if options.ask or options.mend:
        raise click.UsageError("--online and --fix are for the show in a folder, not for a feed")
    moment = moment_of(options.now)

    def check(_: Progress) -> list[Problem]:
        found = (
            check_any_feed(
                name, moment, sys.stdin.buffer.read, allow_private=options.allow_private, profiles=options.profiles
            )
            for name in options.names
        )
        return [problem for problems in found for problem in problems]

    _finish(options, tuple(watched(check)), root=Path())


def _of_show(options: Options) -> None:
    places = tuple(_inside(options.folder, name) for name in options.names)
    checked = _checked(options)
    if options.mend and _mend(options, checked, places):
        checked = _checked(options)
    _say_answers(checked.answers)
    problems = tuple(one for one in checked.problems if not places or any(_is_below(one.place.path, p) for p in places))
    is_whole = checked.answers is None or not checked.answers.is_interrupted
    _finish(options, problems, root=options.folder, is_whole=is_whole)


def _mend(options: Options, checked: Checked, places: Sequence[str]) -> bool:
    known = watched(lambda _: known_online(checked, _online(options))) if options.ask else None
    return mend(options.folder, checked.merged, known, places, dry_run=options.dry_run)


def _checked(options: Options) -> Checked:
    moment = moment_of(options.now)
    online = _online(options) if options.ask else None
    return watched(lambda progress: check_show(options.folder, moment, progress, options.profiles, online))


def _online(options: Options) -> Online:
    cache_path = cache_folder() / "answers.json"
    return Online(allow_private=options.allow_private, cache_path=cache_path, environment=os.environ)


def _say_answers(answers: OnlineAnswers | None) -> None:
    if answers is None:
        return
    states = Counter(verdict.state for verdict in answers.verdicts.values())
    counted = ", ".join(f"{number} {state}" for state, number in sorted(states.items())) or "none"
    say(f"{count_of(len(answers.verdicts), 'URL')} asked about: {counted}")
    if answers.is_interrupted:
        say(f"stopped: {count_of(len(answers.unasked), 'URL')} were not asked any more")


def _inside(folder: Path, name: str) -> str:
    """The path of a file of the show, relative to its folder."""
    candidates = (Path(os.path.abspath(start / name)) for start in (Path(), folder))
    found = next((path for path in candidates if path.exists() and path.is_relative_to(folder)), None)
    if found is None:
        refuse(f"{name} is no file of the show in {folder}; correct its path, or name the show folder with -C")
    return found.relative_to(folder).as_posix()


def _is_below(path: str, wanted: str) -> bool:
    return wanted == "." or path == wanted or path.startswith(f"{wanted}/")


def _finish(options: Options, problems: tuple[Problem, ...], *, root: Path, is_whole: bool = True) -> None:
    """Prints the report, and ends with 0 only where all was looked at and nothing is too bad."""
    shown = tuple(one for one in problems if _WEIGHT[one.severity] <= _WEIGHT[Severity(options.at_least)])
    _print_report(options, shown, root)
    fails = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    sys.exit(1 if not is_whole or any(one.severity in fails for one in problems) else 0)


def _print_report(options: Options, problems: tuple[Problem, ...], root: Path) -> None:
    reported = Reported(
        problems=problems,
        line_of=Lines(root).line_of,
        explained=catalogue(),
        folder=os.path.relpath(root),
        in_full=options.in_full,
        paint=lambda text, severity: click.style(text, fg=COLOURS[severity]),
    )
    report = REPORTS[options.format_name](reported)
    if options.format_name == "text":
        click.echo(report, nl=False)  # its parts are fit for a terminal, and painted
    else:
        print_as_it_is(report)
