"""Where the ledger comes from: published.yaml, and the last feed where that is lost or damaged."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import fields, replace
from pathlib import Path
from typing import Final

from publisher.errors import UnreadableFile
from publisher.layout import FEED_PATH, LEDGER_FILE
from publisher.ledger.entry import Entry, Ledger
from publisher.ledger.from_feed import ledger_of_feed
from publisher.ledger.reading import LedgerError, parse_ledger
from publisher.ledger.salvage import salvage
from publisher.model import Place, Problem, Severity
from publisher.sources.feed_file import parse_feed
from publisher.sources.folder import Read, decode, read_bytes

_LIMIT_BYTES: Final = 64 * 1024 * 1024
_RESTORE: Final = (
    f"bring it back (git checkout {LEDGER_FILE}), or make it again of the published feed (publish adopt URL --write)"
)
_LOST: Final = "published-ledger-lost"
_UNUSABLE: Final = "published-ledger-unusable"


def read_ledger(root: Path, path: str = LEDGER_FILE, own_urls: Collection[str] = ()) -> Read[Ledger]:
    """What was published from this folder; empty where nothing was. Recordings not below ``own_urls`` lie elsewhere.

    What the ledger lacks of feed/feed.xml is taken from there, and a problem says so: all of it where the ledger is
    lost. There is no value where guids are lost for good: one that is made up would be a new one for every subscriber.
    """
    feed = _feed(root, own_urls)
    if not os.path.lexists(root / path):
        return _without_a_ledger(feed)
    try:
        content = read_bytes(root, path, limit_bytes=_LIMIT_BYTES)
    except UnreadableFile as error:
        return _read(None, _UNUSABLE, Severity.ERROR, f"the ledger {error}; {_RESTORE}", error.line)
    try:
        return _completed(parse_ledger(_whole(decode(content)), path), feed)
    except UnreadableFile as error:
        fault = LedgerError(f"the file {error}", error.line)
    except LedgerError as error:
        fault = error
    if fault.to_mend:
        return _read(None, _UNUSABLE, Severity.ERROR, str(fault), fault.line)
    return _mended(content.decode("utf-8", "replace"), fault, feed)


def _whole(text: str) -> str:
    """The same text. Raises LedgerError where it is cut off, though what is left may well be YAML."""
    if text and not text.endswith("\n"):
        raise LedgerError("its last line does not end", text.count("\n") + 1)
    return text


def _feed(root: Path, own_urls: Collection[str]) -> Ledger | str | None:
    """What feed/feed.xml knows; None where it is not there, and why in words where it cannot be read."""
    if not os.path.lexists(root / FEED_PATH):
        return None
    try:
        read = parse_feed(read_bytes(root, FEED_PATH, limit_bytes=_LIMIT_BYTES), FEED_PATH)
    except UnreadableFile as error:
        return str(error)
    if read.value is None:
        return f"cannot be read: {next((problem.message for problem in read.problems), 'it is no feed')}"
    return ledger_of_feed(read.value, FEED_PATH, own_urls)


def _without_a_ledger(feed: Ledger | str | None) -> Read[Ledger]:
    if feed is None:
        return Read(value=Ledger())
    if isinstance(feed, str):
        message = f"there is no ledger, and {FEED_PATH} {feed}; {_RESTORE}"
        return _read(None, _UNUSABLE, Severity.ERROR, message)
    return _read(feed, _LOST, Severity.NOTE, f"there is no ledger: it is made again of {FEED_PATH}; keep it in git")


def _completed(ledger: Ledger, feed: Ledger | str | None) -> Read[Ledger]:
    """The ledger with the episodes that only the feed has, and what only the feed says of the others."""
    of_feed = {entry.guid: entry for entry in feed.entries} if isinstance(feed, Ledger) else {}
    entries = tuple(entry if entry.digest else _filled(entry, of_feed.get(entry.guid)) for entry in ledger.entries)
    known = {entry.guid for entry in entries}
    more = [entry for guid, entry in of_feed.items() if guid not in known]
    completed = replace(ledger, entries=(*entries, *more))
    if not more:
        return Read(value=completed)
    what = f"'{more[0].title}'" if len(more) == 1 else f"{len(more)} episodes, like '{more[0].title}',"
    message = f"{FEED_PATH} has {what} that the ledger does not know; what the feed says of it is taken"
    return _read(completed, _LOST, Severity.WARNING, message)


def _mended(text: str, fault: LedgerError, feed: Ledger | str | None) -> Read[Ledger]:
    """The ledger of what can be read of it, and of the feed; no value where both together lack a guid."""
    saved = salvage(text)
    of_feed = feed if isinstance(feed, Ledger) else Ledger()
    entries = {entry.guid: entry for entry in of_feed.entries}
    entries |= {entry.guid: _filled(entry, entries.get(entry.guid)) for entry in saved.entries}
    lost = sorted(saved.broken - entries.keys())
    if lost or not entries:
        why = f"of {lost[0]} nothing else is left: mend that line, or " if lost else ""
        also = f", and {FEED_PATH} {feed}" if isinstance(feed, str) else ""
        message = f"the ledger is damaged ({fault}){also}; {why}{_RESTORE}"
        return _read(None, _UNUSABLE, Severity.ERROR, message, fault.line)
    sources = ("of its entries", f"of {FEED_PATH}")
    named = " and ".join(name for name, some in zip(sources, (saved.entries, of_feed.entries), strict=True) if some)
    message = f"the ledger is damaged ({fault}): it is made again {named}; keep it in git"
    mended = replace(of_feed, entries=tuple(entries.values()), path=of_feed.path or LEDGER_FILE)
    return _read(mended, _LOST, Severity.WARNING, message, fault.line)


def _filled(entry: Entry, of_feed: Entry | None) -> Entry:
    """An entry with what only the feed knows of it: where a ledger is cut off, an entry has only its first keys."""
    if of_feed is None:
        return entry
    missing = {one.name: getattr(of_feed, one.name) for one in fields(Entry) if not getattr(entry, one.name)}
    return replace(entry, **missing)


def _read(ledger: Ledger | None, check: str, severity: Severity, message: str, line: int = 0) -> Read[Ledger]:
    place = Place(path=LEDGER_FILE, line=line)
    return Read(value=ledger, problems=(Problem(place=place, check=check, severity=severity, message=message),))
