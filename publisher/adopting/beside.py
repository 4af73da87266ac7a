"""Transcripts and lists of chapters that the old host keeps in files of their own, fetched beside the episode files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from publisher.adopting.plan import ItemPlan, Plan
from publisher.errors import UnreadableFile
from publisher.online.asking import prober_of
from publisher.online.settings import OnlineSettings
from publisher.probe.answer import Request
from publisher.probe.prober import Prober
from publisher.progress import Progress
from publisher.sources.chapter_file import CHAPTER_SUFFIXES, parse_chapters
from publisher.sources.feed_file import FeedItem
from publisher.sources.folder import TEXT_LIMIT_BYTES, decode
from publisher.sources.transcript_file import parse_transcript
from publisher.starting.new_files import write_new

# The suffix by which each type is read, the best first.
_TRANSCRIPTS: Final = {
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
    "application/srt": ".srt",
    "text/srt": ".srt",
    "application/json": ".json",
}
_SUFFIXES: Final = tuple(dict.fromkeys(_TRANSCRIPTS.values()))
_CHAPTERS: Final = ".chapters.json"
_RUN_S: Final = 4 * 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A file of the old host: its URL, where it is now, and why it is not, if so."""

    url: str
    path: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    url: str
    path: str

    def is_whole(self, text: str) -> bool:
        """Whether a text can be read as what it should be."""
        if self.path.endswith(_CHAPTERS):
            return bool(parse_chapters(self.path, text).value)
        read = parse_transcript(self.path, text).value
        return read is not None and bool(read.entries)


def fetch_beside(root: Path, plan: Plan, settings: OnlineSettings, progress: Progress) -> Iterator[Fetched]:
    """Fetches what matched items have and their files lack, and writes over nothing. Raises WriteError."""
    wanted = [one for item in plan.items if item.path for one in _wanted(root, item)]
    with prober_of(replace(settings, run_deadline_s=_RUN_S)) as prober:
        for done, one in enumerate(wanted, start=1):
            progress("transcripts and chapters", done, len(wanted))
            yield Fetched(url=one.url, path=one.path, why=_fetch(root, one, prober))


def _wanted(root: Path, plan: ItemPlan) -> Iterator[_Wanted]:
    base = PurePosixPath(plan.path).with_suffix("")
    transcript = None if plan.has_transcript else _best_transcript(plan.item)
    if transcript and not any(os.path.lexists(root / f"{base}{suffix}") for suffix in _SUFFIXES):
        yield _Wanted(url=transcript[0], path=f"{base}{transcript[1]}")
    chapters = "" if plan.has_chapters else plan.item.chapters_url
    if chapters and not any(os.path.lexists(root / f"{base}{suffix}") for suffix in CHAPTER_SUFFIXES):
        yield _Wanted(url=chapters, path=f"{base}{_CHAPTERS}")


def _best_transcript(item: FeedItem) -> tuple[str, str] | None:
    """The URL of the transcript that keeps most, with its suffix: captions before text."""
    found = [(one.url, suffix) for one in item.transcripts if (suffix := _suffix(one.url, one.mime_type))]
    return min(found, key=lambda one: _SUFFIXES.index(one[1]), default=None)


def _suffix(url: str, mime_type: str) -> str | None:
    """The suffix of a transcript by its type, else by its URL; None for what has no times.

    >>> _suffix("https://example.com/1/transcript", "text/vtt"), _suffix("https://example.com/1.srt?x", "text/plain")
    ('.vtt', '.srt')
    """
    suffix = PurePosixPath(urlsplit(url).path).suffix.casefold()
    return _TRANSCRIPTS.get(mime_type.partition(";")[0].casefold()) or (suffix if suffix in _SUFFIXES else None)


def _fetch(root: Path, wanted: _Wanted, prober: Prober) -> str:
    """Why a file is not there now; nothing where it is."""
    answer = prober.ask(Request(url=wanted.url, method="GET", max_bytes=TEXT_LIMIT_BYTES))
    if answer.failure is not None or answer.status != 200:
        return f"cannot be read ({answer.detail})"
    if len(answer.body) >= TEXT_LIMIT_BYTES:
        return f"is larger than {TEXT_LIMIT_BYTES // 1024 // 1024} MB"
    try:
        text = decode(answer.body)
    except UnreadableFile as error:
        return str(error)
    if not wanted.is_whole(text):
        return "is none that can be read"
    return "" if write_new(root / wanted.path, text) else f"stays where it is: {wanted.path} exists by now"
