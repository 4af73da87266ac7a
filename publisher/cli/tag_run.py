"""What ``publish tag`` does with its options."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from publisher.cli.shared import count_of, fail, moment_of, print_text, require_show, say, watched
from publisher.errors import UnreadableFile
from publisher.tagging import tag_show
from publisher.tags import held
from publisher.tags.report import picture_of, read_report
from publisher.tags.report_shown import as_json as json_of
from publisher.tags.report_shown import as_text
from publisher.tags.retag import Mode, Tagged
from publisher.text import for_terminal


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the user said."""

    names: tuple[str, ...]
    folder: Path
    now: str | None
    dry_run: bool
    to: Path | None
    remove: bool
    id3_version: str
    synced: bool


def run(options: Options) -> None:
    """Tags recordings and says what came of each; ends with the exit code."""
    if options.remove and options.to:
        raise click.UsageError("--remove takes tags off the recordings themselves; leave out --to")
    require_show(options.folder)
    moment = moment_of(options.now)
    mode = Mode(remove=options.remove, to=options.to, dry_run=options.dry_run)
    tags = held.Options(id3_version=int(options.id3_version))
    tagged = watched(
        lambda progress: tag_show(
            options.folder, options.names, moment, progress, tags, mode, with_synced=options.synced
        )
    )
    for one in tagged:
        for line in _lines(one, in_full=options.dry_run):
            click.echo(for_terminal(line))
    left = sum(bool(one.left) for one in tagged)
    _say_sum(tagged, left, dry_run=options.dry_run)
    sys.exit(1 if left else 0)


def show_file(path: Path, *, as_json: bool, picture: Path | None) -> None:
    """Prints what an audio file says of itself, and writes its picture where that is asked for."""
    try:
        report = read_report(path)
    except UnreadableFile as error:
        fail(f"{path}: {error}")
    print_text(json.dumps(json_of(report), indent=2) if as_json else as_text(report).rstrip("\n"))
    if picture is None:
        return
    content = picture_of(report)
    if content is None:
        fail(f"{path} has no picture inside")
    try:
        picture.write_bytes(content)
    except OSError as error:
        fail(f"{picture} cannot be written: {error.strerror or error}")
    say(f"{picture}: {count_of(len(content), 'byte')} written")


def _lines(tagged: Tagged, *, in_full: bool) -> Iterator[str]:
    """What came of one recording; nothing of one that was as it should be."""
    if tagged.left:
        yield f"{tagged.path}: error: {tagged.left}"
    elif tagged.changes:
        fields = ", ".join(change.field for change in tagged.changes)
        yield f"{tagged.written or tagged.path}: {fields}"
    if in_full:
        for change in tagged.changes:
            places = ", ".join(change.places)
            yield f"  {change.field} ({places}): {change.old or 'nothing'} -> {change.new or 'nothing'}"
    for sentence in (*tagged.losses, *tagged.notes):
        yield f"{tagged.path}: note: {sentence}"
    if tagged.kept:
        yield f"{tagged.path}: note: {', '.join(tagged.kept)} stay: somebody else has changed them since"


def _say_sum(tagged: tuple[Tagged, ...], left: int, *, dry_run: bool) -> None:
    changed = sum(bool(one.changes or one.written) and not one.left for one in tagged)
    unchanged = sum(one.is_unchanged for one in tagged)
    verb = "would be written" if dry_run else "written"
    failed = f", {left} not tagged" if left else ""
    say(f"{count_of(changed, 'recording')} {verb}, {unchanged} already right{failed}")
