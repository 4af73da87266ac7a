"""Rules for feeds in words for those who write show.yaml and episodes: keys in the place of elements of XML."""

from __future__ import annotations

import re
from typing import Final

from publisher.checks.feed.rows import quoted

# The key of show.yaml or of an episode that an element is made of, and that of its text, where it has several.
_KEYS: Final = {
    "atom:link": "feed_url:",
    "channel": "show.yaml",
    "content:encoded": "description:",
    "copyright": "copyright:",
    "description": "description:",
    "enclosure": "audio:",
    "guid": "guid:",
    "item": "an episode",
    "itunes:author": "author:",
    "itunes:block": "block:",
    "itunes:category": "category:",
    "itunes:complete": "complete:",
    "itunes:duration": "duration:",
    "itunes:email": "email: under owner:",
    "itunes:episode": "episode:",
    "itunes:episodeType": "type:",
    "itunes:explicit": "explicit:",
    "itunes:image": "image:",
    "itunes:keywords": "keywords:",
    "itunes:name": "name: under owner:",
    "itunes:new-feed-url": "moved_to:",
    "itunes:owner": "owner:",
    "itunes:season": "season:",
    "itunes:subtitle": "short:",
    "itunes:summary": "description:",
    "itunes:title": "title:",
    "itunes:type": "type:",
    "language": "language:",
    "link": "link:",
    "podcast:alternateEnclosure": "alternate:",
    "podcast:block": "block:",
    "podcast:chapters": "chapters:",
    "podcast:contentLink": "links:",
    "podcast:episode": "episode:",
    "podcast:funding": "funding:",
    "podcast:guid": "guid:",
    "podcast:license": "license:",
    "podcast:location": "location:",
    "podcast:locked": "locked:",
    "podcast:medium": "medium:",
    "podcast:person": "the person",
    "podcast:podping": "podping:",
    "podcast:season": "season:",
    "podcast:socialInteract": "social:",
    "podcast:soundbite": "soundbites:",
    "podcast:source": "alternate:",
    "podcast:trailer": "trailer:",
    "podcast:transcript": "transcript:",
    "podcast:txt": "txt:",
    "podcast:updateFrequency": "update_frequency:",
    "psc:chapter": "chapters:",
    "psc:chapters": "chapters:",
    "pubDate": "date:",
    "spotify:countryOfOrigin": "countries: under spotify:",
    "spotify:limit": "limit: under spotify:",
    "title": "title:",
}
_TEXTS: Final = {
    "podcast:funding": "label: under funding:",
    "podcast:license": "name: under license:",
    "podcast:location": "name: under location:",
    "podcast:person": "the name of a person",
    "podcast:season": "season_name:",
    "podcast:soundbite": "title: under soundbites:",
    "podcast:trailer": "title: under trailer:",
    "podcast:txt": "text: under txt:",
    "podcast:updateFrequency": "label: under update_frequency:",
}
# Attributes whose keys have other names.
_ATTRIBUTES: Final = {
    "accountId": "account_id",
    "accountUrl": "account_url",
    "dtstart": "start",
    "href": "url",
    "img": "image",
    "length": "bytes",
    "pubdate": "date",
    "recentCount": "limit",
    "startTime": "start",
}
_OF_ELEMENT: Final = re.compile(
    r"(?:the attribute (?P<needed>[A-Za-z]+) in |\b(?P<shaped>[A-Za-z]+) of )?<(?P<name>[A-Za-z:-]+)>"
)
_ASSIGNED: Final = re.compile(r'\b(?P<attribute>uri|url|href|dtstart|protocol|rel|type)="(?P<value>[^"]*)"')


def in_authors_words(message: str, about: str = "") -> str:
    """The message of a rule with keys for elements and attributes; what it quotes of the author stays as it is.

    >>> in_authors_words("PSP-1 asks for the name of the owner alone in <copyright>; leave out '©'", "©")
    "PSP-1 asks for the name of the owner alone in copyright:; leave out '©'"
    >>> in_authors_words("Podcasting 2.0 asks for a whole address as url of <podcast:funding>, not 'x'", "x")
    "Podcasting 2.0 asks for a whole address as url: under funding:, not 'x'"
    """
    mark = quoted(about) if about else ""
    parts = message.split(mark) if mark else [message]
    return mark.join(_ASSIGNED.sub(_assigned, _OF_ELEMENT.sub(_key, part)) for part in parts)


def _key(match: re.Match[str]) -> str:
    attribute, name = match["needed"] or match["shaped"], match["name"]
    if name not in _KEYS:
        return match[0]
    if not attribute or name == "podcast:season":
        return _TEXTS.get(name, _KEYS[name])
    return f"{_ATTRIBUTES.get(attribute, attribute)}: under {_KEYS[name]}"


def _assigned(match: re.Match[str]) -> str:
    attribute = match["attribute"]
    return f"{_ATTRIBUTES.get(attribute, attribute)}: {match['value']}"
