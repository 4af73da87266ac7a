"""What several commands share: options, printing, and the ends of a run."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

import click

from publisher.errors import NotThereError, PublisherError
from publisher.layout import SHOW_FILE
from publisher.model import Problem, Severity
from publisher.progress import Progress, progress_line
from publisher.text import for_terminal

T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., Any])

COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}

folder_option = click.option(
    "--folder",
    "-C",
    type=click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path),
    default=Path(),
    help="The show folder, with show.yaml in it.  [default: this folder]",
)
now_option = click.option(
    "--now",
    metavar="TIME",
    help="Build as if it were this moment, like 2026-01-31T18:00+01:00.  [default: the clock]",
)


private_option = click.option("--allow-private", is_flag=True, help="Ask addresses of private networks, too: your own.")


def format_option(*names: str, help_text: str = "Of the report.") -> Callable[[Command], Command]:
    """The option -f with these formats, the first by default."""
    return click.option(
        "--format",
        "-f",
        "format_name",
        type=click.Choice(names),
        default=names[0],
        show_default=True,
        help=help_text,
    )


def watched(work: Callable[[Progress], T]) -> T:
    """What the work gives, with its progress on a terminal; an error of ours ends the run in a sentence."""
    try:
        with progress_line() as progress:
            return work(progress)
    except NotThereError as error:
        refuse(str(error))
    except PublisherError as error:
        fail(str(error))


def require_show(folder: Path) -> None:
    """Ends the run where there is no show.yaml in the folder."""
    if not (folder / SHOW_FILE).exists():
        refuse(f"there is no {SHOW_FILE} here; go to the folder of the show, or name it with -C")


def cache_folder() -> Path:
    """Where this machine keeps what no show folder should hold."""
    from platformdirs import user_cache_path

    return Path(os.environ.get("PUBLISH_CACHE") or user_cache_path("podcast-publisher", appauthor=False))


def moment_of(written: str | None) -> datetime:
    """The moment that --now names, or that of the clock."""
    if written is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise click.BadParameter(
            f"'{written}' is not a time; write 2026-01-31T18:00+01:00", param_hint="--now"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def print_problems(problems: Iterable[Problem]) -> None:
    """A problem a line, on standard error."""
    for problem in problems:
        place, message = for_terminal(str(problem.place)), for_terminal(problem.message)
        severity = click.style(problem.severity, fg=COLOURS[problem.severity])
        click.echo(f"{place}: {severity}: {message} [{problem.check}]", err=True)


def tally(problems: Iterable[Problem]) -> str:
    """How many of each severity there are, to be put behind a sentence."""
    counts = Counter(problem.severity for problem in problems)
    return "".join(f", {count_of(counts[severity], severity)}" for severity in Severity if counts[severity])


def count_of(number: int, noun: str) -> str:
    """A number with its noun in the right form."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def print_text(text: str) -> None:
    """Text for people, on standard output."""
    click.echo("\n".join(for_terminal(line) for line in text.split("\n")))


def print_as_it_is(text: str) -> None:
    """For other programs, byte for byte; a terminal is spared what could steer it."""
    if sys.stdout.isatty():
        click.echo("\n".join(for_terminal(line) for line in text.split("\n")), nl=False)
    else:
        click.echo(text.encode(), nl=False)


def say(message: str) -> None:
    """A sentence beside the output, on standard error."""
    click.echo(f"publish: {for_terminal(message)}", err=True)


def fail(message: str) -> NoReturn:
    """Ends the run with a sentence on standard error, and with 1: something is wrong with the show."""
    say(message)
    sys.exit(1)


def refuse(message: str) -> NoReturn:
    """Ends the run with a sentence on standard error, and with 2: what the user named is not there."""
    say(message)
    sys.exit(2)
