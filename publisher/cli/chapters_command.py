"""``publish chapters``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from publisher.cli.shared import folder_option, moment_of, now_option, watched
from publisher.model import DRAFT_LEVELS
from publisher.progress import Progress


class _WithFormats(click.Command):
    """A command whose help ends with the formats of chapters."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from publisher.outputs.chapter_formats import FORMATS

        super().format_epilog(ctx, formatter)
        with formatter.section("Formats"):
            formatter.write_dl([(one.name, one.summary) for one in FORMATS])


@click.command(cls=_WithFormats)
@click.argument("names", metavar="EPISODE|FILE...", nargs=-1, required=True)
@folder_option
@now_option
@click.option(
    "--format",
    "-f",
    "format_name",
    metavar="FORMAT",
    help="One of those below.  [default: that of the suffix of --output, else description]",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    help="The file to write, or the folder for several.  [default: standard output]",
)
@click.option("--write", is_flag=True, help="Put the chapters into the episode file, for you to edit there.")
@click.option(
    "--auto",
    type=click.Choice(DRAFT_LEVELS),
    default="normal",
    show_default=True,
    help="How many to make from the words of a FILE without chapters: none, or about 6, 16 or 24 an hour.",
)
def chapters(
    names: tuple[str, ...],
    folder: Path,
    now: str | None,
    format_name: str | None,
    output: Path | None,
    write: bool,
    auto: str,
) -> None:
    """Give the chapters of episodes, or of any file, in any format.

    EPISODE is a slug, a path, or a season and number like s01e02. FILE needs no show: an episode file, a transcript
    (.vtt, .srt, .json, or text with a time above each paragraph), a recording, or chapters in another format. A single
    hyphen is standard input.

    Where nobody made chapters, they are made from the words of the transcript: drafts, for you to edit. In a show,
    show.yaml says how many.

    Exit codes: 0 fine, 1 an error was found or there are no chapters, 2 wrong usage: nothing has this name.
    """
    from publisher.build import load
    from publisher.chapter_lists import Delivery, Listed, find_chapters, find_format
    from publisher.cli.chapters_run import deliver
    from publisher.outputs.chapter_formats import FORMATS

    moment = moment_of(now)
    chosen = find_format(format_name, output)
    if chosen is None:
        known = ", ".join(one.name for one in FORMATS)
        raise click.BadParameter(f"'{format_name}' is not one of {known}", param_hint="--format")
    if write and (output or format_name):
        raise click.UsageError("--write puts the chapters into the episode file; leave out --output and --format")

    def find(progress: Progress) -> list[Listed]:
        read_input = sys.stdin.buffer.read
        return list(find_chapters(names, folder, auto, lambda root: load(root, moment, progress), read_input))

    found = watched(find)
    delivery = Delivery(chosen, output, several=len(names) > 1, write=write)
    delivered = [deliver(one, delivery, is_written=write) for one in found]
    sys.exit(2 if any(listed.is_unknown for listed in found) else int(not all(delivered)))
