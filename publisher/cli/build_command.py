"""``publish build``."""

from __future__ import annotations

from pathlib import Path

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
    tally,
    watched,
)
from publisher.layout import FEED_PATH


@click.command()
@folder_option
@now_option
def build(folder: Path, now: str | None) -> None:
    """Write feed/: the RSS feed, chapters, transcripts and pictures.

    Nothing is written while an error stands against it, and a file that would stay the same is not touched.
    """
    from publisher.build import build as build_show

    moment = moment_of(now)
    require_show(folder)
    built = watched(lambda progress: build_show(folder, moment, progress))
    print_problems(built.merged.problems)
    if built.written is None:
        fail("nothing was written: mend the errors above, and build again")
    show = built.merged.show
    episodes = len(show.episodes) if show else 0
    print_text(
        f"{FEED_PATH}: {count_of(episodes, 'episode')}; {count_of(len(built.written.written), 'file')} written, "
        f"{len(built.written.removed)} removed, {built.written.unchanged} unchanged{tally(built.merged.problems)}"
    )
