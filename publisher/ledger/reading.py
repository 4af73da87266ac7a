"""Reads published.yaml."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final
from zoneinfo import available_timezones

from publisher.ledger.entry import Entry, Ledger, PublishedEnclosure
from publisher.ledger.writing import VERSION
from publisher.sources.composed import InvalidYaml, Mapping, Node, Scalar, compose
from publisher.sources.fields import (
    Converter,
    FieldError,
    boolean,
    integer,
    line_of_text,
    list_of,
    moment,
    require_mapping,
)
from publisher.sources.front_matter import refuse_other_than_mapping
from publisher.sources.records import placed, record

_CONFLICT: Final = re.compile(r"(<<<<<<<|>>>>>>>) |=======$")
_CONFLICT_ADVICE: Final = "git has left both sides of a merge here; keep the entries of both, and delete its marks"


class LedgerError(ValueError):
    """A ledger that cannot be used, with the line where it goes wrong.

    ``to_mend``: it is for a person to mend, and not to be made again from the feed.
    """

    def __init__(self, message: str, line: int = 0, *, to_mend: bool = False) -> None:
        super().__init__(message)
        self.line = line
        self.to_mend = to_mend


def parse_ledger(text: str, path: str) -> Ledger:
    """The ledger that this text holds; an entry needs its guid alone. Raises LedgerError."""
    for line, content in enumerate(text.split("\n"), start=1):
        if _CONFLICT.match(content):
            raise LedgerError(_CONFLICT_ADVICE, line, to_mend=True)
    try:
        mapping = refuse_other_than_mapping(compose(text))
        _require_version(mapping)
        show = _show(mapping.entries["show"]) if "show" in mapping.entries else {}
        entries = _entries(mapping.entries["episodes"]) if "episodes" in mapping.entries else None
    except (InvalidYaml, FieldError) as error:
        raise LedgerError(str(error), error.line) from error
    if entries is None:
        raise LedgerError("the list episodes: is missing", 1)
    _refuse_repeated(entries)
    return Ledger(entries=entries, path=path, **(show or {}))


def entries_in(text: str, *, first_line: int) -> tuple[Entry, ...]:
    """The entries of a list as YAML, whose first line is this one. Raises InvalidYaml and FieldError."""
    node = compose(text, first_line=first_line)
    return _entries(node) if node else ()


def _entries(node: Node) -> tuple[Entry, ...]:
    return tuple(replace(one.value, line=one.place.line) for one in list_of(placed(_entry))(node))


def _require_version(mapping: Mapping) -> None:
    node = mapping.entries.get("version")
    version = integer(node) if node is not None else VERSION
    if version != VERSION:
        message = f"version {version} is of a newer publish than this one; update publish"
        raise LedgerError(message, mapping.key_lines["version"], to_mend=True)


def _refuse_repeated(entries: tuple[Entry, ...]) -> None:
    lines: dict[str, int] = {}
    for entry in entries:
        if entry.guid in lines:
            message = f"the guid {entry.guid} stands here a second time (first in line {lines[entry.guid]}); keep one"
            raise LedgerError(message, entry.line, to_mend=True)
        lines[entry.guid] = entry.line


def _exact(node: Node) -> str:
    """Text as it stands: guids are compared letter by letter."""
    if not isinstance(node, Scalar) or not node.text:
        raise FieldError("expected text", node.line)
    return node.text


def _instant(node: Node) -> datetime:
    written = moment(node)
    if not isinstance(written, datetime) or written.tzinfo is None:
        raise FieldError("expected a moment like 2026-01-31T18:00:00Z", node.line)
    return written.astimezone(UTC)


def _zone(node: Node) -> str | None:
    """The name of a time zone; None for one that this machine does not know."""
    name = line_of_text(node)
    return name if name in available_timezones() else None


def _ids(node: Node) -> dict[str, str]:
    return {key: _exact(value) for key, value in require_mapping(node).entries.items()}


_enclosure: Final = record(
    PublishedEnclosure,
    ("url", "bytes", "type"),
    names={"bytes": "size_bytes", "type": "mime_type"},
    url=_exact,
    bytes=integer,
    type=line_of_text,
    duration_ms=integer,
    elsewhere=boolean,
)
_entry: Final[Converter] = record(
    Entry,
    ("guid",),
    names={"date": "published_at", "dated": "dated_at", "first": "first_at", "changed": "changed_at"},
    guid=_exact,
    path=line_of_text,
    slug=line_of_text,
    title=line_of_text,
    season=integer,
    number=integer,
    date=_instant,
    dated=_instant,
    ids=_ids,
    enclosure=_enclosure,
    sound=line_of_text,
    first=_instant,
    changed=_instant,
    digest=line_of_text,
    withdrawn=boolean,
)
_show: Final[Converter] = record(
    partial(dict[str, Any]),
    names={"guid": "show_guid", "changed": "changed_at"},
    guid=_exact,
    feed_url=_exact,
    timezone=_zone,
    changed=_instant,
    digest=line_of_text,
)
