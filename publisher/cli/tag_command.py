"""``publish tag``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from publisher.cli.shared import folder_option, now_option


@click.command()
@click.argument("names", metavar="[EPISODE]...", nargs=-1)
@folder_option
@now_option
@click.option("--dry-run", is_flag=True, help="Print what would change, frame by frame, and write nothing.")
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write tagged copies into this folder, and leave the recordings as they are.",
)
@click.option("--remove", is_flag=True, help="Take off what this command wrote, and nothing else.")
@click.option(
    "--id3-version",
    type=click.Choice(["3", "4"]),
    default="3",
    show_default=True,
    help="ID3v2.3, which all players read, or 2.4.",
)
@click.option("--synced", is_flag=True, help="Write the transcript with its times, too.")
@click.option(
    "--show",
    "shown",
    type=click.Path(exists=True, dir_okay=False, allow_dash=False, path_type=Path),
    metavar="FILE",
    help="Print what any audio file says of itself, and stop.",
)
@click.option("--json", "as_json", is_flag=True, help="With --show: print JSON.")
@click.option(
    "--picture",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="PATH",
    help="With --show: write the picture in the file to this path.",
)
def tag(shown: Path | None, as_json: bool, picture: Path | None, **options: Any) -> None:
    """Write what an episode is into its recording: title, artwork, chapters, transcript…

    EPISODE is a slug, a path, s01e02, or a recording; all episodes with recordings if none is given.

    The work is done on a copy, which takes the place of the recording only when the sound in it is the same, all other
    tags are still there, and other readers agree. What is already right is not touched.

    Exit codes: 0 fine, 1 a recording could not be tagged or read, 2 wrong usage.
    """
    from publisher.cli.tag_run import Options, run, show_file

    if shown is None and (as_json or picture):
        raise click.UsageError("--json and --picture go with --show FILE")
    if shown is not None:
        show_file(shown, as_json=as_json, picture=picture)
    else:
        run(Options(**options))
