"""Checks of artwork (podcasters.apple.com/support/896)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from publisher.model import Episode, Picture, Place, Problem, Severity, Show

_SMALLEST_PX: Final = 1400
_LARGEST_PX: Final = 3000


def show_picture(show: Show) -> Iterator[Problem]:
    """Artwork that directories take: square, 1400 to 3000 pixels.

    Bad: 1280 x 720. Good: 3000 x 3000.
    """
    yield from _size(show.picture, show.found["image"][0].place)


def episode_pictures(show: Show) -> Iterator[Problem]:
    """The same for the picture of an episode.

    Bad: 600 x 600. Good: 1400 x 1400.
    """
    for episode in show.episodes:
        if episode.picture:
            yield from _size(episode.picture, _place(episode))


def _place(episode: Episode) -> Place:
    found = episode.found.get("picture")
    return found[0].place if found else episode.place


def _size(picture: Picture, place: Place) -> Iterator[Problem]:
    width, height = picture.width_px, picture.height_px
    if width is None or height is None:
        return  # a picture elsewhere
    if width != height or not _SMALLEST_PX <= width <= _LARGEST_PX:
        message = f"the picture is {width} x {height} pixels; directories take squares of 1400 to 3000"
        yield Problem(place=place, check="picture-size", severity=Severity.WARNING, message=message)
