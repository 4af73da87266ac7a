"""Spoken lines made sound: words on one line, speakers that are names, nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from publisher.model import Place, Problem, Severity
from publisher.sources.fields import quoted
from publisher.sources.placeholders import is_placeholder
from publisher.sources.spoken import Header, Spoken, Transcript, clean_text

_NAME_CHARACTERS: Final = 80
_NAME_WORDS: Final = 4  # more than these, with a full stop behind them, are a sentence


def sound_entries(transcript: Transcript) -> tuple[list[Spoken | Header], list[Problem]]:
    """The entries without empty and doubled ones, and warnings about what was not as it should be."""
    cleaned = list(_cleaned(transcript.entries))
    entries, doubled = _without_doubles(_named(cleaned))
    misnamed = [entry for entry in cleaned if isinstance(entry, Spoken) and not _can_be_name(entry.speaker)]
    nobody = [entry for entry in misnamed if is_placeholder(entry.speaker or "")]
    sentences = [entry for entry in misnamed if entry not in nobody]
    problems: list[Problem] = []
    if sentences:
        message = f"{_count(sentences)} a sentence where the speaker belongs; the speaker counts as unknown"
        problems.append(_speaker_warning(transcript, sentences[0], "transcript-speaker", message))
    if nobody:
        message = f"{_count(nobody)} {quoted(nobody[0].speaker or '')} where the speaker belongs; write who speaks"
        problems.append(_speaker_warning(transcript, nobody[0], "transcript-speaker-todo", message))
    if doubled:
        message = f"{_count(doubled)} the words of the line before, without a time of its own; they count as one"
        problems.append(warning(transcript, doubled[0], "transcript-doubled", message))
    return entries, problems


def warning(transcript: Transcript, line: Spoken | Header, check: str, message: str) -> Problem:
    """A warning at a line of a transcript."""
    place = Place(path=transcript.path, line=line.line)
    return Problem(place=place, check=check, severity=Severity.WARNING, message=message)


def _speaker_warning(transcript: Transcript, line: Spoken, check: str, message: str) -> Problem:
    place = Place(path=transcript.path, line=line.speaker_line or line.line)
    return replace(warning(transcript, line, check, message), place=place, about=line.speaker or "")


def time_warning(transcript: Transcript, line: Spoken, check: str, message: str) -> Problem:
    """A warning at the time of a line."""
    place = Place(path=transcript.path, line=line.time_line or line.line)
    return Problem(place=place, check=check, severity=Severity.WARNING, message=message, about=line.time_text)


@lru_cache(maxsize=256)  # every check of transcripts asks it of every line
def name_of_speaker(written: str) -> str | None:
    """The name that stands where the speaker belongs; None where that is a sentence, yet to come, or nothing.

    >>> name_of_speaker("Ada :"), name_of_speaker("That is what we thought at the time."), name_of_speaker("TODO")
    ('Ada', None, None)
    """
    name = _clean_name(written)
    return name if _can_be_name(name) else None


def _count(lines: list[Spoken]) -> str:
    return "this line has" if len(lines) == 1 else f"{len(lines)} lines, the first of them here, have"


def _cleaned(entries: Iterable[Spoken | Header]) -> Iterator[Spoken | Header]:
    for entry in entries:
        if isinstance(entry, Header):
            yield entry
            continue
        text = clean_text(entry.text)
        speaker = _clean_name(entry.speaker or "")
        if text and (text, speaker) == (entry.text, entry.speaker):
            yield entry
        elif text:
            yield replace(entry, text=text, speaker=speaker)


@lru_cache(maxsize=32)  # a few people say a thousand lines
def _clean_name(speaker: str) -> str | None:
    return clean_text(speaker).removesuffix(":").rstrip() or None


def _named(entries: Iterable[Spoken | Header]) -> Iterator[Spoken | Header]:
    for entry in entries:
        if isinstance(entry, Header) or _can_be_name(entry.speaker):
            yield entry
        else:
            yield replace(entry, speaker=None)


def _can_be_name(speaker: str | None) -> bool:
    if speaker is None:
        return True
    is_sentence = speaker.endswith((".", "!", "?", "…")) and len(speaker.split()) > _NAME_WORDS
    return len(speaker) <= _NAME_CHARACTERS and not is_sentence and not is_placeholder(speaker)


def _without_doubles(entries: Iterable[Spoken | Header]) -> tuple[list[Spoken | Header], list[Spoken]]:
    """A line written twice in a row, once without its time, becomes one; headers between the two stay before it."""
    kept: list[Spoken | Header] = []
    doubled: list[Spoken] = []
    last: tuple[int, Spoken] | None = None
    for entry in entries:
        if isinstance(entry, Header):
            kept.append(entry)
            continue
        if last is not None and _are_one(last[1], entry):
            doubled.append(entry)
            kept.pop(last[0])
            entry = _merged(last[1], entry)
        last = (len(kept), entry)
        kept.append(entry)
    return kept, doubled


def _are_one(first: Spoken, second: Spoken) -> bool:
    has_both_times = first.start_ms is not None and second.start_ms is not None
    are_two_people = first.speaker and second.speaker and first.speaker != second.speaker
    return not has_both_times and not are_two_people and first.text == second.text


def _merged(first: Spoken, second: Spoken) -> Spoken:
    timed = first if first.start_ms is not None else second
    return replace(timed, speaker=first.speaker or second.speaker)
