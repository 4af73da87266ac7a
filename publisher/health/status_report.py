"""A status as text for people, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from publisher.health.in_git import InGit
from publisher.health.published import Difference, Published
from publisher.health.status import Status
from publisher.health.words import ago, shown
from publisher.layout import FEED_PATH, LEDGER_FILE

_IN_GIT: Final = {
    InGit.UNKNOWN: "not in a git repository",
    InGit.COMMITTED: "committed, with feed/",
    InGit.CHANGED: f"changed since the last commit: git add {LEDGER_FILE} feed",
    InGit.UNTRACKED: f"not in git: git add {LEDGER_FILE}, since it cannot be made anew",
    InGit.MISSING: "there is none: nothing was built here",
}


def status_text(status: Status) -> str:
    """A line for each thing, and one for whatever is overdue."""
    lines = [f"{name + ':':<16} {text}" for name, text in _rows(status)]
    return "\n".join([*lines, *(f"{'overdue:':<16} {sentence}" for sentence in status.overdue)]) + "\n"


def status_json(status: Status) -> str:
    """The same with moments in ISO 8601; null is what is not known."""
    memory, newest, upcoming = status.memory, status.newest, status.upcoming
    values = {
        "now": _iso(status.now),
        "last_good_run": _iso(memory.good_at),
        "last_run": {"at": _iso(memory.run_at), "exit_code": memory.exit_code} if memory.run_at else None,
        "feed_changed": _iso(status.ledger.newest_change),
        "newest_episode": newest and {**_named(newest.guid, newest.title, newest.published_at), "days": _days(status)},
        "next_episode": upcoming and _named(upcoming.guid, upcoming.title, upcoming.published_at),
        "waiting": [_named(one.guid, one.title, one.published_at) for one in status.waiting],
        "published_feed": status.published and _published_values(status.published),
        "ledger_in_git": str(status.in_git),
        "errors": status.errors,
        "overdue": list(status.overdue),
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _rows(status: Status) -> Iterator[tuple[str, str]]:
    yield "last good run", _run_words(status)
    newest, upcoming, changed_at = status.newest, status.upcoming, status.ledger.newest_change
    if changed_at:
        yield "feed changed", _when(changed_at, status.now)
    if newest and newest.published_at:
        yield "newest episode", f"'{newest.title}', {_when(newest.published_at, status.now)}"
    else:
        yield "newest episode", "none is published"
    if upcoming:
        yield "next episode", f"'{upcoming.title}', {_when(upcoming.published_at, status.now)}"
    else:
        yield "next episode", "none is dated in the future"
    for episode in status.waiting:
        yield "waiting", f"'{episode.title}' comes with the next build, dated {shown(episode.published_at)}"
    yield "published feed", _published_words(status)
    yield "ledger", _IN_GIT[status.in_git]
    yield "next build", f"{status.errors_words} against it"


def _run_words(status: Status) -> str:
    memory = status.memory
    good = _when(memory.good_at, status.now) if memory.good_at else "not known on this machine"
    if memory.run_at is None or memory.run_at == memory.good_at:
        return good
    return f"{good}; the last run of all failed with {memory.exit_code}, {_when(memory.run_at, status.now)}"


def _published_words(status: Status) -> str:
    published = status.published
    if published is None:
        return "not asked about"
    modified = f"; it is of {_when(published.modified_at, status.now)}" if published.modified_at else ""
    if published.fault:
        from_here = " from this machine" if published.is_out_of_reach else ""
        return f"{published.url} cannot be read{from_here}: {published.fault}"
    if published.is_same_file:
        return f"{published.url} is the one that was built{modified}"
    if published.is_the_built_one:
        return f"{published.url} says what {FEED_PATH} says, in other bytes{modified}"
    return f"{published.url} is not the one that was built: {_difference_words(published.difference)}{modified}"


def _difference_words(other: Difference) -> str:
    counted = {"missing": len(other.missing), "that should be gone": len(other.extra), "changed": len(other.changed)}
    parts = [f"{number} {'item' if number == 1 else 'items'} {what}" for what, number in counted.items() if number]
    return ", ".join([*parts, *(["what it says of the show itself"] if other.channel else [])])


def _published_values(published: Published) -> dict[str, Any]:
    other = published.difference
    return {
        "url": published.url,
        "fault": published.fault or None,
        "modified": _iso(published.modified_at),
        "is_the_built_one": None if published.is_out_of_reach else published.is_the_built_one,
        "is_same_file": published.is_same_file,
        "missing": list(other.missing),
        "extra": list(other.extra),
        "changed": list(other.changed),
        "channel_changed": other.channel,
    }


def _named(guid: str, title: str, moment: datetime | None) -> dict[str, Any]:
    return {"guid": guid, "title": title, "date": _iso(moment)}


def _days(status: Status) -> int | None:
    newest = status.newest
    return (status.now - newest.published_at).days if newest and newest.published_at else None


def _when(moment: datetime, now: datetime) -> str:
    return f"{ago(moment, now)} ({shown(moment)})"


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
