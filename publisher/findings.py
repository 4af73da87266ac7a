"""What the checks find in a show that is read and merged, as far as nobody has to be asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from publisher.checks import BUILD_CHECKS, FOLDER_CHECKS
from publisher.checks.catalogue import catalogue
from publisher.checks.feed import FEED_CHECKS
from publisher.checks.own_feed import check_own_feed
from publisher.checks.reading import reading
from publisher.checks.settings import raised_checks, weighed
from publisher.merge.show import MergedShow
from publisher.model import Problem, Severity
from publisher.outputs import rss
from publisher.tags import outdated


def of_feed(merged: MergedShow) -> Iterator[Problem]:
    """What is wrong with the feed that the show would become, but for what a check of the show says already."""
    if merged.show is None or not merged.show.episodes:
        return
    content = b"".join(file.content for file in rss.output(merged.show) if isinstance(file.content, bytes))
    said = {one.id for one in (*BUILD_CHECKS, *reading())} | {one.id for one in FOLDER_CHECKS}
    yield from check_own_feed(merged.show, content, said, merged.problems)


def raised(merged: MergedShow, root: Path) -> list[Problem]:
    """The errors of the checks that show.yaml raises to errors: a build does not ask most of them otherwise."""
    known, ids = catalogue(), raised_checks(merged)
    counted = weighed(_of_checks(merged, root, ids), merged, known)
    return [one for one in counted if one.severity is Severity.ERROR and one.check in ids]


def _of_checks(merged: MergedShow, root: Path, ids: Collection[str]) -> Iterator[Problem]:
    for one in FOLDER_CHECKS:
        if one.id in ids:
            yield from one.problems(merged)
    if any(one.id in ids for one in FEED_CHECKS):
        yield from (problem for problem in of_feed(merged) if problem.check in ids)
    if outdated.CHECK in ids:
        yield from outdated.outdated(merged, root)
