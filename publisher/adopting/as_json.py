"""What adopting a feed comes to, for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from publisher.adopting.adopt import Adoption
from publisher.adopting.plan import ItemPlan
from publisher.downloads.downloading import Downloaded, NotDownloaded
from publisher.model import Problem
from publisher.sources.feed_file import FeedItem


def as_json(adoption: Adoption) -> dict[str, Any]:
    """Items in the order of the feed; ``file`` is null where there is none, or where it cannot be told."""
    plan = adoption.plan
    return {
        "feed": {"title": plan.feed.title, "url": plan.feed.feed_url or None, "guid": plan.feed.guid or None},
        "show_guid": plan.show_guid or None,
        "items": [_item(one) for one in plan.items],
        "items_without_file": [one.guid for one in plan.lacking],
        "files_without_item": list(plan.files_without_item),
        "items_without_recording": [_named(item) for item in plan.posts],
        "items_without_guid": [_named(item) for item in plan.unusable],
        "show": [{"key": one.key, "feed": one.theirs, "folder": one.ours or None} for one in plan.differences],
        "written": adoption.is_written,
        "entered": [entry.guid for entry in plan.entries] if adoption.is_written else [],
        "created": list(adoption.created),
        "notes": list(adoption.notes),
        "downloads": [_download(one) for one in adoption.downloads],
        "beside": [
            {"file": None if one.why else one.path, "url": one.url, "why": one.why or None} for one in adoption.beside
        ],
        "problems": [_problem(problem) for problem in _ordered(adoption.problems)],
    }


def _item(one: ItemPlan) -> dict[str, Any]:
    return {
        **_named(one.item),
        "file": one.path or None,
        "sureness": str(one.sureness),
        "why": one.why or None,
        "ledger": str(one.state),
        "candidates": [{"file": candidate.path, "why": candidate.why} for candidate in one.candidates],
    }


def _download(one: Downloaded | NotDownloaded) -> dict[str, Any]:
    if isinstance(one, NotDownloaded):
        return {"file": None, "url": one.download.url, "bytes": one.kept_bytes, "why": one.why}
    return {"file": one.path, "url": one.download.url, "bytes": one.size_bytes, "why": None}


def _named(item: FeedItem) -> dict[str, Any]:
    return {"guid": item.guid or None, "title": item.title, "published": _moment(item.published_at)}


def _problem(problem: Problem) -> dict[str, Any]:
    place = problem.place
    return {
        "file": place.path,
        "line": place.line or None,
        "check": problem.check,
        "severity": str(problem.severity),
        "message": problem.message,
    }


def _ordered(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(set(problems))


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
