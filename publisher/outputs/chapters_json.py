"""chapters/SLUG.json: the chapters of an episode, for the apps that read podcast:chapters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from publisher.model import OutputFile, Show
from publisher.outputs.chapter_formats import podcast_json
from publisher.outputs.chapter_formats.chapter_list import chapter_list_of
from publisher.outputs.paths import chapters_path


def output(show: Show) -> Iterator[OutputFile]:
    """One file for each episode that has chapters."""
    for episode in show.episodes:
        if episode.chapters:
            # They belong to each of its enclosures, which have different names.
            chapters = replace(chapter_list_of(show, episode), file_name=None)
            yield OutputFile(path=chapters_path(episode), content=podcast_json.write(chapters).encode())
