"""Podcasting 2.0: rules that are more than a value (https://podcastindex.org/namespace/1.0)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from uuid import uuid5

from publisher.checks.check import Check, Finding, check
from publisher.checks.feed.document import Feed
from publisher.checks.feed.names import asks
from publisher.checks.feed.rows import NOTE, WARNING, quoted
from publisher.checks.feed.shapes import duration_s, is_decimal, is_sri
from publisher.merge.show import PODCAST_NAMESPACE, feed_guid

_NOT_FOR_APPLE: Final = ("application/json", "text/html", "text/plain")
_KNOWN_LICENSE: Final = re.compile(
    r"arr|pod-v4v-1\.0|cc-by[a-z0-9.-]*|cc0-1\.0|cc-pd[a-z0-9.-]*|public-domain|mit|apache-2\.0|gfdl-[a-z0-9.-]+"
    r"|[al]?gpl-[a-z0-9.-]+|unlicense|wtfpl|lal-1\.[23]|odbl-1\.0",
    re.IGNORECASE,
)
_SHORTEST_S, _LONGEST_S = 15, 120

# What an element is nothing without. "" is its text.
_REQUIRED: Final[dict[str, tuple[str, ...]]] = {
    "guid": ("",),
    "locked": ("",),
    "funding": ("url",),
    "transcript": ("url", "type"),
    "chapters": ("url", "type"),
    "soundbite": ("startTime", "duration"),
    "person": ("",),
    "location": ("",),
    "season": ("",),
    "episode": ("",),
    "trailer": ("", "url", "pubdate"),
    "license": ("",),
    "alternateEnclosure": ("type",),
    "source": ("uri",),
    "integrity": ("type", "value"),
    "value": ("type", "method"),
    "valueRecipient": ("type", "address", "split"),
    "valueTimeSplit": ("startTime", "duration"),
    "medium": ("",),
    "image": ("href",),
    "images": ("srcset",),
    "liveItem": ("status", "start"),
    "contentLink": ("href",),
    "socialInteract": ("protocol",),
    "block": ("",),
    "txt": ("",),
    "remoteItem": ("feedGuid",),
    "updateFrequency": ("",),
    "chat": ("server", "protocol"),
}


@check("feed-podcast-incomplete", WARNING, "podcasting2")
def incomplete(feed: Feed) -> Iterator[Finding]:
    """An element of Podcasting 2.0 without what it is nothing without: apps skip it.

    Bad: <podcast:transcript url="https://example.com/1.vtt"/>
    Good: <podcast:transcript url="https://example.com/1.vtt" type="text/vtt"/>
    """
    for name, needs in _REQUIRED.items():
        for element in feed.every(f"podcast:{name}"):
            missing = [need for need in needs if not (element.get(need) if need else element.value)]
            if missing:
                what = " and ".join(f"the attribute {need}" if need else "a text" for need in missing)
                message = f"{asks('podcasting2')} for {what} in <podcast:{name}>; without it apps skip it: write it"
                yield feed.finding(element, message, field=missing[0])


@check("feed-guid-computed", WARNING, "podcasting2", "psp1")
def wrong_guids(feed: Feed) -> Iterator[Finding]:
    """A podcast's guid that was made of the feed's address in the wrong way: other programs get another one.

    Bad: the UUIDv5 of https://podnews.net/rss
    Good: the UUIDv5 of podnews.net/rss, without the scheme and without a slash at its end
    """
    addresses = [link.get("href") for link in feed.channel.each("atom:link") if link.get("rel") == "self"]
    wrong = {guid: how for address in addresses for guid, how in _wrongly_computed(address)}
    right = {feed_guid(address): address for address in addresses}
    for element in feed.channel.each("podcast:guid"):
        guid = element.value.casefold()
        if guid in wrong and guid not in right:
            made = f"Podcasting 2.0 makes it of the bare address, and this was made {wrong[guid]}"
            message = f"{made}; for a new show write {next(iter(right))}, and keep it if it was published"
            yield feed.finding(element, message, about=element.value)


@check("feed-license", WARNING, "podcasting2")
def licenses(feed: Feed) -> Iterator[Finding]:
    """A licence that is none of the known ones, without the address of its text.

    Bad: <podcast:license>my own terms</podcast:license>
    Good: <podcast:license url="https://example.com/terms">my own terms</podcast:license>
    """
    for element in feed.every("podcast:license"):
        if element.value and not element.get("url") and not _KNOWN_LICENSE.fullmatch(element.value):
            message = (
                f'{quoted(element.value)} is no known licence; Podcasting 2.0 asks for its text: write url="https://…"'
            )
            yield feed.finding(element, message, about=element.value)


@check("feed-transcript-captions", NOTE, "podcasting2")
def captions_without_times(feed: Feed) -> Iterator[Finding]:
    """A transcript without times that is said to be captions.

    Bad: <podcast:transcript type="text/html" rel="captions" …/>
    Good: <podcast:transcript type="text/html" …/>
    """
    for element in feed.every("podcast:transcript"):
        if element.get("rel") == "captions" and element.get("type") in {"text/html", "text/plain"}:
            message = (
                f'Podcasting 2.0 has captions with times, and {element.get("type")} has none; delete rel="captions"'
            )
            yield feed.finding(element, message, field="rel", about='rel="captions"')


@check("feed-transcript-apple", NOTE, "apple")
def transcripts_for_apple(feed: Feed) -> Iterator[Finding]:
    """Transcripts of which none is WebVTT or SRT: Apple shows its own then.

    Bad: <podcast:transcript type="text/html" …/> alone
    Good: <podcast:transcript type="text/vtt" …/> beside it
    """
    for item in feed.items:
        transcripts = item.each("podcast:transcript")
        if transcripts and all(one.get("type") in _NOT_FOR_APPLE for one in transcripts):
            message = "Apple reads WebVTT, and none of the episode's transcripts is that; add one of type text/vtt"
            yield feed.finding(transcripts[0], message, field="type")


@check("feed-soundbite-length", NOTE, "podcasting2")
def soundbites(feed: Feed) -> Iterator[Finding]:
    """A soundbite that is shorter than 15 seconds or longer than two minutes.

    Bad: <podcast:soundbite startTime="73.0" duration="600"/>
    Good: <podcast:soundbite startTime="73.0" duration="60"/>
    """
    for element in feed.every("podcast:soundbite"):
        seconds = element.get("duration")
        if is_decimal(seconds) and not _SHORTEST_S <= float(seconds) <= _LONGEST_S:
            message = f"Podcasting 2.0 advises {_SHORTEST_S} to {_LONGEST_S} seconds, not {seconds}; choose another end"
            yield feed.finding(element, message, field="duration", about=seconds)


@check("soundbite-outside", WARNING, "podcasting2")
def soundbites_outside(feed: Feed) -> Iterator[Finding]:
    """A soundbite that ends after the episode.

    Bad: <podcast:soundbite startTime="1790" duration="60"/> in an episode of 1801 seconds
    Good: <podcast:soundbite startTime="73.0" duration="60"/>
    """
    for item in feed.items:
        length = duration_s(item.value_of("itunes:duration"))
        for element in item.each("podcast:soundbite") if length else ():
            start, duration = element.get("startTime"), element.get("duration")
            is_known = is_decimal(start) and is_decimal(duration)
            if is_known and length and float(start) + float(duration) > length + 1:
                message = f"Podcasting 2.0 has soundbites inside the episode, and it ends at {length} s; choose others"
                yield feed.finding(element, message, field="startTime", about=start)


@check("feed-images", NOTE, "podcasting2")
def old_images(feed: Feed) -> Iterator[Finding]:
    """Pictures in the element that Podcasting 2.0 had for them once.

    Bad: <podcast:images srcset="https://example.com/1.jpg 1500w"/>
    Good: <podcast:image href="https://example.com/1.jpg" width="1500"/>
    """
    old = list(feed.every("podcast:images"))
    if old:
        message = f"Podcasting 2.0 has <podcast:image> now, and <podcast:images> no more ({len(old)} here); write that"
        yield feed.finding(old[0], message)


@check("feed-alternate-source", WARNING, "podcasting2")
def sources(feed: Feed) -> Iterator[Finding]:
    """Another form of an episode that says nowhere where it is.

    Bad: <podcast:alternateEnclosure type="audio/opus"/>
    Good: <podcast:alternateEnclosure type="audio/opus"><podcast:source uri="https://example.com/1.opus"/>…
    """
    for element in feed.every("podcast:alternateEnclosure"):
        if not element.first("podcast:source"):
            message = 'Podcasting 2.0 asks for where it is; write <podcast:source uri="https://…"/> into it'
            yield feed.finding(element, message)


@check("feed-integrity", WARNING, "podcasting2")
def digests(feed: Feed) -> Iterator[Finding]:
    """A digest of a recording that is not as Subresource Integrity writes it: apps refuse the recording.

    Bad: <podcast:integrity type="sri" value="sha256-e3b0c44298fc1c14…"/> (in hex)
    Good: <podcast:integrity type="sri" value="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="/>
    """
    for element in feed.every("podcast:integrity"):
        value = element.get("value")
        if element.get("type") == "sri" and value and not is_sri(value):
            message = (
                f"Podcasting 2.0 asks for sha256-, sha384- or sha512- and the digest in base64, not {quoted(value)}"
            )
            yield feed.finding(element, message, field="value", about=value)


@check("feed-social", WARNING, "podcasting2")
def social(feed: Feed) -> Iterator[Finding]:
    """A place for comments without its address, or one where comments are switched off.

    Bad: <podcast:socialInteract protocol="activitypub"/>
    Good: <podcast:socialInteract protocol="activitypub" uri="https://example.social/@ada/1"/>
    """
    for element in feed.every("podcast:socialInteract"):
        protocol = element.get("protocol")
        if protocol == "disabled" and len(element.attributes) > 1:
            message = 'Podcasting 2.0 asks for protocol="disabled" alone; delete the other attributes'
            yield feed.finding(element, message, field="protocol")
        elif protocol and protocol != "disabled" and not element.get("uri"):
            message = 'Podcasting 2.0 asks for where the comments are; write uri="https://…"'
            yield feed.finding(element, message, field="uri")


@check("feed-ai-content", WARNING, "podcasting2")
def ai_content(feed: Feed) -> Iterator[Finding]:
    """A word about content that machines made which is neither true nor false.

    Bad: <podcast:txt purpose="ai-content">yes</podcast:txt>
    Good: <podcast:txt purpose="ai-content">true</podcast:txt>
    """
    for element in feed.every("podcast:txt"):
        if element.get("purpose") == "ai-content" and element.value not in {"", "true", "false"}:
            message = f"Podcasting 2.0 asks for true or false here, not {quoted(element.value)}; write one of the two"
            yield feed.finding(element, message, about=element.value)


@check("feed-frequency-start", WARNING, "podcasting2")
def counted_frequencies(feed: Feed) -> Iterator[Finding]:
    """A rhythm that ends after a number of episodes, and does not say when it began.

    Bad: <podcast:updateFrequency rrule="FREQ=WEEKLY;COUNT=10">…
    Good: <podcast:updateFrequency rrule="FREQ=WEEKLY;COUNT=10" dtstart="2021-09-26T00:00:00Z">…
    """
    for element in feed.every("podcast:updateFrequency"):
        if "COUNT=" in element.get("rrule") and not element.get("dtstart"):
            message = (
                'Podcasting 2.0 asks for a beginning where a rule counts; write dtstart="2021-09-26T00:00:00Z" with it'
            )
            yield feed.finding(element, message, field="rrule", about="COUNT=")


def _wrongly_computed(address: str) -> Iterator[tuple[str, str]]:
    bare = address.split("://", 1)[-1].rstrip("/")
    host, slash, rest = bare.partition("/")
    wrong = {
        f"https://{bare}": "with https:// before the address",
        f"http://{bare}": "with http:// before the address",
        address: "of the whole address",
        f"{bare}/": "with a slash behind the address",
        f"https://{bare}/": "of the whole address",
        f"{host.upper()}{slash}{rest}": "of the address in capitals",
        bare.upper(): "of the address in capitals",
        f"www.{bare}": "with www. before the address",
        host: "of the name of the server alone",
    }
    for name, how in wrong.items():
        if name != bare:
            yield str(uuid5(PODCAST_NAMESPACE, name)), how


CHECKS: Final[tuple[Check[Feed], ...]] = (
    incomplete,
    wrong_guids,
    licenses,
    captions_without_times,
    transcripts_for_apple,
    soundbites,
    soundbites_outside,
    old_images,
    sources,
    digests,
    social,
    ai_content,
    counted_frequencies,
)
