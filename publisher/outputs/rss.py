"""feed.xml. feedgen writes the core of RSS 2.0; what podcasting adds comes from rss_channel and rss_item.

The same show gives the same bytes: no clock is read, and the date of the feed is that of its newest change.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from functools import partial
from typing import Final

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from publisher.layout import FEED_NAME
from publisher.model import Episode, OutputFile, Show
from publisher.outputs.description import content_html, description_html, show_description_html
from publisher.outputs.rss_channel import channel_elements
from publisher.outputs.rss_item import item_elements
from publisher.outputs.rss_tags import namespaces_of
from publisher.text import one_line
from publisher.urls import ascii_url

GENERATOR: Final = "podcast-publisher"  # without a version: a new one of ours must not change everybody's feed

_DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def output(show: Show) -> Iterator[OutputFile]:
    """The feed, with all episodes in the order of the show.

    Raises ValueError for text that XML forbids and for URLs whose host is none: the sources refuse both.
    """
    feed = _core(show)
    for episode in show.episodes:
        feed.add_entry(_item(show, episode), order="append")
    yield OutputFile(path=FEED_NAME, content=_DECLARATION + feed.rss_str(pretty=True, xml_declaration=False))


class _ChannelTags:
    """What feedgen calls an extension: here are the elements of the channel that it does not know."""

    def __init__(self, show: Show) -> None:
        self._show = show

    def extend_ns(self) -> dict[str, str]:
        """The namespaces to declare at the root."""
        return namespaces_of(self._show)

    def extend_rss(self, root: etree._Element) -> None:
        """Adds to the channel that feedgen made."""
        channel = root[0]
        _show_html_in_cdata(channel)
        build_date = channel.find("lastBuildDate")
        if build_date is not None and not self._show.episodes:
            channel.remove(build_date)  # feedgen took it from the clock
        channel.extend(channel_elements(self._show))


class _ItemTags:
    """The same for one item."""

    def __init__(self, show: Show, episode: Episode) -> None:
        self._show = show
        self._episode = episode

    def extend_rss(self, item: etree._Element) -> None:
        """Adds to the item that feedgen made."""
        _show_html_in_cdata(item)
        item.extend(item_elements(self._show, self._episode))


def _core(show: Show) -> FeedGenerator:
    feed = FeedGenerator()
    feed.title(one_line(show.title))
    feed.link(href=ascii_url(show.link), rel="alternate")
    feed.description(show_description_html(show))
    feed.language(show.language)
    feed.copyright(show.copyright and one_line(show.copyright))
    feed.image(ascii_url(show.picture.url))
    feed.generator(GENERATOR)
    feed.docs("")
    if show.episodes:
        newest = max(episode.published_at for episode in show.episodes)
        feed.lastBuildDate((show.changed_at or newest).astimezone(UTC))
    feed.register_extension("podcasting", partial(_ChannelTags, show), atom=False)
    return feed


def _item(show: Show, episode: Episode) -> FeedEntry:
    item = FeedEntry()
    item.title(one_line(episode.title))
    if episode.link:
        item.link(href=ascii_url(episode.link), rel="alternate")
    item.description(description_html(show, episode) or None)  # None: no element, "" would be an empty one
    item.content(content_html(show, episode) or None, type="CDATA")
    item.guid(episode.guid, permalink=False)
    item.enclosure(ascii_url(episode.audio.url), episode.audio.size_bytes, episode.audio.mime_type)
    item.pubDate(episode.published_at.astimezone(UTC))
    item.register_extension("podcasting", partial(_ItemTags, show, episode), atom=False)
    return item


def _show_html_in_cdata(parent: etree._Element) -> None:
    """Tags read better in the differences between two feeds than their escapes."""
    description = parent.find("description")
    if description is not None and description.text:
        description.text = etree.CDATA(description.text)
