"""``publish show``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from publisher.cli.shared import (
    fail,
    folder_option,
    moment_of,
    now_option,
    print_problems,
    print_text,
    refuse,
    require_show,
    watched,
)


@click.command()
@click.argument("episode")
@folder_option
@now_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def show(episode: str, folder: Path, now: str | None, as_json: bool) -> None:
    """Explain where each field of EPISODE comes from.

    For every field: its value, its source with file and line, and what it overruled.

    EPISODE is a slug, a path, or a season and number like s01e02.
    """
    from publisher import explain
    from publisher.build import load

    moment = moment_of(now)
    require_show(folder)
    merged = watched(lambda progress: load(folder, moment, progress))
    found = explain.find_episode(merged.episodes, episode)
    if found is None:
        print_problems(merged.problems)
        end = fail if explain.is_at_fault(merged, episode) else refuse
        end(f"there is no episode '{episode}' that can be read; give its slug, its path, or s01e02")
    if as_json:
        print_text(json.dumps(explain.as_json(found), indent=2))
        return
    from publisher.table import print_table

    print_table(explain.rows(found))
    print_problems(problem for problem in merged.problems if problem.place.path in found.paths)
