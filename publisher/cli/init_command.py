"""``publish init``: its options."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

_QUESTIONS: Final = (
    ("title", "The name of the show."),
    ("description", "What it is about; Markdown."),
    ("url", "Where the folder will be reached on the web, like https://example.com/podcast/."),
    ("language", "Its language, like en or pt-br."),
    ("category", "One of Apple's names, like Technology or 'Education > How To'."),
    ("author", "Who makes it."),
    ("email", "Whom directories write to; public in the feed."),
    ("image", "The show's picture, a file of the folder or a URL.  [default: artwork.jpg]"),
    ("timezone", "Where a date without a time is midnight, like Europe/Berlin."),
)


def _questions(command: Any) -> Any:
    for name, text in reversed(_QUESTIONS):
        command = click.option(f"--{name}", metavar="TEXT", help=text)(command)
    return command


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, resolve_path=True, path_type=Path), default=Path())
@_questions
@click.option("--github-actions", is_flag=True, help="Write a workflow that builds the show every hour on GitHub.")
@click.option("--commit/--pages", default=True, help="Whether it commits feed/ (the default) or fills GitHub Pages.")
@click.option("--systemd", is_flag=True, help="Write a timer and a service, for this machine.")
@click.option("--cron", is_flag=True, help="Print a line for crontab -e.")
@click.option("--publisher", metavar="REQUIREMENT", help="What pip installs in the workflow.  [default: this program]")
def init(folder: Path, github_actions: bool, commit: bool, systemd: bool, cron: bool, **options: Any) -> None:
    """Make the FOLDER of a new show: show.yaml, an example of an episode, and what builds it every hour.

    On a terminal it asks for what the options do not say. What exists is never written over; only .gitignore gets
    lines behind those that it has.

    Exit codes: 0 fine, 1 the disk refused, 2 an option is missing or wrong.
    """
    from publisher.cli.init_run import Wanted, run

    publisher = options.pop("publisher")
    run(
        folder,
        {name: text for name, text in options.items() if text is not None},
        Wanted(workflow=github_actions, pages=not commit, systemd=systemd, cron=cron, publisher=publisher),
    )
