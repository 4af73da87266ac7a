"""Checks of artwork (podcasters.apple.com/support/896)."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.checks.check import Finding, check
from publisher.directories import LARGEST_PICTURE_PX, PICTURE_MODE, SMALLEST_PICTURE_PX
from publisher.model import Picture, Place, Severity, Show


@check("picture-size", Severity.WARNING, "apple", "spotify", "psp1")
def size(show: Show) -> Iterator[Finding]:
    """Artwork that directories take: square, 1400 to 3000 pixels, for the show and for an episode.

    Bad: 1280 x 720
    Good: 3000 x 3000
    """
    for picture, place in _pictures(show):
        width, height = picture.width_px, picture.height_px
        if width is None or height is None:
            continue  # a picture elsewhere
        if width != height or not SMALLEST_PICTURE_PX <= width <= LARGEST_PICTURE_PX:
            allowed = f"squares of {SMALLEST_PICTURE_PX} to {LARGEST_PICTURE_PX}"
            message = f"the picture is {width} x {height} pixels; directories take {allowed}: export it again"
            yield Finding(place=place, message=message)


@check("picture-colours", Severity.WARNING, "apple", "psp1")
def colours(show: Show) -> Iterator[Finding]:
    """Artwork is RGB: no alpha channel, no inks, no palette.

    Bad: a PNG with a transparent background
    Good: the same, saved without transparency
    """
    for picture, place in _pictures(show):
        if picture.mode is not None and picture.mode != PICTURE_MODE:
            message = f"the colours of the picture are {picture.mode}; save it as RGB without an alpha channel"
            yield Finding(place=place, message=message)


def _pictures(show: Show) -> Iterator[tuple[Picture, Place]]:
    """The artwork of the show and of its episodes, with where it is named."""
    yield show.picture, show.found["image"][0].place
    for episode in show.episodes:
        if episode.picture:
            found = episode.found.get("picture")
            yield episode.picture, found[0].place if found else episode.place
