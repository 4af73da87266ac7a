"""Podcasting 2.0: what each element must have, and which values it takes (https://podcastindex.org/namespace/1.0)."""

from __future__ import annotations

from typing import Final

from publisher.checks.check import Check
from publisher.checks.feed.countries import is_country
from publisher.checks.feed.document import Feed
from publisher.checks.feed.rows import WARNING, Shaped, Value, check_of_shape, one_of
from publisher.checks.feed.shapes import (
    is_decimal,
    is_email,
    is_geo,
    is_integer,
    is_language_tag,
    is_osm,
    is_rrule,
    is_uuid,
)
from publisher.sources.feed_dates import iso_8601, rfc_2822

_ASKER: Final = ("podcasting2",)
_MEDIA: Final = ("podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "publisher", "course")
_LISTS: Final = tuple(f"{medium}L" for medium in _MEDIA)
_MEDIA_IN_WORDS: Final = f"one of {', '.join(_MEDIA)} (with an L: a list of them) and mixed"
_TRANSCRIPTS: Final = ("text/vtt", "application/x-subrip", "application/json", "text/html", "text/plain")
_SOCIAL: Final = ("disabled", "activitypub", "twitter", "lightning", "atproto", "hive", "matrix", "nostr")
_SECONDS: Final = (
    *("podcast:soundbite@startTime", "podcast:soundbite@duration", "podcast:valueTimeSplit@startTime"),
    *("podcast:valueTimeSplit@duration", "podcast:valueTimeSplit@remoteStartTime"),
)
_WHOLE_NUMBERS: Final = (
    *("podcast:season", "podcast:trailer@season", "podcast:trailer@length", "podcast:alternateEnclosure@length"),
    *("podcast:alternateEnclosure@height", "podcast:image@width", "podcast:image@height"),
    "podcast:valueRecipient@split",
)
_TRUE_OR_FALSE: Final = (
    *("podcast:alternateEnclosure@default", "podcast:valueRecipient@fee", "podcast:updateFrequency@complete"),
    "podcast:podping@usesPodping",
)
_CHATS: Final = ("irc", "xmpp", "nostr", "matrix")


def _is_rfc_2822(text: str) -> bool:
    return rfc_2822(text) is not None


def _is_iso_8601(text: str) -> bool:
    return iso_8601(text) is not None


def _is_host(text: str) -> bool:
    return "/" not in text and ":" not in text.rpartition("]")[0] and " " not in text


def _is_uri(text: str) -> bool:
    scheme, colon, rest = text.partition(":")
    return (
        bool(colon and rest) and scheme.replace("+", "").replace("-", "").replace(".", "").isalnum() and " " not in text
    )


def _is_percentage(text: str) -> bool:
    return is_decimal(text) and float(text) <= 100


def _is_ratio(text: str) -> bool:
    width, slash, height = text.partition("/")
    return bool(slash) and is_decimal(width.strip()) and is_decimal(height.strip())


def _is_slug(text: str) -> bool:
    return text.isascii() and text.isalnum() and text.islower()


def _is_integer(text: str) -> bool:
    return is_integer(text.removeprefix("-"))


_SHAPES: Final = (
    Shaped(
        "feed-guid-shape", WARNING, ("podcasting2", "psp1"),
        (Value(("podcast:guid", "podcast:remoteItem@feedGuid"), is_uuid, "a UUID"),),
        "A podcast's guid that is no UUID: indexes do not take it.",
        "<podcast:guid>my-show</podcast:guid>", "<podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>",
    ),
    Shaped(
        "feed-locked", WARNING, ("podcasting2", "psp1"),
        (
            Value(("podcast:locked",), one_of("yes", "no"), "yes or no"),
            Value(("podcast:locked@owner",), is_email, "an e-mail address"),
        ),
        "A lock that is neither open nor closed, or whose owner cannot be written to.",
        "<podcast:locked>true</podcast:locked>", "<podcast:locked>yes</podcast:locked>",
    ),
    Shaped(
        "feed-transcript-type", WARNING, ("podcasting2", "psp1"),
        (Value(("podcast:transcript@type",), one_of(*_TRANSCRIPTS), f"one of {', '.join(_TRANSCRIPTS)}"),),
        "A transcript of a type that apps do not know.",
        '<podcast:transcript url="https://example.com/1.srt" type="application/srt"/>',
        '<podcast:transcript url="https://example.com/1.srt" type="application/x-subrip"/>',
    ),
    Shaped(
        "feed-transcript", WARNING, _ASKER,
        (
            Value(("podcast:transcript@rel",), one_of("captions"), "captions, or nothing,"),
            Value(("podcast:transcript@language",), is_language_tag, "a code like en or pt-BR"),
        ),
        "A transcript whose language or purpose is no word that apps know.",
        '<podcast:transcript language="english, british" …/>', '<podcast:transcript language="en-GB" …/>',
    ),
    Shaped(
        "feed-chapters-type", WARNING, _ASKER,
        (Value(("podcast:chapters@type",), one_of("application/json+chapters"), "application/json+chapters"),),
        "Chapters of a type that apps do not know.",
        '<podcast:chapters type="application/json" …/>', '<podcast:chapters type="application/json+chapters" …/>',
    ),
    Shaped(
        "feed-podcast-number", WARNING, _ASKER,
        (
            Value(_SECONDS, is_decimal, "seconds"),
            Value(_WHOLE_NUMBERS, is_integer, "a whole number"),
            Value(("podcast:episode",), is_decimal, "a number, like 100 or 100.5,"),
            Value(("podcast:alternateEnclosure@bitrate",), is_decimal, "bits a second"),
            Value(("podcast:socialInteract@priority",), _is_integer, "a whole number"),
            Value(("podcast:valueTimeSplit@remotePercentage",), _is_percentage, "a number from 0 to 100"),
            Value(("podcast:image@aspect-ratio",), _is_ratio, "width and height, like 16/9,"),
        ),
        "A number, a size or a time of Podcasting 2.0 that is none.",
        '<podcast:soundbite startTime="1:13" duration="60"/>', '<podcast:soundbite startTime="73.0" duration="60"/>',
    ),
    Shaped(
        "feed-true-false", WARNING, _ASKER, (Value(_TRUE_OR_FALSE, one_of("true", "false"), "true or false"),),
        "A yes or no in another word than true or false.",
        '<podcast:podping usesPodping="yes"/>', '<podcast:podping usesPodping="true"/>',
    ),
    Shaped(
        "feed-location", WARNING, _ASKER,
        (
            Value(("podcast:location@geo",), is_geo, "a place by RFC 5870, like geo:52.5,13.4,"),
            Value(("podcast:location@osm",), is_osm, "an OpenStreetMap id, like R62422,"),
            Value(("podcast:location@country",), is_country, "a country's code of two letters, like GB,"),
            Value(("podcast:location@rel",), one_of("subject", "creator"), "subject or creator"),
        ),
        "A place on Earth in another form than RFC 5870, OpenStreetMap and ISO 3166-1 have it.",
        '<podcast:location geo="51.5 -0.1" country="UK">London</podcast:location>',
        '<podcast:location geo="geo:51.5,-0.1" country="GB">London</podcast:location>',
    ),
    Shaped(
        "feed-trailer-date", WARNING, _ASKER,
        (Value(("podcast:trailer@pubdate",), _is_rfc_2822, "a date like Fri, 26 Feb 2021 00:00:00 +0000"),),
        "A trailer whose date apps cannot read: they show the newest one.",
        '<podcast:trailer pubdate="2021-02-26" …>', '<podcast:trailer pubdate="Fri, 26 Feb 2021 00:00:00 +0000" …>',
    ),
    Shaped(
        "feed-alternate", WARNING, _ASKER,
        (
            Value(("podcast:source@uri",), _is_uri, "an address with its scheme, like https://… or ipfs://…"),
            Value(("podcast:integrity@type",), one_of("sri", "pgp-signature"), "sri or pgp-signature"),
            Value(("podcast:alternateEnclosure@lang",), is_language_tag, "a code like en or pt-BR"),
        ),
        "Another form of an episode with an address, a language or a proof that nobody can use.",
        '<podcast:source uri="/1.opus"/>', '<podcast:source uri="https://example.com/1.opus"/>',
    ),
    Shaped(
        "feed-medium", WARNING, _ASKER,
        (Value(("podcast:medium", "podcast:remoteItem@medium"), one_of(*_MEDIA, *_LISTS, "mixed"), _MEDIA_IN_WORDS),),
        "A medium that apps do not know.",
        "<podcast:medium>audio</podcast:medium>", "<podcast:medium>podcast</podcast:medium>",
    ),
    Shaped(
        "feed-live", WARNING, _ASKER,
        (
            Value(("podcast:liveItem@status",), one_of("pending", "live", "ended"), "pending, live or ended"),
            Value(("podcast:liveItem@start", "podcast:liveItem@end"), _is_iso_8601, "a date like 2021-09-26T07:30:00Z"),
        ),
        "A live show of which nobody knows whether it is on, or when.",
        '<podcast:liveItem status="online" start="26 Sep 2021">',
        '<podcast:liveItem status="live" start="2021-09-26T07:30:00Z">',
    ),
    Shaped(
        "feed-social-protocol", WARNING, _ASKER,
        (Value(("podcast:socialInteract@protocol",), one_of(*_SOCIAL), f"one of {', '.join(_SOCIAL)}"),),
        "A place for comments that apps do not know.",
        '<podcast:socialInteract protocol="mastodon" …/>', '<podcast:socialInteract protocol="activitypub" …/>',
    ),
    Shaped(
        "feed-chat", WARNING, _ASKER,
        (
            Value(("podcast:chat@protocol",), one_of(*_CHATS), f"one of {', '.join(_CHATS)}"),
            Value(("podcast:chat@server",), _is_host, "the name of a server"),
        ),
        "A chat that apps do not know, or whose server is given by a whole address.",
        '<podcast:chat server="https://irc.example.com/" …/>', '<podcast:chat server="irc.example.com" …/>',
    ),
    Shaped(
        "feed-podcast-block", WARNING, _ASKER,
        (
            Value(("podcast:block",), one_of("yes", "no"), "yes or no"),
            Value(("podcast:block@id",), _is_slug, "the slug of a directory, like spotify,"),
        ),
        "A word about keeping out of directories that they do not understand.",
        '<podcast:block id="Amazon Music">true</podcast:block>', '<podcast:block id="amazon">yes</podcast:block>',
    ),
    Shaped(
        "feed-frequency", WARNING, _ASKER,
        (
            Value(("podcast:updateFrequency@rrule",), is_rrule, "a rule of RFC 5545, like FREQ=WEEKLY;BYDAY=MO,"),
            Value(("podcast:updateFrequency@dtstart",), _is_iso_8601, "a date like 2021-09-26T07:30:00Z"),
        ),
        "A rhythm that is no rule of RFC 5545, or whose beginning is no date.",
        '<podcast:updateFrequency rrule="every Monday">…', '<podcast:updateFrequency rrule="FREQ=WEEKLY;BYDAY=MO">…',
    ),
)  # fmt: skip

CHECKS: Final[tuple[Check[Feed], ...]] = tuple(map(check_of_shape, _SHAPES))
