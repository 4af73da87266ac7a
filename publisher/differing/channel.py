"""What changes about the show itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from publisher.differing.changes import Change, Detail, Kind, change_of
from publisher.differing.elements import names_that_differ, other_elements
from publisher.differing.fields import html_detail, list_detail, text_detail
from publisher.differing.standing import WholeFeed
from publisher.sources.feed_file import FeedFile

_KNOWN: Final = frozenset(
    {
        "atom:link",
        "copyright",
        "description",
        "generator",
        "image",
        "item",
        "itunes:author",
        "itunes:category",
        "itunes:complete",
        "itunes:explicit",
        "itunes:image",
        "itunes:keywords",
        "itunes:new-feed-url",
        "itunes:owner",
        "itunes:summary",
        "itunes:type",
        "language",
        "lastBuildDate",
        "link",
        "podcast:guid",
        "title",
    }
)


@dataclass(frozen=True, slots=True)
class _Row:
    field: str
    shown: Callable[[FeedFile], str]
    kind: Kind = Kind.SHOW
    quote: bool = False
    effect: str = ""
    effect_of_first: str = ""  # where there was none before


_ROWS: Final = (
    _Row("podcast:guid", lambda feed: feed.guid, Kind.MOVED, effect="apps and directories take it for another show"),
    _Row("address of the feed", lambda feed: feed.feed_url, Kind.MOVED, effect="it must be found at both"),
    _Row(
        "new address of the feed",
        lambda feed: feed.new_feed_url,
        Kind.MOVED,
        effect="apps go there for good",
        effect_of_first="apps go there for good",
    ),
    _Row(
        "complete",
        lambda feed: "yes" if feed.complete else "",
        Kind.MOVED,
        effect_of_first="apps stop asking for more",
    ),
    _Row("title", lambda feed: feed.title, quote=True),
    _Row("author", lambda feed: feed.author, quote=True),
    _Row("artwork", lambda feed: feed.image_url),
    _Row("link", lambda feed: feed.link),
    _Row("language", lambda feed: feed.language),
    _Row("explicit", lambda feed: "" if feed.explicit is None else "yes" if feed.explicit else "no"),
    _Row("type", lambda feed: feed.kind or "episodic"),
    _Row("copyright", lambda feed: feed.copyright, quote=True),
    _Row("name of the owner", lambda feed: feed.owner_name, quote=True),
    _Row("mail address of the owner", lambda feed: feed.owner_email),
    _Row("WebSub hub", lambda feed: feed.hub_url),
    _Row("made by", lambda feed: feed.generator),
)


def show_changes(old: WholeFeed, new: WholeFeed) -> list[Change]:
    """A change for each thing about the show."""
    if old.channel is None or new.channel is None or old.feed.digest == new.feed.digest:
        return []
    found = list(_details(old, new))
    if not found:
        names = [name for name in names_that_differ(old.channel, new.channel) if name not in {"item", "lastBuildDate"}]
        said = f"the same to subscribers ({', '.join(names) or 'the order of its elements'})"
        found = [Detail(kind=Kind.REWRITTEN, field="show", said=said)]
    return [change_of("the show" if detail.kind is Kind.REWRITTEN else "", [detail]) for detail in found]


def _details(old: WholeFeed, new: WholeFeed) -> Iterator[Detail]:
    before, after = old.feed, new.feed
    for row in _ROWS:
        one, other = row.shown(before), row.shown(after)
        if one != other:
            effect = row.effect_of_first if not one else row.effect if other else ""
            yield text_detail(row.kind, row.field, one, other, quote=row.quote, effect=effect)
    described = html_detail(Kind.SHOW, "description", before.description_html, after.description_html)
    if described:
        yield described
    categories = [[" / ".join(one) for one in feed.categories] for feed in (before, after)]
    if categories[0] != categories[1]:
        yield list_detail(Kind.SHOW, "categories", *categories)
    if before.keywords != after.keywords:
        yield list_detail(Kind.SHOW, "keywords", before.keywords, after.keywords)
    if old.channel and new.channel:
        yield from other_elements(Kind.SHOW, old.channel, new.channel, _KNOWN)
