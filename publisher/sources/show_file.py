"""show.yaml: the show as its author describes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from publisher import categories
from publisher.directories import LANGUAGES
from publisher.errors import UnreadableFile
from publisher.layout import SHOW_FILE
from publisher.model import DRAFT_LEVELS, Found, Place, Problem, Severity, Source
from publisher.sources import check_settings, folder
from publisher.sources.composed import InvalidYaml, Node, Scalar, compose
from publisher.sources.fields import (
    Converter,
    FieldError,
    boolean,
    choice,
    line_of_text,
    list_of,
    matching,
    media_type,
    moment,
    nearest,
    positive,
    text,
    url,
    words,
)
from publisher.sources.front_matter import file_problem, refuse_other_than_mapping
from publisher.sources.records import convert_fields, mapping_of, record
from publisher.sources.shared_fields import SHARED_FIELDS, country, person
from publisher.sources.written import Written, written_in
from publisher.urls import http_url

# Required by RSS, Apple or PSP-1, and not to be guessed.
REQUIRED: Final[dict[str, str]] = {
    "title": "title: My show",
    "description": "description: What it is about",
    "url": "url: https://example.com/my-show/ (where this folder can be reached)",
    "language": "language: en",
    "image": "image: artwork.jpg (square, 1400 to 3000 pixels)",
    "category": "category: Technology",
}

# The list of podcast:block, and what else a service is called there: a slug.
_service: Final = matching(r"(?!(?:yes|no|true|false|on|off)$)[a-z0-9]+", "a directory; write its slug, like spotify")
_email: Final = matching(r"[^@\s]+@[^@\s]+\.[^@\s]+", "an e-mail address")
_rrule: Final = matching(
    r"FREQ=(YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY)(;[A-Z]+=[A-Z0-9,+-]+)*", "a rule of RFC 5545, like FREQ=WEEKLY;BYDAY=MO"
)
_LANGUAGE: Final = re.compile(r"[a-z]{2}(-[a-z0-9]{2,8})*", re.ASCII | re.IGNORECASE)
_ONE_MEDIUM: Final = ("podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "publisher", "course")
_MEDIA: Final = (*_ONE_MEDIUM, "mixed")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowFile:
    """The fields of show.yaml that are there, each with its line."""

    values: Mapping[str, Found[Any]]
    written: tuple[Written, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerEntry:
    """Whom directories write to; public in the feed."""

    name: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotifyEntry:
    """What only Spotify asks for."""

    limit: int | None = None
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaptersEntry:
    """How many chapters are made from the words of a transcript, where nobody made any."""

    auto: str = "normal"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockEntry:
    """Keep out of these directories, or of all where none is named."""

    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrequencyEntry:
    """How often an episode appears, in words and as an RFC 5545 rule."""

    label: str
    rrule: str | None = None
    start: date | datetime | None = None
    complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailerEntry:
    """A trailer that is no episode."""

    title: str
    url: str
    date: date | datetime
    bytes: int | None = None
    type: str | None = None
    season: int | None = None


def category(node: Node) -> tuple[str, ...] | None:
    """One of Apple's categories, ``Top`` or ``Top > Sub``, in its exact spelling."""
    content = line_of_text(node)
    if content is None:
        return None
    wanted = " > ".join(part.strip() for part in content.split(">"))
    known = {path.casefold(): path for path in categories.paths()}
    if wanted.casefold() not in known:
        near = nearest(wanted, known.values())
        raise FieldError(f"'{content}' is not a category of Apple Podcasts{near}", node.line)
    return tuple(known[wanted.casefold()].split(" > "))


def language(node: Node) -> str | None:
    """A language: a code of ISO 639-1, with a region if need be, like ``en`` or ``pt-br``."""
    content = line_of_text(node)
    if content and not (_LANGUAGE.fullmatch(content) and content[:2].lower() in LANGUAGES):
        raise FieldError(f"'{content}' is not a language; write its code, like en, de or pt-br", node.line)
    return content.lower() if content else None


def timezone(node: Node) -> str | None:
    """The name of a time zone, like ``Europe/Berlin``."""
    content = line_of_text(node)
    if content is None:
        return None
    known = available_timezones()  # without "localtime", which is another zone on every machine
    if content not in known:
        near = nearest(content, known)
        raise FieldError(f"'{content}' is not a time zone; write one like Europe/Berlin{near}", node.line)
    return content


