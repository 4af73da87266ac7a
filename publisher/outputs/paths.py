"""Where the files of an episode lie in feed/, for those who write them and for the feed, which names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from publisher.model import Cue, Episode, OutputFile, Show


def chapters_path(episode: Episode) -> str:
    """The JSON chapters of an episode."""
    return f"chapters/{episode.slug}.json"


def transcript_path(episode: Episode, suffix: str) -> str:
    """The transcript of an episode in one format; ``suffix`` without its dot."""
    return f"transcripts/{episode.slug}.{suffix}"


def transcript_files(show: Show, suffix: str, render: Callable[[Iterable[Cue]], bytes]) -> Iterator[OutputFile]:
    """The transcripts in one format, for each episode that has one."""
    for episode in show.episodes:
        if episode.cues:
            yield OutputFile(path=transcript_path(episode, suffix), content=render(episode.cues))
