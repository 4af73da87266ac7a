"""A year of a show, a day after the other, and what must hold after each of them."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from publisher.checks.publication import Allowed
from tests.show_folders import tree
from tests.year_days import Day, Dice, Happening
from tests.year_edits import new_story
from tests.year_runs import build, full_disk, killed_build, tag
from tests.year_subscribers import Subscribers
from tests.year_world import Tree, World, lay_out

_FIRST_DAY: Final = datetime(2026, 1, 5, 4, 0, tzinfo=UTC)
_LONG_AGO: Final = datetime(2001, 1, 1, tzinfo=UTC)
_DAYS_A_WEEK: Final = 7
_LATER: Final = timedelta(hours=1)


class Plan:
    """What happens on each day, each with a number for its dice."""

    def __init__(self, days: Sequence[Sequence[tuple[Happening, int]]]) -> None:
        self.days = days

    def __repr__(self) -> str:
        return f"<a plan of {len(self.days)} days>"  # the diary says which of them mattered


@dataclass(kw_only=True)
class Year:
    """The show, its subscribers, and what became of each day."""

    root: Path
    world: World
    subscribers: Subscribers = field(default_factory=Subscribers)
    outcomes: Counter[str] = field(default_factory=Counter)
    diary: list[str] = field(default_factory=list)

    @classmethod
    def start(cls, root: Path) -> Year:
        """A show folder that is about to begin."""
        return cls(root=root, world=World(root=root))

    def live(self, plan: Plan) -> None:
        """Goes through all days of a plan. Fails with the end of the diary where something does not hold."""
        for number, happenings in enumerate(plan.days):
            try:
                self._day(number, happenings)
            except AssertionError as error:
                raise AssertionError("\n".join([*self.diary[-12:], str(error)])) from error

    def _day(self, number: int, happenings: Sequence[tuple[Happening, int]]) -> None:
        now = _FIRST_DAY + timedelta(days=number)
        drawn = sum(dice for _, dice in happenings) + number
        day = Day(now=now, dice=Dice(drawn), world=self.world, subscribers=self.subscribers)
        names = []
        if number % _DAYS_A_WEEK == 0:
            story = new_story(day)
            names.append(f"new story {story.key} {story.path}")
        for happening, dice in happenings:
            day.dice = Dice(dice)
            happening(day)
            names.append(happening.__name__)
        self.diary.append(f"day {number}: {', '.join(names)}; edited: {self.world.edited}; wrong: {day.wrongs}")
        self._set_up(day)
        self._run(day)

    def _set_up(self, day: Day) -> None:
        lay_out(self.root, self.world.files())
        if day.tagged and day.tagged in day.published():
            self._tag(day)
        files = self.world.files()
        for fault in day.faults:
            fault(files)
        lay_out(self.root, files)
        for damage in day.damages:
            damage(self.root)

    def _tag(self, day: Day) -> None:
        story = day.tagged
        if story and story.recording:
            result = tag(self.root, day.now, story.path)
            if result.exit_code == 0:
                story.sound = (self.root / "audio" / story.recording).read_bytes()
                self.world.edit(story)
            self.outcomes["tagged" if result.exit_code == 0 else "not tagged"] += 1

    def _run(self, day: Day) -> None:
        allowed = self._allowed(day)
        if day.killed_at and not day.wrongs:
            self._be_killed(day, allowed)
            day.now += _LATER
        if day.full_after is not None:
            self._fill_disk(day, allowed)
        before = _state(self.root)
        result = build(self.root, _LONG_AGO if day.is_behind else day.now, allowed)
        if day.wrongs:
            assert result.exit_code == 1, f"not refused: {result.stderr}"
            assert _state(self.root) == before, "a build that was refused changed something"
            self.outcomes["refused"] += 1
            return
        if result.exit_code:
            assert _state(self.root) == before, "a build that was refused changed something"
            self._clear_up(day, allowed, result.stderr)
        self._published(day)

    def _clear_up(self, day: Day, allowed: Allowed, said: str) -> None:
        """After too many edits of one story at a time nobody can tell which it is: its author says so, as advised."""
        errors = "\n".join(line for line in said.splitlines() if ": error: " in line)
        most = max((count for key, count in self.world.edited.items()), default=0)
        is_unusable = self.world.is_old or (self.world.is_blurred and "[published-ledger-unusable]" in errors)
        assert is_unusable or most + self.world.is_blurred > 1, f"refused without need:\n{errors}"
        if is_unusable:
            (self.root / "published.yaml").write_bytes(self.world.ledgers[-1])
        helped = [story for story in self.world.stories if self.world.edited.get(story.key) and not story.guid]
        for story in helped:
            story.guid = self.subscribers.guid_of(story.key) or ""
        lay_out(self.root, self.world.files())
        result = build(self.root, day.now, allowed)
        assert result.exit_code == 0, f"refused though all guids are written:\n{errors}\n{result.stderr}"
        for story in helped:
            story.guid = ""
        self.outcomes["cleared up"] += 1

    def _published(self, day: Day) -> None:
        wanted = {story.key: story for story in self.world.stories if not story.is_withdrawn and story.due <= day.now}
        is_new = (self.root / "feed" / "feed.xml").read_bytes() != self.subscribers.feed
        assert not list(self.root.rglob(".publish-*.tmp")), "something is left of a run that was killed"
        self.subscribers.read(self.root, day.now, wanted, self.world.edited, may_redate=self.world.is_blurred)
        ledger = (self.root / "published.yaml").read_bytes()
        if not self.world.ledgers or self.world.ledgers[-1] != ledger:
            self.world.ledgers.append(ledger)
        for edits in (self.world.edited, self.world.removals, self.world.redated):
            edits.clear()
        self.world.is_blurred = self.world.is_old = False
        self.outcomes["changed" if is_new else "unchanged"] += 1
        if is_new and day.now.day % 2:
            self._again(day)

    def _again(self, day: Day) -> None:
        """Another build of the same moment, which has nothing to do."""
        before = _state(self.root)
        assert build(self.root, day.now, Allowed()).exit_code == 0
        assert _state(self.root) == before, "a second build changed something"

    def _allowed(self, day: Day) -> Allowed:
        again = {story.key for story in self.world.stories} - day.hit if self.world.is_blurred else set()
        removals, dates = (
            frozenset(guid for key in keys if (guid := self.subscribers.guid_of(key)))
            for keys in (self.world.removals, self.world.redated | again)
        )
        return Allowed(removals=removals, dates=dates)

    def _fill_disk(self, day: Day, allowed: Allowed) -> None:
        before = _state(self.root)
        with full_disk(day.full_after or 0):
            result = build(self.root, _LONG_AGO if day.is_behind else day.now, allowed)
        if result.exit_code:
            assert _state(self.root) == before, "a build without room on the disk changed something"
            self.outcomes["full"] += 1

    def _be_killed(self, day: Day, allowed: Allowed) -> None:
        """A kill; then the next run gives what it would have given, had the killed one ended, or never begun."""
        ended, skipped, killed = (self.root.with_name(name) for name in ("ended", "skipped", "killed"))
        for copy in (ended, skipped, killed):
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(self.root, copy)
        before = _state(self.root)
        if build(ended, day.now, allowed).exit_code:
            return
        build(ended, day.now + _LATER, allowed)
        build(skipped, day.now + _LATER, allowed)
        killed_build(self.root, day.now, allowed, day.killed_at)
        self.outcomes["killed" if _state(self.root) != before else "killed early"] += 1
        _copy_over(self.root, killed)
        assert build(killed, day.now + _LATER, Allowed()).exit_code in (0, 1)
        assert _outputs(killed) in (_outputs(ended), _outputs(skipped), _outputs(self.root))


def _copy_over(root: Path, copy: Path) -> None:
    shutil.rmtree(copy)
    shutil.copytree(root, copy)


def _outputs(root: Path) -> Tree:
    """What the program wrote in a show folder."""
    files = tree(root)
    return {path: files[path] for path in files if path.startswith("feed/") or path == "published.yaml"}


def _state(root: Path) -> dict[str, tuple[bytes, int]]:
    """Every file with its bytes and its time, but for the lock, and for what a killed run left for the next one."""
    return {
        path: (content, (root / path).stat().st_mtime_ns)
        for path, content in tree(root).items()
        if path != ".publish.lock" and not path.endswith(".tmp")
    }
