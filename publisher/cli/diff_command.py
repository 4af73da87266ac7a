"""``publish diff``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from publisher.cli.shared import (
    folder_option,
    format_option,
    moment_of,
    now_option,
    print_as_it_is,
    print_problems,
    print_text,
    private_option,
    require_show,
    watched,
)

FORMATS: Final = ("text", "json", "markdown")


@click.command()
@folder_option
@now_option
@click.option(
    "--against",
    metavar="FILE|URL",
    help="The feed that subscribers have now: any podcast's, from any host.  [default: feed/feed.xml]",
)
@private_option
@format_option(*FORMATS, help_text="Of the report; markdown is a comment for a pull request.")
def diff(folder: Path, now: str | None, against: str | None, allow_private: bool, format_name: str) -> None:
    """Say what the next build changes for subscribers, and write nothing.

    A line for each episode that is new, changed, re-dated or gone, what harms most first. Episodes are told by their
    guids, as apps do it. With --against a feed of another host, it shows what a move would do.

    Exit codes: 0 nothing changes, 1 something does, or an error stops the build, 2 wrong usage.
    """
    from publisher.differing import as_json, as_markdown, as_text
    from publisher.differing.diff import diff as diff_show
    from publisher.differing.standing import standing_feed

    moment = moment_of(now)
    require_show(folder)
    old, files = watched(lambda _: standing_feed(folder, against, allow_private=allow_private))
    difference = watched(lambda progress: diff_show(folder, moment, progress, old, files))
    if format_name == "text":
        print_problems(difference.errors)
        print_text(as_text.report(difference).rstrip("\n"))
    else:
        print_as_it_is({"json": as_json, "markdown": as_markdown}[format_name].report(difference))
    sys.exit(0 if difference.is_nothing else 1)
