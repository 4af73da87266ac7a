"""Two items that are one episode: what subscribers see change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import tzinfo
from typing import Final

from publisher.clock import format_short
from publisher.differing.changes import Detail, Kind
from publisher.differing.chapter_words import chapters_detail
from publisher.differing.elements import names_that_differ, other_elements
from publisher.differing.fields import html_detail, list_detail, present, text_detail
from publisher.differing.words import numbering, size, to_the_minute
from publisher.sources.feed_element import FeedElement
from publisher.sources.feed_item import FeedItem

_KNOWN: Final = frozenset(
    {
        "content:encoded",
        "description",
        "enclosure",
        "guid",
        "itunes:block",
        "itunes:duration",
        "itunes:episode",
        "itunes:episodeType",
        "itunes:explicit",
        "itunes:image",
        "itunes:keywords",
        "itunes:season",
        "itunes:subtitle",
        "itunes:summary",
        "itunes:title",
        "link",
        "podcast:chapters",
        "podcast:episode",
        "podcast:season",
        "podcast:transcript",
        "psc:chapters",
        "pubDate",
        "title",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item with its element, and the artwork of its show."""

    item: FeedItem
    element: FeedElement
    show_image_url: str = ""


def details_of(old: Item, new: Item, zone: tzinfo) -> list[Detail]:
    """What changes in an episode; nothing only where its item stays as it is, word for word."""
    if old.item.digest == new.item.digest and not _moves_artwork(old, new):
        return []
    found = [
        *_dates(old.item, new.item, zone),
        *_enclosure(old.item, new.item),
        *_titles(old.item, new.item),
        *_rows(old.item, new.item),
        *_artwork(old, new),
        *_notes(old.item, new.item),
        *_chapters(old.item, new.item),
        *_transcripts(old.item, new.item),
        *other_elements(Kind.CHANGED, old.element, new.element, _KNOWN),
    ]
    return found or _rewritten(old, new)


def _dates(old: FeedItem, new: FeedItem, zone: tzinfo) -> Iterator[Detail]:
    if old.published_at != new.published_at:
        before, after = to_the_minute(old.published_at, zone), to_the_minute(new.published_at, zone)
        yield Detail(
            kind=Kind.REDATED,
            field="date",
            said=f"date {before} → {after}",
            old=old.published_at.isoformat() if old.published_at else None,
            new=new.published_at.isoformat() if new.published_at else None,
        )


def _enclosure(old: FeedItem, new: FeedItem) -> Iterator[Detail]:
    before, after = old.enclosure, new.enclosure
    url, other_url = before.url if before else "", after.url if after else ""
    if url != other_url:
        yield text_detail(Kind.ENCLOSURE, "recording", url, other_url)
    if before is None or after is None:
        return
    if before.size_bytes != after.size_bytes:
        effect = "" if url != other_url else "apps that have it keep the old one"
        yield text_detail(Kind.ENCLOSURE, "size", size(before.size_bytes), size(after.size_bytes), effect=effect)
    if before.mime_type != after.mime_type:
        yield text_detail(Kind.ENCLOSURE, "type", before.mime_type or "", after.mime_type or "")


def _titles(old: FeedItem, new: FeedItem) -> Iterator[Detail]:
    if old.title != new.title:
        yield text_detail(Kind.CHANGED, "title", old.title, new.title, quote=True)
    before, after = old.itunes_title or old.title, new.itunes_title or new.title
    if before != after and (before, after) != (old.title, new.title):
        yield text_detail(Kind.CHANGED, "title on Apple Podcasts", before, after, quote=True)


@dataclass(frozen=True, slots=True)
class _Row:
    """A field that is one value; what ``shown`` gives is compared."""

    field: str
    shown: Callable[[FeedItem], str]
    quote: bool = False