def url_of_folder(node: Node) -> str | None:
    """The URL of a folder; what names a file is put behind it, so that it can have no query."""
    content = url(node)
    if content and {"?", "#"} & set(content):
        raise FieldError(f"'{content}' is not the address of a folder; leave out what follows ? or #", node.line)
    return content


def url_pattern(node: Node) -> str | None:
    """A URL with ``{slug}`` in it."""
    pattern = line_of_text(node)
    if pattern and not (http_url(pattern.replace("{slug}", "x")) and "{slug}" in urlsplit(pattern).path):
        raise FieldError(f"'{pattern}' is not a URL with {{slug}} in it, like https://example.com/{{slug}}/", node.line)
    return pattern


def block(node: Node) -> BlockEntry | None:
    """``block: true``, or the list of directories to keep out of."""
    if isinstance(node, Scalar):
        return BlockEntry() if boolean(node) else None
    services = list_of(_service)(node)
    return BlockEntry(services=services) if services else None


SHOW_FIELDS: Final[dict[str, Converter]] = {
    "title": line_of_text,
    "description": text,
    "author": line_of_text,
    "language": language,
    "url": url_of_folder,
    "feed_url": url,
    "files_url": url_of_folder,
    "audio_url": url_of_folder,
    "link": url,
    "episode_link": url_pattern,
    "guid": line_of_text,
    "image": line_of_text,
    "category": list_of(category),
    "explicit": boolean,
    "type": choice("episodic", "serial"),
    "timezone": timezone,
    "copyright": line_of_text,
    "owner": record(OwnerEntry, name=line_of_text, email=_email),
    "hosts": words,
    "people": mapping_of(person),
    "chapters": record(ChaptersEntry, auto=choice(*DRAFT_LEVELS)),
    "checks": check_settings.checks,
    "platforms": check_settings.platforms,
    "keywords": words,
    "locked": boolean,
    "medium": choice(*_MEDIA),
    "block": block,
    "trailer": list_of(
        record(
            TrailerEntry,
            ("title", "url", "date"),
            title=line_of_text,
            url=url,
            date=moment,
            bytes=positive,
            type=media_type,
            season=positive,
        )
    ),
    "update_frequency": record(
        FrequencyEntry, ("label",), label=line_of_text, rrule=_rrule, start=moment, complete=boolean
    ),
    "complete": boolean,
    "moved_to": url,
    "new_feed_url": url,
    "websub_hub": url,
    "podping": boolean,
    "spotify": record(SpotifyEntry, limit=positive, countries=list_of(country)),
    **SHARED_FIELDS,
}


def read_show(root: Path, path: str = SHOW_FILE) -> folder.Read[ShowFile]:
    """The file that describes the show; what is wrong in it, missing or unknown is a problem at its line.

    No value where a required key has none: there is no show to publish then.
    """
    try:
        mapping = refuse_other_than_mapping(compose(folder.decode(folder.read_bytes(root, path))))
    except UnreadableFile as error:
        return folder.Read(value=None, problems=(file_problem(path, f"the file {error}", error.line),))
    except InvalidYaml as error:
        return folder.Read(value=None, problems=(file_problem(path, str(error), error.line),))
    values, problems, broken = convert_fields(mapping, SHOW_FIELDS, path, Source.SHOW, "show-field")
    problems += [_unknown(key, line) for key, line in mapping.key_lines.items() if key not in SHOW_FIELDS]
    if "moved_to" in values:  # the plainer name of the two
        values["new_feed_url"] = values["moved_to"]
    missing = [key for key in REQUIRED if key not in values]
    problems += [_missing(key, REQUIRED[key]) for key in missing if key not in broken]
    show = ShowFile(values=values, written=written_in(path, mapping))
    return folder.Read(value=None if missing else show, problems=tuple(problems))


def _unknown(key: str, line: int) -> Problem:
    message = f"unknown key '{key}'{nearest(key, SHOW_FIELDS)}"
    place = Place(path=SHOW_FILE, line=line)
    return Problem(place=place, check="show-unknown-key", severity=Severity.ERROR, message=message)


def _missing(key: str, example: str) -> Problem:
    message = f"the key '{key}' is missing; write {example}"
    place = Place(path=SHOW_FILE, line=1)
    return Problem(place=place, check="show-missing-key", severity=Severity.ERROR, message=message)
