"""The commands. The only package that prints, exits and reads the clock.

What only a command needs is imported inside it, so that ``publish --help`` answers at once.
"""

from __future__ import annotations

import io
import os
import signal
import sys
from typing import NoReturn

import click

from publisher import __version__
from publisher.cli.adopt_command import adopt
from publisher.cli.announce_command import announce
from publisher.cli.build_command import build
from publisher.cli.chapters_command import chapters
from publisher.cli.check_command import check
from publisher.cli.diff_command import diff
from publisher.cli.init_command import init
from publisher.cli.new_command import new
from publisher.cli.show_command import show
from publisher.cli.status_command import status
from publisher.cli.tag_command import tag


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

    Exit codes: 0 fine, 1 an error was found and nothing published, 2 wrong usage: an option, or a file or a show that
    is not there.
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":  # https://no-color.org
        click.get_current_context().color = False
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a character shows its number
            stream.reconfigure(errors="backslashreplace")


for _command in (adopt, announce, build, chapters, check, diff, init, new, show, status, tag):
    main.add_command(_command)
