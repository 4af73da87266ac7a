"""The files that the next build writes beside the feed, compared with those that subscribers are given now."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from publisher.differing.changes import Detail, Kind
from publisher.differing.chapter_words import chapters_detail
from publisher.differing.fields import text_detail
from publisher.differing.standing import Files, NotHad
from publisher.differing.words import count_of, plain
from publisher.model import Chapter, OutputFile
from publisher.progress import Progress
from publisher.sources.chapter_json import read_json
from publisher.sources.feed_item import FeedItem
from publisher.sources.spoken import Broken

_VOICE: Final = re.compile(r"<v(?:\.[^ >]*)? ([^>]*)>")
_TIMES: Final = re.compile(r"^.*-->.*$|^WEBVTT.*$|^\d+$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A file of an episode: where it lies now, and of what sort it is."""

    at: int  # the item in the new feed
    kind: Kind
    url: str


@dataclass(slots=True)
class FileChanges:
    """What was found: details by the item in the new feed, and what could not be had, by why and what."""

    details: dict[int, list[Detail]] = field(default_factory=lambda: defaultdict(list))
    same_to_people: list[str] = field(default_factory=list)  # paths of files that are written otherwise
    not_had: list[str] = field(default_factory=list)


def named_files(pairs: Iterable[tuple[int, FeedItem, FeedItem]], files_url: str, files: Files) -> dict[str, Named]:
    """The files that both an old and a new item name, by their paths in the next feed/.

    Of a transcript on a server only the first format is fetched: all say the same.
    """
    found: dict[str, Named] = {}
    for at, old, new in pairs:
        if old.chapters_url and new.chapters_url:
            path = _path_of(new.chapters_url, files_url)
            found[path] = Named(at=at, kind=Kind.CHAPTERS, url=old.chapters_url)
        urls = {one.mime_type: one.url for one in old.transcripts}
        shared = [one for one in new.transcripts if one.mime_type in urls]
        for one in shared if files.is_written else shared[:1]:
            path = _path_of(one.url, files_url)
            found[path] = Named(at=at, kind=Kind.TRANSCRIPT, url=urls[one.mime_type])
    return found


def paths_of(items: Iterable[FeedItem], files_url: str) -> Iterator[str]:
    """The paths in feed/ of all files that these items name."""
    for item in items:
        for url in (item.chapters_url, *(one.url for one in item.transcripts)):
            if url:
                yield _path_of(url, files_url)


def _path_of(url: str, files_url: str) -> str:
    return unquote(url.removeprefix(files_url))


def compare_files(
    outputs: Iterable[OutputFile], named: dict[str, Named], files: Files, progress: Progress
) -> FileChanges:
    """Every output that an old item names, too, beside what stands there now."""
    found = FileChanges()
    files.fetch([one.url for one in named.values()], progress)
    for output in outputs:
        one = named.get(output.path)
        if one is None or not isinstance(output.content, bytes):
            continue
        try:
            before = files.content(one.url)
        except NotHad as error:
            if files.is_written:
                found.details[one.at].append(_missing(one, output.path))
            else:
                found.not_had.append(str(error))
            continue
        if before != output.content:
            _compare(one, output, before, found)
    return found


def _missing(one: Named, path: str) -> Detail:
    return Detail(kind=one.kind, field="file", said=f"{path} is missing, and comes back")


def _compare(one: Named, output: OutputFile, before: bytes, found: FileChanges) -> None:
    after = output.content if isinstance(output.content, bytes) else b""
    if any(detail.kind is one.kind for detail in found.details[one.at]):
        return  # another format of the same transcript
    old, new = before.decode("utf-8", "replace"), after.decode("utf-8", "replace")
    if one.kind is Kind.TRANSCRIPT:
        found.details[one.at].append(_transcript_detail(output.path, old, new))
    elif detail := chapters_detail(_chapters(old), _chapters(new)):
        found.details[one.at].append(detail)
    else:
        found.same_to_people.append(output.path)


def _chapters(text: str) -> tuple[Chapter, ...]:
    return tuple(one[1] for one in read_json(text) if not isinstance(one, Broken))


def _words(text: str) -> str:
    return plain(_TIMES.sub("", _VOICE.sub(r"\1: ", text)))


def _transcript_detail(path: str, old: str, new: str) -> Detail:
    if path.endswith(".json"):
        return Detail(kind=Kind.TRANSCRIPT, field="transcript", said="transcript in JSON is another")
    before, after = _words(old), _words(new)
    if before == after:
        return Detail(kind=Kind.TRANSCRIPT, field="transcript", said="transcript has other times")
    return text_detail(Kind.TRANSCRIPT, "transcript", before, after, quote=True)


def unknown_sentences(reasons: Sequence[str]) -> tuple[str, ...]:
    """In one sentence, however many files could not be had."""
    if not reasons:
        return ()
    first = reasons[0]
    rest = f", and neither can {count_of(len(reasons) - 1, 'other')}" if len(reasons) > 1 else ""
    return (f"not compared: {first}{rest}",)
