"""Where the ledger comes from: published.yaml, or the last feed where that is lost or damaged."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from publisher.errors import UnreadableFile
from publisher.layout import FEED_PATH, LEDGER_FILE
from publisher.ledger.entry import Ledger
from publisher.ledger.from_feed import ledger_of_feed
from publisher.ledger.reading import LedgerError, parse_ledger
from publisher.model import Place, Problem, Severity
from publisher.sources.feed_file import parse_feed
from publisher.sources.folder import Read, decode, read_bytes

_LIMIT_BYTES: Final = 64 * 1024 * 1024
_RESTORE: Final = (
    f"bring it back (git checkout {LEDGER_FILE}), or make it again of the published feed (publish adopt URL --write)"
)


def read_ledger(root: Path, path: str = LEDGER_FILE) -> Read[Ledger]:
    """What was published from this folder; empty where nothing was.

    A ledger that is lost or damaged is made again of feed/feed.xml, and a problem says so. There is no value where
    neither can be read: a guid that is made up would be a new one for every subscriber.
    """
    if not os.path.lexists(root / path):
        return _of_feed(root, None)
    try:
        text = decode(read_bytes(root, path, limit_bytes=_LIMIT_BYTES))
    except UnreadableFile as error:
        return _of_feed(root, LedgerError(f"the file {error}", error.line))
    try:
        return Read(value=parse_ledger(text, path))
    except LedgerError as error:
        return _unusable(str(error), error.line) if error.to_mend else _of_feed(root, error)


def _of_feed(root: Path, fault: LedgerError | None) -> Read[Ledger]:
    if not os.path.lexists(root / FEED_PATH):
        return _unusable(f"{fault}; {_RESTORE}", fault.line) if fault else Read(value=Ledger())
    try:
        read = parse_feed(read_bytes(root, FEED_PATH, limit_bytes=_LIMIT_BYTES), FEED_PATH)
    except UnreadableFile as error:
        return _unusable(f"{_lost(fault)}, and {FEED_PATH} {error}; {_RESTORE}")
    if read.value is None:
        why = next((problem.message for problem in read.problems), "it is no feed")
        return _unusable(f"{_lost(fault)}, and {FEED_PATH} cannot be read: {why}; {_RESTORE}")
    message = f"{_lost(fault)}: it is made again of {FEED_PATH}; keep it in git"
    severity = Severity.WARNING if fault else Severity.NOTE
    problem = _problem("published-ledger-lost", severity, message, fault.line if fault else 0)
    return Read(value=ledger_of_feed(read.value, FEED_PATH), problems=(problem,))


def _lost(fault: LedgerError | None) -> str:
    return f"the ledger is damaged ({fault})" if fault else "there is no ledger"


def _unusable(message: str, line: int = 0) -> Read[Ledger]:
    return Read(value=None, problems=(_problem("published-ledger-unusable", Severity.ERROR, message, line),))


def _problem(check: str, severity: Severity, message: str, line: int) -> Problem:
    return Problem(place=Place(path=LEDGER_FILE, line=line), check=check, severity=severity, message=message)
