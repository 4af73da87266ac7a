"""The names in a podcast's feed: elements with where they may stand and how often, attributes.

RSS 2.0: https://www.rssboard.org/rss-specification. podcast: https://podcastindex.org/namespace/1.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_CORE: Final = """
    title link description language copyright managingEditor webMaster pubDate lastBuildDate category generator docs
    cloud ttl image rating textInput skipHours skipDays item
"""
_ITEM: Final = "title link description author category comments enclosure guid pubDate source"
_EITHER: Final = ("channel", "item", "podcast:liveItem")
_ITEMS: Final = ("item", "podcast:liveItem")


@dataclass(frozen=True, slots=True)
class Known:
    """Where an element may stand, whether only once, and its attributes."""

    parents: tuple[str, ...]
    once: bool = True
    attributes: tuple[str, ...] = ()


def _rows(parents: tuple[str, ...], names: str) -> dict[str, Known]:
    return {name: Known(parents) for name in names.split()}


# An element in two places is in the last row that has it.
ELEMENTS: Final[dict[str, Known]] = {
    **_rows(("channel",), _CORE),
    **_rows(_ITEMS, _ITEM),
    **_rows(("channel", *_ITEMS, "image", "textInput"), "title link description"),
    **_rows(_EITHER, "pubDate"),
    **_rows(("image",), "url width height"),
    **_rows(("textInput",), "name"),
    "category": Known(_EITHER, once=False, attributes=("domain",)),
    "item": Known(("channel",), once=False),
    "hour": Known(("skipHours",), once=False),
    "day": Known(("skipDays",), once=False),
    "guid": Known(_ITEMS, attributes=("isPermaLink",)),
    "enclosure": Known(_ITEMS, attributes=("url", "length", "type")),
    "source": Known(_ITEMS, attributes=("url",)),
    **_rows(("channel",), "itunes:complete itunes:new-feed-url itunes:owner itunes:type itunes:applepodcastsverify"),
    **_rows(_ITEMS, "itunes:duration itunes:episode itunes:episodeType itunes:season itunes:order"),
    **_rows(_ITEMS, "itunes:isClosedCaptioned"),
    **_rows(_EITHER, "itunes:author itunes:block itunes:explicit itunes:keywords itunes:subtitle itunes:summary"),
    **_rows(_EITHER, "itunes:title"),
    **_rows(("itunes:owner",), "itunes:name itunes:email"),
    "itunes:image": Known(_EITHER, attributes=("href",)),
    "itunes:category": Known(("channel", "itunes:category"), once=False, attributes=("text",)),
    "podcast:guid": Known(("channel",)),
    "podcast:locked": Known(("channel",), attributes=("owner",)),
    "podcast:funding": Known(_EITHER, once=False, attributes=("url",)),
    "podcast:transcript": Known(_ITEMS, once=False, attributes=("url", "type", "language", "rel")),
    "podcast:chapters": Known(_ITEMS, attributes=("url", "type")),
    "podcast:soundbite": Known(_ITEMS, once=False, attributes=("startTime", "duration")),
    "podcast:person": Known(_EITHER, once=False, attributes=("role", "group", "img", "href")),
    "podcast:location": Known(_EITHER, once=False, attributes=("rel", "geo", "osm", "country")),
    "podcast:season": Known(_ITEMS, attributes=("name",)),
    "podcast:episode": Known(_ITEMS, attributes=("display",)),
    "podcast:trailer": Known(("channel",), once=False, attributes=("url", "pubdate", "length", "type", "season")),
    "podcast:license": Known(_EITHER, attributes=("url",)),
    "podcast:alternateEnclosure": Known(
        _ITEMS,
        once=False,
        attributes=("type", "length", "bitrate", "height", "lang", "title", "rel", "codecs", "default"),
    ),
    "podcast:source": Known(("podcast:alternateEnclosure",), once=False, attributes=("uri", "contentType")),
    "podcast:integrity": Known(("podcast:alternateEnclosure",), attributes=("type", "value")),
    "podcast:value": Known(_EITHER, once=False, attributes=("type", "method", "suggested")),
    "podcast:valueRecipient": Known(
        ("podcast:value", "podcast:valueTimeSplit"),
        once=False,
        attributes=("name", "customKey", "customValue", "type", "address", "split", "fee"),
    ),
    "podcast:valueTimeSplit": Known(
        ("podcast:value",),
        once=False,
        attributes=("startTime", "duration", "remoteStartTime", "remotePercentage"),
    ),
    "podcast:medium": Known(("channel",)),
    "podcast:image": Known(
        _EITHER, once=False, attributes=("href", "alt", "aspect-ratio", "width", "height", "type", "purpose")
    ),
    "podcast:images": Known(_EITHER, attributes=("srcset",)),
    "podcast:liveItem": Known(("channel",), once=False, attributes=("status", "start", "end")),
    "podcast:contentLink": Known(_ITEMS, once=False, attributes=("href",)),
    "podcast:socialInteract": Known(
        _EITHER, once=False, attributes=("protocol", "uri", "accountId", "accountUrl", "priority")
    ),
    "podcast:block": Known(("channel",), once=False, attributes=("id",)),
    "podcast:txt": Known(_EITHER, once=False, attributes=("purpose",)),
    "podcast:remoteItem": Known(
        ("channel", "podcast:podroll", "podcast:valueTimeSplit", "podcast:publisher"),
        once=False,
        attributes=("feedGuid", "feedUrl", "itemGuid", "medium", "title"),
    ),
    "podcast:podroll": Known(("channel",)),
    "podcast:updateFrequency": Known(("channel",), attributes=("complete", "dtstart", "rrule")),
    "podcast:podping": Known(("channel",), attributes=("usesPodping",)),
    "podcast:publisher": Known(("channel",)),
    "podcast:chat": Known(_EITHER, attributes=("server", "protocol", "accountId", "space")),
    "spotify:limit": Known(("channel",), attributes=("recentCount",)),
    "spotify:countryOfOrigin": Known(("channel",)),
    "media:restriction": Known(("channel", *_ITEMS), once=False, attributes=("type", "relationship")),
    "psc:chapters": Known(_ITEMS, attributes=("version",)),
    "psc:chapter": Known(("psc:chapters",), once=False, attributes=("start", "title", "href", "image")),
}

_ASKERS: Final = {"apple": "Apple", "spotify": "Spotify", "psp1": "PSP-1", "podcasting2": "Podcasting 2.0"}


def asks(*profiles: str, verb: str = "ask") -> str:
    """Who asks for something, as a message begins; without profiles it is RSS itself.

    >>> asks("apple", "psp1"), asks("spotify"), asks(verb="require")
    ('Apple and PSP-1 ask', 'Spotify asks', 'RSS requires')
    """
    names = [_ASKERS[profile] for profile in profiles] or ["RSS"]
    who = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return f"{who} {verb if len(names) > 1 else f'{verb}s'}"
