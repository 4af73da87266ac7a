"""Links and ids of an episode on the platforms: what is known is published, TODO never."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from publisher.model import AlternateEnclosure, Found, Link, Problem, Severity, Source
from publisher.platforms.known import LABELS, PLATFORMS, canonical_url, read_url
from publisher.platforms.url_faults import fault_of, has_host, whole_url
from publisher.sources.fields import quoted
from publisher.sources.placeholders import is_no_address_yet
from publisher.urls import http_url

_AS_PAGE: Final = ("web", "website", "youtube", "spotify", "apple", "anchor")
_VIDEO_PLATFORMS: Final = ("youtube", "vimeo", "twitch", "peertube")


def links_of(
    links: Mapping[str, Found[str]], ids: Mapping[str, Found[str]]
) -> tuple[dict[str, Found[str]], list[Problem]]:
    """The link to each platform: as written, or else made from its id.

    What is no URL is left out with a warning; what is yet to be filled in, without a word: that is no fault of a build.
    """
    links, ids = _folded(links), _folded(ids)
    found: dict[str, Found[str]] = {}
    problems = []
    for platform, written in links.items():
        url = http_url(written.value)
        if is_no_address_yet(written.value):
            continue
        if url:
            found[platform] = Found(value=url, source=written.source, place=written.place)
        else:
            problems.append(_not_a_url(platform, written))
    for platform in PLATFORMS:
        known = ids.get(platform)
        page = canonical_url(platform, known.value) if known and platform not in found else None
        if known and page:
            found[platform] = Found(value=page, source=Source.DERIVED, place=known.place, note="from the id")
    return found, problems


def labelled(links: Mapping[str, Found[str]]) -> tuple[Link, ...]:
    """The links with the names of their platforms."""
    return tuple(Link(url=link.value, label=_label(platform)) for platform, link in links.items())


def video_links(links: Mapping[str, Found[str]]) -> tuple[Link, ...]:
    """Where the episode can be watched. RSS: podcast:contentLink."""
    watched = {platform: links[platform] for platform in _VIDEO_PLATFORMS if platform in links}
    return tuple(Link(url=link.url, label=f"Watch on {link.label}") for link in labelled(watched))


def video_alternates(links: Mapping[str, Found[str]]) -> tuple[AlternateEnclosure, ...]:
    """The YouTube video as another form of the episode.

    Its type is the one that web players use for a YouTube page: players that want a file leave it alone.
    """
    link = links.get("youtube")
    return (AlternateEnclosure(url=link.value, mime_type="video/youtube", title="YouTube"),) if link else ()


def page_of(links: Mapping[str, Found[str]]) -> Found[str] | None:
    """The episode's page where nobody names one: the best known of its links."""
    return next((links[platform] for platform in _AS_PAGE if platform in links), None)


def by_platform(field: str, values: Mapping[str, Found[Any]]) -> dict[str, tuple[Found[Any], ...]]:
    """Each platform's value as a field of its own, for the table of origins."""
    return {f"{field}.{platform}": (value,) for platform, value in values.items()}


def _folded(values: Mapping[str, Found[str]]) -> dict[str, Found[str]]:
    return {platform.casefold(): value for platform, value in values.items()}


def _label(platform: str) -> str:
    return LABELS.get(platform, platform[:1].upper() + platform[1:])


def _not_a_url(platform: str, written: Found[str]) -> Problem:
    text = written.value
    meant = _meant(platform, text)
    remedy = f"write {meant}" if meant else "write it whole, with https://, or delete the line"
    message = f"links.{platform}: {quoted(text)} is not a URL; {remedy}"
    return Problem(place=written.place, check="link-not-a-url", severity=Severity.WARNING, message=message, about=text)


def _meant(platform: str, text: str) -> str | None:
    """The URL that was meant, where only its beginning is missing or misspelt, or where the id stands in its place."""
    fault = fault_of(text)
    if fault:
        return fault.meant or None
    reference = read_url(text)
    if reference and reference.id:
        return canonical_url(reference.platform, reference.id) if reference.kind == "episode" else None
    if "://" not in text and has_host(text):
        return whole_url(f"https://{text}") or None
    return canonical_url(platform, text)
