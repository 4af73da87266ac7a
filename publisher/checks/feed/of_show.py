"""Our own feed, whose places lead to where the authors wrote it: show.yaml, or an episode's file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from publisher.checks.feed.document import Element, Feed
from publisher.checks.feed.reading import read_feed
from publisher.layout import FEED_PATH, SHOW_FILE
from publisher.model import Episode, Found, Place, Show

# Element of the channel, and the key of show.yaml that it comes from.
_KEYS: Final = {
    "title": "title",
    "link": "link",
    "description": "description",
    "language": "language",
    "copyright": "copyright",
    "image": "image",
    "atom:link": "feed_url",
    "itunes:author": "author",
    "itunes:type": "type",
    "itunes:explicit": "explicit",
    "itunes:image": "image",
    "itunes:category": "category",
    "itunes:owner": "owner",
    "itunes:name": "owner",
    "itunes:email": "owner",
    "itunes:keywords": "keywords",
    "itunes:block": "block",
    "itunes:complete": "complete",
    "itunes:new-feed-url": "new_feed_url",
    "podcast:guid": "guid",
    "podcast:locked": "locked",
    "podcast:medium": "medium",
    "podcast:license": "license",
    "podcast:person": "hosts",
    "podcast:location": "location",
    "podcast:funding": "funding",
    "podcast:socialInteract": "social",
    "podcast:trailer": "trailer",
    "podcast:updateFrequency": "update_frequency",
    "podcast:block": "block",
    "podcast:txt": "txt",
    "spotify:limit": "spotify",
    "spotify:countryOfOrigin": "spotify",
}

# Element of an item, and the field of the episode that it comes from.
_FIELDS: Final = {
    "title": "title",
    "link": "link",
    "description": "notes",
    "content:encoded": "notes",
    "guid": "guid",
    "pubDate": "published_at",
    "enclosure": "audio",
    "itunes:title": "title",
    "itunes:duration": "duration_ms",
    "itunes:season": "season",
    "itunes:episode": "number",
    "itunes:episodeType": "kind",
    "itunes:explicit": "explicit",
    "itunes:block": "block",
    "itunes:keywords": "keywords",
    "itunes:image": "picture",
    "podcast:season": "season",
    "podcast:episode": "number",
    "podcast:transcript": "cues",
    "podcast:chapters": "chapters",
    "podcast:person": "guests",
    "podcast:soundbite": "soundbites",
    "podcast:alternateEnclosure": "alternates",
    "podcast:source": "alternates",
    "podcast:contentLink": "links",
    "podcast:license": "license",
    "podcast:location": "locations",
    "podcast:funding": "funding",
    "podcast:socialInteract": "social",
    "podcast:txt": "txt",
    "psc:chapters": "chapters",
    "psc:chapter": "chapters",
}


def feed_of_show(show: Show, content: bytes) -> Feed:
    """The feed that was rendered of a show: places in the channel are in show.yaml, those in items in episodes.

    Raises ValueError for bytes that are no feed of this show: then the output is wrong, and not what authors wrote.
    """
    read = read_feed(content, FEED_PATH)
    if read.value is None or len(read.value.items) != len(show.episodes):
        raise ValueError("the feed that was rendered is not one of this show")
    feed = read.value
    owners = {
        element: episode for item, episode in zip(feed.items, show.episodes, strict=True) for element in item.walk()
    }

    bites = _places_of_soundbites(owners)

    def locate(element: Element, field: str) -> Place:
        episode = owners.get(element)
        names = (field, element.name) if field not in element.attributes else (element.name,)
        if element in bites:
            return bites[element]
        if episode is None:
            return _place(show.found, [_KEYS.get(name, "") for name in names], Place(path=SHOW_FILE))
        return _place(episode.found, [_FIELDS.get(name, "") for name in names], episode.place)

    return replace(feed, locate=locate)


def _places_of_soundbites(owners: Mapping[Element, Episode]) -> dict[Element, Place]:
    """Where each of them was written: one of three is no fault of the others."""
    places: dict[Element, Place] = {}
    taken: Counter[str] = Counter()
    for element, episode in owners.items():
        if element.name == "podcast:soundbite":
            bite = episode.soundbites[taken[episode.slug]]
            taken[episode.slug] += 1
            written = episode.found["soundbites"][0].value if "soundbites" in episode.found else ()
            places[element] = next((one.place for one in written if one.value == bite), episode.place)
    return places


def _place(found: Mapping[str, tuple[Found[Any], ...]], names: list[str], otherwise: Place) -> Place:
    """Where the first of these that anybody wrote was written."""
    return next((found[name][0].place for name in names if found.get(name)), otherwise)
