"""The commands. The only module that prints, exits and reads the clock.

What only a command needs is imported inside it, so that ``publish --help`` answers at once.
"""

from __future__ import annotations

import io
import json
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NoReturn, TypeVar

import click

from publisher import __version__
from publisher.errors import PublisherError
from publisher.layout import FEED_PATH, SHOW_FILE
from publisher.model import DRAFT_LEVELS, Problem, Severity
from publisher.progress import Progress, progress_line
from publisher.text import for_terminal

T = TypeVar("T")

_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}

_folder_option = click.option(
    "--folder",
    "-C",
    type=click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path),
    default=Path(),
    help="The show folder, with show.yaml in it.  [default: this folder]",
)
_now_option = click.option(
    "--now",
    metavar="TIME",
    help="Build as if it were this moment, like 2026-01-31T18:00+01:00.  [default: the clock]",
)


def run() -> None:
    """What the command ``publish`` does: ``main``, with every end of the run in words."""
    signal.signal(signal.SIGTERM, _interrupt)  # so that a run that is asked to stop stops its workers too
    try:
        main(prog_name="publish")
    except OSError as error:  # a full disk behind standard output, say; files of the show have errors of their own
        click.echo(f"publish: the system refuses: {error.strerror or error}", err=True)
        sys.exit(1)


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="publish")
def main() -> None:
    """Publish a podcast from a folder of episode files and recordings.

    Exit codes: 0 fine, 1 an error was found and nothing published, 2 wrong usage.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a character shows its number
            stream.reconfigure(errors="backslashreplace")


@main.command()
@_folder_option
@_now_option
def build(folder: Path, now: str | None) -> None:
    """Write feed/: the RSS feed, chapters, transcripts and pictures.

    Nothing is written while an error stands against it, and a file that would stay the same is not touched.
    """
    from publisher.build import build as build_show

    moment = _moment(now)
    _require_show(folder)
    built = _watched(lambda progress: build_show(folder, moment, progress))
    _print_problems(built.merged.problems)
    if built.written is None:
        _fail("nothing was written: mend the errors above, and build again")
    show = built.merged.show
    episodes = len(show.episodes) if show else 0
    _print(
        f"{FEED_PATH}: {_count(episodes, 'episode')}; {_count(len(built.written.written), 'file')} written, "
        f"{len(built.written.removed)} removed, {built.written.unchanged} unchanged{_tally(built.merged.problems)}"
    )


@main.command()
@click.argument("episode")
@_folder_option
@_now_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def show(episode: str, folder: Path, now: str | None, as_json: bool) -> None:
    """Explain where each field of EPISODE comes from.

    For every field: its value, its source with file and line, and what it overruled.

    EPISODE is a slug, a path, or a season and number like s01e02.
    """
    from publisher import explain
    from publisher.build import load

    moment = _moment(now)
    _require_show(folder)
    merged = _watched(lambda progress: load(folder, moment, progress))
    found = explain.find_episode(merged.episodes, episode)
    if found is None:
        _print_problems(merged.problems)
        _fail(f"there is no episode '{episode}' that can be read; give its slug, its path, or s01e02")
    if as_json:
        _print(json.dumps(explain.as_json(found), indent=2))
        return
    from publisher.table import print_table

    print_table(explain.rows(found))
    _print_problems(problem for problem in merged.problems if problem.place.path in found.paths)


class _WithFormats(click.Command):
    """A command whose help ends with the formats of chapters."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from publisher.outputs.chapter_formats import FORMATS

        super().format_epilog(ctx, formatter)
        with formatter.section("Formats"):
            formatter.write_dl([(one.name, one.summary) for one in FORMATS])


