"""Timestamps in show notes and articles, between other words: Markdown, simple HTML, or both."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from publisher.model import Chapter
from publisher.sources.spoken import clean_text
from publisher.sources.timestamp_list import chapter_of_line
from publisher.urls import http_url

_MINIMUM_CHAPTERS: Final = 3
_LATEST_FIRST_MS: Final = 90_000
_MINIMUM_LENGTH_MS: Final = 10_000  # on average: what is denser is a transcript
_TITLE_CHARACTERS: Final = 120  # what is longer is a sentence
_PIECE_CHARACTERS: Final = 2000  # a bound for the patterns below, which read a link's text more than once

_BREAK: Final = re.compile(r"(?<!\\)<(?:br|/?(?:p|div|ul|ol|li|tr|h[1-6]))\b[^<>]*>", re.IGNORECASE)
_SOMEWHERE: Final = re.compile(r"\d:\d\d", re.ASCII)
_ANCHOR: Final = re.compile(r"""(?<!\\)<a\s[^<>]*?href=["']([^"'<>]*)["'][^<>]*>([^<>\[\]]*)</a>""", re.IGNORECASE)
_CELL_END: Final = re.compile(r"</t[dh]>", re.IGNORECASE)
_TAG: Final = re.compile(r"(?<!\\)</?[a-z][^<>]*>", re.IGNORECASE)
_LINK: Final = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\(<?([^()<>\s]*)>?(?:\s[^()]*)?\)")
_BULLET: Final = re.compile(r"(?:[^\w\[(]|_)*(?:\d{1,3}[.)]\s+)?(?:[^\w\[(]|_)*")
_EMPHASIS_END: Final = re.compile(r"\A([\[(]?[\d:.,]+[\])]?)[*_`~]+")
_MARKUP: Final = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<entity>&#?\w{1,32};)"
    r"|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|`+|\b_{1,3}(?=\w)|(?<=\w)_{1,3}\b"
    r"|\s\|\s*$"  # the end of a table's row
)


def timestamp_lines(lines: Sequence[str], first_line: int) -> list[tuple[int, Chapter]]:
    """The list of chapters that stands in text, each with its line; none where there is no such list.

    A list is at least three lines (or items, or paragraphs) that begin with a time and go on with a short title, in
    ascending order, from a time within the first minute and a half: openings are that long, and times of day, scores
    and verses rarely begin so. Other lines may stand between. Of several lists the longest counts. Lines that are less
    than ten seconds apart on average are a transcript.
    """
    runs = (run for run in _ascending(timed_items(lines, first_line)) if _is_list(run))
    return max(runs, key=len, default=[])


def timed_items(lines: Sequence[str], first_line: int) -> Iterator[tuple[int, Chapter]]:
    """Every line (or item, or paragraph) that begins with a time and goes on with a short title, in any order."""
    return (entry for entry in _entries(lines, first_line) if 0 < len(entry[1].title) <= _TITLE_CHARACTERS)


def is_opening(start_ms: int) -> bool:
    """Whether the first of an episode's chapters may start at this time."""
    return start_ms <= _LATEST_FIRST_MS


def read_marked_up(text: str) -> Iterator[tuple[int, Chapter]]:
    """The chapters of a file that holds nothing but a list; headings and words around it are passed over."""
    return _entries(text.split("\n"), 1)


def _entries(lines: Sequence[str], first_line: int) -> Iterator[tuple[int, Chapter]]:
    for number, line in enumerate(lines, start=first_line):
        for piece in _BREAK.split(line):
            if len(piece) <= _PIECE_CHARACTERS and _SOMEWHERE.search(piece) and (chapter := _chapter(piece)):
                yield number, chapter


def _chapter(piece: str) -> Chapter | None:
    """The chapter of one item, without its bullet and its markup; a link that is the whole title is the chapter's."""
    text = _TAG.sub("", _CELL_END.sub(" ", _ANCHOR.sub(r"[\2](\1)", piece)))
    text = _without_bullet(text)
    link = _LINK.match(text)
    if link:  # on the time: it leads back to the recording
        text = link[1] + text[link.end() :]
    chapter = chapter_of_line(_EMPHASIS_END.sub(r"\1", text))
    if chapter is None:
        return None
    linked = _LINK.fullmatch(chapter.title)
    title = _plain(_LINK.sub(r"\1", chapter.title))
    url = http_url(html.unescape(linked[2])) if linked else chapter.url
    return replace(chapter, title=title, url=url)


def _without_bullet(text: str) -> str:
    match = _BULLET.match(text)
    return text[match.end() :] if match else text


def _plain(markup: str) -> str:
    return clean_text(_MARKUP.sub(_unmarked, markup))


def _unmarked(match: re.Match[str]) -> str:
    entity = match["entity"]
    return html.unescape(entity) if entity else match["escaped"] or ""


def _ascending(entries: Iterator[tuple[int, Chapter]]) -> Iterator[list[tuple[int, Chapter]]]:
    run: list[tuple[int, Chapter]] = []
    for entry in entries:
        if run and entry[1].start_ms <= run[-1][1].start_ms:
            yield run
            run = []
        run.append(entry)
    yield run


def _is_list(run: list[tuple[int, Chapter]]) -> bool:
    if len(run) < _MINIMUM_CHAPTERS:
        return False
    first_ms, last_ms = run[0][1].start_ms, run[-1][1].start_ms
    return is_opening(first_ms) and last_ms - first_ms >= (len(run) - 1) * _MINIMUM_LENGTH_MS