def _yes_no(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


_ROWS: Final = (
    _Row("number", lambda item: numbering(item.season, item.number)),
    _Row("name of the season", lambda item: item.season_name, quote=True),
    _Row("type", lambda item: item.kind or "full"),
    _Row("duration", lambda item: "" if item.duration_ms is None else format_short(item.duration_ms)),
    _Row("explicit", lambda item: _yes_no(item.explicit)),
    _Row("hidden on Apple Podcasts", lambda item: _yes_no(item.block)),
    _Row("link", lambda item: item.link),
    _Row("subtitle", lambda item: item.subtitle, quote=True),
)


def _rows(old: FeedItem, new: FeedItem) -> Iterator[Detail]:
    for row in _ROWS:
        before, after = row.shown(old), row.shown(new)
        if before != after:
            yield text_detail(Kind.CHANGED, row.field, before, after, quote=row.quote)
    if old.keywords != new.keywords:
        yield list_detail(Kind.CHANGED, "keywords", old.keywords, new.keywords)


def _moves_artwork(old: Item, new: Item) -> bool:
    """Whether an item shows other artwork; that of the show, where the show gets another, is the show's change."""
    before, after = old.item.image_url or old.show_image_url, new.item.image_url or new.show_image_url
    return before != after and (before, after) != (old.show_image_url, new.show_image_url)


def _artwork(old: Item, new: Item) -> Iterator[Detail]:
    if _moves_artwork(old, new):
        before, after = old.item.image_url or old.show_image_url, new.item.image_url or new.show_image_url
        yield text_detail(Kind.CHANGED, "artwork", before, after)


def _notes(old: FeedItem, new: FeedItem) -> list[Detail]:
    notes = html_detail(Kind.CHANGED, "notes", old.notes_html, new.notes_html)
    if notes is not None:
        return [notes]
    short = html_detail(Kind.CHANGED, "notes in directories", old.description_html, new.description_html)
    return present([short, html_detail(Kind.CHANGED, "summary", old.summary, new.summary)])


def _chapters(old: FeedItem, new: FeedItem) -> list[Detail]:
    found = present([chapters_detail(old.chapters, new.chapters)] if old.chapters and new.chapters else [])
    if not found and bool(old.chapters_url or old.chapters) != bool(new.chapters_url or new.chapters):
        found = present([chapters_detail(old.chapters, new.chapters)])
        said = "chapters added" if new.chapters_url or new.chapters else "chapters removed"
        found = found or [Detail(kind=Kind.CHAPTERS, field="chapters", said=said)]
    if old.chapters_url and new.chapters_url and old.chapters_url != new.chapters_url:
        found.append(text_detail(Kind.CHAPTERS, "file of chapters", old.chapters_url, new.chapters_url))
    return found


def _transcripts(old: FeedItem, new: FeedItem) -> Iterator[Detail]:
    before, after = [one.url for one in old.transcripts], [one.url for one in new.transcripts]
    if before == after:
        return
    types = [one.mime_type for one in old.transcripts], [one.mime_type for one in new.transcripts]
    if not before or not after:
        said = f"transcript {'added' if after else 'removed'}"
        yield Detail(kind=Kind.TRANSCRIPT, field="transcript", said=said, old=before[0] if before else None)
    elif types[0] != types[1]:
        yield list_detail(Kind.TRANSCRIPT, "formats of the transcript", *types)
    else:
        yield text_detail(Kind.TRANSCRIPT, "file of the transcript", before[0], after[0])


def _rewritten(old: Item, new: Item) -> list[Detail]:
    """Nothing that subscribers would see, and yet other bytes."""
    if old.item.image_url == old.show_image_url and new.item.image_url == new.show_image_url:
        names = [name for name in names_that_differ(old.element, new.element) if name != "itunes:image"]
        if not names and old.item.image_url != new.item.image_url:
            return []  # the artwork of the show, which is said of the show
    else:
        names = names_that_differ(old.element, new.element)
    said = f"the same to subscribers ({', '.join(names) or 'the order of its elements'})"
    return [Detail(kind=Kind.REWRITTEN, field="item", said=said)]
