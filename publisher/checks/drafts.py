"""Checks of what is not to be published yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.merge.show import MergedShow
from publisher.model import Place, Severity

# What websites and editors write in such a file, and the value by which it is a draft.
_MARKS: Final = {"published": {"false", "no", "off"}, "status": {"draft"}}


@check("episode-draft", Severity.NOTE)
def drafts(merged: MergedShow) -> Iterator[Finding]:
    """A draft is left out: an episode that says draft: true, and what has a name, or a folder, that starts with _.

    Bad: draft: true, in an episode that is ready
    Good: no draft: in it
    """
    for path in merged.inputs.drafts if merged.inputs else ():
        named = next(part for part in PurePosixPath(path).parts if part.startswith("_"))
        message = f"a draft, so it is left out; take the _ from the name '{named}' to publish it"
        yield Finding(place=Place(path=path), message=message)
    for episode in merged.episodes:
        if episode.known.value("draft"):
            place = episode.known.found["draft"][0].place
            yield Finding(place=place, message="a draft, so it is left out; delete draft: to publish it", about="draft")


@check("draft-published", Severity.WARNING)
def published(merged: MergedShow) -> Iterator[Finding]:
    """An episode that says of itself, for a website, that it is a draft; the feed publishes it all the same.

    Bad: published: false
    Good: draft: true
    """
    show = merged.show
    published = {one.place for one in (*show.episodes, *show.upcoming)} if show else set()
    for episode in merged.episodes:
        for one in episode.known.file.written if episode.place in published else ():
            if one.text.strip().casefold() in _MARKS.get(one.key, ()):
                message = f"{one.key}: {one.text} does not keep it out of the feed; write draft: true, or delete it"
                yield Finding(place=one.place, message=message, about=one.text)


CHECKS: Final[tuple[Check[MergedShow], ...]] = (drafts, published)
