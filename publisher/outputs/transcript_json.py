"""Transcripts as JSON of the podcast namespace: for programs that search and link."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from publisher.clock import seconds_of
from publisher.model import Cue, OutputFile, Show
from publisher.outputs.paths import transcript_files


def output(show: Show) -> Iterator[OutputFile]:
    """transcripts/SLUG.json for each episode that has a transcript."""
    return transcript_files(show, "json", render)


def render(cues: Iterable[Cue]) -> bytes:
    """The cues as segments, uncut, times in seconds.

    https://github.com/Podcastindex-org/podcast-namespace (transcripts, JSON)
    """
    document = {"version": "1.0.0", "segments": [_segment(cue) for cue in cues]}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _segment(cue: Cue) -> dict[str, str | float]:
    speaker = {"speaker": cue.speaker} if cue.speaker else {}
    return {**speaker, "startTime": seconds_of(cue.start_ms), "endTime": seconds_of(cue.end_ms), "body": cue.text}
