"""Finds out what ``publish status`` says: reads the show folder, asks git, and fetches the feed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from publisher.build import load_to_build
from publisher.health.in_git import in_git
from publisher.health.memory import Memory
from publisher.health.published import Published, built_feed, compared, fetch
from publisher.health.status import Limits, Status
from publisher.ledger.entry import Ledger
from publisher.ledger.file import read_ledger
from publisher.merge.show import MergedShow
from publisher.progress import Progress


def find_out(
    root: Path,
    now: datetime,
    progress: Progress,
    *,
    limits: Limits,
    memory: Memory,
    asks: bool = True,
    allow_private: bool = False,
) -> Status:
    """The status of a show at a moment. ``asks``: whether its published feed is fetched. Nothing is written."""
    merged = load_to_build(root, now, progress)
    ledger = merged.inputs.ledger if merged.inputs else read_ledger(root).value or Ledger()
    return Status(
        now=now,
        limits=limits,
        merged=merged,
        ledger=ledger,
        memory=memory,
        in_git=in_git(root),
        published=_published(root, merged, ledger, allow_private=allow_private) if asks else None,
    )


def _published(root: Path, merged: MergedShow, ledger: Ledger, *, allow_private: bool) -> Published | None:
    url = merged.show.feed_url if merged.show else ledger.feed_url
    built = built_feed(root, ledger)
    return compared(fetch(url, allow_private=allow_private), built) if url and built else None
