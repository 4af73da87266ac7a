"""Lists of chapters as hypothesis makes them: every title that somebody could think of, times to the millisecond."""

from __future__ import annotations

from hypothesis import strategies as st

from publisher.model import Chapter
from publisher.outputs.chapter_formats import FORMATS, ChapterList

WRITE = {one.name: one.write for one in FORMATS}
SUFFIX = {one.name: one.suffix for one in FORMATS}

# Whatever means something to one of the formats, and letters of several scripts.
_PIECES = (
    *('"', "'", ";", "#", "=", "\\", "<", ">", "&", "&amp;", "*", "_", "`", "~", "|", "[", "]", "(", ")", "{", "}"),
    *("\n", "\r\n", "\t", "  ", " ", "-->", "<b>", "<br>", "- ", "– ", ": ", ".", ",", "@", "%", "$1", r"\n"),
    *("🎙️", "👩🏽‍🚀", "🎉", "♯", "שלום", "مرحبا", "é", "日本", "\u200f", "\x0b", "\x85", "\u2028"),
    *("Feeds", "what is", "NOTE", "title", "[CHAPTER]", "2024"),
)
titles = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6).map("".join)
links = st.none() | st.sampled_from(
    ["https://example.com/", "https://example.com/a(b)?c=1&d=ü#e", "https://é.example/"]
)


@st.composite
def chapter_lists(draw: st.DrawFn, *, max_size: int = 12) -> ChapterList:
    """Chapters in order, from 0 or not, some of them silent, some with links and pictures."""
    starts = sorted(draw(st.sets(st.integers(0, 20_000) | st.integers(0, 40_000_000), max_size=max_size)))
    chapters = tuple(
        Chapter(
            start_ms=start_ms,
            title=draw(titles),
            url=draw(links),
            image=draw(links),
            toc=draw(st.sampled_from([True, True, True, False])),
        )
        for start_ms in starts
    )
    length_ms = draw(st.none() | st.integers(1, 60_000))
    duration_ms = None if length_ms is None else (starts[-1] if starts else 0) + length_ms
    return ChapterList(chapters=chapters, duration_ms=duration_ms, title=draw(titles), show="Feeds & Friends")


def numbered(count: int, *, step_ms: int = 61_001) -> ChapterList:
    """So many chapters with plain titles."""
    chapters = tuple(Chapter(start_ms=number * step_ms, title=f"Chapter {number + 1}") for number in range(count))
    return ChapterList(chapters=chapters, duration_ms=count * step_ms)
