"""What is wrong with a merged show: each check is a function of the show that yields problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from publisher.checks import audio, episodes, pictures
from publisher.model import Problem, Show

CHECKS: Final[tuple[Callable[[Show], Iterator[Problem]], ...]] = (
    episodes.one_slug_each,
    episodes.one_guid_each,
    episodes.one_number_each,
    episodes.at_least_one,
    episodes.numbers_of_a_serial,
    episodes.upcoming,
    audio.one_recording_each,
    audio.enclosure_type,
    audio.known_duration,
    pictures.show_picture,
    pictures.episode_pictures,
)


def check(show: Show) -> Iterator[Problem]:
    """Every problem of the show, check by check."""
    for one in CHECKS:
        yield from one(show)
