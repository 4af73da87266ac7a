"""The fields that a show and an episode have in common: how each is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from publisher.model import License, Link, Location, SocialInteract, Txt
from publisher.sources.composed import Node, Scalar
from publisher.sources.fields import Converter, FieldError, choice, integer, line_of_text, list_of, matching, text, url
from publisher.sources.records import record

PROTOCOLS: Final = ("disabled", "activitypub", "twitter", "lightning", "atproto", "hive", "matrix", "nostr")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry:
    """Somebody as an author describes them; ``image`` is a path in the show folder or a URL."""

    name: str
    role: str | None = None
    group: str | None = None
    url: str | None = None
    image: str | None = None


person: Final = record(
    PersonEntry, ("name",), name=line_of_text, role=line_of_text, group=line_of_text, url=url, image=line_of_text
)
# GB, not UK: ISO 3166-1 has kept that one for another use.
country: Final = matching(r"(?!UK$|uk$)[A-Za-z]{2}", "a country's code of two letters, like gb")
_uri: Final = matching(r"[a-z][a-z0-9+.-]*:[!-~]+", "an address with its scheme, like https://… or matrix:…")
_license: Final = record(License, ("name",), name=line_of_text, url=url)
_txt: Final = record(Txt, ("text",), text=text, purpose=line_of_text)
_location: Final = record(
    Location,
    ("name",),
    name=line_of_text,
    rel=choice("subject", "creator"),
    geo=matching(r"geo:-?[\d.]+,-?[\d.]+(,-?[\d.]+)?(;u=[\d.]+)?", "a place by RFC 5870, like geo:52.5,13.4"),
    osm=matching(r"[NWR]\d+(#\d+)?", "an OpenStreetMap id, like R62422"),
    country=country,
)
_social: Final = record(
    SocialInteract,
    ("protocol",),
    protocol=choice(*PROTOCOLS),
    uri=_uri,
    account_id=line_of_text,
    account_url=url,
    priority=integer,
)


def social_of(node: Node) -> SocialInteract | None:
    """Where the conversation is; only ``protocol: disabled`` goes without an address."""
    entry = _social(node)
    if entry and entry.protocol != "disabled" and entry.uri is None:
        raise FieldError("the key 'uri' is missing here; say where the conversation is", node.line)
    return entry


def license_of(node: Node) -> License | None:
    """``license: cc-by-4.0``, or a name with the URL of its text."""
    if isinstance(node, Scalar):
        name = line_of_text(node)
        if name and " " in name:
            raise FieldError("a licence of your own needs two keys: name, and the url of its text", node.line)
        return License(name=name) if name else None
    return _license(node)


def location_of(node: Node) -> Location | None:
    """``location: Oslo``, or a name with geo, osm, country and rel."""
    if isinstance(node, Scalar):
        name = line_of_text(node)
        return Location(name=name) if name else None
    return _location(node)


def txt_of(node: Node) -> Txt | None:
    """``txt: something``, or a text with its purpose."""
    if isinstance(node, Scalar):
        content = text(node)
        return Txt(text=content) if content else None
    return _txt(node)


SHARED_FIELDS: Final[dict[str, Converter]] = {
    "funding": list_of(record(Link, ("url", "label"), url=url, label=line_of_text)),
    "license": license_of,
    "location": list_of(location_of),
    "social": list_of(social_of),
    "txt": list_of(txt_of),
}
