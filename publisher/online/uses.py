"""Which URLs a show names, where each stands, and how each is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from publisher.layout import SHOW_FILE
from publisher.merge.episode import MergedEpisode
from publisher.merge.show import MergedShow
from publisher.model import AlternateEnclosure, Person, Place, Show, Source
from publisher.online.lines import Lines
from publisher.online.verdict import Target, Way
from publisher.platforms.known import read_url
from publisher.urls import http_url, url_of_path

_VIDEO_PAGE: Final = "video/youtube"  # the type that stands for a page, not for a file
_PLATFORM_KINDS: Final = {
    "youtube": (Way.YOUTUBE, ("episode",)),
    "spotify": (Way.SPOTIFY, ("episode", "show")),
    "apple": (Way.APPLE, ("episode", "show")),
    "anchor": (Way.ANCHOR, ("episode",)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One place that names a URL. ``about`` is the piece of that line that names it, as it stands there."""

    target: Target
    place: Place
    name: str  # of the field: "links.youtube", "audio", "feed_url"
    about: str = ""
    episode: Place | None = None  # whose own page or file it is; None for what is the show's, or somebody's
    is_in_text: bool = False  # only mentioned: in show notes, or in an article
    is_ours: bool = False  # it is there once the author has put it there: files of the folder, pages by a pattern
    mime_type: str | None = None  # what the feed says of it
    size_bytes: int | None = None


def uses_of(merged: MergedShow) -> tuple[Use, ...]:
    """Every URL that the show and its published episodes name, in the order of the files; what a line names once.

    Episodes that are not published yet are left out, and so are links in texts.
    """
    show = merged.show
    if show is None:
        return ()
    published = {episode.place for episode in show.episodes}
    episodes = [one for one in merged.episodes if one.episode and one.place in published]
    lines = Lines.of(merged)
    ours = {url_of_path(show.files_url, file.path) for file in show.files}
    first: dict[tuple[Place, Target], Use] = {}
    for use in (*_of_show(show, lines), *(use for one in episodes for use in _of_episode(one, show, lines))):
        if http_url(use.target.url):
            placed = lines.placed(use.place, use.target.url)
            about = lines.about(placed, use.target.url)
            exact = replace(use, place=placed, about=about, is_ours=use.is_ours or use.target.url in ours)
            first.setdefault((placed, use.target), exact)
    return tuple(sorted(first.values(), key=lambda use: (use.place, use.name, use.target)))


def way_of(url: str) -> Way:
    """How a link is asked.

    >>> [way_of(url).value for url in ("https://youtu.be/0Gqx1LtqRZU", "https://www.youtube.com/@somebody")]
    ['youtube', 'page']
    """
    reference = read_url(url)
    if reference is None or reference.id is None:
        return Way.PAGE
    way, kinds = _PLATFORM_KINDS[reference.platform]
    is_listed = way is not Way.APPLE or reference.kind == "show" or reference.show is not None
    return way if reference.kind in kinds and is_listed else Way.PAGE


def _page(url: str, place: Place, name: str, episode: Place | None = None) -> Use:
    return Use(target=Target(way=way_of(url), url=url), place=place, name=name, episode=episode)


def _of_show(show: Show, lines: Lines) -> Iterator[Use]:
    def place(key: str) -> Place:
        return show.found[key][0].place if key in show.found else Place(path=SHOW_FILE)

    moved = "moved_to" if "moved_to" in show.found else "new_feed_url"
    for key, feed_url in (("feed_url", show.feed_url), (moved, show.new_feed_url)):
        if feed_url:
            yield Use(target=Target(way=Way.FEED, url=feed_url), place=place(key), name=key)
    home = "link" if "link" in show.found else "url"  # without a page of its own, the feed names the folder
    yield _page(show.link, place(home), home)
    yield Use(target=Target(way=Way.PICTURE, url=show.picture.url), place=place("image"), name="image")
    for trailer in show.trailers:
        yield Use(
            target=Target(way=Way.ENCLOSURE, url=trailer.url),
            place=place("trailer"),
            name="trailer",
            mime_type=trailer.mime_type,
            size_bytes=trailer.size_bytes,
        )
    for funding in show.funding:
        yield _page(funding.url, place("funding"), "funding")
    for person in show.hosts:
        yield from _of_person(person, place("hosts"), lines)


def _of_episode(merged: MergedEpisode, show: Show, lines: Lines) -> Iterator[Use]:
    episode, found = merged.episode, merged.found
    if episode is None:
        return

    def place(field: str) -> Place:
        return found[field][0].place if field in found else merged.place

    for field, links in found.items():
        if field.startswith("links."):
            yield _page(links[0].value, links[0].place, field, merged.place)
    if episode.link:
        made = "link" in found and found["link"][0].source is Source.SHOW  # for a page that its author has to make
        yield replace(_page(episode.link, place("link"), "link", merged.place), is_ours=made)
    yield Use(
        target=Target(way=Way.ENCLOSURE, url=episode.audio.url),
        place=place("audio"),
        name="audio",
        episode=merged.place,
        is_ours=episode.audio.path is not None,
        mime_type=episode.audio.mime_type,
        size_bytes=episode.audio.size_bytes,
    )
    for other in episode.alternates:
        if other.mime_type != _VIDEO_PAGE:
            yield _alternate(other, merged)
    if episode.picture and episode.picture != show.picture:
        target = Target(way=Way.PICTURE, url=episode.picture.url)
        yield Use(target=target, place=place("picture"), name="image", episode=merged.place)
    for funding in episode.funding:
        yield _page(funding.url, place("funding"), "funding", merged.place)
    for person in episode.people:
        yield from _of_person(person, place("guests"), lines)


def _alternate(other: AlternateEnclosure, merged: MergedEpisode) -> Use:
    recorded = merged.found.get(f"alternate.{other.url.rpartition('.')[2]}")
    origins = recorded or merged.found.get("alternates")
    return Use(
        target=Target(way=Way.ENCLOSURE, url=other.url),
        place=origins[0].place if origins else merged.place,
        name="alternate",
        episode=merged.place,
        is_ours=recorded is not None,
        mime_type=other.mime_type,
        size_bytes=other.size_bytes,
    )


def _of_person(person: Person, named: Place, lines: Lines) -> Iterator[Use]:
    """The page and the picture of somebody, where they are described, or else where they are named."""
    if person.url:
        yield _page(person.url, lines.page_of(person, named), "person")
    if person.picture:
        target = Target(way=Way.PICTURE, url=person.picture.url)
        yield Use(target=target, place=lines.picture_of(person, named), name="person")
