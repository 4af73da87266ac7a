"""What `publish show` says: every field of an episode, where it came from, and what it overruled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any, Final

from publisher.clock import format_time
from publisher.merge.episode import MergedEpisode
from publisher.merge.matching import number_in_name
from publisher.merge.show import MergedShow
from publisher.model import Found
from publisher.sources.audio_file import EmbeddedPicture
from publisher.sources.shared_fields import PersonEntry
from publisher.text import one_line, same_name

_LONGEST: Final = 120
_NUMBER: Final = re.compile(r"s\d+[ ._-]?e\d+", re.ASCII | re.IGNORECASE)
_LABELS: Final = {
    "alternates": "alternate",
    "duration_ms": "duration",
    "locations": "location",
    "kind": "type",
    "number": "episode",
    "picture": "image",
    "published_at": "date",
    "subtitle": "short",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A field: its value as text, the origin of the winner, and the candidates that it overruled."""

    field: str
    value: str
    origin: str
    overruled: tuple[str, ...] = ()


def find_episode(episodes: Iterable[MergedEpisode], name: str) -> MergedEpisode | None:
    """The episode with this path, slug or guid, or the only one with this season and number (``s01e02``)."""
    listed = tuple(episodes)
    for matches in (_has_path, _has_name):
        for episode in listed:
            if matches(episode, name):
                return episode
    numbered = [episode for episode in listed if _has_number(episode, name)]
    return numbered[0] if len(numbered) == 1 else None


def is_at_fault(merged: MergedShow, name: str) -> bool:
    """Whether it is the show's fault that ``find_episode`` finds nothing: its file, or show.yaml, cannot be read.

    Or two episodes have this number.
    """
    wanted = f"/{same_name(PurePosixPath(name).as_posix().removesuffix('.md'))}.md"
    is_unread = any(f"/{same_name(one.place.path)}".endswith(wanted) for one in merged.problems)
    return merged.inputs is None or is_unread or any(_has_number(one, name) for one in merged.episodes)


def rows(episode: MergedEpisode) -> Iterator[Row]:
    """Every field that anybody fills, in the order of the rules."""
    for field, (winner, *others) in episode.found.items():
        yield Row(
            field=_label(field),
            value=_shown(field, winner.value),
            origin=_origin(winner),
            overruled=tuple(
                f"{_shown(field, other.value)} ({_origin(other)})" for other in others if other.value != winner.value
            ),
        )


def as_json(episode: MergedEpisode) -> dict[str, Any]:
    """The same for programs: field to value, source, place and overruled candidates; times in milliseconds."""
    return {
        "path": episode.place.path,
        "published_at": episode.episode.published_at.isoformat() if episode.episode else None,
        "fields": {field: _field_as_json(candidates) for field, candidates in episode.found.items()},
        "chapters": [{"start_ms": chapter.start_ms, "title": chapter.title} for chapter in episode.chapters],
    }


def _has_path(episode: MergedEpisode, name: str) -> bool:
    """Paths are relative to the show folder; from elsewhere they have more in front."""
    return f"/{same_name(name)}".endswith(f"/{same_name(episode.place.path)}")


def _has_name(episode: MergedEpisode, name: str) -> bool:
    return same_name(name) in {same_name(episode.found[field][0].value) for field in ("slug", "guid")}


def _has_number(episode: MergedEpisode, name: str) -> bool:
    numbers = (episode.found.get("season"), episode.found.get("number"))
    season, number = (found[0].value if found else None for found in numbers)
    return number is not None and bool(_NUMBER.fullmatch(name)) and number_in_name(name) == (season or 1, number)


def _field_as_json(candidates: tuple[Found[Any], ...]) -> dict[str, Any]:
    winner, *others = candidates
    return {**_found_as_json(winner), "overruled": [_found_as_json(other) for other in others]}


def _found_as_json(found: Found[Any]) -> dict[str, Any]:
    return {
        "value": _plain(found.value),
        "source": str(found.source),
        "path": found.place.path,
        "line": found.place.line or None,
        "note": found.note or None,
    }


def _origin(found: Found[Any]) -> str:
    note = f", {found.note}" if found.note else ""
    return f"{found.source} {found.place}{note}"


def _label(field: str) -> str:
    """The field in the words of an author.

    >>> _label("duration_ms"), _label("published_at"), _label("links.youtube")
    ('duration', 'date', 'links.youtube')
    """
    return _LABELS.get(field, field)


def _shown(field: str, value: Any) -> str:
    plain = format_time(value) if field == "duration_ms" else _plain(value)
    text = one_line(_as_text(plain))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _as_text(plain: Any) -> str:
    match plain:
        case bool():
            return "true" if plain else "false"
        case list():
            return ", ".join(map(_as_text, plain))
        case Mapping():
            return ", ".join(f"{key}: {_as_text(item)}" for key, item in plain.items())
    return str(plain)


def _plain(value: Any) -> Any:
    """A value as JSON can hold it, in the words of an author."""
    match value:
        case Found():
            return _plain(value.value)
        case PersonEntry():
            return value.name
        case EmbeddedPicture():
            return f"{value.mime_type}, {value.width_px} x {value.height_px} pixels"
        case date() | datetime():
            return value.isoformat()
        case Mapping():
            return {key: _plain(item) for key, item in value.items()}
        case tuple() | list():
            return [_plain(item) for item in value]
        case None | bool() | int() | str():
            return value
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value) if getattr(value, field.name)}
