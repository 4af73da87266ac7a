"""The pipeline: read, merge, check, render, write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from publisher.checks import check_build, check_published, not_of_an_empty_folder
from publisher.checks.known_published import with_known_values
from publisher.checks.publication import Allowed, Publication
from publisher.checks.settings import raised_checks, settings_of, weighed
from publisher.files import Written, write_all
from publisher.layout import LEDGER_FILE
from publisher.ledger.entry import Ledger
from publisher.ledger.writing import ledger_text
from publisher.ledger_update import Dated, date_changes
from publisher.lock import locked
from publisher.merge.show import MergedShow, ShowInputs, merge_show
from publisher.model import OutputFile, Problem, Severity, Show
from publisher.outputs import OUTPUTS
from publisher.progress import Progress
from publisher.reading import read_folder
from publisher.workers import Workers

NOTHING: Final = Allowed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build came to; nothing was written where ``written`` is None."""

    merged: MergedShow
    written: Written | None

    @property
    def ledger(self) -> Ledger:
        """The ledger before this build."""
        return self.merged.inputs.ledger if self.merged.inputs else Ledger()


def build(root: Path, now: datetime, progress: Progress, allowed: Allowed = NOTHING) -> Built:
    """Makes feed/ of a show folder, unless an error stands against it: then every file stays as it is.

    ``allowed`` is what may be taken from subscribers this time. The ledger is written before the feed that it is about.

    Raises BusyError while another build is at work in the folder, WriteError where the disk refuses.
    """
    with locked(root):
        merged = load_to_build(root, now, progress, allowed)
        if merged.show is None or merged.has_errors:
            return Built(merged=merged, written=None)
        dated = dated_feed(merged, merged.show, now)
        ledger = OutputFile(path=LEDGER_FILE, content=ledger_text(dated.ledger).encode())
        return Built(merged=merged, written=write_all(root, render(merged.show, dated.feed), beside=ledger))


def dated_feed(merged: MergedShow, show: Show, now: datetime) -> Dated:
    """The feed that a build writes, and the ledger."""
    ledger = merged.inputs.ledger if merged.inputs else Ledger()
    return date_changes(show, merged.episodes, ledger, now)


def load(root: Path, now: datetime, progress: Progress, allowed: Allowed = NOTHING) -> MergedShow:
    """The merged show, and what a build finds wrong with it, in a stable order, as heavy as show.yaml has it."""
    merged = read_and_merge(root, now, progress, allowed)
    if settings_of(merged):
        from publisher.checks.catalogue import catalogue  # of all checks there are: most builds need not load them

        merged = replace(merged, problems=tuple(weighed(merged.problems, merged, catalogue())))
    return replace(merged, problems=_ordered(merged.problems))


def load_to_build(root: Path, now: datetime, progress: Progress, allowed: Allowed = NOTHING) -> MergedShow:
    """The same with everything that stops a build: also errors of those other checks that show.yaml makes errors."""
    return _with_raised(load(root, now, progress, allowed), root)


def _with_raised(merged: MergedShow, root: Path) -> MergedShow:
    """The same with the errors of all other checks that show.yaml raises to errors."""
    if not raised_checks(merged):
        return merged
    from publisher.findings import raised  # they take all checks along

    return replace(merged, problems=_ordered([*merged.problems, *raised(merged, root)]))


def read_and_merge(root: Path, now: datetime, progress: Progress, allowed: Allowed = NOTHING) -> MergedShow:
    """The merged show, and what a build finds wrong with it, whatever show.yaml says of checks."""
    with Workers(preload=("publisher.reading",)) as workers:
        inputs, problems = read_folder(root, workers, progress)
    return merge(inputs, problems, now, allowed)


def merge(
    inputs: ShowInputs | None, problems: Sequence[Problem], now: datetime, allowed: Allowed = NOTHING
) -> MergedShow:
    """The show of what was read, with the problems of reading, of merging, and of what would be written."""
    if inputs is None:
        return MergedShow(show=None, problems=tuple(problems))
    merged = merge_show(inputs, now)
    problems = [*with_known_values([*problems, *merged.problems], merged)]
    if merged.show is not None:
        unread = frozenset(one.place.path for one in problems if one.severity is Severity.ERROR)
        problems += check_build(merged.show)
        publication = Publication(merged=merged, now=now, allowed=allowed, unread=unread)
        problems = [*not_of_an_empty_folder(problems, publication), *check_published(publication)]
    return replace(merged, problems=tuple(problems))


def render(show: Show, feed: OutputFile) -> Iterator[OutputFile]:
    """Every file of feed/."""
    yield feed
    for output in OUTPUTS:
        yield from output(show)


def _ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(set(problems)))
