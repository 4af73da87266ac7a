"""The words of a transcript as written: lines with their place, nothing mended, and who speaks them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from publisher.clock import parse_time_ms
from publisher.text import one_line, without_not_xml

_NAME_WORDS: Final = 4
_NAME_CHARACTERS: Final = 40
_PREFIX: Final = re.compile(rf"([^:\n]{{1,{_NAME_CHARACTERS}}}):\s")
_PARTICLES: Final = frozenset(
    {"al", "and", "bin", "da", "de", "del", "den", "der", "di", "dos", "el", "la", "van", "von"}
)
# Words that people put before a colon in speech, in capitals like a name.
_NO_NAMES: Final = frozenset({"Answer", "Example", "Note", "Question", "Summary", "Tip", "Update", "Warning"})


# A line of plain text that is nothing but a time: 0:09, [00:01:02], (1:02:03.5).
TIME_LINE: Final = re.compile(r"[\[(]?(\d{1,4}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?)[\])]?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Words said at one go; lines count from 1 in the file that holds them.

    ``time_line`` and ``speaker_line`` are where the time and the speaker stand, if that is not ``line``.
    """

    text: str
    line: int
    start_ms: int | None = None
    end_ms: int | None = None
    speaker: str | None = None
    time_line: int = 0
    time_text: str = ""  # as it is written there
    is_time_reported: bool = False  # it has one that cannot be read
    speaker_line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A part of a transcript file that cannot be read, and what to do about it."""

    line: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A heading between spoken lines."""

    title: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What one file says, in its own order; ``path`` is relative to the show folder."""

    path: str
    entries: tuple[Spoken | Header, ...]


def clean_text(text: str) -> str:
    """The text on one line, without the characters that no output can hold.

    >>> clean_text(" two\\x00\\nlines ")
    'two lines'
    """
    return one_line(without_not_xml(text))


def time_or_none_ms(text: str) -> int | None:
    """The time in milliseconds, or None for what is no time.

    >>> time_or_none_ms("0:09"), time_or_none_ms("soon")
    (9000, None)
    """
    try:
        return parse_time_ms(text)
    except ValueError:
        return None


def looks_like_name(text: str) -> bool:
    """Whether a short text is plausibly who speaks: up to four words, capitalised where the script has capitals.

    >>> [looks_like_name(text) for text in ("Ada Lovelace", "Ludwig van Beethoven", "Speaker 1", "陳大文")]
    [True, True, True, True]
    >>> [looks_like_name(text) for text in ("Note", "one thing", "Yes.", "10", "My name is not in this sentence")]
    [False, False, False, False, False]
    """
    words = text.split()
    return (
        1 <= len(words) <= _NAME_WORDS
        and len(text) <= _NAME_CHARACTERS
        and text not in _NO_NAMES
        and not text.endswith((".", "!", "?", "…", ",", ";"))
        and any(character.isalpha() for character in text)
        and not words[0][0].islower()
        and all(not word[0].islower() or word in _PARTICLES for word in words)
    )


def with_named_speakers(lines: Sequence[Spoken]) -> tuple[Spoken, ...]:
    """The lines with ``Name: `` taken from their texts, each name held until the next one.

    Captions name the speaker at the start and on a change
    (https://github.com/Podcastindex-org/podcast-namespace, transcripts). Only a name that comes back, or that opens
    the file, counts: speech has colons too. Where lines have speakers of their own, texts are left as they are.
    """
    if not any(line.speaker for line in lines):
        names = _names(lines)
        lines = [_named(line, names) for line in lines]
    held: list[Spoken] = []
    speaker: str | None = None
    for line in lines:
        speaker = line.speaker or speaker
        held.append(replace(line, speaker=speaker))
    return tuple(held)


def _names(lines: Sequence[Spoken]) -> frozenset[str]:
    prefixes = [_prefix(line.text) for line in lines]
    counts = Counter(name for name in prefixes if name)
    return frozenset(name for name, count in counts.items() if count > 1 or name == prefixes[0])


def _prefix(text: str) -> str | None:
    match = _PREFIX.match(text)
    return match[1] if match and looks_like_name(match[1]) else None


def _named(line: Spoken, names: Iterable[str]) -> Spoken:
    name = _prefix(line.text)
    if name is None or name not in names:
        return line
    return replace(line, speaker=name, text=line.text[len(name) + 1 :].strip())
