"""Checks of the links of an episode, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from publisher.checks.addresses import OnPlatform, all_links, ids_of, label_of, name_of, written_urls
from publisher.checks.check import Check, Finding, check
from publisher.merge.show import MergedShow
from publisher.model import Severity
from publisher.platforms.known import PLATFORMS, canonical_url, id_in, is_likely_id, is_short, page_meant, read_url
from publisher.platforms.reference import Reference
from publisher.platforms.tracking import without_empty_time, without_tracking
from publisher.platforms.url_faults import fault_of
from publisher.sources.fields import quoted
from publisher.urls import http_url

_LISTS: Final = {"show": "a show", "playlist": "a playlist", "channel": "a channel"}
_EXAMPLES: Final = {
    "youtube": "https://www.youtube.com/watch?v=0Gqx1LtqRZU",
    "spotify": "https://open.spotify.com/episode/3LhBOO1UANCGbOwkntZt4j",
    "apple": "https://podcasts.apple.com/us/podcast/my-show/id1541710331?i=1000552243668",
    "anchor": "https://creators.spotify.com/pod/show/my-show/episodes/My-title-e1eq73v",
}


@check("link-malformed", Severity.WARNING)
def malformed(merged: MergedShow) -> Iterator[Finding]:
    """A URL that leads nowhere by the way it is written, under any key.

    Bad: web: https://https://example.com/
    Good: web: https://example.com/
    """
    for written in written_urls(merged):
        text = written.text.strip()
        fault = fault_of(text)
        if fault and http_url(text):  # what is no URL at all is reported where it is read
            remedy = f"write {fault.meant}" if fault.meant else "copy it again"
            message = f"{name_of(written)}: {quoted(text)} {fault.what}; {remedy}"
            yield Finding(place=written.place, message=message, about=text)


@check("link-platform", Severity.WARNING)
def other_platform(merged: MergedShow) -> Iterator[Finding]:
    """A link under the key of one platform that leads to another, or to none.

    Bad: youtube: https://open.spotify.com/episode/3LhBOO1UANCGbOwkntZt4j
    Good: spotify: https://open.spotify.com/episode/3LhBOO1UANCGbOwkntZt4j
    """
    for link, reference in _readable(merged):
        if reference is None or reference.platform != link.platform:
            host = urlsplit(link.text).hostname
            key = reference.platform if reference else "web"
            message = f"{link.written.key} leads to {host}, which is not {link.label}; write it under {key}:"
            yield Finding(place=link.written.place, message=message, about=link.text)


@check("link-kind", Severity.WARNING)
def no_episode(merged: MergedShow) -> Iterator[Finding]:
    """A link to a show, a playlist or a channel, where the link of this one episode belongs.

    Bad: spotify: https://open.spotify.com/show/0pck8zuiXdI0OrCg86DAPy
    Good: spotify: https://open.spotify.com/episode/3LhBOO1UANCGbOwkntZt4j
    """
    for link, reference in _on_their_platform(merged):
        if reference.kind in _LISTS:
            what = _LISTS[reference.kind]
            message = f"{link.written.key} leads to {what}, not to this episode; write {_own_page(link)}"
            yield Finding(place=link.written.place, message=message, about=link.text)


@check("link-path", Severity.WARNING)
def no_page(merged: MergedShow) -> Iterator[Finding]:
    """A link to a platform with a path, or an id, that leads to no episode there.

    Bad: anchor: https://podcasters.spotify.com/pod/pod/show/my-show/episodes/My-title-e1eq73v
    Good: anchor: https://podcasters.spotify.com/pod/show/my-show/episodes/My-title-e1eq73v
    """
    for link, reference in _on_their_platform(merged):
        if reference.kind == "other" and not is_short(link.text):
            meant = page_meant(link.text)
            remedy = f"write {meant}" if meant else f"write {_own_page(link)}"
            message = f"{link.written.key}: {quoted(link.text)} is no link that {link.label} makes; {remedy}"
            yield Finding(place=link.written.place, message=message, about=urlsplit(link.text).path or link.text)
        elif reference.kind == "episode" and reference.id and not is_likely_id(link.platform, reference.id):
            message = f"{link.written.key}: {reference.id} is no id of {link.label}; write {_own_page(link)}"
            yield Finding(place=link.written.place, message=message, about=reference.id)


@check("link-short", Severity.NOTE)
def short(merged: MergedShow) -> Iterator[Finding]:
    """A short link: only the platform knows where it leads, and for how long.

    Bad: spotify: https://spotify.link/kTx9
    Good: spotify: https://open.spotify.com/episode/3LhBOO1UANCGbOwkntZt4j
    """
    for link in all_links(merged):
        if is_short(link.text):
            message = f"{link.written.key} does not say which episode it leads to; open it, and write the link there"
            yield Finding(place=link.written.place, message=message, about=link.text)


@check("link-tracking", Severity.NOTE)
def tracked(merged: MergedShow) -> Iterator[Finding]:
    """A link with parameters that only say who shared it, or with a time that says nothing.

    Bad: spotify: https://open.spotify.com/episode/3LhBOO1UANCGbOwkntZt4j?si=ac857db69d484277
    Good: spotify: https://open.spotify.com/episode/3LhBOO1UANCGbOwkntZt4j
    """
    for episode in merged.episodes:
        for written in episode.known.file.written:
            text = written.text.strip()
            cleaned = without_empty_time(without_tracking(text)) if written.keys[0] in {"link", "links"} else text
            if cleaned != text and http_url(text) and not _is_to_be_replaced(text):
                is_tracked = without_tracking(text) != text
                what = "says who shared it" if is_tracked else "has a time in it that says nothing"
                message = f"{written.key} {what}; write {cleaned}"
                yield Finding(place=written.place, message=message, about=_removed(text, cleaned))


def _is_to_be_replaced(url: str) -> bool:
    """Whether the whole link is wrong: two remedies for one would contradict each other."""
    reference = read_url(url)
    return reference is not None and reference.kind != "episode"


def _readable(merged: MergedShow) -> Iterator[tuple[OnPlatform, Reference | None]]:
    """Links under the keys of known platforms that are URLs, and what they refer to."""
    for link in all_links(merged):
        if link.platform in PLATFORMS and http_url(link.text) and not fault_of(link.text):
            yield link, read_url(link.text)


def _on_their_platform(merged: MergedShow) -> Iterator[tuple[OnPlatform, Reference]]:
    for link, reference in _readable(merged):
        if reference and reference.platform == link.platform:
            yield link, reference


def _own_page(link: OnPlatform) -> str:
    """The page of the episode, where its id is known; or else what it would look like."""
    ids = ids_of(link.episode)
    known = id_in(link.platform, ids[link.platform].text) if link.platform in ids else None
    page = canonical_url(link.platform, known) if known else None
    return page or f"the link of its page on {label_of(link.platform)}, like {_EXAMPLES[link.platform]}"


def _removed(text: str, cleaned: str) -> str:
    """What was between the beginning and the end that both have."""
    start = next((index for index, pair in enumerate(zip(text, cleaned, strict=False)) if pair[0] != pair[1]), None)
    return text[start : start + len(text) - len(cleaned)] if start is not None else text[len(cleaned) :]


CHECKS: Final[tuple[Check[MergedShow], ...]] = (malformed, other_platform, no_episode, no_page, short, tracked)
