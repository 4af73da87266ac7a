"""Checks of what is not to be published yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.merge.show import MergedShow
from publisher.model import Place, Severity

# What websites and editors write in such a file, and the value by which it is a draft.
_MARKS: Final = {"draft": {"true", "yes", "on"}, "published": {"false", "no", "off"}, "status": {"draft"}}


@check("episode-draft", Severity.NOTE)
def drafts(merged: MergedShow) -> Iterator[Finding]:
    """A file whose name starts with _ is a draft and is left out, as is all in a folder of such a name.

    Bad: nothing, while it is a draft
    Good: why-we-walk.md instead of _why-we-walk.md, once it is none any more
    """
    for path in merged.inputs.drafts if merged.inputs else ():
        named = next(part for part in PurePosixPath(path).parts if part.startswith("_"))
        message = f"a draft, so it is left out; take the _ from the name '{named}' to publish it"
        yield Finding(place=Place(path=path), message=message)


@check("draft-published", Severity.WARNING)
def published(merged: MergedShow) -> Iterator[Finding]:
    """An episode that says of itself, for a website, that it is a draft; the feed publishes it all the same.

    Bad: draft: true in why-we-walk.md
    Good: the same in _why-we-walk.md, which is left out
    """
    show = merged.show
    published = {one.place for one in (*show.episodes, *show.upcoming)} if show else set()
    for episode in merged.episodes:
        for one in episode.known.file.written if episode.place in published else ():
            if one.text.strip().casefold() in _MARKS.get(one.key, ()):
                name = PurePosixPath(one.place.path).name
                message = (
                    f"{one.key}: {one.text} does not keep it out of the feed; rename the file to _{name}, or delete it"
                )
                yield Finding(place=one.place, message=message, about=one.text)


CHECKS: Final[tuple[Check[MergedShow], ...]] = (drafts, published)
