"""A transcript as a list in the front matter: ``line``, ``sec`` or ``time``, ``who``; or a ``header``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from publisher.model import Place, Problem, Severity
from publisher.sources import composed, folder
from publisher.sources.composed import Node
from publisher.sources.fields import FieldError, is_unknown, time_ms
from publisher.sources.transcript_file import Header, Spoken, Transcript
from publisher.text import one_line

# The first key that is there counts: seconds are exact, the time beside them is for people.
_TIME_KEYS: Final = ("sec", "time", "start")
_TEXT_KEYS: Final = ("line", "text")
_SPEAKER_KEYS: Final = ("who", "speaker")
_ROUNDED_MS: Final = 1000  # times for people have no fractions


@dataclass(frozen=True, slots=True, kw_only=True)
class _Time:
    """A time of an entry, as it is written there."""

    key: str
    start_ms: int
    line: int
    text: str


def transcript_of_list(path: str, node: Node) -> folder.Read[Transcript]:
    """The transcript that a node of the front matter holds; an entry that cannot be read is a warning at its line."""
    if not isinstance(node, composed.Sequence):
        message = "transcript: expected a list of entries with line, sec and who"
        return folder.Read(value=None, problems=(_problem(path, node.line, message, Severity.ERROR),))
    problems: list[Problem] = []
    entries = tuple(entry for item in node.items for entry in _entries(path, item, problems))
    value = Transcript(path=path, entries=entries) if entries else None
    return folder.Read(value=value, problems=tuple(problems))


def _entries(path: str, item: Node, problems: list[Problem]) -> Iterator[Spoken | Header]:
    if not isinstance(item, composed.Mapping):
        problems.append(_problem(path, item.line, "this entry of the transcript has no key; write line: before it"))
        return
    header = _text(item, ("header",))
    if header:
        yield Header(title=header, line=item.line)
    spoken = _text(item, _TEXT_KEYS)
    if spoken:
        said = len(problems)
        times = list(_times(path, item, problems))
        entry = _spoken(item, spoken, times[0] if times else None)
        yield replace(entry, is_time_reported=not times and len(problems) > said)
        problems += _contradiction(path, times)
    if not header and not spoken:
        problems.append(
            _problem(path, item.line, "this entry of the transcript says nothing; give it a line: or delete it")
        )


def _spoken(item: composed.Mapping, text: str, time: _Time | None) -> Spoken:
    written = (item.entries.get(key) for key in _SPEAKER_KEYS)
    speaker = next((node for node in written if isinstance(node, composed.Scalar) and _is_written(node)), None)
    return Spoken(
        text=text,
        line=item.line,
        start_ms=time.start_ms if time else None,
        speaker=one_line(speaker.text) if speaker else None,
        time_line=time.line if time else 0,
        time_text=time.text if time else "",
        speaker_line=speaker.line if speaker else 0,
    )


def _times(path: str, item: composed.Mapping, problems: list[Problem]) -> Iterator[_Time]:
    for key in _TIME_KEYS:
        node = item.entries.get(key)
        if node is None:
            continue
        try:
            start_ms = time_ms(node)
        except FieldError as error:
            problems.append(_problem(path, error.line, f"{key}: {error}"))
            continue
        if start_ms is not None and isinstance(node, composed.Scalar):
            yield _Time(key=key, start_ms=start_ms, line=node.line, text=node.text)


def _contradiction(path: str, times: Sequence[_Time]) -> Iterator[Problem]:
    """Whoever corrects the time that people read, and not the seconds beside it, has changed nothing."""
    for other in times[1:]:
        if abs(other.start_ms - times[0].start_ms) >= _ROUNDED_MS:
            first = times[0]
            message = (
                f"{other.key}: {other.text} is not {first.key}: {first.text}, which counts; "
                f"correct the wrong one, or delete {other.key}:"
            )
            yield Problem(
                place=Place(path=path, line=other.line),
                check="transcript-times-differ",
                severity=Severity.WARNING,
                message=message,
                about=other.text,
            )


def _is_written(node: composed.Scalar) -> bool:
    """Whether anything stands there: TODO in place of a speaker is reported as in every other transcript."""
    return not node.is_null and bool(one_line(node.text))


def _text(item: composed.Mapping, keys: tuple[str, ...]) -> str | None:
    for key in keys:
        node = item.entries.get(key)
        if isinstance(node, composed.Scalar) and not node.is_null and not is_unknown(node.text):
            return one_line(node.text) or None
    return None


def _problem(path: str, line: int, message: str, severity: Severity = Severity.WARNING) -> Problem:
    return Problem(place=Place(path=path, line=line), check="transcript-entry", severity=severity, message=message)
