"""Whether a copy with new tags is what was meant: it is read again, by another library too, before it is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from tinytag import TinyTag, TinyTagException

from publisher.errors import TagError, UnreadableFile
from publisher.model import Severity
from publisher.sources.audio_file import AudioFile, read_audio
from publisher.tags.digest import canonical
from publisher.tags.held import Held, TagFormat
from publisher.tags.plan import Plan
from publisher.tags.wanted import Artwork, Wanted
from publisher.text import one_line

_BY_NAME: Final = frozenset({"audio-suffix"})  # the copy has another name as long as it is checked
_WITH_PICTURES: Final = frozenset({"artwork", "chapters"})
_NAMED_MOST: Final = 3
# Field of the table -> what tinytag calls it.
_SECOND: Final = {"title": "title", "author": "artist", "show": "album", "season": "disc", "number": "track"}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a recording is: its tags, its sound, what is wrong with it; and its tags as tinytag reads them, or None."""

    held: Held
    audio: AudioFile
    faults: Counter[str]
    sound: str
    second: Mapping[str, frozenset[str]] | None


def state_of(tags: TagFormat, path: Path) -> State:
    """Of a file, by its own path. Raises TagError, and UnreadableFile for a recording that has no use."""
    reading = read_audio(path.parent, path.name)
    errors = [problem.message for problem in reading.problems if problem.severity is Severity.ERROR]
    if reading.value is None or errors:
        raise UnreadableFile(errors[0].removeprefix("the recording "))
    return State(
        held=tags.held(path),
        audio=reading.value,
        faults=Counter(problem.check for problem in reading.problems if problem.check not in _BY_NAME),
        sound=tags.sound_digest(path),
        second=_second(path),
    )


def verify(tags: TagFormat, before: State, copy: Path, plan: Plan) -> None:
    """Raises TagError that says in what the copy is not the recording with the tags that were meant."""
    try:
        after = state_of(tags, copy)
    except (TagError, UnreadableFile) as error:
        raise _refusal(f"it {error}") from error
    faults = list(_faults(before, after, plan))
    if faults:
        raise _refusal("; ".join(faults))


def _refusal(faults: str) -> TagError:
    return TagError(f"was left as it was, because its copy with new tags would be wrong: {faults}")


def _faults(before: State, after: State, plan: Plan) -> Iterator[str]:
    if after.sound != before.sound:
        yield "its sound is not the same"
    if (after.audio.duration_ms, after.audio.mime_type) != (before.audio.duration_ms, before.audio.mime_type):
        yield f"it lasts {after.audio.duration_ms:,} ms and not {before.audio.duration_ms:,}"
    new = after.faults - before.faults
    if new:
        yield f"it has problems that were not there before ({', '.join(sorted(new))})"
    yield from _tag_faults(before.held, after.held, plan)
    yield from _second_faults(before, after, plan)


def _tag_faults(before: Held, after: Held, plan: Plan) -> Iterator[str]:
    foreign = dict(before.foreign)
    meant = {name: digest for name, digest in before.digests.items() if name not in plan.removed}
    meant |= {name: plan.fitted.digests[name] for name in plan.written}
    meant |= {name: after.digests[name] for name in _same_pictures(before, after, plan)}
    for name, digest in _uncovered(before, after, plan).items():
        meant[name] = digest
        foreign = {other: content for other, content in foreign.items() if content != digest}
    if fields := _differing(meant, after.digests):
        yield f"it does not say what it should ({fields})"
    if names := _differing(foreign, after.foreign):
        yield f"what other programs wrote is not as it was ({names})"
    if dict(after.ours) != dict(plan.ours):
        yield "the note of what was written is not in it"


def _same_pictures(before: Held, after: Held, plan: Plan) -> Iterator[str]:
    """Fields left alone whose digest may change with the note, which knows of what their pictures were made."""
    for name in _WITH_PICTURES & after.digests.keys() - {*plan.written, *plan.removed}:
        if _pictured(before.values, name) == _pictured(after.values, name):
            yield name


def _pictured(values: Wanted, name: str) -> tuple[object, ...]:
    """The value of one of these fields, without what the note knows of its pictures."""
    if name == "artwork":
        return (_content(values.artwork),)
    return tuple((replace(chapter, artwork=None), _content(chapter.artwork)) for chapter in values.chapters)


def _content(artwork: Artwork | None) -> bytes:
    return artwork.content if artwork else b""


def _uncovered(before: Held, after: Held, plan: Plan) -> dict[str, str]:
    """Fields that are off, and where what another program wrote is found now: the second of two covers is the first."""
    found = {name: after.digests.get(name, "") for name in plan.removed}
    return {name: digest for name, digest in found.items() if digest in before.foreign.values()}


def _differing(meant: Mapping[str, str], found: Mapping[str, str]) -> str:
    names = sorted(name for name in meant.keys() | found.keys() if meant.get(name) != found.get(name))
    shown = [one_line(name) for name in names[:_NAMED_MOST]]
    return ", ".join([*shown, *(["…"] if len(names) > _NAMED_MOST else [])])


def _second_faults(before: State, after: State, plan: Plan) -> Iterator[str]:
    if before.second is None:
        return
    if after.second is None:
        yield "a second library cannot read its tags"
        return
    texts = plan.fitted.wanted.texts
    written = [name for name in plan.written if name in _SECOND]
    others = [name for name in written if _plain(texts.get(name, "")) not in after.second[name]]
    if others:
        yield f"a second library reads another {', '.join(others)}"


def _second(path: Path) -> Mapping[str, frozenset[str]] | None:
    """Every value that tinytag finds for a field; a file can have several, some of them of other programs."""
    try:
        tag = TinyTag.get(path, duration=False)
    except TinyTagException:
        return None
    return {field: frozenset(_values(tag, name)) for field, name in _SECOND.items()}


def _values(tag: Any, name: str) -> Iterator[str]:
    for value in (getattr(tag, name), *tag.other.get(name, ())):
        if value is not None:
            yield _plain(str(value))


def _plain(text: str) -> str:
    """As it is compared: 07 is 7.

    >>> _plain(" 07 ")
    '7'
    """
    plain = canonical(text)
    return str(int(plain)) if plain.isdecimal() and plain.isascii() and len(plain) < 10 else plain
