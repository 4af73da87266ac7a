"""The ledger as text: sorted by guid, so that two branches that each add an episode seldom touch the same lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import yaml

from publisher.ledger.entry import Entry, Ledger, PublishedEnclosure

VERSION: Final = 1
_HEAD: Final = """\
# What subscribers have: publish writes this file, and finds every episode's guid here again. Keep it in git.
# docs/ledger.md says what may be changed by hand.
"""
_DUMPER: Final = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def ledger_text(ledger: Ledger) -> str:
    """The content of published.yaml; the same ledger always gives the same text."""
    show = _filled(
        guid=ledger.show_guid,
        feed_url=ledger.feed_url,
        timezone=ledger.timezone,
        changed=_moment(ledger.changed_at),
        digest=ledger.digest,
    )
    parts = [_HEAD, _dumped({"version": VERSION, "show": show} if show else {"version": VERSION})]
    entries = sorted(ledger.entries, key=lambda entry: entry.guid)
    parts += ["episodes:\n" if entries else "episodes: []\n", *_episodes(entries)]
    return "".join(parts)


def _episodes(entries: list[Entry]) -> Iterator[str]:
    for entry in entries:
        yield _dumped([_entry(entry)])


def _dumped(value: Any) -> str:
    return yaml.dump(value, Dumper=_DUMPER, sort_keys=False, allow_unicode=True, width=100_000)


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "guid": entry.guid,
        "path": entry.path,
        **_filled(
            slug=entry.slug,
            title=entry.title,
            season=entry.season,
            number=entry.number,
            date=_moment(entry.published_at),
            dated=_moment(entry.dated_at),
            ids=dict(sorted(entry.ids.items())),
            enclosure=entry.enclosure and _enclosure(entry.enclosure),
            sound=entry.sound,
            first=_moment(entry.first_at),
            changed=_moment(entry.changed_at),
            digest=entry.digest,
            withdrawn=entry.withdrawn or None,
        ),
    }


def _enclosure(enclosure: PublishedEnclosure) -> dict[str, Any]:
    return _filled(
        url=enclosure.url,
        bytes=enclosure.size_bytes,
        type=enclosure.mime_type,
        duration_ms=enclosure.duration_ms,
        elsewhere=enclosure.elsewhere or None,
    )


def _filled(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None and value != "" and not _is_empty(value)}


def _is_empty(value: Any) -> bool:
    return isinstance(value, Mapping) and not value


def _moment(moment: datetime | None) -> str | None:
    """A moment to the second, as it is read again.

    >>> _moment(datetime(2026, 1, 31, 18, tzinfo=UTC))
    '2026-01-31T18:00:00Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
