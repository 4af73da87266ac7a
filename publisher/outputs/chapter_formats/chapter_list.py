"""The chapters of one recording, as every format wants them: clean, and each with its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from publisher.model import Chapter, Episode, Show
from publisher.text import one_line, without_not_xml
from publisher.urls import http_url

_UNKNOWN_LENGTH_MS: Final = 1000  # of a last chapter, where a format must have an end


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterList:
    """Chapters in ascending order, and what a file of them can say about their recording."""

    chapters: tuple[Chapter, ...]
    duration_ms: int | None = None
    title: str | None = None  # of the episode
    show: str | None = None
    author: str | None = None
    file_name: str | None = None  # of the recording

    @property
    def whole(self) -> tuple[Chapter, ...]:
        """All chapters: titles on one line, links and pictures that are http URLs or None.

        A chapter ends where it says itself if that is before the next one, otherwise where the next one starts; the
        last at the end of the recording, which may be unknown (None).
        """
        return tuple(_with_ends([_clean(chapter) for chapter in self.chapters], self.duration_ms))

    @property
    def listed(self) -> tuple[Chapter, ...]:
        """The chapters of a table of contents, for formats that cannot say that one is silent.

        A chapter that ended where a silent one starts lasts until the next that is listed.
        """
        whole = self.whole
        silent_ms = {chapter.start_ms for chapter in whole if not _is_listed(chapter)}
        listed = [chapter for chapter in whole if _is_listed(chapter)]
        open_ended = [replace(one, end_ms=None) if one.end_ms in silent_ms else one for one in listed]
        return tuple(_with_ends(open_ended, self.duration_ms))


def chapter_list_of(show: Show, episode: Episode) -> ChapterList:
    """The chapters of an episode with all that is known about its recording."""
    audio = episode.audio
    return ChapterList(
        chapters=episode.chapters,
        duration_ms=audio.duration_ms,
        title=episode.title,
        show=show.title,
        author=show.author,
        file_name=PurePosixPath(audio.path or unquote(urlsplit(audio.url).path)).name or None,
    )


def end_ms_of(chapter: Chapter) -> int:
    """The end of a chapter; a second after its start, where nobody knows it and a format cannot do without."""
    return chapter.start_ms + _UNKNOWN_LENGTH_MS if chapter.end_ms is None else chapter.end_ms


def plain(text: str | None) -> str:
    """Text on one line that can be written as UTF-8 and as XML; nothing for None.

    >>> plain(" two\\x00\\nlines "), plain(None)
    ('two lines', '')
    """
    return one_line(without_not_xml(text or ""))


def _clean(chapter: Chapter) -> Chapter:
    url, image = ((value and http_url(value)) or None for value in (chapter.url, chapter.image))
    title = plain(chapter.title)
    is_clean = (title, url, image) == (chapter.title, chapter.url, chapter.image)
    return chapter if is_clean else replace(chapter, title=title, url=url, image=image)


def _is_listed(chapter: Chapter) -> bool:
    return chapter.toc and bool(chapter.title)


def _with_ends(chapters: Sequence[Chapter], duration_ms: int | None) -> Iterator[Chapter]:
    limits = [*(chapter.start_ms for chapter in chapters[1:]), duration_ms]
    for chapter, limit_ms in zip(chapters, limits, strict=False):
        ends = (end for end in (chapter.end_ms, limit_ms) if end is not None and end > chapter.start_ms)
        end_ms = min(ends, default=None)
        yield chapter if end_ms == chapter.end_ms else replace(chapter, end_ms=end_ms)
