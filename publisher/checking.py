"""Everything that is wrong with a show folder: what reading it brings, and what the checks find."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from publisher.build import read_and_merge
from publisher.checks import BUILD_CHECKS, FOLDER_CHECKS, check_folder
from publisher.checks.catalogue import catalogue
from publisher.checks.check import PROFILES
from publisher.checks.feed import check_feed, feed_of_show
from publisher.checks.settings import unused, weighed
from publisher.merge.show import MergedShow
from publisher.model import Problem
from publisher.outputs import rss
from publisher.progress import Progress


def check_show(
    root: Path, now: datetime, progress: Progress, profiles: Collection[str] = PROFILES
) -> tuple[Problem, ...]:
    """Every problem of the show in this folder, in a stable order; nothing is written and nobody is asked.

    What only other profiles than ``profiles`` ask for is left out.
    """
    return check_merged(read_and_merge(root, now, progress), profiles)


def check_merged(merged: MergedShow, profiles: Collection[str] = PROFILES) -> tuple[Problem, ...]:
    """The same of a show that is read and merged."""
    return judged([*merged.problems, *check_folder(merged), *_of_feed(merged)], merged, profiles)


def _of_feed(merged: MergedShow) -> Iterator[Problem]:
    """What is wrong with the feed that the show would become, but for what a check of the show says already."""
    if merged.show is None or not merged.show.episodes:
        return
    content = b"".join(file.content for file in rss.output(merged.show) if isinstance(file.content, bytes))
    said = {one.id for one in BUILD_CHECKS} | {one.id for one in FOLDER_CHECKS}
    for problem in check_feed(feed_of_show(merged.show, content)):
        if problem.check not in said:
            yield problem


def judged(found: Iterable[Problem], merged: MergedShow, profiles: Collection[str]) -> tuple[Problem, ...]:
    """What was found, as heavy as this show has it, in a stable order."""
    known = catalogue()
    problems = list(found)
    counted = {*weighed(problems, merged, known), *unused(problems, merged, known)}
    return tuple(sorted(_asked_for(counted, profiles)))


def _asked_for(problems: Iterable[Problem], profiles: Collection[str]) -> Iterator[Problem]:
    known = catalogue()
    for problem in problems:
        explained = known.get(problem.check)
        if not explained or not explained.profiles or set(explained.profiles) & set(profiles):
            yield problem
