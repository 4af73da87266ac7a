"""Runs of ``publish adopt``, and what came of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import feedparser
from click.testing import Result

from publisher.ledger.reading import parse_ledger
from tests.old_feeds import TRANSISTOR
from tests.show_folders import publish

HOME: Final = "c0ffee00-1234-4abc-9def-0123456789ab"


def old(folder: Path, text: str = TRANSISTOR.text) -> Path:
    """The old feed, as a file beside the folder."""
    path = folder.parent / "old.xml"
    path.write_text(text, encoding="utf-8")
    return path


def adopt(folder: Path, *options: str | Path, feed: str | Path | None = None) -> Result:
    """Adopts the old feed, or another."""
    return publish("adopt", feed or old(folder), "-C", folder, *options)


def report(folder: Path, *options: str | Path, feed: str | Path | None = None) -> dict[str, Any]:
    """The same, as JSON."""
    result = adopt(folder, *options, "--format", "json", feed=feed)
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def sure(found: dict[str, Any]) -> dict[str, tuple[str | None, str, str]]:
    """File, sureness and what becomes of it in the ledger, by title."""
    return {item["title"]: (item["file"], item["sureness"], item["ledger"]) for item in found["items"]}


def ledger_guids(folder: Path) -> set[str]:
    """The guids in the ledger."""
    return {entry.guid for entry in parse_ledger((folder / "published.yaml").read_text(encoding="utf-8"), "").entries}


def in_feed(feed: Path) -> dict[str, tuple[str, str, str, str]]:
    """What apps read of each item: date, recording, bytes and type, by guid."""
    entries = feedparser.parse(feed.read_bytes()).entries
    return {
        one.id: (str(one.published_parsed), one.enclosures[0].href, one.enclosures[0].length, one.enclosures[0].type)
        for one in entries
    }


def write(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")
