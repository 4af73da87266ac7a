"""What an item has beyond the core of RSS: a row or a small function for each element."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publisher.clock import rounded_seconds, seconds_of
from publisher.model import AlternateEnclosure, Episode, Link, Person, Show, Soundbite
from publisher.outputs.chapter_formats.podlove import psc_chapters
from publisher.outputs.paths import chapters_path, transcript_path
from publisher.outputs.rss_shared import funding, license_element, location, person, social, txt
from publisher.outputs.rss_tags import element, elements, keyword_list, true_false, yes_or_nothing
from publisher.urls import url_of_path

# Suffix, type, and whether it has the times that captions need. WebVTT first: Apple takes that one.
_TRANSCRIPTS = (
    ("vtt", "text/vtt", True),
    ("srt", "application/x-subrip", True),
    ("json", "application/json", True),
    ("html", "text/html", False),
)


def item_elements(show: Show, episode: Episode) -> Iterator[etree._Element]:
    """The elements to add to an item, in a fixed order."""
    yield from _itunes(show, episode)
    yield from _podcast(show, episode)
    chapters = psc_chapters(episode.chapters)
    if chapters is not None:
        yield chapters


def _itunes(show: Show, episode: Episode) -> Iterator[etree._Element]:
    duration_ms = episode.audio.duration_ms
    yield from elements(
        ("itunes:title", episode.title),
        ("itunes:duration", None if duration_ms is None else rounded_seconds(duration_ms)),
        ("itunes:season", episode.season or None),  # Apple counts both from 1
        ("itunes:episode", episode.number or None),
        ("itunes:episodeType", episode.kind),
        ("itunes:explicit", true_false(episode.explicit)),
        ("itunes:block", yes_or_nothing(episode.block)),
        ("itunes:keywords", keyword_list(episode.keywords)),
    )
    yield element("itunes:image", href=(episode.picture or show.picture).url)


def _podcast(show: Show, episode: Episode) -> Iterator[etree._Element]:
    if episode.season is not None:
        yield element("podcast:season", episode.season, name=episode.season_name)
    yield from elements(("podcast:episode", episode.number))
    yield from _transcripts(show, episode)
    if episode.chapters:
        url = url_of_path(show.files_url, chapters_path(episode))
        yield element("podcast:chapters", url=url, type="application/json+chapters")
    yield from map(person, _people(show, episode))
    yield from map(_soundbite, episode.soundbites)
    yield from map(_alternate, episode.alternates)
    yield from map(_content_link, episode.content_links)
    if episode.license:
        yield license_element(episode.license)
    yield from map(location, episode.locations)
    yield from map(funding, episode.funding)
    yield from map(social, episode.social)
    yield from map(txt, episode.txt)


def _transcripts(show: Show, episode: Episode) -> Iterator[etree._Element]:
    if not episode.cues:
        return
    for suffix, mime_type, timed in _TRANSCRIPTS:
        url = url_of_path(show.files_url, transcript_path(episode, suffix))
        rel = "captions" if timed else None
        yield element("podcast:transcript", url=url, type=mime_type, language=show.language, rel=rel)


def _people(show: Show, episode: Episode) -> tuple[Person, ...]:
    """Hosts and guests, each once; nobody where there are no guests, because then those of the channel are meant.

    The people of an item replace those of the channel, so the hosts must be named again. A host who is listed as a
    guest is what the episode says.
    """
    if not episode.people:
        return ()
    return tuple({one.name.casefold(): one for one in (*show.hosts, *episode.people)}.values())


def _soundbite(soundbite: Soundbite) -> etree._Element:
    return element(
        "podcast:soundbite",
        soundbite.title,
        startTime=seconds_of(soundbite.start_ms),
        duration=seconds_of(soundbite.duration_ms),
    )


def _alternate(alternate: AlternateEnclosure) -> etree._Element:
    # An older definition requires the length, and readers of it drop what has none. A stream has no bytes: 0.
    enclosure = element(
        "podcast:alternateEnclosure",
        type=alternate.mime_type,
        length=alternate.size_bytes or 0,
        height=alternate.height_px,
        title=alternate.title,
    )
    enclosure.append(element("podcast:source", uri=alternate.url))
    return enclosure


def _content_link(link: Link) -> etree._Element:
    return element("podcast:contentLink", link.label, href=link.url)
