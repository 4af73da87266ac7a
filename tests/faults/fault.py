"""What a kind of fault is: a function that puts it into an episode, where that has a place for it."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random
from typing import Final

from publisher.sources.audio_file import AudioFile
from tests.faults.page import Edit, Finding, Page, beginnings, edited


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What becomes of a file, and of the report.

    ``brings`` is found in the file then, at its new lines; ``elsewhere`` in other files. ``ends`` is found there no
    more, by the old lines: what was found in a line that is replaced stays if the fault does not say so. ``claims``
    is what no other fault of the same run may touch: paths, and whatever else two of them could meet at.
    """

    edits: tuple[Edit, ...] = ()
    brings: frozenset[Finding] = frozenset()
    elsewhere: frozenset[tuple[str, Finding]] = frozenset()
    ends: frozenset[Finding] = frozenset()
    claims: frozenset[Hashable] = frozenset()
    content: bytes | None = None  # of the file, where it is no text any more
    recording: AudioFile | None = None  # in place of its own
    without_recording: bool = False

    def content_of(self, page: Page) -> bytes:
        """The file with the fault."""
        if self.content is not None:
            return self.content
        return "\n".join(edited(page.lines, self.edits)).encode()


@dataclass(frozen=True, kw_only=True)
class Folder:
    """The episodes of a show, by path, and their recordings: what a fault must know to say what else it brings."""

    pages: Mapping[str, Page]
    recordings: Mapping[str, AudioFile]
    has_habits: bool  # there are enough episodes to tell what nearly all of them do

    def recording_of(self, page: Page) -> str | None:
        """The path of the recording that is named like the file."""
        name = page.path.replace("episodes/", "audio/").removesuffix(".md")
        return next((path for path in self.recordings if path.startswith(f"{name}.")), None)

    def is_named(self, page: Page, *keys: str) -> bool:
        """Whether its links have words that only these keys, its name and those of few other episodes have."""
        links = [page.below("links", platform) for platform in ("apple", "anchor")]
        return all(line is None or self._rare & page.words(*keys) & beginnings(page.line(line)) for line in links)

    @cached_property
    def _rare(self) -> frozenset[str]:
        counts = Counter(word for page in self.pages.values() for word in page.words("title", "short", "guests"))
        return frozenset(word for word, count in counts.items() if count * _RARE < len(self.pages))

    def has_once(self, page: Page, line: int) -> bool:
        """Whether no other episode has such a line."""
        return not any(page.line(line) in other.different_lines for other in self.pages.values() if other is not page)

    def other_with(self, page: Page, rng: Random, name: str, key: str) -> tuple[Page, int] | None:
        """Another episode with this key, as ``youtube`` below ``ids``, and the line of it."""
        others = [
            (one, line)
            for one in self.pages.values()
            if one is not page and (line := one.below(name, key)) and self.has_once(one, line)
        ]
        return rng.choice(others) if others else None


NOT_YET: Final = ("TODO", "tbd", "xxx", "FIXME", "???", "'TODO: ask the guest'", "<link>")  # for a link or an id

_RARE: Final = 15  # a word in less than one of so many episodes tells one from another
_LETTERS: Final = string.ascii_letters + string.digits

Kind = Callable[[Page, Folder, Random], Fault | None]


def replaced(line: int, *inserted: str, brings: Iterable[Finding] = ()) -> Fault:
    """One line becomes others."""
    return Fault(edits=(Edit(line=line, removed=1, inserted=inserted),), brings=frozenset(brings))


def inserted(line: int, *lines: str, brings: Iterable[Finding] = ()) -> Fault:
    """New lines from this line on."""
    return Fault(edits=(Edit(line=line, removed=0, inserted=lines),), brings=frozenset(brings))


def at_the_later(fault: Fault, page: Page, other: Page, lines: tuple[int, int], check: str) -> Fault:
    """The fault of two episodes with one value, in these lines: it is found where the name of the file is later."""
    here, there = lines
    claims = fault.claims | {other.path}
    if page.path > other.path:
        return replace(fault, brings=fault.brings | {(here, check)}, claims=claims)
    return replace(fault, elsewhere=fault.elsewhere | {(other.path, (there, check))}, claims=claims)


def letters(rng: Random, count: int) -> str:
    """Letters and digits, as ids have them."""
    return "".join(rng.choices(_LETTERS, k=count))