@main.command(cls=_WithFormats)
@click.argument("names", metavar="EPISODE|FILE...", nargs=-1, required=True)
@_folder_option
@_now_option
@click.option(
    "--format",
    "-f",
    "format_name",
    metavar="FORMAT",
    help="One of those below.  [default: that of the suffix of --output, else description]",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    help="The file to write, or the folder for several.  [default: standard output]",
)
@click.option("--write", is_flag=True, help="Put the chapters into the episode file, for you to edit there.")
@click.option(
    "--auto",
    type=click.Choice(DRAFT_LEVELS),
    default="normal",
    show_default=True,
    help="How many to make from the words of a FILE without chapters: none, or about 6, 16 or 24 an hour.",
)
def chapters(
    names: tuple[str, ...],
    folder: Path,
    now: str | None,
    format_name: str | None,
    output: Path | None,
    write: bool,
    auto: str,
) -> None:
    """Give the chapters of episodes, or of any file, in any format.

    EPISODE is a slug, a path, or a season and number like s01e02. FILE needs no show: an episode file, a transcript
    (.vtt, .srt, .json, or text with a time above each paragraph), a recording, or chapters in another format. A single
    hyphen is standard input.

    Where nobody made chapters, they are made from the words of the transcript: drafts, for you to edit. In a show,
    show.yaml says how many.
    """
    from publisher.build import load
    from publisher.chapter_lists import Delivery, Listed, find_chapters, find_format
    from publisher.outputs.chapter_formats import FORMATS

    moment = _moment(now)
    chosen = find_format(format_name, output)
    if chosen is None:
        known = ", ".join(one.name for one in FORMATS)
        raise click.BadParameter(f"'{format_name}' is not one of {known}", param_hint="--format")
    if write and (output or format_name):
        raise click.UsageError("--write puts the chapters into the episode file; leave out --output and --format")

    def find(progress: Progress) -> list[Listed]:
        read_input = sys.stdin.buffer.read
        return list(find_chapters(names, folder, auto, lambda root: load(root, moment, progress), read_input))

    found = _watched(find)
    delivery = Delivery(chosen, output, several=len(names) > 1, write=write)
    failed = any(problem.severity is Severity.ERROR for listed in found for problem in listed.problems)
    for listed in found:
        _print_problems(problem for problem in listed.problems if not (write and problem.check == "chapters-draft"))
        try:
            text, path = delivery.deliver(listed)
        except PublisherError as error:
            click.echo(f"publish: {for_terminal(f'{listed.name}: {error}')}", err=True)
            failed = True
            continue
        _print_as_it_is(text)
        if path:
            count = _count(len(listed.chapters.chapters), "chapter")
            click.echo(for_terminal(f"{path}: {count} written"), err=True)
    sys.exit(1 if failed else 0)


def _watched(work: Callable[[Progress], T]) -> T:
    """What the work gives, with its progress on a terminal; an error of ours ends the run in a sentence."""
    try:
        with progress_line() as progress:
            return work(progress)
    except PublisherError as error:
        _fail(str(error))


def _require_show(folder: Path) -> None:
    if not (folder / SHOW_FILE).exists():
        _fail(f"there is no {SHOW_FILE} here; go to the folder of the show, or name it with -C")


def _moment(written: str | None) -> datetime:
    if written is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise click.BadParameter(
            f"'{written}' is not a time; write 2026-01-31T18:00+01:00", param_hint="--now"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        place, message = for_terminal(str(problem.place)), for_terminal(problem.message)
        severity = click.style(problem.severity, fg=_COLOURS[problem.severity])
        click.echo(f"{place}: {severity}: {message} [{problem.check}]", err=True)


def _tally(problems: Iterable[Problem]) -> str:
    counts = Counter(problem.severity for problem in problems)
    return "".join(f", {_count(counts[severity], severity)}" for severity in Severity if counts[severity])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _print(text: str) -> None:
    click.echo("\n".join(for_terminal(line) for line in text.split("\n")))


def _print_as_it_is(text: str) -> None:
    """For other programs, byte for byte; a terminal is spared what could steer it."""
    if sys.stdout.isatty():
        click.echo("\n".join(for_terminal(line) for line in text.split("\n")), nl=False)
    else:
        click.echo(text.encode(), nl=False)


def _fail(message: str) -> NoReturn:
    click.echo(f"publish: {for_terminal(message)}", err=True)
    sys.exit(1)
