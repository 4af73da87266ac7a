"""What is wrong with a show: each check is a function that yields findings (see ``check.py``).

To add one, write it, and put it into one of these tuples.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from publisher.checks import (
    audio,
    chapter_lists,
    chapters,
    copies,
    dates,
    disagreements,
    drafts,
    durations,
    episodes,
    handles,
    ids,
    insecure,
    link_names,
    links,
    notes_links,
    notes_times,
    notes_todo,
    notes_urls,
    numbers,
    people,
    pictures,
    platforms,
    private_links,
    published,
    recordings,
    speakers,
    texts,
    titles,
    todo,
    transcripts,
)
from publisher.checks.check import Check
from publisher.checks.publication import Publication
from publisher.merge.show import MergedShow
from publisher.model import Problem, Show

# Of what a build would write: it asks them too, and writes nothing where one finds an error.
BUILD_CHECKS: Final[tuple[Check[Show], ...]] = (
    episodes.one_slug_each,
    episodes.one_guid_each,
    episodes.one_number_each,
    episodes.at_least_one,
    episodes.numbers_of_a_serial,
    episodes.upcoming,
    audio.one_recording_each,
    audio.composed_name,
    audio.enclosure_type,
    audio.known_duration,
    pictures.size,
    pictures.colours,
)

# Of what the authors wrote, published or not.
FOLDER_CHECKS: Final[tuple[Check[MergedShow], ...]] = (
    *todo.CHECKS,
    *links.CHECKS,
    *link_names.CHECKS,
    *ids.CHECKS,
    *platforms.CHECKS,
    *notes_todo.CHECKS,
    *notes_urls.CHECKS,
    *notes_links.CHECKS,
    *notes_times.CHECKS,
    *private_links.CHECKS,
    *insecure.CHECKS,
    *handles.CHECKS,
    *disagreements.CHECKS,
    *durations.CHECKS,
    *chapter_lists.CHECKS,
    *titles.CHECKS,
    *numbers.CHECKS,
    *dates.CHECKS,
    *people.CHECKS,
    *pictures.CHECKS,
    *texts.CHECKS,
    *copies.CHECKS,
    *drafts.CHECKS,
    *transcripts.CHECKS,
    *speakers.CHECKS,
    *chapters.CHECKS,
    *recordings.CHECKS,
)


# Of what would be published, beside what subscribers have: a build asks these as well.
PUBLISHED_CHECKS: Final[tuple[Check[Publication], ...]] = published.CHECKS


def check_build(show: Show) -> Iterator[Problem]:
    """Every problem of what would be published, check by check."""
    for one in BUILD_CHECKS:
        yield from one.problems(show)


def check_published(publication: Publication) -> Iterator[Problem]:
    """Everything that would be taken from subscribers, or changed under them."""
    for one in PUBLISHED_CHECKS:
        yield from one.problems(publication)


def not_of_an_empty_folder(problems: Iterable[Problem], publication: Publication) -> Iterator[Problem]:
    """The problems, but for those that an empty folder brings with it, where that is one of them."""
    for problem in problems:
        if not (publication.is_empty_handed and problem.check in {"no-episodes", "audio-missing"}):
            yield problem


def check_folder(merged: MergedShow) -> Iterator[Problem]:
    """Every problem of what the authors wrote, check by check."""
    for one in FOLDER_CHECKS:
        yield from one.problems(merged)
