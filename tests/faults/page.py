"""An episode file as a list of lines, read by its layout alone, without the program or a reader of YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

Finding = tuple[int, str]  # a line (0: the whole file) and the id of a check

_QUOTES: Final = "'\""
_TIME: Final = re.compile(r"\d+(?::\d\d){1,2}")


@dataclass(frozen=True)
class Page:
    """A file of episodes/ as it is before anything is put into it, with what is found in it already."""

    path: str
    lines: tuple[str, ...]  # without their ends
    found: frozenset[Finding] = frozenset()

    def line(self, number: int) -> str:
        """A line, counted from 1."""
        return self.lines[number - 1]

    def value(self, number: int) -> str:
        """What stands behind the key of a line, without quotes."""
        return self.line(number).partition(":")[2].strip().strip(_QUOTES)

    def is_free(self, *numbers: int) -> bool:
        """Whether nothing is found in these lines yet."""
        return not {line for line, _ in self.found}.intersection(numbers)

    def has(self, *checks: str) -> bool:
        """Whether one of these is found in the file already."""
        return any(found in checks for _, found in self.found)

    def words(self, *keys: str) -> frozenset[str]:
        """How the words of its name and of these keys begin, those of one line."""
        texts = [self.path, *(self.value(self.keys[key][0]) for key in keys if key in self.keys)]
        texts += [self.line(number) for number in self.guests if "guests" in keys]
        return beginnings(" ".join(texts))

    @cached_property
    def different_lines(self) -> frozenset[str]:
        """Its lines, to look whether one is there."""
        return frozenset(self.lines)

    @cached_property
    def end(self) -> int:
        """The line that closes the front matter."""
        return next(number for number, line in enumerate(self.lines, 1) if number > 1 and line.rstrip() == "---")

    @cached_property
    def keys(self) -> Mapping[str, tuple[int, int]]:
        """For each key at the margin its line, and the line behind all that belongs to it."""
        plain = next((number for number in self._front() if _TIME.fullmatch(self.line(number).rstrip())), self.end)
        starts = [number for number in self._front() if number < plain and re.match(r"\w+:", self.line(number))]
        return {
            self.line(start).partition(":")[0]: (start, self._behind(start, end))
            for start, end in zip(starts, [*starts[1:], plain], strict=True)
        }

    def key(self, name: str) -> int | None:
        """The line of a key at the margin."""
        return self.keys[name][0] if name in self.keys else None

    def one_line(self, name: str) -> int | None:
        """The line of a key whose value stands in it as a whole, if nothing is found there."""
        start, behind = self.keys.get(name, (0, 0))
        return start if behind == start + 1 and self.value(start) and self.is_free(start) else None

    def below(self, name: str, key: str) -> int | None:
        """The line of a key below another one, as ``youtube`` below ``ids``, if nothing is found there."""
        start, behind = self.keys.get(name, (0, 0))
        lines = (number for number in range(start + 1, behind) if self.line(number).startswith(f"  {key}: "))
        return next((number for number in lines if self.is_free(number)), None)

    @cached_property
    def guests(self) -> tuple[int, ...]:
        """The lines of the guests."""
        start, behind = self.keys.get("guests", (0, 0))
        return tuple(number for number in range(start + 1, behind) if self.line(number).startswith("- "))

    @cached_property
    def entries(self) -> tuple[int, ...]:
        """The first lines of the entries of the transcript."""
        return self._entries("transcript", "- line: ", "- header: ")

    @cached_property
    def clips(self) -> tuple[int, ...]:
        """The first lines of the clips."""
        return self._entries("quotableClips", "- name: ")

    @cached_property
    def headers(self) -> tuple[int, ...]:
        """The lines of the headers of the transcript."""
        return tuple(number for number in self.entries if self.line(number).startswith("- header: "))

    def inside(self, entry: int, key: str) -> int | None:
        """The line of a key of an entry of the transcript or of a clip."""
        for number in range(entry + 1, self.end):
            if self.line(number).startswith("- ") or not self.line(number).startswith(" "):
                return None
            if self.line(number).startswith(f"  {key}: "):
                return number
        return None

    def length(self, entry: int) -> int:
        """The lines of an entry of the transcript or of a clip."""
        later = (number for number in range(entry + 1, self.end + 1) if not self.line(number).startswith(" "))
        return next(later) - entry

    def title(self, entry: int) -> str:
        """What stands behind the first key of an entry, which may go on below it."""
        lines = self.lines[entry - 1 : entry - 1 + self.length(entry)]
        more = [line.strip() for line in lines[1:] if not re.match(r"  \w+: ", line)]
        return " ".join([lines[0].partition(": ")[2], *more]).strip(_QUOTES)

    @cached_property
    def article(self) -> range:
        """The lines below the front matter."""
        return range(self.end + 1, len(self.lines) + 1)

    def _front(self) -> range:
        return range(2, self.end)

    def _behind(self, start: int, end: int) -> int:
        """The line behind the last one that is neither empty nor a comment."""
        while end > start + 1 and (not self.line(end - 1).strip() or self.line(end - 1).startswith("#")):
            end -= 1
        return end

    def _entries(self, name: str, *beginnings: str) -> tuple[int, ...]:
        start, behind = self.keys.get(name, (0, 0))
        return tuple(number for number in range(start + 1, behind) if self.line(number).startswith(beginnings))


def beginnings(text: str) -> frozenset[str]:
    """The first four letters of each word that has so many."""
    return frozenset(word[:4] for word in re.findall(r"[^\W\d_]{4,}", text.casefold()))


@dataclass(frozen=True, kw_only=True)
class Edit:
    """Lines in place of others: of so many, from this one on."""

    line: int
    removed: int
    inserted: tuple[str, ...]


def edited(lines: tuple[str, ...], edits: Iterable[Edit]) -> tuple[str, ...]:
    """The lines after some edits, which are in order and do not overlap."""
    result = list(lines)
    for edit in reversed(tuple(edits)):
        result[edit.line - 1 : edit.line - 1 + edit.removed] = edit.inserted
    return tuple(result)


def line_after(number: int, edits: Iterable[Edit]) -> int:
    """Where a line stands after some edits that leave it."""
    return number + sum(len(edit.inserted) - edit.removed for edit in edits if edit.line + edit.removed <= number)
