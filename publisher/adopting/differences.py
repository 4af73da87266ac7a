"""Where show.yaml says something else than the feed that is taken over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from publisher.model import Found
from publisher.notes import to_html, to_text
from publisher.sources.feed_file import FeedFile
from publisher.text import one_line

_YES_NO: Final = {True: "true", False: "false", None: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A key of show.yaml, what the feed has, and what stands here (empty where it is missing)."""

    key: str
    theirs: str
    ours: str
    line: int = 0  # in show.yaml


def differences(feed: FeedFile, fields: Mapping[str, Found[Any]], show_guid: str) -> Iterator[Difference]:
    """The fields that subscribers and directories would see change; none where there is no show.yaml."""
    if not fields:
        return
    for key, theirs, ours in _rows(feed, fields, show_guid):
        if theirs and one_line(theirs).casefold() != one_line(ours).casefold():
            yield Difference(key=key, theirs=theirs, ours=ours, line=fields[key].place.line if key in fields else 0)


def _rows(feed: FeedFile, fields: Mapping[str, Found[Any]], show_guid: str) -> Iterator[tuple[str, str, str]]:
    owner = _value(fields, "owner")
    yield "title", feed.title, _text(fields, "title")
    yield "description", _plain(feed.description_html), _plain(_text(fields, "description"))
    yield "author", feed.author, _text(fields, "author")
    yield "language", feed.language, _text(fields, "language")
    yield "category", _categories(feed.categories), _categories(_value(fields, "category") or ())
    yield "explicit", _YES_NO[feed.explicit], _YES_NO[bool(_value(fields, "explicit"))]
    yield "type", feed.kind, _text(fields, "type") or "episodic"
    yield "copyright", feed.copyright, _text(fields, "copyright")
    yield "link", feed.link.rstrip("/"), (_text(fields, "link") or _text(fields, "url")).rstrip("/")
    yield "owner", feed.owner_email, (owner.email or "") if owner else ""
    yield "guid", feed.guid, show_guid


def _categories(categories: tuple[tuple[str, ...], ...]) -> str:
    return ", ".join(" > ".join(category) for category in categories)


def _plain(html: str) -> str:
    try:
        return to_text(to_html(html))
    except ValueError:  # too long, or nested too deep: it is compared as it stands
        return html


def _text(fields: Mapping[str, Found[Any]], key: str) -> str:
    return str(_value(fields, key) or "")


def _value(fields: Mapping[str, Found[Any]], key: str) -> Any:
    return fields[key].value if key in fields else None
