"""Episodes with transcripts for tests of checks: a show of hour-long talks without faults, and what a test changes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.audio_samples import m4a
from tests.checked import problems_of

HOUR = m4a(seconds=3600)

TALK = """\
- header: The beginning
- line: Welcome to talk number {number}.
  sec: 0
  who: Ada
- header: The middle of it
- line: Thank you for having me, I am glad to be here.
  sec: 1200
  who: Ben
- header: What comes next
- line: Where can people find you?
  sec: 3400
  who: Ada
"""


def talk(number: int, transcript: str = TALK, *, front: str = "guests: [Ben Guest]", kind: str = "full") -> str:
    """The file of an episode."""
    spoken = "transcript:\n" + transcript.replace("{number}", str(number)) if transcript else ""
    return (
        f"---\ntitle: Talk number {number}\nseason: 1\nepisode: {number}\ntype: {kind}\n"
        f"date: 2026-02-{number:02}\n{front}\n{spoken}---\n"
    )


def talks(*others: tuple[int, str], count: int = 8) -> dict[str, str | bytes]:
    """The files of a show: from 2 on, as the small show has a first one; some may be others than usual."""
    episodes = {number: talk(number) for number in range(2, count + 2)} | dict(others)
    files: dict[str, str | bytes] = {f"episodes/{number}.md": text for number, text in episodes.items()}
    return files | {f"audio/{number}.m4a": HOUR for number in episodes}


def at(text: str, number: int, words: str) -> str:
    """Where these words first stand in the file of an episode."""
    return f"episodes/{number}.md:{text[: text.index(words)].count(chr(10)) + 1}"


def found_of(folder: Path, files: dict[str, str | bytes], prefixes: Iterable[str]) -> list[str]:
    """What is found of the kinds whose ids begin so: ``episodes/2.md:7 transcript-backward``."""
    wanted = tuple(prefixes)
    return [f"{one.place} {one.check}" for one in problems_of(folder, files) if one.check.startswith(wanted)]
