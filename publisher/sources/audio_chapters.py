"""The chapters that audio files carry, as they stand there, by time.

ID3 saves its frames by size, so that the order in the file means nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any, Final

from publisher.clock import parse_time_ms
from publisher.model import Chapter

_UNKNOWN_MS: Final = 0xFFFFFFFF  # ID3v2 Chapter Frame Addendum, 3.1
_VORBIS_CHAPTER: Final = re.compile(r"CHAPTER\d{3}", re.ASCII)

_by_start = attrgetter("start_ms")


def chapters_of_id3(tags: Any) -> tuple[Chapter, ...]:
    """The CHAP frames of a mutagen ID3 tag."""
    frames = (frame for frame in tags.getall("CHAP") if frame.start_time != _UNKNOWN_MS)
    return tuple(sorted(map(_chapter_of_id3, frames), key=_by_start))


def _chapter_of_id3(frame: Any) -> Chapter:
    titles = frame.sub_frames.getall("TIT2")
    links = frame.sub_frames.getall("WXXX")
    return Chapter(
        start_ms=frame.start_time,
        end_ms=frame.end_time if frame.start_time < frame.end_time < _UNKNOWN_MS else None,
        title=str(titles[0]) if titles else "",
        url=links[0].url or None if links else None,
    )


def chapters_of_mp4(chapters: Any) -> tuple[Chapter, ...]:
    """The Nero chapters (chpl) that mutagen found in an MP4 file, if it found any."""
    found = (Chapter(start_ms=round(chapter.start * 1000), title=chapter.title) for chapter in chapters or ())
    return tuple(sorted(found, key=_by_start))


def chapters_of_vorbis(comments: Mapping[str, Sequence[str]]) -> tuple[tuple[Chapter, ...], tuple[str, ...]]:
    """The chapters in Vorbis comments (by upper-case name), and what should be their times but is not.

    https://wiki.xiph.org/Chapter_Extension: CHAPTER001=00:01:02.500, CHAPTER001NAME, CHAPTER001URL.
    """
    chapters, bad_times = [], []
    for name in filter(_VORBIS_CHAPTER.fullmatch, comments):
        time = comments[name][0].partition("-->")[0]  # an old draft has the end as well
        try:
            start_ms = parse_time_ms(time)
        except ValueError:
            bad_times.append(f"{name}={time[:40]}")
            continue
        title, url = (comments.get(name + part, ("",))[0] for part in ("NAME", "URL"))
        chapters.append(Chapter(start_ms=start_ms, title=title, url=url or None))
    return tuple(sorted(chapters, key=_by_start)), tuple(bad_times)
