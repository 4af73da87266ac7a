"""``publish build``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from publisher.cli.shared import (
    count_of,
    fail,
    folder_option,
    moment_of,
    now_option,
    print_problems,
    print_text,
    require_show,
    say,
    tally,
    watched,
)
from publisher.cli.told import told
from publisher.layout import FEED_FOLDER, FEED_PATH, LEDGER_FILE

_FOR_ALL_TIME: Final = (
    f"{LEDGER_FILE} is new, and keeps the guids of these episodes for all time; if the show has subscribers already, "
    f"delete it and {FEED_FOLDER}/, and run publish adopt with the address of their feed first"
)


@click.command()
@folder_option
@now_option
@click.option(
    "--allow-removal",
    "removals",
    metavar="GUID",
    multiple=True,
    help="Let this published episode vanish from the feed. Its guid stays in published.yaml as withdrawn.",
)
@click.option(
    "--allow-date",
    "dates",
    metavar="GUID",
    multiple=True,
    help="Let this published episode have the other date that its file says now.",
)
@click.option(
    "--changed-exit-code",
    metavar="NUMBER",
    type=click.IntRange(3, 125),
    help="Exit with this number when a file changed, for scripts that upload or commit then.  [default: 0]",
)
def build(
    folder: Path,
    now: str | None,
    removals: tuple[str, ...],
    dates: tuple[str, ...],
    changed_exit_code: int | None,
) -> None:
    """Write feed/: the RSS feed, chapters, transcripts and pictures.

    Nothing is written while an error stands against it, and a file that would stay the same is not touched. What
    subscribers have stays: a published episode that would vanish, or change its guid or its date, is an error.
    """
    from publisher.build import build as build_show
    from publisher.checks.publication import Allowed

    moment = moment_of(now)
    allowed = Allowed(removals=frozenset(removals), dates=frozenset(dates))
    with told(folder, moment) as run:
        require_show(folder)
        built = watched(lambda progress: build_show(folder, moment, progress, allowed))
        run.problems = built.merged.problems
        print_problems(run.problems)
        if built.written is None:
            fail("nothing was written: mend the errors above, and build again")
        run.is_good = True
    show = built.merged.show
    episodes = len(show.episodes) if show else 0
    print_text(
        f"{FEED_PATH}: {count_of(episodes, 'episode')}; {count_of(len(built.written.written), 'file')} written, "
        f"{len(built.written.removed)} removed, {built.written.unchanged} unchanged{tally(built.merged.problems)}"
    )
    if not built.ledger.path:
        print_text(_FOR_ALL_TIME)
    for guid in sorted(allowed.unknown_to(built.ledger)):
        say(f"no published episode has the guid {guid}, so that nothing was to be allowed for it")
    if changed_exit_code and not built.written.is_nothing:
        sys.exit(changed_exit_code)
