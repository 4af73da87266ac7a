"""``publish status``."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import click

from publisher.cli.shared import (
    cache_folder,
    folder_option,
    format_option,
    moment_of,
    now_option,
    print_as_it_is,
    print_text,
    private_option,
    require_show,
    watched,
)


@click.command()
@folder_option
@now_option
@click.option("--offline", is_flag=True, help="Do not fetch the published feed.")
@private_option
@click.option(
    "--overdue-days",
    metavar="DAYS",
    type=click.IntRange(1, 3650),
    help="How long the show may be without a new episode.  [default: by the rrule of update_frequency]",
)
@click.option(
    "--run-hours",
    metavar="HOURS",
    type=click.IntRange(1, 8760),
    default=26,
    show_default=True,
    help="How long it may be without a good build, where this machine remembers one.",
)
@format_option("text", "json")
def status(
    folder: Path,
    now: str | None,
    offline: bool,
    allow_private: bool,
    overdue_days: int | None,
    run_hours: int,
    format_name: str,
) -> None:
    """Say whether all is well: the last run, the newest and the next episode, and what subscribers get.

    The published feed is fetched from its address, and compared with the one that was built. Nothing is written.

    Exit codes: 0 all is well, 1 something is overdue, or an error stands against the next build, 2 wrong usage.
    """
    from publisher.health.finding_out import find_out
    from publisher.health.memory import memory_path, recall
    from publisher.health.status import Limits
    from publisher.health.status_report import status_json, status_text

    moment = moment_of(now)
    require_show(folder)
    pause = timedelta(days=overdue_days) if overdue_days else None
    found = watched(
        lambda progress: find_out(
            folder,
            moment,
            progress,
            limits=Limits(run=timedelta(hours=run_hours), pause=pause),
            memory=recall(memory_path(cache_folder(), folder)),
            asks=not offline,
            allow_private=allow_private,
        )
    )
    if format_name == "json":
        print_as_it_is(status_json(found))
    else:
        print_text(status_text(found).rstrip("\n"))
    sys.exit(1 if found.overdue else 0)
