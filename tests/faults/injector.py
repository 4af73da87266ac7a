"""Puts many faults into a show folder at once, each into an episode of its own, and takes them out again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.checked_corpus import CheckedFolder
from tests.faults.fault import Fault, Folder, Kind
from tests.faults.page import Finding, Page, line_after

Report = Counter[tuple[str, Finding]]


@dataclass
class Placed:
    """The faults of one run, by the files that they are in, and the names of their kinds."""

    faults: dict[str, Fault] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    claimed: set[Hashable] = field(default_factory=set)

    def put(self, kind: Kind, folder: Folder, rng: Random) -> bool:
        """Whether there is an episode for such a fault, which no other fault needs."""
        pages = [page for page in folder.pages.values() if page.path not in self.claimed]
        for page in rng.sample(pages, len(pages)):
            fault = kind(page, folder, rng)
            if fault and not self.claimed & {page.path, *fault.claims}:
                self.faults[page.path] = fault
                self.kinds[page.path] = kind.__name__
                self.claimed |= {page.path, *fault.claims}
                return True
        return False


class Injector:
    """A show folder, and what is found in it before anything is put into it."""

    def __init__(self, checked: CheckedFolder, *, has_habits: bool) -> None:
        self.checked = checked
        self.before = self._report()
        found = {path: frozenset(one for where, one in self.before if where == path) for path, _ in self.before}
        root = checked.folder
        pages = (
            Page(path, tuple((root / path).read_bytes().decode().split("\n")), found.get(path, frozenset()))
            for path in sorted(file.relative_to(root).as_posix() for file in root.glob("episodes/*.md"))
        )
        self.folder = Folder(
            pages={page.path: page for page in pages}, recordings=checked.recordings, has_habits=has_habits
        )

    def run(self, kinds: Iterable[Kind], rng: Random) -> tuple[Placed, list[str]]:
        """One fault of each kind that has a place, all at once, and in what the report is not as it must be then."""
        placed = Placed()
        for kind in kinds:
            placed.put(kind, self.folder, rng)
        recordings = self.checked.recordings
        try:
            self._put_in(placed.faults)
            found = self._report()
        finally:
            self.checked.recordings = recordings
            self._take_out(placed.faults)
        expected = self._expected(placed.faults)
        return placed, [
            f"{placed.kinds.get(path, 'elsewhere')}: {path}:{line} {check}: {found[path, (line, check)]} found, "
            f"{expected[path, (line, check)]} expected"
            for path, (line, check) in sorted(found.keys() | expected.keys())
            if found[path, (line, check)] != expected[path, (line, check)]
        ]

    def _report(self) -> Report:
        return Counter((one.place.path, (one.place.line, one.check)) for one in self.checked.problems())

    def _expected(self, faults: Mapping[str, Fault]) -> Report:
        """What was found before, where it stands now; without what the faults end, and with what they bring."""
        expected: Report = Counter()
        for (path, (line, check)), count in self.before.items():
            fault = faults.get(path, Fault())
            if (line, check) not in fault.ends:
                expected[path, (line_after(line, fault.edits), check)] += count
        for path, fault in faults.items():
            expected.update((path, finding) for finding in fault.brings)
            expected.update(fault.elsewhere)
        return expected

    def _put_in(self, faults: Mapping[str, Fault]) -> None:
        self.checked.recordings = dict(self.checked.recordings)
        for path, fault in faults.items():
            page = self.folder.pages[path]
            self._path(path).write_bytes(fault.content_of(page))
            recording = self.folder.recording_of(page)
            if recording and fault.recording:
                self.checked.recordings[recording] = fault.recording
            if recording and fault.without_recording:
                self._path(recording).rename(self._path(f"{recording}.kept"))

    def _take_out(self, faults: Mapping[str, Fault]) -> None:
        for path in faults:
            page = self.folder.pages[path]
            self._path(path).write_bytes(Fault().content_of(page))
            recording = self.folder.recording_of(page)
            if recording and self._path(f"{recording}.kept").exists():
                self._path(f"{recording}.kept").rename(self._path(recording))

    def _path(self, path: str) -> Path:
        return self.checked.folder / path
