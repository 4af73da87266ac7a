"""The file of an episode that only the old feed knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from publisher.adopting.yaml_text import line, listed, scalar
from publisher.clock import format_seconds, format_time
from publisher.model import Chapter
from publisher.notes import to_html, to_text
from publisher.platforms.known import bare_id, read_url
from publisher.sources.feed_file import FeedFile, FeedItem
from publisher.sources.fields import is_unknown
from publisher.text import one_line, without_not_xml
from publisher.urls import http_url

_KINDS: Final = ("trailer", "bonus")  # full is what is meant where nothing is said
_LONGEST_SHORT: Final = 255
_HOST: Final = "host"


def episode_text(item: FeedItem, feed: FeedFile) -> str:
    """Front matter with all that the item says, and its notes as HTML below it."""
    notes = notes_of(item)
    lines = ["---", *_keys(item, feed, notes), "---"]
    if notes:
        lines += ["", notes]
    return "\n".join((*lines, ""))


def notes_of(item: FeedItem) -> str:
    """The show notes as clean HTML; a shorter form of them where the long one cannot be read, else nothing."""
    for text in (item.notes_html, item.description_html, item.summary):
        try:
            notes = to_html(text)
        except ValueError:  # too long, or nested too deep
            continue
        if notes:
            return notes
    return ""


def _keys(item: FeedItem, feed: FeedFile, notes: str) -> Iterator[str]:
    yield line("title", item.title or item.itunes_title or item.guid)
    short = one_line(item.subtitle)
    if short and len(short) <= _LONGEST_SHORT and not one_line(to_text(notes)).startswith(short.rstrip("….")):
        yield line("short", short)
    yield from _numbers(item)
    if item.published_at:
        yield f"date: {_moment(item.published_at)}"
    if one_line(item.guid) == item.guid and not is_unknown(item.guid):  # the ledger alone can hold others
        yield line("guid", item.guid)
    if item.duration_ms and item.duration_ms >= 1000:
        yield f"duration: '{format_seconds(item.duration_ms // 1000)}'"
    yield from _links(item.link)
    if item.image_url and item.image_url != feed.image_url and http_url(item.image_url):
        yield line("image", item.image_url)
    yield from listed("guests", (one.name for one in item.people if one.role != _HOST))
    yield from listed("keywords", item.keywords)
    if item.explicit is not None and item.explicit != bool(feed.explicit):
        yield f"explicit: {str(item.explicit).lower()}"
    if item.block:
        yield "block: true"
    yield from _chapters(item.chapters)


def _numbers(item: FeedItem) -> Iterator[str]:
    if item.season is not None:
        yield line("season", item.season)
    if item.season_name:
        yield line("season_name", item.season_name)
    if item.number is not None:
        yield line("episode", item.number)
    if item.kind in _KINDS:
        yield line("type", item.kind)


def _links(page: str) -> Iterator[str]:
    """The item's page: on a platform with the id that it has there, else as the episode's own."""
    url, reference = http_url(page), read_url(page)
    if url is None:
        return
    if reference is None:
        yield line("link", url)
        return
    identifier = bare_id(reference.platform, page) if reference.kind == "episode" else None
    if identifier:
        yield "ids:"
        yield f"  {line(reference.platform, identifier)}"
    yield "links:"
    yield f"  {line(reference.platform, url)}"


def _chapters(chapters: Sequence[Chapter]) -> Iterator[str]:
    if chapters:
        yield "chapters:"
    for chapter in chapters:
        yield f"- start: '{format_time(chapter.start_ms)}'"
        yield f"  title: {scalar(without_not_xml(chapter.title))}"
        if chapter.url and (url := http_url(chapter.url)):
            yield f"  url: {scalar(url)}"
        if chapter.image and (image := http_url(chapter.image)):
            yield f"  image: {scalar(image)}"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
