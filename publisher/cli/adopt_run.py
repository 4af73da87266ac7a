"""What ``publish adopt`` does with its options, and what it says in the end."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from shlex import quote
from typing import Final

import click
from platformdirs import user_cache_path

from publisher.adopting.adopt import Adoption, Wishes, adopt
from publisher.adopting.as_json import as_json
from publisher.adopting.plan import Plan, State
from publisher.cli.adopt_table import print_differences, print_items
from publisher.cli.shared import count_of, print_as_it_is, print_problems, print_text, say, watched
from publisher.downloads.downloading import Downloaded, NotDownloaded
from publisher.layout import AUDIO_FOLDER, LEDGER_FILE, SHOW_FILE
from publisher.online.settings import OnlineSettings, user_agent_of
from publisher.sources.feed_file import FeedItem
from publisher.urls import http_url

_SHOWN: Final = 20


def run(folder: Path, feed: str, wishes: Wishes, allow_private: bool, format_name: str) -> None:
    """Adopts, and reports; ends with 1 where a recording could not be fetched."""
    for option, url in {"--url": wishes.url, "--feed-url": wishes.feed_url}.items():
        if url and not http_url(url):
            raise click.BadParameter(f"'{url}' is not a URL; write it whole, with https://", param_hint=option)
    settings = _settings(feed, allow_private)
    adoption = watched(lambda progress: adopt(folder, feed, wishes, settings, progress, datetime.now(UTC)))
    if format_name == "json":
        print_as_it_is(json.dumps(as_json(adoption), indent=2, ensure_ascii=False) + "\n")
    else:
        _print(adoption, feed)
    is_lacking = any(one.why for one in adoption.beside) or any(
        isinstance(one, NotDownloaded) for one in adoption.downloads
    )
    sys.exit(1 if is_lacking else 0)


def _settings(feed: str, allow_private: bool) -> OnlineSettings:
    cache = os.environ.get("PUBLISH_CACHE") or user_cache_path("podcast-publisher", appauthor=False)
    return OnlineSettings(
        user_agent=user_agent_of(feed if http_url(feed) else "no show"),
        allow_private=allow_private,
        cache_path=Path(cache) / "answers.json",
    )


def _print(adoption: Adoption, feed: str) -> None:
    print_problems(sorted(set(adoption.problems)))
    print_items(adoption.plan.items)
    _print_rest(adoption.plan)
    for line in (*adoption.notes, *_results(adoption, feed), *_downloads(adoption)):
        say(line)


def _print_rest(plan: Plan) -> None:
    """What either side lacks, and what of the show differs."""
    _print_list(
        "Items without a file here, which subscribers would lose:",
        [f"{_day(item)}{item.title or item.guid}" for item in plan.lacking],
    )
    _print_list("Posts without a recording, which apps do not list:", [item.title or item.guid for item in plan.posts])
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
        yield from _written(adoption, feed)
    else:
        yield from _unwritten(adoption, feed)


def _unwritten(adoption: Adoption, feed: str) -> Iterator[str]:
    entries = len(adoption.plan.entries)
    how = f"; publish adopt {quote(feed)} --write enters {count_of(entries, 'episode')}" if entries else ""
    yield f"nothing was written{how}"
    if adoption.to_create:
        yield f"with --create it makes {_some(adoption.to_create)}, too"


def _written(adoption: Adoption, feed: str) -> Iterator[str]:
    if adoption.created:
        yield f"made {_some(adoption.created)}"
    yield f"{LEDGER_FILE}: {count_of(len(adoption.plan.entries), 'episode')} entered; keep it in git"
    if SHOW_FILE in adoption.created:
        yield f"look through {SHOW_FILE}: TODO is yet to be filled in, and the picture is still the old host's"
    compare = f"publish diff --against {quote(feed)}"
    yield f"next: {compare} shows what subscribers will see change, publish build makes the feed"
    yield "when it is on the web, have the old host redirect its feed there (301); docs/adopt.md says how"


def _day(item: FeedItem) -> str:
    return f"{item.published_at:%Y-%m-%d} " if item.published_at else ""


def _downloads(adoption: Adoption) -> Iterator[str]:
    if adoption.beside:
        yield from (f"{one.url} {one.why}" for one in adoption.beside if one.why)
        there = sum(not one.why for one in adoption.beside)
        yield f"{there} of {len(adoption.beside)} transcripts and lists of chapters fetched"
    for one in adoption.downloads:
        if isinstance(one, NotDownloaded):
            kept = f"; {one.kept_bytes:,} bytes are kept, run again to go on" if one.kept_bytes else ""
            yield f"{one.download.url} {one.why}{kept}"
        else:
            yield from (f"{one.path}: {note}" for note in one.notes)
    there = sum(isinstance(one, Downloaded) and one.is_new for one in adoption.downloads)
    if adoption.downloads:
        yield f"{count_of(there, 'recording')} of {len(adoption.downloads)} downloaded into {AUDIO_FOLDER}/"


def _some(paths: tuple[str, ...]) -> str:
    return ", ".join(paths) if len(paths) <= 3 else f"{paths[0]}, {paths[1]} and {len(paths) - 2} more files"
