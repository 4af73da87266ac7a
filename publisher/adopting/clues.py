"""What an item of a feed and an episode file have to show, by which they are told to be the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import unquote, urlsplit
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from publisher.merge.dates import utc_moment
from publisher.merge.matching import number_in_name
from publisher.platforms.known import PLATFORMS, id_in, read_url
from publisher.sources.episode_file import EpisodeFile
from publisher.sources.feed_file import FeedItem
from publisher.text import same_name

_URL: Final = re.compile(r"https?://[^\s\"'<>]+")
_LEADING_NUMBER: Final = re.compile(r"(?:[a-z]{0,5}\d+|s\d+e\d+)[-_]+")
_SHORT: Final = 4  # a name of fewer letters says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What identifies an episode. ``mentioned`` are ids in its notes, which may be another episode's."""

    guids: frozenset[str] = frozenset()
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    mentioned: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()  # of its files and pages, without suffix
    urls: frozenset[str] = frozenset()  # of its recording and its page
    titles: tuple[str, ...] = ()
    season: int | None = None
    number: int | None = None
    published_at: datetime | None = None
    duration_ms: int | None = None


def clues_of_item(item: FeedItem) -> Clues:
    """What an item has to show."""
    own = dict(_ids_in([item.link, item.guid]))
    enclosure = item.enclosure.url if item.enclosure else ""
    pages = (item.link, enclosure, item.chapters_url, *(one.url for one in item.transcripts))
    return Clues(
        guids=frozenset({item.guid}),
        ids=own,
        mentioned=dict(_ids_in(_URL.findall(f"{item.notes_html} {item.description_html}"))),
        names=frozenset(name for url in pages for name in _names_in(url)),
        urls=frozenset({item.link, enclosure} - {""}),
        titles=tuple(dict.fromkeys(title for title in (item.title, item.itunes_title) if title)),
        season=item.season,
        number=item.number,
        published_at=item.published_at,
        duration_ms=item.duration_ms,
    )


def clues_of_file(
    file: EpisodeFile, recordings: Iterable[str], zone: ZoneInfo, *, show_guid: str, kept_guid: str | None = None
) -> Clues:
    """What an episode file has to show, with the paths of its recordings.

    ``show_guid`` is what a build makes guids of, ``kept_guid`` what the ledger has for this file.
    """
    slug, audio = _value(file, "slug"), _value(file, "audio")
    by_name = number_in_name(file.stem) or (None, None)
    names = (file.stem, slug, *(PurePosixPath(path).stem for path in recordings))
    season, number = _value(file, "season"), _value(file, "episode")
    return Clues(
        guids=frozenset(_guids(file, show_guid, kept_guid)),
        ids={platform: frozenset(found) for platform, found in _ids_of_file(file).items()},
        names=frozenset(one for name in names if name for one in _as_names(name)),
        urls=frozenset({_value(file, "link"), audio.url if audio else None} - {None}),
        titles=tuple(title for key in ("title", "short") if (title := _value(file, key))),
        season=by_name[0] if season is None else season,
        number=by_name[1] if number is None else number,
        published_at=file_moment(file, zone),
        duration_ms=_value(file, "duration"),
    )


def file_moment(file: EpisodeFile, zone: ZoneInfo) -> datetime | None:
    """The date in an episode file in UTC; None where there is none, or where it cannot be told."""
    written = _value(file, "date") or _value(file, "dateadded")
    try:
        return utc_moment(written, zone).astimezone(UTC) if written else None
    except ValueError:  # an hour that the zone's clocks skip, or show twice
        return None


def _guids(file: EpisodeFile, show_guid: str, kept: str | None) -> Iterator[str]:
    """The guid that the file says, or that the ledger has for it; else the one that a build would make of its name."""
    written = _value(file, "guid")
    if written or kept:
        yield from (guid for guid in (written, kept) if guid)
        return
    with suppress(ValueError):  # the show's own is no UUID, which has been reported
        yield str(uuid5(UUID(show_guid), _value(file, "slug") or file.stem))


def _ids_of_file(file: EpisodeFile) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key in ("ids", "links"):
        for name, written in (_value(file, key) or {}).items():
            platform = name.casefold()
            identifier = id_in(platform, written.value) if platform in PLATFORMS else None
            if identifier:
                found.setdefault(platform, set()).add(identifier)
    return found


def _ids_in(urls: Iterable[str]) -> Iterator[tuple[str, frozenset[str]]]:
    found: dict[str, set[str]] = {}
    for url in urls:
        reference = read_url(url)
        if reference and reference.kind == "episode" and reference.id:
            found.setdefault(reference.platform, set()).add(reference.id)
        elif reference and reference.platform == "anchor" and (key := id_in("anchor", url)):
            found.setdefault("anchor", set()).add(key)
    yield from ((platform, frozenset(ids)) for platform, ids in found.items())


def _names_in(url: str) -> Iterator[str]:
    """The name at the end of a URL, and the same without the number before it, which may be a host's.

    The URL may be wrapped in another one: counters of downloads do that.

    >>> list(_names_in("https://pdst.fm/e/www.buzzsprout.com/1/episodes/15732-bread-and-butter.mp3?x=1"))
    ['15732-bread-and-butter', 'bread-and-butter']
    >>> list(_names_in("https://anchor.fm/play/1/https%3A%2F%2Fexample.com%2Fbread.mp3")), list(_names_in("https://a.b/"))
    (['bread'], [])
    """
    try:
        path = urlsplit(unquote(url) if "%2F" in url.upper() else url).path
    except ValueError:
        return
    yield from _as_names(PurePosixPath(unquote(path)).stem)


def _as_names(stem: str) -> Iterator[str]:
    name = same_name(stem)
    number = _LEADING_NUMBER.match(name)
    for one in (name, name[number.end() :] if number else ""):
        if len(one) >= _SHORT:
            yield one


def _value(file: EpisodeFile, key: str) -> Any:
    return file.values[key].value if key in file.values else None
