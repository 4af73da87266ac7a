"""An item of a feed: an episode as its subscribers have it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from publisher.clock import parse_time_ms
from publisher.model import Chapter, Person
from publisher.sources.feed_digest import item_digest
from publisher.sources.feed_element import FeedElement
from publisher.sources.feed_values import Values, whole_number
from publisher.text import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEnclosure:
    """The recording of an item. RSS: enclosure."""

    url: str
    size_bytes: int | None = None  # 0 is None: hosts write it where they do not know
    mime_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTranscript:
    """RSS: podcast:transcript."""

    url: str
    mime_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """An item. Texts are as they stand there, but for white space at their ends; empty where there is none."""

    guid: str  # empty where there is neither a guid nor an enclosure: no app can tell such an item from others
    guid_is_enclosure: bool = False  # there is no guid, and apps take the URL of the enclosure for one
    title: str = ""  # RSS: title; itunes:title where there is none
    itunes_title: str = ""  # without season and number, as Apple wants it
    published_at: datetime | None = None  # in UTC
    link: str = ""
    enclosure: FeedEnclosure | None = None
    duration_ms: int | None = None
    season: int | None = None
    season_name: str = ""
    number: int | None = None
    kind: str = ""  # full, trailer or bonus
    explicit: bool | None = None
    block: bool = False
    subtitle: str = ""  # RSS: itunes:subtitle
    summary: str = ""  # RSS: itunes:summary
    notes_html: str = ""  # RSS: content:encoded; description where there is none
    description_html: str = ""  # RSS: description
    image_url: str = ""
    chapters_url: str = ""  # RSS: podcast:chapters
    chapters: tuple[Chapter, ...] = ()  # RSS: psc:chapters
    transcripts: tuple[FeedTranscript, ...] = ()
    keywords: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()  # RSS: podcast:person
    line: int = 0
    digest: str = ""  # the same for as long as the item is the same, see item_digest


def item_of(element: FeedElement, values: Values) -> FeedItem:
    """The episode that an item tells of."""
    enclosure = _enclosure(element)
    guid = element.value("guid")
    season = element.first("podcast:season")
    return FeedItem(
        guid=guid or (enclosure.url if enclosure else ""),
        guid_is_enclosure=not guid and enclosure is not None,
        title=one_line(element.value("title", "itunes:title")),
        itunes_title=one_line(element.value("itunes:title")),
        published_at=values.date(element, "pubDate"),
        link=element.value("link") or _permalink(element),
        enclosure=enclosure,
        duration_ms=values.length_ms(element, "itunes:duration"),
        season=values.number(element, "itunes:season", "podcast:season"),
        season_name=one_line(season.get("name")) if season else "",
        number=values.number(element, "itunes:episode", "podcast:episode"),
        kind=element.value("itunes:episodeType").casefold(),
        explicit=values.explicit(element),
        block=element.value("itunes:block").casefold() in {"yes", "true"},
        subtitle=element.value("itunes:subtitle"),
        summary=element.value("itunes:summary"),
        notes_html=element.value("content:encoded", "description"),
        description_html=element.value("description"),
        image_url=image_of(element),
        chapters_url=_attribute(element, "podcast:chapters", "url"),
        chapters=tuple(_chapters(element)),
        transcripts=tuple(_transcripts(element)),
        keywords=keywords_of(element),
        people=people_of(element),
        line=element.line,
        digest=item_digest(element.node),
    )


def image_of(element: FeedElement) -> str:
    """The URL of the artwork of an item or a channel."""
    image = element.first("itunes:image")
    return (image.get("href") or image.get("url") or image.text) if image else ""


def keywords_of(element: FeedElement) -> tuple[str, ...]:
    """The keywords, each once."""
    words = (one_line(word) for word in element.value("itunes:keywords").split(","))
    return tuple(dict.fromkeys(word for word in words if word))


def people_of(element: FeedElement) -> tuple[Person, ...]:
    """Those whom podcast:person names; without a role somebody is a host, and without a group of the cast."""
    return tuple(
        Person(
            name=one_line(person.text),
            role=person.get("role").casefold() or "host",
            group=person.get("group").casefold() or "cast",
            url=person.get("href") or None,
        )
        for person in element.each("podcast:person")
        if person.text
    )


def _attribute(element: FeedElement, name: str, attribute: str) -> str:
    return next((child.get(attribute) for child in element.each(name) if child.get(attribute)), "")


def _permalink(element: FeedElement) -> str:
    """The guid where it says that it is the item's page, or the page in atom:link."""
    guid = element.first("guid")
    if guid and guid.get("isPermaLink") == "true":
        return guid.text
    return next((link.get("href") for link in element.each("atom:link") if link.get("rel") == "alternate"), "")


def _enclosure(element: FeedElement) -> FeedEnclosure | None:
    enclosure = next((one for one in element.each("enclosure") if one.get("url")), None)
    if enclosure is None:
        return None
    return FeedEnclosure(
        url=enclosure.get("url"),
        size_bytes=whole_number(enclosure.get("length")) or None,
        mime_type=enclosure.get("type") or None,
    )


def _transcripts(element: FeedElement) -> Iterator[FeedTranscript]:
    for transcript in element.each("podcast:transcript"):
        if transcript.get("url"):
            yield FeedTranscript(url=transcript.get("url"), mime_type=transcript.get("type"))


def _chapters(element: FeedElement) -> Iterator[Chapter]:
    for group in element.each("psc:chapters"):
        for chapter in group.each("psc:chapter"):
            try:
                start_ms = parse_time_ms(chapter.get("start"))
            except ValueError:
                continue
            yield Chapter(
                start_ms=start_ms,
                title=one_line(chapter.get("title")),
                url=chapter.get("href") or None,
                image=chapter.get("image") or None,
            )
