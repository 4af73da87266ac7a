"""Labels as Audacity imports and exports them. https://manual.audacityteam.org/man/importing_and_exporting_labels.html"""

from __future__ import annotations

from publisher.model import Chapter
from publisher.outputs.chapter_formats.chapter_list import ChapterList, end_ms_of


def write(chapters: ChapterList) -> str:
    """Start, end and title with tabs between, a line for each chapter that is listed; seconds with six decimals."""
    return "".join(map(_label, chapters.listed))


def _label(chapter: Chapter) -> str:
    return f"{_seconds(chapter.start_ms)}\t{_seconds(end_ms_of(chapter))}\t{chapter.title}\n"


def _seconds(time_ms: int) -> str:
    return f"{time_ms // 1000}.{time_ms % 1000:03}000"  # of whole numbers: binary fractions would round
