"""``publish new``: its options."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from publisher.cli.shared import folder_option, private_option


@click.command()
@click.argument("subject", metavar="AUDIO|URL")
@folder_option
@click.option("--title", metavar="TEXT", help="Its title, whatever the recording or the platform says.")
@click.option("--date", metavar="TIME", help="When it appears, like 2026-01-31 or '2026-01-31 18:00'.")
@click.option("--copy", is_flag=True, help="Copy a recording that lies elsewhere into audio/.")
@click.option("--stdout", "--dry-run", "to_stdout", is_flag=True, help="Print the file, and write nothing.")
@click.option("--offline", is_flag=True, help="Ask no platform for the title.")
@private_option
def new(folder: Path, **options: Any) -> None:
    """Write the file of a new episode, as the others are written.

    AUDIO is its recording: title, number, date, description and guests come from its tags. URL is an episode on
    YouTube, Spotify, Apple Podcasts or Spotify for Creators (Anchor): its ids are filled in, and its title, if the
    platform answers.

    Name, season, number and fields follow the other episodes; TODO stands for what they have and this one lacks.
    Nothing is written over.

    Exit codes: 0 fine, 1 the episode is there already, or something cannot be read or written, 2 wrong usage.
    """
    from publisher.cli.new_run import Options, run

    run(Options(folder=folder, **options))
