"""Recordings that lie elsewhere, read over the network without a download."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from publisher.model import Chapter
from publisher.online.asking import prober_of
from publisher.online.inquiry import host_of
from publisher.online.settings import OnlineSettings
from publisher.probe.crowd import Job, ask_all
from publisher.probe.prober import Prober
from publisher.progress import Progress, no_progress
from publisher.remote.kept import Keeper, Kept
from publisher.remote.parsing import Missing, Parsed, parse
from publisher.remote.source import Source
from publisher.sources.audio_tags import AudioTags, EmbeddedPicture
from publisher.workers import Workers

_AT_ONCE: Final = 32  # recordings whose parts are held in memory
_RUN_S: Final = 7200.0
_FOLDER: Final = "recordings"  # beside the answers that are kept

Step: TypeAlias = Callable[[Prober], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteRecording:
    """A recording to read: its URL, and the length that the feed gives, if it does."""

    url: str
    size_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteAudio:
    """What a recording says of itself.

    ``duration_ms`` is None where only a download would tell it; ``told_by`` is what told it, like "its index". The
    notes say what is odd or was left out, as what follows the name of the recording.
    """

    url: str  # as it was asked for
    size_bytes: int  # as its server says
    mime_type: str  # by its content
    duration_ms: int | None
    told_by: str
    tags: AudioTags
    chapters: tuple[Chapter, ...]
    picture: EmbeddedPicture | None
    etag: str | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteFailure:
    """Why nothing can be said of a recording, as what follows its name: "answers 404 Not Found"."""

    url: str
    why: str


def read_remote(url: str, size_bytes: int | None, settings: OnlineSettings) -> RemoteAudio | RemoteFailure:
    """One recording, read as ``read_remotes`` does."""
    (read,) = read_remotes([RemoteRecording(url=url, size_bytes=size_bytes)], settings)
    return read


def read_remotes(
    recordings: Sequence[RemoteRecording],
    settings: OnlineSettings,
    progress: Progress = no_progress,
    *,
    reader_deadline_s: float = 20.0,
) -> Iterator[RemoteAudio | RemoteFailure]:
    """All of them in their order, by a few hundred kB of each, at most two at a time from one host.

    What was fetched is kept beside the answers of other runs, and used again where the ETag and the length of the
    recording are the same. Ctrl-C raises KeyboardInterrupt out of it. It blocks, and wants the main thread.
    """
    keeper = Keeper(_folder(settings.cache_path))
    longer = replace(settings, run_deadline_s=_RUN_S)
    preload = (parse.__module__,)
    with prober_of(longer) as prober, Workers(deadline_s=reader_deadline_s, preload=preload) as workers:
        for start in range(0, len(recordings), _AT_ONCE):
            told = partial(_tell, progress, start, len(recordings))
            yield from _Batch(recordings[start : start + _AT_ONCE], keeper, prober, workers).read(told)
    keeper.sweep()


def _folder(cache_path: Path | None) -> Path | None:
    return None if cache_path is None else cache_path.parent / _FOLDER


def _tell(progress: Progress, done_before: int, total: int, done: int) -> None:
    progress("reading recordings", done_before + done, total)


class _Batch:
    """Some recordings, read in turns: parts of all are fetched, all are read, then what is missing is fetched."""

    def __init__(self, recordings: Iterable[RemoteRecording], keeper: Keeper, prober: Prober, workers: Workers) -> None:
        self._sources = [Source(one.url, one.size_bytes, keeper.kept(one.url)) for one in recordings]
        self._keeper = keeper
        self._prober = prober
        self._workers = workers
        self._parsed: dict[int, Parsed] = {}

    def read(self, told: Callable[[int], None]) -> Iterator[RemoteAudio | RemoteFailure]:
        """What came of each, in order."""
        steps: dict[int, Step] = {index: source.begin for index, source in enumerate(self._sources)}
        while steps:
            self._fetch(steps)
            steps = self._parse(list(steps))
            told(len(self._sources) - len(steps))
        for index, source in enumerate(self._sources):
            yield self._outcome(source, self._parsed.get(index))

    def _fetch(self, steps: dict[int, Step]) -> None:
        jobs = [Job(host=host_of(self._sources[index].url), run=step) for index, step in steps.items()]
        with closing(ask_all(self._prober, jobs)) as results:
            for _ in results:
                pass

    def _parse(self, indexes: Iterable[int]) -> dict[int, Step]:
        """Read those that did not fail; what is to be fetched for those that need more."""
        live = [index for index in indexes if not self._sources[index].failure]
        jobs = [(self._sources[index].parts, self._sources[index].is_out_of_reach) for index in live]
        steps: dict[int, Step] = {}
        for index, outcome in zip(live, self._workers.each(parse, jobs), strict=True):
            if outcome.failure is not None:
                self._parsed[index] = Parsed(fault=outcome.failure)
            elif isinstance(outcome.value, Missing):
                steps[index] = partial(self._sources[index].fetch, blocks=outcome.value.blocks)
            else:
                self._parsed[index] = outcome.value
        return steps

    def _outcome(self, source: Source, parsed: Parsed | None) -> RemoteAudio | RemoteFailure:
        if parsed is None or parsed.duration is None:
            return RemoteFailure(url=source.url, why=source.failure or (parsed.fault if parsed else ""))
        parts = source.parts
        if source.is_worth_keeping:
            self._keeper.keep(source.url, Kept(validator=source.validator, etag=source.etag, parts=parts))
        return RemoteAudio(
            url=source.url,
            size_bytes=parts.size_bytes,
            mime_type=parsed.duration.mime_type,
            duration_ms=parsed.duration.duration_ms,
            told_by=parsed.duration.told_by,
            tags=parsed.tags,
            chapters=parsed.chapters,
            picture=parsed.picture,
            etag=source.etag,
            notes=(*source.notes, *parsed.notes),
        )
