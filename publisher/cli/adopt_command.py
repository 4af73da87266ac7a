"""``publish adopt``: its options."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from publisher.cli.shared import folder_option


@click.command()
@click.argument("feed")
@folder_option
@click.option("--write", is_flag=True, help="Enter in published.yaml what is certain or likely.")
@click.option("--create", is_flag=True, help="Make files for items without one, and show.yaml; then --write.")
@click.option("--url", default="", help="With --create: where this folder can be reached on the web.")
@click.option("--feed-url", default="", help="Where the feed was on the web, if FEED is a file that does not say so.")
@click.option("--online", "measure", is_flag=True, help="Ask the old host how large and how long recordings are.")
@click.option(
    "--download", is_flag=True, help="Fetch recordings, transcripts and chapters; what broke off goes on; then --write."
)
@click.option("--allow-private", is_flag=True, help="Ask addresses of private networks, too: your own.")
@click.option(
    "--format",
    "-f",
    "format_name",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Of the report.",
)
def adopt(feed: str, folder: Path, allow_private: bool, format_name: str, **wishes: Any) -> None:
    """Take over a show from its old feed, so that subscribers notice nothing.

    FEED is a podcast's feed, a file or its URL. Its items are matched to the episode files here, and guids, dates and
    recordings of the old host are kept in published.yaml. What cannot be told is shown, and never guessed.

    Nothing is written without --write, --create or --download.

    Exit codes: 0 fine, 1 the feed, the folder or a recording cannot be read, 2 wrong usage.
    """
    from publisher.adopting.adopt import Wishes
    from publisher.cli.adopt_run import run

    run(folder, feed, Wishes(**wishes), allow_private, format_name)
