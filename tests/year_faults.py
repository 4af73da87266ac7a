"""What goes wrong in a show folder for a day: the build must refuse it, or mend it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from tests.year_days import Day
from tests.year_world import Story, Tree

_LEDGER: Final = "published.yaml"


def lose_file(day: Day) -> None:
    if story := day.dice.pick(day.published()):
        day.upset(story, "its file is gone", lambda tree: _drop(tree, story.path))


def lose_recording(day: Day) -> None:
    if story := day.dice.pick([story for story in day.published() if story.recording]):
        day.upset(story, "its recording is gone", lambda tree: _drop(tree, f"audio/{story.recording}"))


def break_yaml(day: Day) -> None:
    _rewrite(day, "its YAML is broken", "title: ", "title: [")


def another_date(day: Day) -> None:
    """A ledger that is made of the feed does not know what the file said: then the published date stays."""
    if day.world.is_blurred or day.damages:
        return
    day.may_damage = False
    _rewrite(day, "another date", "date: 20", "date: 19")


def another_guid(day: Day) -> None:
    _rewrite(day, "another guid", "\ndate: ", "\nguid: quite-another\ndate: ")


def make_draft(day: Day) -> None:
    _rewrite(day, "a draft again", "\ndate: ", "\ndraft: true\ndate: ")


def copy_whole(day: Day) -> None:
    """What has been edited since it was published, or has no entry of its own, need not look the same any more."""
    known = [story for story in day.published() if story.key not in day.world.edited]
    if (story := day.dice.pick(known)) and not day.world.is_blurred and not day.damages:
        day.may_damage = False
        name = day.world.new_name()
        day.upset(story, "it is there twice", lambda tree: _copy(tree, story, name))


def unmount_episodes(day: Day) -> None:
    if day.published():
        day.wrongs.append("episodes/ is empty")
        day.faults.append(lambda tree: _drop_all(tree, "episodes/"))


def unmount_audio(day: Day) -> None:
    if any(story.recording for story in day.published()):
        day.wrongs.append("audio/ is empty")
        day.faults.append(lambda tree: _drop_all(tree, "audio/"))


def clock_behind(day: Day) -> None:
    if day.subscribers.feed:
        day.is_behind = True
        day.wrongs.append("the clock runs behind")


def lose_ledger(day: Day) -> None:
    _blur(day, lambda root: (root / _LEDGER).unlink(missing_ok=True))


def damage_ledger(day: Day) -> None:
    contents = (b"", b"\0\0\0\0", b"episodes: [", b"- nothing\n", b"version: 1\n")
    content = contents[day.dice.below(len(contents))]
    _blur(day, lambda root: _overwrite(root / _LEDGER, content))


def cut_ledger(day: Day) -> None:
    permille = 1 + day.dice.below(999)
    _blur(day, lambda root: _cut(root / _LEDGER, permille))


def lose_feed(day: Day) -> None:
    day.damage(lambda root: shutil.rmtree(root / "feed", ignore_errors=True))


def older_ledger(day: Day) -> None:
    """As somebody brings one back who has restored it alone."""
    content = day.dice.pick(day.world.ledgers[-10:])
    names = {story.stem for story in day.world.stories}
    if content is not None and not any(story.stem in names for story in day.world.deleted):
        _blur(day, lambda root: _overwrite(root / _LEDGER, content))
        day.world.is_old = True


def kill(day: Day) -> None:
    day.killed_at = 1 + day.dice.below(80)
    _write_much(day)


def fill_disk(day: Day) -> None:
    day.full_after = day.dice.below(6)
    _write_much(day)


def _write_much(day: Day) -> None:
    for story in day.dice.some(day.world.stories, 2):
        story.revision += 1
        story.is_spoken = not story.is_spoken
        day.world.edit(story)


def _rewrite(day: Day, why: str, old: str, new: str) -> None:
    if story := day.dice.pick(day.published()):
        day.upset(story, why, partial(_replace, story=story, old=old.encode(), new=new.encode()))


def _replace(tree: Tree, story: Story, old: bytes, new: bytes) -> None:
    if story.path in tree:
        tree[story.path] = tree[story.path].replace(old, new, 1)


def _blur(day: Day, damage: Callable[[Path], None]) -> None:
    """What is known from the feed alone is less: where the files lie, and how they sound, does not stand there.

    What was taken off, or got another date, may need leave for it again.
    """
    before = len(day.damages)
    day.damage(damage)
    if len(day.damages) > before:
        day.world.is_blurred = True
        day.world.removals |= {story.key for story in day.world.deleted}
        day.subscribers.forget()


def _drop(tree: Tree, path: str) -> None:
    tree.pop(path, None)


def _drop_all(tree: Tree, folder: str) -> None:
    for path in [path for path in tree if path.startswith(folder)]:
        del tree[path]


def _copy(tree: Tree, story: Story, name: str) -> None:
    if story.path in tree:
        tree[f"episodes/{name}.md"] = tree[story.path]
    if f"audio/{story.recording}" in tree:
        tree[f"audio/{name}.mp3"] = tree[f"audio/{story.recording}"]


def _overwrite(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _cut(path: Path, permille: int) -> None:
    if path.exists():
        content = path.read_bytes()
        path.write_bytes(content[: len(content) * permille // 1000])
