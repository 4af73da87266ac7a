"""Verdicts kept from run to run: a lost cache costs time, nothing else."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path
from types import UnionType
from typing import Any, Final, get_args, get_type_hints

from publisher.online.settings import Bases
from publisher.online.verdict import Delivery, LiveFeed, State, Target, Verdict
from publisher.private_file import write_private

_VERSION: Final = 1
_LASTS: Final = {
    State.OK: timedelta(days=1),
    State.MOVED: timedelta(days=1),
    State.GONE: timedelta(hours=1),
    State.UNKNOWN: timedelta(0),
}
_FORGOTTEN_AFTER: Final = timedelta(days=60)
_MOST_BYTES: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    checked_at: datetime
    verdict: Verdict


class Cache:
    """What earlier runs found out. The file names no URL, but for those that a permanent redirect leads to."""

    def __init__(self, path: Path | None, bases: Bases, now: datetime) -> None:
        self._path = path
        self._asked_at = repr(sorted(bases.given.items()))  # an answer of a test server is none of the platform
        self._now = now
        self._kept: dict[str, _Kept] = _read(path) if path else {}

    def fresh(self, target: Target) -> Verdict | None:
        """A verdict that still holds. Times to come are those of a clock that was wrong."""
        kept = self._kept.get(self._key(target))
        if kept is None or not kept.checked_at <= self._now < kept.checked_at + _LASTS[kept.verdict.state]:
            return None
        return _of(target, kept.verdict)

    def expired(self, target: Target) -> Verdict | None:
        """A verdict that its ETag may renew."""
        kept = self._kept.get(self._key(target))
        if kept is None or not kept.verdict.is_alive or kept.verdict.etag is None:
            return None
        return _of(target, kept.verdict)

    def keep(self, verdicts: Mapping[Target, Verdict]) -> None:
        """Remember these, but nothing that is unknown; a verdict that could not be renewed is forgotten."""
        for target, verdict in verdicts.items():
            if verdict.state is State.UNKNOWN:
                self._kept.pop(self._key(target), None)
            else:
                self._kept[self._key(target)] = _Kept(checked_at=self._now, verdict=verdict)

    def save(self) -> None:
        """Write the file in one step, readable for nobody else; where the disk refuses, the next run asks again."""
        if self._path is not None:
            since = self._now - _FORGOTTEN_AFTER
            kept = {key: _plain(one) for key, one in sorted(self._kept.items()) if one.checked_at > since}
            with suppress(OSError):
                write_private(self._path, json.dumps({"version": _VERSION, "verdicts": kept}).encode())

    def _key(self, target: Target) -> str:
        named = f"{target.way} {target.url} {self._asked_at}"
        return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _of(target: Target, verdict: Verdict) -> Verdict:
    return Verdict(**{**{one.name: getattr(verdict, one.name) for one in fields(verdict)}, "url": target.url})


def _plain(kept: _Kept) -> dict[str, Any]:
    values = {name: value for name, value in asdict(kept.verdict).items() if value not in (None, "") and name != "url"}
    if kept.verdict.feed is not None and kept.verdict.feed.named is not None:
        values["feed"] = {"is_feed": kept.verdict.feed.is_feed, "named": sorted(kept.verdict.feed.named)}
    return {"checked_at": kept.checked_at.isoformat(), **values}


def _read(path: Path) -> dict[str, _Kept]:
    """What the file holds: nothing of one that is damaged or of another version, nothing for an entry that is odd."""
    try:
        with path.open("rb") as file:
            values = json.loads(file.read(_MOST_BYTES))
        if not isinstance(values, dict) or values.get("version") != _VERSION:
            return {}
        entries = values["verdicts"].items()
        return {key: kept for key, entry in entries if (kept := _kept(entry)) is not None}
    except (OSError, ValueError, RecursionError, KeyError, AttributeError):
        return {}


def _kept(entry: Any) -> _Kept | None:
    try:
        values = dict(entry)
        checked_at = datetime.fromisoformat(values.pop("checked_at"))
        if checked_at.tzinfo is None:
            return None
        state = State(values.pop("state"))
        delivery, feed = values.pop("delivery", None), values.pop("feed", None)
        return _Kept(
            checked_at=checked_at,
            verdict=_checked(
                Verdict,
                {
                    **values,
                    "url": "",
                    "state": state,
                    "delivery": _checked(Delivery, delivery) if delivery is not None else None,
                    "feed": _feed(feed) if feed is not None else None,
                },
            ),
        )
    except (TypeError, ValueError, KeyError):
        return None


def _feed(values: Mapping[str, Any]) -> LiveFeed:
    named = values.get("named")
    marks = None if named is None else frozenset(str(mark) for mark in named)
    return LiveFeed(is_feed=bool(values["is_feed"]), named=marks)


def _checked(kind: Any, values: Mapping[str, Any]) -> Any:
    """A value of this class, if every field is of its type. Raises TypeError."""
    made = kind(**values)
    for name, allowed in _types(kind).items():
        if not isinstance(getattr(made, name), allowed):
            raise TypeError(name)
    return made


@functools.cache
def _types(kind: Any) -> dict[str, tuple[type, ...]]:
    hints = get_type_hints(kind)
    return {name: get_args(hint) if isinstance(hint, UnionType) else (hint,) for name, hint in hints.items()}
