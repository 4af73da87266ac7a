"""Podcasting 2.0: what each element must have, and which values it takes (https://podcastindex.org/namespace/1.0)."""

from __future__ import annotations

from typing import Final

from publisher.checks.check import Check
from publisher.checks.feed.countries import is_country
from publisher.checks.feed.document import Feed
from publisher.checks.feed.rows import WARNING, Shaped, check_of_shape, one_of
from publisher.checks.feed.shapes import (
    is_decimal,
    is_email,
    is_geo,
    is_integer,
    is_language_tag,
    is_osm,
    is_positive,
    is_rrule,
    is_uuid,
    iso_8601,
    rfc_2822,
)

_ASKER: Final = ("podcasting2",)
_MEDIA: Final = ("podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "publisher", "course")
_TRANSCRIPTS: Final = ("text/vtt", "application/x-subrip", "application/json", "text/html", "text/plain")
_SOCIAL: Final = ("disabled", "activitypub", "twitter", "lightning", "atproto", "hive", "matrix", "nostr")
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
        "feed-guid-shape", WARNING, ("podcasting2", "psp1"), ("podcast:guid", "podcast:remoteItem@feedGuid"), is_uuid,
        "a UUID",
        "A podcast's guid that is no UUID: indexes do not take it.",
        "<podcast:guid>my-show</podcast:guid>", "<podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>",
    ),
    Shaped(
        "feed-locked", WARNING, ("podcasting2", "psp1"), ("podcast:locked",), one_of("yes", "no"), "yes or no",
        "A lock that is neither open nor closed.",
        "<podcast:locked>true</podcast:locked>", "<podcast:locked>yes</podcast:locked>",
    ),
    Shaped(
        "feed-locked-owner", WARNING, _ASKER, ("podcast:locked@owner",), is_email, "an e-mail address",
        "An owner of a lock who cannot be written to.",
        '<podcast:locked owner="Ada">yes</podcast:locked>',
        '<podcast:locked owner="ada@example.com">yes</podcast:locked>',
    ),
    Shaped(
        "feed-transcript-type", WARNING, ("podcasting2", "psp1"), ("podcast:transcript@type",), one_of(*_TRANSCRIPTS),
        "one of text/vtt, application/x-subrip, application/json, text/html and text/plain",
        "A transcript of a type that apps do not know.",
        '<podcast:transcript url="https://example.com/1.srt" type="application/srt"/>',
        '<podcast:transcript url="https://example.com/1.srt" type="application/x-subrip"/>',
    ),
    Shaped(
        "feed-transcript-rel", WARNING, _ASKER, ("podcast:transcript@rel",), one_of("captions"),
        "captions, or nothing,",
        "A transcript for another purpose than there is.",
        '<podcast:transcript rel="subtitles" …/>', '<podcast:transcript rel="captions" …/>',
    ),
    Shaped(
        "feed-transcript-language", WARNING, _ASKER, ("podcast:transcript@language", "podcast:alternateEnclosure@lang"),
        is_language_tag, "a code like en or pt-BR",
        "A language of a transcript or a recording that is no code.",
        '<podcast:transcript language="english" …/>', '<podcast:transcript language="en" …/>',
    ),
    Shaped(
        "feed-chapters-type", WARNING, _ASKER, ("podcast:chapters@type",), one_of("application/json+chapters"),
        "application/json+chapters",
        "Chapters of a type that apps do not know.",
        '<podcast:chapters type="application/json" …/>', '<podcast:chapters type="application/json+chapters" …/>',
    ),
    Shaped(
        "feed-soundbite-time", WARNING, _ASKER,
        ("podcast:soundbite@startTime", "podcast:soundbite@duration", "podcast:valueTimeSplit@startTime",
         "podcast:valueTimeSplit@duration", "podcast:valueTimeSplit@remoteStartTime"),
        is_decimal, "seconds",
        "A time of a soundbite or a share that is not in seconds.",
        '<podcast:soundbite startTime="1:13" duration="60"/>', '<podcast:soundbite startTime="73.0" duration="60"/>',
    ),
    Shaped(
        "feed-location-geo", WARNING, _ASKER, ("podcast:location@geo",), is_geo,
        "a place by RFC 5870, like geo:52.5,13.4,",
        "A place on Earth in another form than RFC 5870.",
        '<podcast:location geo="52.5 13.4">Berlin</podcast:location>',
        '<podcast:location geo="geo:52.5,13.4">Berlin</podcast:location>',
    ),
    Shaped(
        "feed-location-osm", WARNING, _ASKER, ("podcast:location@osm",), is_osm, "an OpenStreetMap id, like R62422,",
        "An OpenStreetMap id without N, W or R.",
        '<podcast:location osm="62422">Berlin</podcast:location>',
        '<podcast:location osm="R62422">Berlin</podcast:location>',
    ),
    Shaped(
        "feed-location-country", WARNING, _ASKER, ("podcast:location@country",), is_country,
        "a country's code of two letters, like GB,",
        "A country that is no code of ISO 3166-1: Great Britain is GB.",
        '<podcast:location country="UK">London</podcast:location>',
        '<podcast:location country="GB">London</podcast:location>',
    ),
    Shaped(
        "feed-location-rel", WARNING, _ASKER, ("podcast:location@rel",), one_of("subject", "creator"),
        "subject or creator",
        "A place of which nobody knows whether the show is about it or made there.",
        '<podcast:location rel="studio">Oslo</podcast:location>',
        '<podcast:location rel="creator">Oslo</podcast:location>',
    ),
    Shaped(
        "feed-season", WARNING, _ASKER, ("podcast:season", "podcast:trailer@season"), is_integer, "a whole number",
        "A season whose number is none.",
        "<podcast:season>two</podcast:season>", '<podcast:season name="Winter">2</podcast:season>',
    ),
    Shaped(
        "feed-episode", WARNING, _ASKER, ("podcast:episode",), is_decimal, "a number, like 100 or 100.5,",
        "An episode whose number is none.",
        "<podcast:episode>S2E1</podcast:episode>", '<podcast:episode display="S2 E1">1</podcast:episode>',
    ),
    Shaped(
        "feed-trailer-date", WARNING, _ASKER, ("podcast:trailer@pubdate",), _is_rfc_2822,
        "a date of RFC 2822, like Fri, 26 Feb 2021 00:00:00 +0000,",
        "A trailer whose date apps cannot read: they show the newest one.",
        '<podcast:trailer pubdate="2021-02-26" …>', '<podcast:trailer pubdate="Fri, 26 Feb 2021 00:00:00 +0000" …>',
    ),
    Shaped(
        "feed-size", WARNING, _ASKER,
        ("podcast:trailer@length", "podcast:alternateEnclosure@length", "podcast:alternateEnclosure@height",
         "podcast:image@width", "podcast:image@height"),
        is_integer, "a whole number",
        "A size of a recording or a picture that is no number.",
        '<podcast:trailer length="12 MB" …>', '<podcast:trailer length="12345678" …>',
    ),
    Shaped(
        "feed-image-ratio", WARNING, _ASKER, ("podcast:image@aspect-ratio",), _is_ratio, "width and height, like 16/9,",
        "A shape of a picture that is no ratio.",
        '<podcast:image aspect-ratio="wide" …/>', '<podcast:image aspect-ratio="16/9" …/>',
    ),
    Shaped(
        "feed-alternate", WARNING, _ASKER, ("podcast:alternateEnclosure@bitrate",), is_decimal, "bits a second",
        "A bit rate that is no number.",
        '<podcast:alternateEnclosure bitrate="128k" …>', '<podcast:alternateEnclosure bitrate="128000" …>',
    ),
    Shaped(
        "feed-true-false", WARNING, _ASKER,
        ("podcast:alternateEnclosure@default", "podcast:valueRecipient@fee", "podcast:updateFrequency@complete",
         "podcast:podping@usesPodping"),
        one_of("true", "false"), "true or false",
        "A yes or no in another word than true or false.",
        '<podcast:podping usesPodping="yes"/>', '<podcast:podping usesPodping="true"/>',
    ),
    Shaped(
        "feed-source-uri", WARNING, _ASKER, ("podcast:source@uri", "podcast:socialInteract@uri"), _is_uri,
        "an address with its scheme, like https://… or ipfs://…",
        "An address without its scheme.",
        '<podcast:source uri="/1.opus"/>', '<podcast:source uri="https://example.com/1.opus"/>',
    ),
    Shaped(
        "feed-integrity-type", WARNING, _ASKER, ("podcast:integrity@type",), one_of("sri", "pgp-signature"),
        "sri or pgp-signature",
        "A proof of integrity of a kind that nobody can check.",
        '<podcast:integrity type="md5" value="…"/>', '<podcast:integrity type="sri" value="sha384-…"/>',
    ),
    Shaped(
        "feed-medium", WARNING, _ASKER, ("podcast:medium", "podcast:remoteItem@medium"),
        one_of(*_MEDIA, *(f"{medium}L" for medium in _MEDIA), "mixed"),
        f"one of {', '.join(_MEDIA)} (with an L: a list of them) and mixed",
        "A medium that apps do not know.",
        "<podcast:medium>audio</podcast:medium>", "<podcast:medium>podcast</podcast:medium>",
    ),
    Shaped(
        "feed-live-status", WARNING, _ASKER, ("podcast:liveItem@status",), one_of("pending", "live", "ended"),
        "pending, live or ended",
        "A live show of which nobody knows whether it is on.",
        '<podcast:liveItem status="online" …>', '<podcast:liveItem status="live" …>',
    ),
    Shaped(
        "feed-live-time", WARNING, _ASKER,
        ("podcast:liveItem@start", "podcast:liveItem@end", "podcast:updateFrequency@dtstart"), _is_iso_8601,
        "a date of ISO 8601, like 2021-09-26T07:30:00Z,",
        "A live show or a rhythm whose beginning is no date of ISO 8601.",
        '<podcast:liveItem start="26 Sep 2021 07:30" …>', '<podcast:liveItem start="2021-09-26T07:30:00Z" …>',
    ),
    Shaped(
        "feed-social-protocol", WARNING, _ASKER, ("podcast:socialInteract@protocol",), one_of(*_SOCIAL),
        f"one of {', '.join(_SOCIAL)}",
        "A place for comments that apps do not know.",
        '<podcast:socialInteract protocol="mastodon" …/>', '<podcast:socialInteract protocol="activitypub" …/>',
    ),
    Shaped(
        "feed-priority", WARNING, _ASKER, ("podcast:socialInteract@priority",), _is_integer, "a whole number",
        "A rank of a place for comments that is no number.",
        '<podcast:socialInteract priority="first" …/>', '<podcast:socialInteract priority="1" …/>',
    ),
    Shaped(
        "feed-chat-protocol", WARNING, _ASKER, ("podcast:chat@protocol",), one_of(*_CHATS),
        f"one of {', '.join(_CHATS)}",
        "A chat that apps do not know.",
        '<podcast:chat protocol="discord" …/>', '<podcast:chat protocol="irc" …/>',
    ),
    Shaped(
        "feed-chat-server", WARNING, _ASKER, ("podcast:chat@server",), _is_host, "the name of a server",
        "A chat whose server is given by a whole address.",
        '<podcast:chat server="https://irc.example.com/" …/>', '<podcast:chat server="irc.example.com" …/>',
    ),
    Shaped(
        "feed-podcast-block", WARNING, _ASKER, ("podcast:block",), one_of("yes", "no"), "yes or no",
        "A word about keeping out of directories that is neither yes nor no.",
        '<podcast:block id="google">true</podcast:block>', '<podcast:block id="google">yes</podcast:block>',
    ),
    Shaped(
        "feed-block-id", WARNING, _ASKER, ("podcast:block@id",), _is_slug, "the slug of a directory, like spotify,",
        "A directory that is not named by its slug.",
        '<podcast:block id="Amazon Music">yes</podcast:block>', '<podcast:block id="amazon">yes</podcast:block>',
    ),
    Shaped(
        "feed-rrule", WARNING, _ASKER, ("podcast:updateFrequency@rrule",), is_rrule,
        "a rule of RFC 5545, like FREQ=WEEKLY;BYDAY=MO (and UNTIL=20231231T000000Z),",
        "A rhythm that is no rule of RFC 5545.",
        '<podcast:updateFrequency rrule="every Monday">…', '<podcast:updateFrequency rrule="FREQ=WEEKLY;BYDAY=MO">…',
    ),
    Shaped(
        "feed-value-split", WARNING, _ASKER, ("podcast:valueRecipient@split",), is_integer, "a whole number of shares",
        "A share of what listeners pay that is no whole number.",
        '<podcast:valueRecipient split="50%" …/>', '<podcast:valueRecipient split="50" …/>',
    ),
    Shaped(
        "feed-value-percentage", WARNING, _ASKER, ("podcast:valueTimeSplit@remotePercentage",), _is_percentage,
        "a number from 0 to 100",
        "A share of a remote show that is no percentage.",
        '<podcast:valueTimeSplit remotePercentage="120" …>', '<podcast:valueTimeSplit remotePercentage="95" …>',
    ),
    Shaped(
        "feed-spotify-limit", WARNING, ("spotify",), ("spotify:limit@recentCount",), is_positive, "a number from 1",
        "A number of episodes for Spotify that is none.",
        '<spotify:limit recentCount="all"/>', '<spotify:limit recentCount="50"/>',
    ),
    Shaped(
        "feed-restriction-kind", WARNING, ("spotify",), ("media:restriction@type",), one_of("country"), "country",
        "A restriction to something else than countries.",
        '<media:restriction type="uri" …>',
        '<media:restriction type="country" relationship="allow">gb</media:restriction>',
    ),
    Shaped(
        "feed-restriction", WARNING, ("spotify",), ("media:restriction@relationship",), one_of("allow"), "allow",
        "A list of countries that are left out: Spotify reads a list of those that are let in.",
        '<media:restriction type="country" relationship="deny">us</media:restriction>',
        '<media:restriction type="country" relationship="allow">gb ie</media:restriction>',
    ),
)  # fmt: skip


CHECKS: Final[tuple[Check[Feed], ...]] = tuple(map(check_of_shape, _SHAPES))
