"""chapters/SLUG.json: the chapters of an episode in the JSON format of the podcast namespace, version 1.2.

https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from publisher.clock import seconds_of
from publisher.model import Chapter, Episode, OutputFile, Show
from publisher.outputs.paths import chapters_path
from publisher.urls import ascii_url


def output(show: Show) -> Iterator[OutputFile]:
    """One file for each episode that has chapters."""
    for episode in show.episodes:
        if episode.chapters:
            yield OutputFile(path=chapters_path(episode), content=_render(show, episode))


def _render(show: Show, episode: Episode) -> bytes:
    document: dict[str, Any] = {"version": "1.2.0", "title": episode.title, "podcastName": show.title}
    if show.author:
        document["author"] = show.author
    document["chapters"] = [_chapter(chapter) for chapter in episode.chapters]
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _chapter(chapter: Chapter) -> dict[str, Any]:
    fields = {
        "startTime": seconds_of(chapter.start_ms),
        "endTime": None if chapter.end_ms is None else seconds_of(chapter.end_ms),
        "title": chapter.title,
        "url": chapter.url and ascii_url(chapter.url),
        "img": chapter.image and ascii_url(chapter.image),
        "toc": None if chapter.toc else False,
    }
    return {name: value for name, value in fields.items() if value is not None}
