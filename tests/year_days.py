"""A day of a show: what people and machines do to it before the build of the day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeAlias, TypeVar

from tests.year_subscribers import Subscribers
from tests.year_world import Story, Tree, World

T = TypeVar("T")


class Dice:
    """Choices out of one drawn number, so that a day is a few numbers and can be had again.

    Small numbers are drawn more often than others; the factor (of Knuth's multiplicative hash) spreads them.
    """

    def __init__(self, drawn: int) -> None:
        self._left = drawn * 2_654_435_761 % 2**32

    def below(self, limit: int) -> int:
        """A number from 0 to below ``limit``."""
        self._left, number = divmod(self._left, limit)
        return number

    def pick(self, choices: Sequence[T]) -> T | None:
        """One of them, if there are any."""
        return choices[self.below(len(choices))] if choices else None

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """Several in a row, from any of them on."""
        start = self.below(len(choices)) if choices else 0
        return [choices[(start + step) % len(choices)] for step in range(min(count, len(choices)))]


@dataclass(kw_only=True)
class Day:
    """What happens on a day beside the lasting edits of the world."""

    now: datetime
    dice: Dice
    world: World
    subscribers: Subscribers
    faults: list[Callable[[Tree], None]] = field(default_factory=list)
    damages: list[Callable[[Path], None]] = field(default_factory=list)  # to what the program wrote
    wrongs: list[str] = field(default_factory=list)  # why the build must refuse
    hit: set[int] = field(default_factory=set)  # the keys of stories that something happened to already
    tagged: Story | None = None
    killed_at: int = 0
    full_after: int | None = None
    is_behind: bool = False
    may_damage: bool = True

    def published(self) -> list[Story]:
        """The stories that subscribers have, whose authors mean to keep them there, and nothing has happened to yet."""
        keys = self.subscribers.stories_in_feed - self.hit
        return [story for story in self.world.stories if story.key in keys and not story.is_withdrawn]

    def upset(self, story: Story, why: str, fault: Callable[[Tree], None]) -> None:
        """Something is wrong with a story today, and the build must refuse it."""
        self.hit.add(story.key)
        self.wrongs.append(f"{why} (story {story.key})")
        self.faults.append(fault)

    def damage(self, what: Callable[[Path], None]) -> None:
        """Something happens to the ledger or the feed: one thing a day, because each is what mends the other."""
        if self.may_damage and not self.damages and self.subscribers.feed:
            self.damages.append(what)


Happening: TypeAlias = Callable[[Day], None]
