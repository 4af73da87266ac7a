"""The transcript of a demo episode in its three forms: read for speaking, written back with the true times."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Final

import yaml

from publisher.clock import format_time

_FRONT_MATTER: Final = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_SEC: Final = re.compile(r"^  sec: \d+$", re.MULTILINE)
_TIME: Final = re.compile(r"^  time: '[\d:]+'$", re.MULTILINE)
_PLAIN: Final = re.compile(r"^(?P<time>\d+:\d\d)\n(?P<who>.+)\n(?P<text>.+)$", re.MULTILINE)
_CUE: Final = re.compile(r"^[\d:.]+ --> [\d:.]+\n<v (?P<who>[^>]+)>(?P<text>(?:.+\n?)+)", re.MULTILINE)
_LINE_WIDTH: Final = 65  # what the transcript page of the podcast namespace advises for captions


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What one voice says without a break."""

    who: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when to when a line sounds."""

    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A way to write a transcript; ``step_ms`` is the finest time that it can say."""

    read: Callable[[str], list[Line]]
    write_times: Callable[[str, Sequence[Line], Sequence[Span]], str]
    step_ms: int


def _read_list(script: str) -> list[Line]:
    match = _FRONT_MATTER.match(script)
    entries = yaml.safe_load(match[1])["transcript"] if match else []
    return [Line(who=entry["who"], text=entry["line"]) for entry in entries if "line" in entry]


def _write_list(script: str, _lines: Sequence[Line], spans: Sequence[Span]) -> str:
    seconds = (f"  sec: {span.start_ms // 1000}" for span in spans)
    times = (f"  time: '{_minutes(span.start_ms)}'" for span in spans)
    return _replace_each(_TIME, times, _replace_each(_SEC, seconds, script))


def _read_plain(script: str) -> list[Line]:
    return [Line(who=match["who"], text=match["text"]) for match in _PLAIN.finditer(script)]


def _write_plain(script: str, lines: Sequence[Line], spans: Sequence[Span]) -> str:
    paragraphs = (
        f"{_minutes(span.start_ms)}\n{line.who}\n{line.text}" for line, span in zip(lines, spans, strict=True)
    )
    return _replace_each(_PLAIN, paragraphs, script)


def _read_webvtt(script: str) -> list[Line]:
    return [
        Line(who=unescape(match["who"]), text=unescape(" ".join(match["text"].split())))
        for match in _CUE.finditer(script)
    ]


def _write_webvtt(_script: str, lines: Sequence[Line], spans: Sequence[Span]) -> str:
    cues = (
        f"{format_time(span.start_ms)} --> {format_time(span.end_ms)}\n{_caption(line)}"
        for line, span in zip(lines, spans, strict=True)
    )
    return "\n\n".join(("WEBVTT", *cues)) + "\n"


def _caption(line: Line) -> str:
    words = f"<v {escape(line.who, quote=False)}>{escape(line.text, quote=False)}"
    return textwrap.fill(words, _LINE_WIDTH, break_on_hyphens=False)


def _minutes(time_ms: int) -> str:
    minutes, seconds = divmod(time_ms // 1000, 60)
    return f"{minutes}:{seconds:02}"


def _replace_each(pattern: re.Pattern[str], replacements: Iterable[str], script: str) -> str:
    """Each match of the pattern replaced by the next text. Raises ValueError if their numbers differ."""
    wanted = list(replacements)
    found = len(pattern.findall(script))
    if found != len(wanted):
        raise ValueError(f"{len(wanted)} lines, but {found} places for their times: give each line its sec: and time:")
    remaining = iter(wanted)
    return pattern.sub(lambda _: next(remaining), script)


LIST: Final = Form(read=_read_list, write_times=_write_list, step_ms=1000)
PLAIN: Final = Form(read=_read_plain, write_times=_write_plain, step_ms=1000)
WEBVTT: Final = Form(read=_read_webvtt, write_times=_write_webvtt, step_ms=1)
