"""Checks of texts that are longer than directories take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.habits import place_of
from publisher.directories import LONGEST_DESCRIPTION_BYTES
from publisher.merge.show import MergedShow
from publisher.model import Severity
from publisher.notes import simplify

_LIMIT_CHARACTERS: Final = 255  # of any text but the description. Apple, PSP-1


@check("subtitle-long", Severity.NOTE, "apple", "psp1")
def subtitles(merged: MergedShow) -> Iterator[Finding]:
    """The short title of an episode is longer than the 255 characters that directories take.

    Bad: short: with a paragraph
    Good: short: with a few words
    """
    for episode in merged.episodes:
        count = len(episode.values.get("subtitle") or "")
        if count > _LIMIT_CHARACTERS:
            message = f"short: has {count} characters, directories take {_LIMIT_CHARACTERS}; shorten it"
            yield Finding(place=episode.found["subtitle"][0].place, message=message)


@check("keywords-long", Severity.NOTE, "apple")
def keywords(merged: MergedShow) -> Iterator[Finding]:
    """The keywords of an episode, with the topics, do not fit into 255 characters: the last ones are left out.

    Bad: keywords: with forty of them
    Good: keywords: with the ten that matter
    """
    for episode in merged.episodes:
        count = len(",".join(episode.values["keywords"]))
        if count > _LIMIT_CHARACTERS:
            key = next(key for key in ("tags", "keywords", "topics") if key in episode.found)
            message = (
                f"the keywords of this episode have {count} characters, the feed takes {_LIMIT_CHARACTERS}; "
                "delete those that matter least"
            )
            yield Finding(place=place_of(episode, key), message=message)


@check("notes-long", Severity.NOTE, "apple", "psp1")
def notes(merged: MergedShow) -> Iterator[Finding]:
    """The show notes do not fit into the 4,000 bytes that directories take: there they end in the middle.

    Apps that read content:encoded show them whole.

    Bad: a whole article as the show notes
    Good: what matters first
    """
    for episode in merged.episodes:
        html = episode.values.get("notes_html", "")
        count = len(simplify(html).encode()) if len(html.encode()) > LONGEST_DESCRIPTION_BYTES else 0
        if count > LONGEST_DESCRIPTION_BYTES:
            message = (
                f"the show notes have {count:,} bytes with their tags, and the description in the feed ends after "
                f"{LONGEST_DESCRIPTION_BYTES:,}; put what matters first"
            )
            yield Finding(place=episode.found["notes"][0].place, message=message)


@check("show-description-long", Severity.NOTE, "apple", "psp1")
def of_show(merged: MergedShow) -> Iterator[Finding]:
    """The description of the show does not fit into the 4,000 bytes that directories take: there it ends in the middle.

    Bad: the history of the show
    Good: what it is about, and for whom
    """
    values = merged.inputs.show.values if merged.inputs else {}
    html = merged.show.description_html if merged.show else ""
    count = len(simplify(html).encode())
    if count > LONGEST_DESCRIPTION_BYTES and "description" in values:
        message = (
            f"the description has {count:,} bytes with its tags, and the one in the feed ends after "
            f"{LONGEST_DESCRIPTION_BYTES:,}; shorten it"
        )
        yield Finding(place=values["description"].place, message=message)


CHECKS: Final[tuple[Check[MergedShow], ...]] = (subtitles, keywords, notes, of_show)
