"""What ``publish adopt`` does with its options, and what it says in the end."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from publisher.adopting.adopt import Adoption, Wishes, adopt
from publisher.adopting.as_json import as_json
from publisher.adopting.plan import Plan, State
from publisher.cli.adopt_table import print_differences, print_items
from publisher.cli.shared import count_of, print_as_it_is, print_problems, print_text, say, watched
from publisher.layout import LEDGER_FILE, SHOW_FILE
from publisher.urls import http_url

_SHOWN: Final = 20


def run(folder: Path, feed: str, wishes: Wishes, format_name: str) -> None:
    """Adopts, and reports."""
    if wishes.url and not http_url(wishes.url):
        raise click.BadParameter(f"'{wishes.url}' is not a URL; write it whole, with https://", param_hint="--url")
    adoption = watched(lambda progress: adopt(folder, feed, wishes, progress))
    if format_name == "json":
        print_as_it_is(json.dumps(as_json(adoption), indent=2, ensure_ascii=False) + "\n")
        return
    print_problems(sorted(set(adoption.problems)))
    print_items(adoption.plan.items)
    _print_rest(adoption.plan)
    for line in _results(adoption, feed):
        say(line)


def _print_rest(plan: Plan) -> None:
    """What either side lacks, and what of the show differs."""
    _print_list(
        "Items without a file here, which subscribers would lose:",
        [
            f"{item.title or item.guid} ({item.published_at:%Y-%m-%d})"
            if item.published_at
            else item.title or item.guid
            for item in plan.lacking
        ],
    )
    _print_list("Files without an item in the feed:", list(plan.files_without_item))
    _print_list(
        "Items without a guid of their own, which cannot be taken over:",
        [f"line {item.line}: {item.title or item.guid}" for item in plan.unusable],
    )
    if plan.differences:
        print_text("\nThe show:")
        print_differences(plan.differences)


def _print_list(heading: str, lines: list[str]) -> None:
    if not lines:
        return
    more = [f"  … and {len(lines) - _SHOWN} more (all with --format json)"] if len(lines) > _SHOWN else []
    print_text("\n".join(["", heading, *(f"  {line}" for line in lines[:_SHOWN]), *more]))


def _results(adoption: Adoption, feed: str) -> Iterator[str]:
    plan = adoption.plan
    states = Counter(one.state for one in plan.items)
    yield (
        f"{count_of(len(plan.items), 'item')} in the feed: {states[State.NEW]} to enter, {states[State.KNOWN]} known "
        f"already, {len(plan.ambiguous)} ambiguous, {len(plan.lacking)} without a file, {len(plan.conflicts)} refused"
    )
    if plan.ambiguous:
        yield "write guid: into the file that an ambiguous item belongs to, and adopt again"
    if adoption.is_written:
        yield from _written(adoption)
    else:
        yield from _unwritten(adoption, feed)


def _unwritten(adoption: Adoption, feed: str) -> Iterator[str]:
    entries = len(adoption.plan.entries)
    how = f"; publish adopt {feed} --write enters {count_of(entries, 'episode')}" if entries else ""
    yield f"nothing was written{how}"
    if adoption.to_create:
        yield f"with --create it makes {_some(adoption.to_create)}, too"


def _written(adoption: Adoption) -> Iterator[str]:
    if adoption.created:
        yield f"made {_some(adoption.created)}"
    yield f"{LEDGER_FILE}: {count_of(len(adoption.plan.entries), 'episode')} entered; keep it in git"
    if SHOW_FILE in adoption.created:
        yield f"look through {SHOW_FILE}: TODO is yet to be filled in, and the picture is still the old host's"
    yield "next: publish diff shows what subscribers will see change, publish build makes the feed"
    yield "when it is on the web, have the old host redirect its feed there (301); docs/adopt.md says how"


def _some(paths: tuple[str, ...]) -> str:
    return ", ".join(paths) if len(paths) <= 3 else f"{paths[0]}, {paths[1]} and {len(paths) - 2} more files"
