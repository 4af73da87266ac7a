"""Checks of artwork (podcasters.apple.com/support/896). People's pictures are none: they may be of any size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from publisher.checks.check import Check, Finding, check
from publisher.checks.habits import full_episodes, is_still_open, nearly_all, place_of
from publisher.directories import LARGEST_PICTURE_PX, PICTURE_MODE, SMALLEST_PICTURE_PX
from publisher.merge.show import MergedShow
from publisher.model import Picture, Place, Severity, Show
from publisher.urls import http_url

_Placed: TypeAlias = tuple[Picture, Place]

# Kinds that no directory takes, by the suffix in a URL.
_OTHER_KINDS: Final = frozenset({".webp", ".gif", ".bmp", ".svg", ".avif", ".heic", ".heif", ".tif", ".tiff", ".jxl"})


@check("picture-size", Severity.WARNING, "apple", "spotify", "psp1")
def size(show: Show) -> Iterator[Finding]:
    """Artwork that directories take: square, 1400 to 3000 pixels, for the show and for an episode.

    Bad: 1280 x 720
    Good: 3000 x 3000
    """
    yield from _of_wrong_size(_pictures(show))


@check("picture-colours", Severity.WARNING, "apple", "psp1")
def colours(show: Show) -> Iterator[Finding]:
    """Artwork is RGB: no alpha channel, no inks, no palette.

    Bad: a PNG with a transparent background
    Good: the same, saved without transparency
    """
    yield from _of_wrong_colours(_pictures(show))


size_of_waiting: Final[Check[MergedShow]] = size.also(lambda merged: _of_wrong_size(_waiting(merged)))
colours_of_waiting: Final[Check[MergedShow]] = colours.also(lambda merged: _of_wrong_colours(_waiting(merged)))


@check("picture-kind", Severity.WARNING, "apple", "spotify", "psp1")
def kind(merged: MergedShow) -> Iterator[Finding]:
    """Artwork at a URL that is neither JPEG nor PNG by its name: directories take these two.

    Bad: image: https://example.com/cover.webp
    Good: image: https://example.com/cover.jpg
    """
    show = [merged.inputs.show.values] if merged.inputs else []
    for values in (*show, *(one.known.file.values for one in merged.episodes)):
        found = values.get("image")
        suffix = PurePosixPath(urlsplit(found.value).path).suffix if found and http_url(found.value) else ""
        if found and suffix.casefold() in _OTHER_KINDS:
            message = f"the picture is {suffix} by its name; save it as JPEG or PNG, and write the URL of that"
            yield Finding(place=found.place, message=message, about=suffix)


@check("picture-missing", Severity.NOTE)
def missing(merged: MergedShow) -> Iterator[Finding]:
    """An episode without a picture of its own where nearly all others have one: apps show that of the show.

    Bad: no image:, in a show with a picture for each episode
    Good: image: images/why-we-walk.jpg
    """
    full = full_episodes(merged)
    having = [one for one in full if "picture" in one.values or "image" in one.known.file.values]
    if nearly_all(len(having), len(full)):
        for episode in full:
            is_wrong = "image" in episode.known.file.broken or is_still_open(episode, "image")
            if episode not in having and not is_wrong:
                message = f"{len(having)} of {len(full)} episodes have a picture, this one has none; write image:"
                yield Finding(place=place_of(episode, "image"), message=message)


CHECKS: Final[tuple[Check[MergedShow], ...]] = (size_of_waiting, colours_of_waiting, kind, missing)


def _of_wrong_size(pictures: Iterable[_Placed]) -> Iterator[Finding]:
    for picture, place in pictures:
        width, height = picture.width_px, picture.height_px
        if width is None or height is None:
            continue  # a picture elsewhere
        if width != height or not SMALLEST_PICTURE_PX <= width <= LARGEST_PICTURE_PX:
            allowed = f"squares of {SMALLEST_PICTURE_PX} to {LARGEST_PICTURE_PX}"
            message = f"the picture is {width} x {height} pixels; directories take {allowed}: export it again"
            yield Finding(place=place, message=message)


def _of_wrong_colours(pictures: Iterable[_Placed]) -> Iterator[Finding]:
    for picture, place in pictures:
        if picture.mode is not None and picture.mode != PICTURE_MODE:
            message = f"the colours of the picture are {picture.mode}; save it as RGB without an alpha channel"
            yield Finding(place=place, message=message)


def _pictures(show: Show) -> Iterator[_Placed]:
    """The artwork of the show and of its episodes, with where it is named."""
    yield show.picture, show.found["image"][0].place
    for episode in (*show.episodes, *show.upcoming):
        if episode.picture:
            found = episode.found.get("picture")
            yield episode.picture, found[0].place if found else episode.place


def _waiting(merged: MergedShow) -> Iterator[_Placed]:
    """The artwork of the episodes that cannot be published yet."""
    for one in merged.episodes:
        if one.episode is None and "picture" in one.values:
            yield one.values["picture"], one.found["picture"][0].place
