"""Real episodes for which editors made chapters: what those made from the words are trained on and compared to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from publisher.chapters.drafts.passages import Layout
from publisher.sources.episode_file import read_episode
from publisher.transcripts.pace import share, speaking_ms
from publisher.transcripts.timing import TimedLine, timed

CORPUS: Final = Path(__file__).parents[2] / "shared" / "corpus"
_CAPTION_WORDS: Final = 8
_PREFIX_CHARACTERS: Final = 70  # of the 80 that say which line is meant


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedEpisode:
    """A transcript, the lines at which its editors' chapters start with their titles, and those of its headers."""

    name: str
    lines: tuple[TimedLine, ...]
    end_ms: int
    chapters: tuple[tuple[int, str], ...]  # in order
    headers: tuple[int, ...]

    @property
    def starts(self) -> tuple[int, ...]:
        """The indexes of the lines at which the editors' chapters start."""
        return tuple(index for index, _ in self.chapters)


def read_corpus(folder: Path | None = None) -> list[EditedEpisode]:
    """All episodes of a corpus that have editors' chapters, by name."""
    folder = folder or CORPUS
    chapters = json.loads((folder / "editors-chapters.json").read_text(encoding="utf-8"))
    return [_episode(folder, name, chapters[name]) for name in sorted(chapters)]


def laid_out(episode: EditedEpisode, layout: Layout) -> EditedEpisode:
    """The same episode as if its transcript told less: nobody's name, or as captions that anything may start in."""
    if layout is Layout.SPEAKERS:
        return episode
    unnamed = [replace(line, speaker=None) for line in episode.lines]
    if layout is Layout.TURNS:
        return replace(episode, lines=tuple(unnamed))
    limits_ms = [line.start_ms for line in unnamed[1:]] + [episode.end_ms]
    captions = [_captions(line, limit_ms) for line, limit_ms in zip(unnamed, limits_ms, strict=True)]
    firsts = [0, *accumulate(map(len, captions))]
    return replace(
        episode,
        lines=tuple(caption for those in captions for caption in those),
        chapters=tuple((firsts[index], title) for index, title in episode.chapters),
        headers=tuple(firsts[index] for index in episode.headers),
    )


def _captions(line: TimedLine, limit_ms: int) -> list[TimedLine]:
    words = line.text.split()
    texts = [" ".join(words[first : first + _CAPTION_WORDS]) for first in range(0, len(words), _CAPTION_WORDS)]
    end_ms = max(limit_ms, line.start_ms + len(texts))
    starts_ms = share(line.start_ms, end_ms, [speaking_ms(text) for text in texts])
    return [
        replace(line, start_ms=start_ms, text=text, is_timed=True)
        for start_ms, text in zip(starts_ms, texts, strict=False)
    ]


def _episode(folder: Path, name: str, chapters: Sequence[dict[str, Any]]) -> EditedEpisode:
    read = read_episode(folder / "episodes", name)
    if read.value is None or read.value.transcript is None:
        raise ValueError(f"{name} has no transcript")
    spoken = timed(read.value.transcript, None)
    placed = sorted((_line_of(spoken.lines, one), one["title"]) for one in chapters)
    starts = [line.start_ms for line in spoken.lines]
    headers = {next(i for i, start in enumerate(starts) if start >= at_ms) for _, at_ms in spoken.header_starts}
    return EditedEpisode(
        name=name,
        lines=spoken.lines,
        end_ms=spoken.cues[-1].end_ms,
        chapters=tuple(placed),
        headers=tuple(sorted(headers)),
    )


def _line_of(lines: Sequence[TimedLine], chapter: dict[str, Any]) -> int:
    """The line that begins as the chapter says, and of several the one next to its time."""
    beginning = " ".join(chapter["line"].split())[:_PREFIX_CHARACTERS]
    found = [index for index, line in enumerate(lines) if line.text.startswith(beginning)]
    return min(found, key=lambda index: abs(lines[index].start_ms - chapter["sec"] * 1000))
