"""Durations that are TODO, or not those of the recordings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from publisher.checks.disagreements import recordings_of_others
from publisher.checks.durations import CHECKS
from publisher.clock import format_short, rounded_seconds
from publisher.fixes.fix import Candidate, Fix, Offer
from publisher.fixes.subject import Subject
from publisher.model import Place, Severity
from publisher.sources.audio_file import AudioFile
from publisher.sources.spoken import time_or_none_ms

_ISO: Final = re.compile(r"(?P<start>PT)(?:(?P<H>\d+)H)?(?:(?P<M>\d+)M)?(?:(?P<S>\d+)(?:[.,]\d+)?S)?", re.IGNORECASE)
_COLONS: Final = re.compile(r"(?:(?P<h>\d+):)?(?P<m>\d+):\d\d(?:[.,]\d+)?")
_SECONDS: Final = re.compile(r"\d+(?:\.\d+)?")
_DIGIT: Final = re.compile(r"\d")
_FAR_OFF: Final = "its recording is of quite another length"


def durations(subject: Subject) -> Iterator[Fix | Offer]:
    """The measured length, where a file says another one or TODO; nothing where it says none.

    Where the recording may be the wrong one (of quite another length, or over before the last words), it is offered.
    Nothing is taken from a recording that is cut off, or otherwise in error.
    """
    found = {place: one.id for one in CHECKS for place in _places(subject, one.id)}
    doubts = _doubts(subject)
    broken = {one.place.path for one in subject.merged.problems if one.severity is Severity.ERROR}
    texts = [slot.text for page in subject.pages if (slot := page.slot("duration")) and slot.text]
    for page in subject.pages:
        slot, recordings = page.slot("duration"), page.episode.known.recordings
        check = (slot.open_check if slot.is_blank else found.get(slot.place)) if slot else None
        if slot is None or check is None or not recordings or _is_bad(recordings[0], broken):
            continue
        measured_ms = recordings[0].duration_ms
        new = like(_usual(texts, measured_ms) if slot.is_blank else slot.text or "", measured_ms)
        fix = replace(slot.fix(new, f"the length of {recordings[0].path}", check), as_text=False)
        doubt = _FAR_OFF if check == "duration-far-off" else doubts.get(page.path)
        if doubt:
            candidate = Candidate(keys=fix.keys, new=new, why=f"{fix.why}, if that is its recording")
            yield slot.offer(check, doubt, candidate)
        else:
            yield fix


def _is_bad(recording: AudioFile, broken: Collection[str]) -> bool:
    return recording.is_cut_off or recording.path in broken


def like(text: str, time_ms: int) -> str:
    """A length in whole seconds, written like another one.

    >>> like("PT01H15S", 3_801_000), like("PT1H2M3S", 3_600_000), like("00:59:43", 3_723_400), like("75:00", 3_723_000)
    ('PT01H03M21S', 'PT1H', '01:02:03', '62:03')
    >>> like("3700", 3_723_000), like("soon", 3_723_000)
    ('3723', '1:02:03')
    """
    seconds = rounded_seconds(time_ms)
    if match := _ISO.fullmatch(text.strip()):
        return _iso(match, seconds)
    if match := _COLONS.fullmatch(text.strip()):
        return _colons(match, seconds)
    return str(seconds) if _SECONDS.fullmatch(text.strip()) else format_short(seconds * 1000)


def _iso(like_this: re.Match[str], seconds: int) -> str:
    """Zeros are put in front where they are there, and parts that are zero left out where they are left out there."""
    minutes, second = divmod(seconds, 60)
    values = {"H": minutes // 60, "M": minutes % 60, "S": second}
    is_padded = any(len(like_this[unit] or "") > 1 and like_this[unit].startswith("0") for unit in values)
    width = 2 if is_padded else 1
    shown = [
        f"{value:0{width}}{unit}"
        for unit, value in values.items()
        if value or (like_this[unit] and (is_padded or not int(like_this[unit])))
    ]
    return like_this["start"] + "".join(shown)


def _colons(like_this: re.Match[str], seconds: int) -> str:
    minutes, second = divmod(seconds, 60)
    hours, first = like_this["h"], like_this["h"] or like_this["m"]
    width = len(first) if first.startswith("0") else 1
    if hours is None and (minutes < 60 or int(like_this["m"]) >= 60):
        return f"{minutes:0{width}}:{second:02}"
    return f"{minutes // 60:0{width}}:{minutes % 60:02}:{second:02}"


def _usual(texts: Sequence[str], time_ms: int) -> str:
    """The duration of the usual notation that is nearest to this one, so that it leaves out the same parts."""
    times = {text: ms for text in texts if (ms := time_or_none_ms(text)) is not None}
    notations = Counter(_DIGIT.sub("0", text) for text in times)
    return min(times, key=lambda text: (-notations[_DIGIT.sub("0", text)], abs(times[text] - time_ms)), default="")


def _doubts(subject: Subject) -> dict[str, str]:
    """Why a recording may not be that of the episode, or not all of it, by the episode's file."""
    unequal = {place.path for place in _places(subject, "audio-lengths-differ")}
    mixed_up = {finding.place.path for finding in recordings_of_others.find(subject.merged)}
    holders = Counter(one.path for page in subject.pages for one in page.episode.known.recordings)
    doubts = {}
    for page in subject.pages:
        paths = {one.path for one in page.episode.known.recordings}
        if unequal & paths:
            doubts[page.path] = "its recordings are not of one length"
        if page.path in mixed_up or any(holders[path] > 1 for path in paths):
            doubts[page.path] = "its recording may be that of another episode"
        if any(problem.check == "transcript-past-end" for problem in page.episode.problems):
            doubts[page.path] = "its transcript goes on after the end of its recording"
    return doubts


def _places(subject: Subject, check: str) -> set[Place]:
    """Where a check of lengths finds something: it decides what is far enough off to be wrong."""
    return {finding.place for one in CHECKS if one.id == check for finding in one.find(subject.merged)}
