"""``publish announce``: its options."""

from __future__ import annotations

from pathlib import Path

import click

from publisher.cli.shared import folder_option, private_option


@click.command()
@folder_option
@click.option(
    "--wait",
    "wait_s",
    metavar="SECONDS",
    type=click.IntRange(0, 3600),
    default=0,
    show_default=True,
    help="How long to wait until the upload has reached the address of the feed.",
)
@click.option("--again", is_flag=True, help="Tell them even if they were told of this very feed.")
@private_option
def announce(folder: Path, wait_s: int, again: bool, allow_private: bool) -> None:
    """Tell apps that the feed has changed, after its upload: by the websub_hub and the podping of show.yaml.

    First the feed at its address is compared with the one that was built: nobody is told before it lies there, and
    nobody twice of the same.

    Exit codes: 0 also where somebody could not be told, 1 nothing was built, 2 wrong usage, or PUBLISH_PODPING_TOKEN is
    missing.
    """
    from publisher.cli.announce_run import run

    run(folder, wait_s=wait_s, again=again, allow_private=allow_private)
