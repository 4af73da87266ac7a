"""Chapters in FFmetadata, as ffmpeg exports them. https://ffmpeg.org/ffmpeg-formats.html#Metadata-1"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from publisher.model import Chapter
from publisher.sources.spoken import Broken, clean_text

FIRST_LINE: Final = ";FFMETADATA"

_KEY_AND_VALUE: Final = re.compile(r"((?:[^\\=]|\\.)*+)=(.*)", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_TIME_BASE: Final = re.compile(r"(\d{1,10})/(\d{1,10})", re.ASCII)
_TIME: Final = re.compile(r"\d{1,18}", re.ASCII)
_NANOSECONDS: Final = "1/1000000000"


def read_ffmetadata(text: str) -> Iterator[tuple[int, Chapter] | Broken]:
    """The chapters of the file, each with the line of its ``[CHAPTER]``; other sections and tags are passed over.

    Without a TIMEBASE, times are nanoseconds.
    """
    for line, fields in _sections(text):
        start_ms, end_ms = (
            _time_ms(fields.get(key, ""), fields.get("timebase", _NANOSECONDS)) for key in ("start", "end")
        )
        if start_ms is None:
            yield Broken(
                line=line, message="this chapter has no START that is a time; write START=0 under TIMEBASE=1/1000"
            )
        else:
            yield line, Chapter(start_ms=start_ms, end_ms=end_ms, title=clean_text(fields.get("title", "")))


def _sections(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    section: tuple[int, dict[str, str]] | None = None
    for number, line in _logical_lines(text):
        if line.startswith("["):
            if section:
                yield section
            section = (number, {}) if line.strip().upper() == "[CHAPTER]" else None
        elif section and not line.startswith((";", "#")) and (match := _KEY_AND_VALUE.fullmatch(line)):
            key, value = (_ESCAPED.sub(r"\1", part) for part in match.groups())
            section[1].setdefault(key.lower(), value)
    if section:
        yield section


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; one that ends with a backslash goes on in the next."""
    parts: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        parts.append(line)
        backslashes = len(line) - len(line.rstrip("\\"))
        if backslashes % 2 == 0:
            yield number - len(parts) + 1, "\n".join(parts)
            parts = []
    if parts:
        yield number - len(parts) + 1, "\n".join(parts)


def _time_ms(value: str, time_base: str) -> int | None:
    """Milliseconds of a count of time bases, rounded.

    >>> _time_ms("90", "1/60"), _time_ms("1500000", "1/1000000000"), _time_ms("1", "1/0")
    (1500, 2, None)
    """
    match = _TIME_BASE.fullmatch(time_base.strip())
    if match is None or not _TIME.fullmatch(value.strip()) or int(match[2]) == 0:
        return None
    numerator, denominator = int(match[1]) * 1000, int(match[2])
    return (2 * int(value) * numerator + denominator) // (2 * denominator)
