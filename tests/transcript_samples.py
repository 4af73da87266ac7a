"""Transcripts for tests: of a real show where its files are at hand, and of any kind that hypothesis can think of."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import strategies as st

from publisher.clock import parse_time_ms
from publisher.sources.transcript_file import Header, Spoken, Transcript, parse_plain

DURATION_MS = 3_600_000

_WORDS = (
    "yes",
    "Well,",
    "Dr.",
    "e.g.",
    "-->",
    "<v",
    "&amp;",
    "<b>x</b>",
    "👩‍👩‍👧",
    "שלום",
    "мир.",
    "日本語です。",
    "x" * 90,
    "1",
    "NOTE",
)
_TEXTS = st.lists(st.sampled_from(_WORDS) | st.text(max_size=8), max_size=40).map(" ".join)
_TIMES = st.none() | st.sampled_from([0, 1, 1000, DURATION_MS - 1, DURATION_MS]) | st.integers(0, DURATION_MS * 2)
_SPEAKERS = st.sampled_from([None, "Ada", "Bob:", "A & <B>", "A sentence that went astray, as they do.", "N" * 70])
_LINES = st.builds(Spoken, text=_TEXTS, line=st.just(1), start_ms=_TIMES, end_ms=_TIMES, speaker=_SPEAKERS)
_HEADERS = st.builds(Header, title=st.just("Part"), line=st.just(1))

transcripts = st.lists(_LINES | _HEADERS, max_size=30).map(
    lambda entries: Transcript(path="e.md", entries=tuple(entries))
)
durations_ms = st.none() | st.sampled_from([1, 7, 500, DURATION_MS])


def shared_folder() -> Path:
    """The folder of samples beside the project; a test is skipped without it, except where all must run."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        reason = f"the samples in {folder} are not here"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


def seed_lines() -> tuple[list[str], int]:
    """The transcript of the seed as plain text, and the number of its first line."""
    (seed,) = (shared_folder() / "seed").glob("*.txt")
    lines = seed.read_text(encoding="utf-8").split("\n")
    first = next(index for index, line in enumerate(lines) if line.startswith("keywords:")) + 1
    return lines[first : lines.index("---", first)], first + 1


def seed_transcript() -> Transcript:
    """The transcript of the seed."""
    return parse_plain("seed.md", *seed_lines())


def corpus_transcripts() -> list[Transcript]:
    """The transcripts of the real show, as its editors wrote them."""
    paths = sorted((shared_folder() / "corpus" / "episodes").glob("[!_]*.md"))
    return [transcript for transcript in map(_transcript, paths) if transcript.entries]


def _transcript(path: Path) -> Transcript:
    front_matter = path.read_text(encoding="utf-8").split("\n---\n")[0].removeprefix("---\n")
    loaded = yaml.load(front_matter, Loader=yaml.CBaseLoader)  # scalars stay text
    entries = [_entry(number, item) for number, item in enumerate(loaded.get("transcript", []), start=1)]
    return Transcript(path=path.name, entries=tuple(entries))


def _entry(number: int, item: dict[str, str]) -> Spoken | Header:
    if "header" in item:
        return Header(title=item["header"], line=number)
    start_ms = parse_time_ms(item["sec"]) if "sec" in item else None
    return Spoken(text=item["line"], line=number, start_ms=start_ms, speaker=item.get("who"))
