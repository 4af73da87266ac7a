"""The recordings of the old host: what they say of themselves, and fetched into audio/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from publisher.adopting.plan import ItemPlan, Plan, State
from publisher.downloads.downloading import Download, Downloaded, NotDownloaded, download_all
from publisher.layout import AUDIO_FOLDER, EPISODES_FOLDER
from publisher.ledger.entry import Entry
from publisher.online.settings import OnlineSettings
from publisher.progress import Progress
from publisher.remote.reading import RemoteAudio, RemoteFailure, RemoteRecording, read_remotes
from publisher.sources.feed_file import FeedEnclosure, FeedItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What recordings elsewhere say of themselves, by their URLs, and what is to be said of it."""

    by_url: Mapping[str, RemoteAudio] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def entry(self, entry: Entry) -> Entry:
        """An entry whose recording lies elsewhere, with the bytes, the type and the length that it really has."""
        enclosure = entry.enclosure
        found = self.by_url.get(enclosure.url) if enclosure and enclosure.elsewhere else None
        if enclosure is None or found is None:
            return entry
        truth = replace(
            enclosure,
            size_bytes=found.size_bytes,
            mime_type=found.mime_type,
            duration_ms=found.duration_ms or enclosure.duration_ms,
        )
        return replace(entry, enclosure=truth)


def measure(plan: Plan, settings: OnlineSettings, progress: Progress) -> Measured:
    """Asks for a few hundred kB of every recording that is the old host's, and not here."""
    asked = [(one.item, one.item.enclosure) for one in plan.items if not one.has_recording and one.item.enclosure]
    recordings = [RemoteRecording(url=there.url, size_bytes=there.size_bytes) for _, there in asked]
    by_url: dict[str, RemoteAudio] = {}
    notes: list[str] = []
    for (item, there), found in zip(asked, read_remotes(recordings, settings, progress), strict=True):
        if isinstance(found, RemoteFailure):
            notes.append(f"{item.title}: {there.url} {found.why}")
        else:
            by_url[there.url] = found
            notes += _notes(item, there, found)
    return Measured(by_url=by_url, notes=tuple(notes))


def download(
    root: Path, plan: Plan, settings: OnlineSettings, progress: Progress
) -> Iterator[Downloaded | NotDownloaded]:
    """Fetches the recordings that matched items have at the old host and not here, named like their episode files."""
    wanted = [one for one in plan.items if one.path and not one.has_recording and one.state is not State.CONFLICT]
    yield from download_all(root, _downloads(wanted), settings, progress)


def _downloads(items: Sequence[ItemPlan]) -> list[Download]:
    return [
        Download(url=one.item.enclosure.url, path=_audio_path(one.path), size_bytes=one.item.enclosure.size_bytes)
        for one in items
        if one.item.enclosure
    ]


def _audio_path(episode: str) -> str:
    """Where the recording of an episode file belongs, without its suffix.

    >>> _audio_path("episodes/2026/why-we-walk.md")
    'audio/2026/why-we-walk'
    """
    below = PurePosixPath(episode).relative_to(EPISODES_FOLDER)
    return str(AUDIO_FOLDER / below.with_name(below.stem))


def _notes(item: FeedItem, there: FeedEnclosure, found: RemoteAudio) -> Iterator[str]:
    """What is odd, and a length in bytes that the feed has wrong."""
    yield from (f"{item.title}: {there.url} {note}" for note in found.notes)
    if there.size_bytes and there.size_bytes != found.size_bytes:
        yield f"{item.title}: its recording has {found.size_bytes:,} bytes, and {there.size_bytes:,} in the feed"
