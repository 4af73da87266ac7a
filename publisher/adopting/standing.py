"""What stands in the folder of earlier runs: the ledger, and the feed that was built last."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Final

from publisher.adopting.plan import Plan
from publisher.errors import PublisherError, UnreadableFile
from publisher.layout import FEED_PATH, LEDGER_FILE
from publisher.ledger.entry import Ledger
from publisher.ledger.reading import LedgerError, parse_ledger
from publisher.ledger.salvage import salvage
from publisher.model import Place, Problem, Severity
from publisher.sources.feed_file import FeedFile, parse_feed
from publisher.sources.folder import decode, read_bytes

_LIMIT_BYTES: Final = 64 * 1024 * 1024


class AdoptionRefused(PublisherError):
    """A feed that cannot be taken over as things stand; says why."""


def standing_ledger(root: Path, feed: FeedFile) -> tuple[Ledger, tuple[Problem, ...]]:
    """The ledger, to be added to. Of a damaged one what can be read, where the feed has all else.

    Raises AdoptionRefused where a guid would be lost, and for both sides of a merge.
    """
    if not os.path.lexists(root / LEDGER_FILE):
        return Ledger(), ()
    try:
        content = read_bytes(root, LEDGER_FILE, limit_bytes=_LIMIT_BYTES)
    except UnreadableFile as error:
        raise AdoptionRefused(f"{LEDGER_FILE} {error}; nothing is entered before it can be read") from error
    try:
        return parse_ledger(decode(content), LEDGER_FILE), ()
    except (LedgerError, UnreadableFile) as error:
        if isinstance(error, LedgerError) and error.to_mend:
            raise AdoptionRefused(f"{LEDGER_FILE}:{error.line}: {error}") from error
        return _mended(content.decode("utf-8", "replace"), f"the ledger is damaged ({error})", error.line, feed)


def _mended(text: str, fault: str, line: int, feed: FeedFile) -> tuple[Ledger, tuple[Problem, ...]]:
    saved = salvage(text)
    lost = sorted(saved.broken - {item.guid for item in feed.items})
    if lost:
        raise AdoptionRefused(f"{LEDGER_FILE}:{line}: {fault}, and this feed does not know {lost[0]}; mend it first")
    sources = "its entries and of this feed" if saved.entries else "this feed"
    message = f"{fault}: it is made again of {sources}"
    problem = Problem(
        place=Place(path=LEDGER_FILE, line=line),
        check="published-ledger-lost",
        severity=Severity.WARNING,
        message=message,
    )
    return Ledger(entries=saved.entries, path=LEDGER_FILE if saved.entries else ""), (problem,)


def last_feed(root: Path) -> FeedFile:
    """The feed that was built last; an empty one where there is none, or none that can be read."""
    if not os.path.lexists(root / FEED_PATH):
        return FeedFile()
    try:
        return parse_feed(read_bytes(root, FEED_PATH, limit_bytes=_LIMIT_BYTES), FEED_PATH).value or FeedFile()
    except UnreadableFile:  # a build says so
        return FeedFile()


def unknown_to(plan: Plan, last: FeedFile) -> FeedFile:
    """The last feed without what the ledger has, or will have."""
    known = {one.item.guid for one in plan.items} | {entry.guid for entry in plan.ledger.entries}
    return replace(last, items=tuple(item for item in last.items if item.guid not in known))


def left_behind(plan: Plan, last: Plan) -> Problem | None:
    """That the last feed, planned as an old one, has episodes that will have other guids, or none."""
    taken = {one.path for one in plan.items if one.path}
    gone = [one.item for one in last.items if not one.path or one.path in taken]
    if not gone:
        return None
    more = f" and {len(gone) - 1} more" if len(gone) > 1 else ""
    message = (
        f"the feed that was built here has '{gone[0].title}'{more} under another guid: the next build would stop, so "
        "that its subscribers lose nothing; delete that feed if it was never on the web"
    )
    return Problem(place=Place(path=FEED_PATH), check="feed-left-behind", severity=Severity.WARNING, message=message)
