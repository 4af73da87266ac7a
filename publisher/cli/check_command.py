"""``publish check``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

import click

from publisher.cli.shared import (
    COLOURS,
    fail,
    folder_option,
    moment_of,
    now_option,
    print_as_it_is,
    require_show,
    watched,
)
from publisher.model import Problem, Severity

_FORMATS: Final = ("text", "json", "github", "sarif")
_PROFILES: Final = ("apple", "spotify", "psp1", "podcasting2")
_WEIGHT: Final = {severity: weight for weight, severity in enumerate(Severity)}  # the heaviest first


@click.command()
@click.argument("names", metavar="[FILE]...", nargs=-1)
@folder_option
@now_option
@click.option("--list", "list_all", is_flag=True, help="Print every check, and stop.")
@click.option("--explain", metavar="CHECK", help="Explain one check with an example, and stop.")
@click.option(
    "--profile",
    "profiles",
    type=click.Choice(_PROFILES),
    multiple=True,
    help="Ask only what this directory or standard asks; may be given more than once.  [default: all]",
)
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@click.option(
    "--at-least",
    type=click.Choice([str(severity) for severity in reversed(Severity)]),
    default="note",
    show_default=True,
    help="Leave out what matters less.",
)
@click.option(
    "--format",
    "-f",
    "format_name",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="Of the report.",
)
def check(
    names: tuple[str, ...],
    folder: Path,
    now: str | None,
    list_all: bool,
    explain: str | None,
    profiles: tuple[str, ...],
    strict: bool,
    at_least: str,
    format_name: str,
) -> None:
    """Say what is wrong with the show, before subscribers find it.

    FILE is an episode or another file of the show, or a folder of it: only what is wrong there is reported, though all
    of the show is read. Nothing is written, and nobody is asked.

    Exit codes: 0 fine (there may be warnings), 1 an error was found, 2 wrong usage.
    """
    if list_all or explain:
        from publisher.checks.catalogue import catalogue
        from publisher.cli.check_words import print_explained, print_list

        print_list(catalogue()) if list_all else print_explained(catalogue(), explain or "")
        return
    moment = moment_of(now)
    require_show(folder)
    from publisher.checking import check_show

    found = watched(lambda progress: check_show(folder, moment, progress, profiles or _PROFILES))
    shown = tuple(
        problem for problem in _there(found, folder, names) if _WEIGHT[problem.severity] <= _WEIGHT[Severity(at_least)]
    )
    _print_report(shown, folder, format_name)
    fails = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    sys.exit(1 if any(problem.severity in fails for problem in shown) else 0)


def _there(problems: tuple[Problem, ...], folder: Path, names: tuple[str, ...]) -> tuple[Problem, ...]:
    """The problems of the named files and folders; all of them where none is named."""
    if not names:
        return problems
    wanted = tuple(_inside(folder, name) for name in names)
    return tuple(problem for problem in problems if any(_is_below(problem.place.path, one) for one in wanted))


def _inside(folder: Path, name: str) -> str:
    """The path of a file of the show, relative to its folder."""
    candidates = (Path(os.path.abspath(start / name)) for start in (Path(), folder))
    found = next((path for path in candidates if path.exists() and path.is_relative_to(folder)), None)
    if found is None:
        fail(f"{name} is no file of the show in {folder}; correct its path, or name the show folder with -C")
    return found.relative_to(folder).as_posix()


def _is_below(path: str, wanted: str) -> bool:
    return wanted == "." or path == wanted or path.startswith(f"{wanted}/")


def _print_report(problems: tuple[Problem, ...], folder: Path, format_name: str) -> None:
    from publisher.checks.catalogue import catalogue
    from publisher.reports import REPORTS, Reported
    from publisher.reports.lines import Lines

    reported = Reported(
        problems=problems,
        line_of=Lines(folder).line_of,
        explained=catalogue(),
        folder=os.path.relpath(folder),
        paint=_painted,
    )
    report = REPORTS[format_name](reported)
    if format_name == "text":
        click.echo(report, nl=False)  # whose parts are fit for a terminal, and painted
    else:
        print_as_it_is(report)


def _painted(text: str, severity: Severity) -> str:
    return click.style(text, fg=COLOURS[severity])
