"""Checks of artwork (podcasters.apple.com/support/896)."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.directories import LARGEST_PICTURE_PX, PICTURE_MODE, SMALLEST_PICTURE_PX
from publisher.model import Episode, Picture, Place, Problem, Severity, Show


def show_picture(show: Show) -> Iterator[Problem]:
    """Artwork that directories take: square, 1400 to 3000 pixels.

    Bad: 1280 x 720. Good: 3000 x 3000.
    """
    yield from _faults(show.picture, show.found["image"][0].place)


def episode_pictures(show: Show) -> Iterator[Problem]:
    """The same for the picture of an episode.

    Bad: 600 x 600. Good: 1400 x 1400.
    """
    for episode in show.episodes:
        if episode.picture:
            yield from _faults(episode.picture, _place(episode))


def _place(episode: Episode) -> Place:
    found = episode.found.get("picture")
    return found[0].place if found else episode.place


def _faults(picture: Picture, place: Place) -> Iterator[Problem]:
    width, height = picture.width_px, picture.height_px
    if width is None or height is None:
        return  # a picture elsewhere
    if width != height or not SMALLEST_PICTURE_PX <= width <= LARGEST_PICTURE_PX:
        allowed = f"{SMALLEST_PICTURE_PX} to {LARGEST_PICTURE_PX}"
        message = f"the picture is {width} x {height} pixels; directories take squares of {allowed}: export it again"
        yield Problem(place=place, check="picture-size", severity=Severity.WARNING, message=message)
    if picture.mode is not None and picture.mode != PICTURE_MODE:
        message = f"the colours of the picture are {picture.mode}; save it as RGB without an alpha channel"
        yield Problem(place=place, check="picture-colours", severity=Severity.WARNING, message=message)
