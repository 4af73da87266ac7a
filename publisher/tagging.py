"""The recordings of a show, tagged: which belongs to which episode, and what came of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from publisher.build import load
from publisher.errors import NotThereError, PublisherError
from publisher.explain import find_episode, is_at_fault
from publisher.lock import locked
from publisher.merge.episode import MergedEpisode
from publisher.merge.show import MergedShow
from publisher.model import Show
from publisher.progress import Progress
from publisher.tags.held import Options
from publisher.tags.many import Job, retag_all, tag_workers
from publisher.tags.retag import Mode, Tagged
from publisher.tags.wanted import Wanted
from publisher.tags.wanting import wanted_of


class NothingToTag(PublisherError):
    """No recording is meant by what the user said."""


def tag_show(
    root: Path,
    names: Sequence[str],
    now: datetime,
    progress: Progress,
    options: Options,
    mode: Mode,
    *,
    with_synced: bool = False,
) -> tuple[Tagged, ...]:
    """Tags the recordings of the named episodes, of all where none is named: what came of each, in their order.

    Raises NothingToTag, NotThereError, BusyError while another run is at work in the folder, WriteError where the disk
    refuses.
    """
    with locked(root):
        merged = load(root, now, progress)
        if merged.show is None:
            raise NothingToTag("the show cannot be read; publish check says what to mend in show.yaml")
        meant = list(_meant(merged, names))
        jobs = [job for one in meant for job in _jobs(merged.show, one, root, mode, with_synced=with_synced)]
        if not jobs:
            raise NothingToTag("there is no recording to tag; an episode needs a date, and a recording in audio/")
        with tag_workers(root, [job.path for job in jobs]) as workers:
            return retag_all(root, jobs, options, mode, workers, progress)


def _meant(merged: MergedShow, names: Sequence[str]) -> Iterator[MergedEpisode]:
    if not names:
        yield from merged.episodes
    for name in names:
        found = find_episode(merged.episodes, name) or _with_recording(merged.episodes, name)
        if found is None:
            error = NothingToTag if is_at_fault(merged, name) else NotThereError
            raise error(f"there is no episode '{name}'; give its slug, its path, s01e02, or its recording")
        yield found


def _with_recording(episodes: Iterable[MergedEpisode], name: str) -> MergedEpisode | None:
    return next((one for one in episodes if any(one.path.endswith(name) for one in one.known.recordings)), None)


def _jobs(show: Show, episode: MergedEpisode, root: Path, mode: Mode, *, with_synced: bool) -> Iterator[Job]:
    """A job for each recording; an episode that cannot be published yet has nothing to say."""
    if mode.remove or episode.episode:
        wanted = Wanted() if mode.remove else wanted_of(show, episode, root, with_synced=with_synced)
        yield from (Job(path=recording.path, wanted=wanted) for recording in episode.known.recordings)
