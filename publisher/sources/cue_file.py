"""WebVTT and SubRip, read as they are found: what is broken is reported, and its words are kept."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, TypeAlias

from publisher.sources.spoken import Broken, Spoken, clean_text, time_or_none_ms

_ARROW: Final = "-->"
# https://www.w3.org/TR/webvtt1/#webvtt-cue-voice-span. No two neighbours in these patterns match the same characters:
# each reads a line once, whatever it holds.
_VOICE: Final = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]([^<>]*)>")
_TAG: Final = re.compile(r"<[^<>]*>")
_NO_CUE: Final = re.compile(r"(?:NOTE|STYLE|REGION)\b")
# SubRip has no escapes, so that only what players take as markup is markup.
_SUBRIP_TAG: Final = re.compile(r"</?(?:b|i|u|s|font)(?: [^<>]*)?>|\{\\an?\d{1,2}\}", re.IGNORECASE)

Lines: TypeAlias = Sequence[tuple[int, str]]  # each with its number in the file, from 1


def read_webvtt(text: str) -> Iterator[Spoken | Broken]:
    """The cues of a WebVTT file (https://www.w3.org/TR/webvtt1/) without markup, one for each voice.

    Commas for dots, missing hours and a missing header are taken as they are.
    """
    for number, block in enumerate(_blocks(text)):
        timings = _timing_indexes(block)
        if number == 0 and block[0][1].startswith("WEBVTT"):
            yield from _voices(block[timings[0] :] if timings else ())
        elif timings or not _NO_CUE.match(block[0][1]):
            yield from _voices(block)


def read_subrip(text: str) -> Iterator[Spoken | Broken]:
    """The cues of a SubRip file. Dots for commas and missing counters are taken as they are."""
    for block in _blocks(text):
        if len(block) == 1 and block[0][1].strip().isdigit():
            continue  # a counter that a blank line keeps from its cue
        for cue in _cues(block):
            yield replace(cue, text=clean_text(_SUBRIP_TAG.sub("", cue.text))) if isinstance(cue, Spoken) else cue


def _blocks(text: str) -> Iterator[Lines]:
    block: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            block.append((number, line))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _cues(block: Lines) -> Iterator[Spoken | Broken]:
    timings = _timing_indexes(block)
    stray = block[: max(timings[0] - 1, 0)] if timings else block  # the line before the time is the cue's name
    if stray:
        line, words = stray[0]
        yield Broken(line=line, message=f"{words.strip()[:40]!r} stands under no time; write one above it")
        yield Spoken(text=_joined(stray), line=line)
    for index, after in pairwise([*timings, len(block)]):
        payload = block[index + 1 : after]
        if after < len(block) and payload and payload[-1][1].strip().isdigit():
            payload = payload[:-1]  # the counter of the next cue: there is no blank line between the two
        yield from _cue(*block[index], payload)


def _cue(line: int, timing: str, payload: Lines) -> Iterator[Spoken | Broken]:
    left, _, right = timing.partition(_ARROW)
    start_ms, end_ms = time_or_none_ms(left), time_or_none_ms(next(iter(right.split()), ""))
    if start_ms is None or end_ms is None:
        message = f"{timing.strip()[:60]!r} is no time; write it like 00:01:02.500 --> 00:01:04.000"
        yield Broken(line=line, message=message)
    yield Spoken(text=_joined(payload), line=line, start_ms=start_ms, end_ms=end_ms)


def _timing_indexes(block: Lines) -> list[int]:
    """Where times stand: an arrow between clock times, or one where a time must be; others are arrows in words."""
    indexes: list[int] = []
    for index, (_, line) in enumerate(block):
        if _ARROW in line and (_is_clock(line) or (index < 2 and not indexes)):
            indexes.append(index)
    return indexes


def _is_clock(line: str) -> bool:
    return line.lstrip()[:1].isdigit() and ":" in line


def _voices(block: Lines) -> Iterator[Spoken | Broken]:
    for cue in _cues(block):
        if isinstance(cue, Broken):
            yield cue
            continue
        before, *named = _VOICE.split(cue.text)
        for speaker, words in [("", before), *zip(named[::2], named[1::2], strict=True)]:
            yield replace(cue, text=_without_markup(words), speaker=_without_markup(speaker) or None)


def _without_markup(text: str) -> str:
    return clean_text(html.unescape(_TAG.sub("", text)))


def _joined(lines: Lines) -> str:
    return "\n".join(line for _, line in lines)
