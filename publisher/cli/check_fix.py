"""``publish check --fix``: what is done, what is offered, and the words for both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from publisher.cli.shared import count_of, print_as_it_is, say, watched
from publisher.fixes import (
    Edited,
    KnownOnline,
    Plan,
    at_new_lines,
    describe_fix,
    describe_left,
    describe_offer,
    diff,
    edit,
    plan,
    write,
)
from publisher.merge.show import MergedShow
from publisher.text import for_terminal


def mend(folder: Path, merged: MergedShow, known: KnownOnline | None, places: Sequence[str], *, dry_run: bool) -> bool:
    """Mends the files below ``places`` (all where there are none), and says what; whether anything was written.

    A dry run prints a diff instead, and ends the run.
    """
    planned = _below(plan(merged, known), places)
    edited = edit(folder, planned)
    if dry_run:
        print_as_it_is(diff(edited))
        _say_rest(planned, edited)
        raise SystemExit(0)
    done = watched(lambda _: write(folder, edited))
    for changed in done.changed:
        for fix in changed.fixes:
            _line(describe_fix(fix))
    _say_rest(replace(planned, offers=tuple(at_new_lines(offer, done.changed) for offer in planned.offers)), done)
    count = sum(len(changed.fixes) for changed in done.changed)
    say(f"{count_of(count, 'value')} mended in {count_of(len(done.changed), 'file')}")
    return bool(done.changed)


def _below(planned: Plan, places: Sequence[str]) -> Plan:
    def is_meant(path: str) -> bool:
        return not places or any(one in {".", path} or path.startswith(f"{one}/") for one in places)

    return replace(
        planned,
        fixes=tuple(fix for fix in planned.fixes if is_meant(fix.place.path)),
        offers=tuple(offer for offer in planned.offers if is_meant(offer.place.path)),
    )


def _say_rest(planned: Plan, edited: Edited) -> None:
    for left in edited.left:
        _line(describe_left(left))
    for offer in planned.offers:
        _line(describe_offer(offer))


def _line(text: str) -> None:
    for line in text.split("\n"):
        click.echo(for_terminal(line), err=True)
