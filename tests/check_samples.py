"""Episodes and recordings for tests of checks, made by their keys and tags."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from mutagen.id3 import CHAP, CTOC, ID3, TDRC, TIT2, TRCK, CTOCFlags

from tests.audio_samples import MP3_FRAME_MS, mp3
from tests.checked import problems_of


def episode(*lines: str) -> str:
    """An episode file with these lines as its front matter."""
    return "\n".join(("---", *lines, "---", ""))


def tagged(
    *, title: str = "", track: str = "", date: str = "", seconds: float = 12, chapters: Mapping[int, str] | None = None
) -> bytes:
    """An MP3 file of silence with these tags, and chapters by the millisecond in which they start."""
    tags = ID3()
    tags.setall("TIT2", [TIT2(encoding=3, text=title)] if title else [])
    tags.setall("TRCK", [TRCK(encoding=3, text=track)] if track else [])
    tags.setall("TDRC", [TDRC(encoding=3, text=date)] if date else [])
    for number, (start_ms, name) in enumerate((chapters or {}).items()):
        sub_frames = [TIT2(encoding=3, text=name)]
        tags.add(CHAP(element_id=f"c{number}", start_time=start_ms, end_time=start_ms + 1000, sub_frames=sub_frames))
    if chapters:
        ids = [f"c{number}" for number in range(len(chapters))]
        flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
        tags.add(CTOC(element_id="toc", flags=flags, child_element_ids=ids, sub_frames=[]))
    buffer = io.BytesIO()
    tags.save(buffer)
    return buffer.getvalue() + mp3(frames=round(seconds * 1000 / MP3_FRAME_MS))


def found_of(folder: Path, files: Mapping[str, str | bytes], *checks: str) -> list[str]:
    """What these checks find in the small show with these files: ``episodes/two.md:3 title-differs``."""
    return [f"{one.place} {one.check}" for one in problems_of(folder, files) if one.check in checks]


def messages_of(folder: Path, files: Mapping[str, str | bytes], check: str) -> list[str]:
    """The messages of one check."""
    return [one.message for one in problems_of(folder, files) if one.check == check]
