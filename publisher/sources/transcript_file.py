"""Transcripts as authors and programs hand them over: WebVTT, SubRip, JSON, plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Final

from publisher.errors import UnreadableFile
from publisher.model import Place, Problem, Severity
from publisher.sources.cue_file import read_subrip, read_webvtt
from publisher.sources.folder import Read, decode, read_bytes
from publisher.sources.front_matter import file_problem
from publisher.sources.segment_file import has_segments, read_segments
from publisher.sources.spoken import (
    TIME_LINE,
    Broken,
    Header,
    Spoken,
    Transcript,
    clean_text,
    looks_like_name,
    time_or_none_ms,
    with_named_speakers,
)

__all__ = ["Header", "Spoken", "Transcript", "parse_plain", "parse_transcript", "read_transcript"]


def read_transcript(root: Path, path: str) -> Read[Transcript]:
    """The transcript of a file of the show folder; what cannot be read is an error."""
    try:
        text = decode(read_bytes(root, path))
    except UnreadableFile as error:
        return Read(value=None, problems=(file_problem(path, f"the file {error}", error.line),))
    return parse_transcript(path, text)


def parse_transcript(path: str, text: str) -> Read[Transcript]:
    """The transcript of a file, by the suffix of its path; anything but .vtt, .srt and .json is plain text.

    What is broken is a warning, and the rest is read; where nothing can be read, the value is None, with an error.
    """
    suffix = PurePosixPath(path).suffix.lower()
    if suffix == ".json" and not has_segments(text):
        return Read(value=None)  # chapters, a waveform: other programs put JSON beside a recording too
    if suffix == ".json":
        return _read(path, read_segments(text))
    if suffix == ".vtt" or text.startswith("WEBVTT"):
        return _read(path, read_webvtt(text), named_on_change=True)
    if suffix == ".srt":
        return _read(path, read_subrip(text), named_on_change=True)
    return _read(path, _read_plain(text.split("\n"), 1), named_on_change=True)


def parse_plain(path: str, lines: list[str], first_line: int) -> Transcript:
    """The transcript of plain text that starts at a line of a file: a time, a speaker, paragraphs, and so on.

    A time stands alone, bare or in brackets (``0:09``, ``[00:01:02]``). The line below it is the speaker if it reads
    like a name and words follow it.
    """
    return Transcript(path=path, entries=with_named_speakers(list(_read_plain(lines, first_line))))


def _read(path: str, found: Iterable[Spoken | Broken], *, named_on_change: bool = False) -> Read[Transcript]:
    spoken: list[Spoken] = []
    problems: list[Problem] = []
    for part in found:
        if isinstance(part, Broken):
            place = Place(path=path, line=part.line)
            problems.append(
                Problem(place=place, check="transcript-cue", severity=Severity.WARNING, message=part.message)
            )
        elif part.text:
            spoken.append(part)
    if not spoken:
        message = "nothing in this transcript can be read; is it WebVTT, SubRip, JSON or text, as its name says?"
        error = Problem(place=Place(path=path), check="transcript-unreadable", severity=Severity.ERROR, message=message)
        return Read(value=None, problems=(*problems, error))
    entries = with_named_speakers(spoken) if named_on_change else tuple(spoken)
    return Read(value=Transcript(path=path, entries=entries), problems=tuple(problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Time:
    """A line that is nothing but a time."""

    start_ms: int | None = None
    line: int = 0
    text: str = ""


_NO_TIME: Final = _Time()


def _read_plain(lines: Sequence[str], first_line: int) -> Iterator[Spoken]:
    blocks = list(_blocks(lines, first_line))
    speakers = {block[0][1].removesuffix(":") for _, block in blocks if _has_speaker(block)}
    for time, block in blocks:
        yield from _paragraphs(time, block, speakers)


def _blocks(lines: Sequence[str], first_line: int) -> Iterator[tuple[_Time, list[tuple[int, str]]]]:
    """What stands under each time, line by line with its number; first, what stands under none."""
    above = _NO_TIME
    block: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=first_line):
        time = TIME_LINE.fullmatch(line.strip())
        if time is None:
            block.append((number, line.strip()))
            continue
        yield above, block
        above, block = _Time(start_ms=time_or_none_ms(time[1]), line=number, text=time[1]), []
    yield above, block


def _paragraphs(time: _Time, block: Sequence[tuple[int, str]], speakers: set[str]) -> Iterator[Spoken]:
    speaker: str | None = None
    speaker_line = 0
    if _has_speaker(block):
        (speaker_line, speaker), block = block[0], block[1:]
    for has_words, group in groupby(block, key=lambda numbered: bool(numbered[1])):
        paragraph = list(group)
        if not has_words:
            continue
        if len(paragraph) > 1 and paragraph[0][1].removesuffix(":") in speakers:
            # Somebody else, whose time was forgotten.
            (speaker_line, speaker), time, paragraph = paragraph[0], _NO_TIME, paragraph[1:]
        yield Spoken(
            text=clean_text(" ".join(line for _, line in paragraph)),
            line=paragraph[0][0],
            start_ms=time.start_ms,
            speaker=speaker.removesuffix(":") if speaker else None,
            time_line=time.line,
            time_text=time.text,
            speaker_line=speaker_line,
        )


def _has_speaker(block: Sequence[tuple[int, str]]) -> bool:
    return len(block) > 1 and bool(block[1][1]) and _is_speaker(block[0][1])


def _is_speaker(line: str) -> bool:
    name = line.removesuffix(":")
    is_nickname = name.isalnum() and name.islower()
    return looks_like_name(name) or is_nickname
