"""episodes/*.md: an episode as its author wrote it. Nothing is filled in here; each value has its line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, Final

from publisher.model import AlternateEnclosure, Chapter, Found, Place, Problem, Severity, Soundbite, Source
from publisher.notes import to_html
from publisher.sources import folder
from publisher.sources.composed import Node, Scalar
from publisher.sources.fields import (
    Converter,
    FieldError,
    boolean,
    choice,
    integer,
    is_null,
    length_ms,
    line_of_text,
    list_of,
    media_type,
    moment,
    nearest,
    positive,
    sound_type,
    text,
    time_ms,
    url,
    words,
)
from publisher.sources.front_matter import FrontMatter, read_front_matter
from publisher.sources.records import convert_fields, mapping_of, placed, record
from publisher.sources.shared_fields import SHARED_FIELDS, PersonEntry, person
from publisher.sources.transcript_file import Transcript, parse_plain
from publisher.sources.transcript_list import transcript_of_list
from publisher.sources.written import Written, written_in
from publisher.urls import http_url


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioEntry:
    """The recording that an author names: a file of the show, or one that lies elsewhere."""

    path: str | None = None
    url: str | None = None
    size_bytes: int | None = None
    mime_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeFile:
    """An episode file in its parts."""

    path: str
    values: Mapping[str, Found[Any]]
    transcript: Transcript | None
    notes: Found[str] | None  # as Markdown with HTML in it
    notes_html: str  # the same, cleaned
    article: Found[str] | None = None  # what stands below the front matter, as Markdown
    written: tuple[Written, ...] = ()  # every value but for the transcript's
    broken: frozenset[str] = frozenset()  # keys whose values could not be used, which has been reported

    @property
    def stem(self) -> str:
        """The file's name without its suffix, composed (NFC): disks spell an accent in either of two ways."""
        return unicodedata.normalize("NFC", PurePosixPath(self.path).stem)


def guest(node: Node) -> PersonEntry | None:
    """The id of a person, a name, or a mapping that describes somebody."""
    if isinstance(node, Scalar):
        name = line_of_text(node)
        return PersonEntry(name=name) if name else None
    return person(node)


def guests(node: Node) -> tuple[Found[PersonEntry], ...]:
    """A list of guests, or one text with ids or names and commas between them."""
    if not isinstance(node, Scalar):
        return list_of(placed(guest))(node)
    place = Place(path="", line=node.line)
    named = (PersonEntry(name=name) for name in words(node))
    return tuple(Found(value=entry, source=Source.FRONT_MATTER, place=place) for entry in named)


def audio(node: Node) -> AudioEntry | None:
    """The path of a recording, or a mapping with its URL, bytes and type."""
    if isinstance(node, Scalar):
        path = line_of_text(node)
        if path and http_url(path):
            raise FieldError("a recording elsewhere needs three keys: url, bytes and type (like audio/mpeg)", node.line)
        return AudioEntry(path=path) if path else None
    return _remote_audio(node)


def slug(node: Node) -> str | None:
    """A name for the files of the episode in feed/."""
    name = line_of_text(node)
    if name and (name.startswith((".", "_")) or not _SLUG.fullmatch(name)):
        raise FieldError(f"'{name}' cannot name a file; write letters, digits and hyphens", node.line)
    return name


_NEARLY: Final = 0.8  # difflib: a slip of the key
_SLUG: Final = re.compile(r"[\w.-]{1,100}")
_SIZE_AND_TYPE: Final = {"bytes": "size_bytes", "type": "mime_type"}

_remote_audio: Final = record(
    AudioEntry, ("url", "bytes", "type"), names=_SIZE_AND_TYPE, url=url, bytes=positive, type=sound_type
)
_chapter: Final = record(
    partial(Chapter, title=""),
    ("start",),
    names={"start": "start_ms", "end": "end_ms"},
    start=time_ms,
    end=time_ms,
    title=line_of_text,
    url=url,
    image=line_of_text,
    toc=boolean,
)
# Not strict: search engines define more keys for a clip than anybody here needs. Its URL, for one, points back at the
# same second of the video: no link that a listener wants in a chapter.
_clip: Final = record(
    partial(Chapter, title=""),
    ("startOffset",),
    names={"startOffset": "start_ms", "endOffset": "end_ms", "name": "title"},
    strict=False,
    startOffset=time_ms,
    endOffset=time_ms,
    name=line_of_text,
)
_soundbite: Final = record(
    Soundbite,
    ("start", "duration"),
    names={"start": "start_ms", "duration": "duration_ms"},
    start=time_ms,
    duration=length_ms,
    title=line_of_text,
)
_alternate: Final = record(
    AlternateEnclosure,
    ("url", "type"),
    names={**_SIZE_AND_TYPE, "height": "height_px"},
    url=url,
    type=media_type,
    bytes=positive,
    title=line_of_text,
    height=positive,
)

EPISODE_FIELDS: Final[dict[str, Converter]] = {
    "title": line_of_text,
    "short": line_of_text,
    "slug": slug,
    "guid": line_of_text,
    "season": integer,
    "season_name": line_of_text,
    "episode": integer,
    "type": choice("full", "trailer", "bonus"),
    "date": moment,
    "dateadded": moment,
    "duration": length_ms,
    "audio": audio,
    "image": line_of_text,
    "guests": guests,
    "intro": text,
    "description": text,
    "topics": words,
    "keywords": words,
    "tags": words,
    "ids": mapping_of(line_of_text),
    "links": mapping_of(line_of_text),
    "link": url,
    "explicit": boolean,
    "block": boolean,
    "draft": boolean,
    "withdrawn": boolean,
    "chapters": list_of(placed(_chapter)),
    "quotableClips": list_of(placed(_clip)),
    "soundbites": list_of(placed(_soundbite)),
    "alternate": list_of(_alternate),
    **SHARED_FIELDS,
}


def read_episode(root: Path, path: str, base_url: str | None = None) -> folder.Read[EpisodeFile]:
    """An episode file of the show folder, in whichever of its three forms; links in it lead on from ``base_url``."""
    parts = read_front_matter(root, path)
    if parts.value is None:
        return folder.Read(value=None, problems=parts.problems)
    episode = parse_episode(parts.value, base_url)
    return folder.Read(value=episode.value, problems=(*parts.problems, *episode.problems))


def parse_episode(parts: FrontMatter, base_url: str | None = None) -> folder.Read[EpisodeFile]:
    """The fields and the transcript of a file whose parts are known."""
    values, problems, broken = convert_fields(
        parts.mapping, EPISODE_FIELDS, parts.path, Source.FRONT_MATTER, "episode-field"
    )
    transcript, transcript_problems = _transcript(parts)
    article = _article(parts)
    notes = _notes(values, article)
    notes_html, notes_problems = _cleaned(notes, base_url)
    episode = EpisodeFile(
        path=parts.path,
        values=values,
        transcript=transcript,
        notes=notes,
        notes_html=notes_html,
        article=article,
        written=written_in(parts.path, parts.mapping, without=("transcript",)),
        broken=broken,
    )
    return folder.Read(value=episode, problems=(*problems, *_slips(parts), *notes_problems, *transcript_problems))


def _article(parts: FrontMatter) -> Found[str] | None:
    if not parts.body:
        return None
    place = Place(path=parts.path, line=parts.body_first_line)
    return Found(value=parts.body, source=Source.FRONT_MATTER, place=place, note="article")


def _notes(values: Mapping[str, Found[Any]], article: Found[str] | None) -> Found[str] | None:
    """The show notes: description, introduction and article, in this order."""
    written = [replace(values[key], note=key) for key in ("description", "intro") if key in values]
    if article:
        written.append(article)
    if not written:
        return None
    text = "\n\n".join(found.value for found in written)
    return replace(written[0], value=text, note=" + ".join(found.note for found in written))


def _cleaned(notes: Found[str] | None, base_url: str | None) -> tuple[str, tuple[Problem, ...]]:
    if notes is None:
        return "", ()
    try:
        return to_html(notes.value, base_url), ()
    except ValueError as error:
        message = f"show notes: {error}"
        return "", (Problem(place=notes.place, check="notes-unreadable", severity=Severity.ERROR, message=message),)


def _slips(parts: FrontMatter) -> Iterator[Problem]:
    """Keys that are nearly known. Others are nobody's business: websites keep their own in the same files."""
    known = (*EPISODE_FIELDS, "transcript")
    for key, line in parts.mapping.key_lines.items():
        near = "" if key in known else nearest(key, known, cutoff=_NEARLY)
        if near:
            fitting = [one for one in known if _takes(one, parts.mapping.entries[key])]
            near = nearest(key, fitting, cutoff=_NEARLY) or near
            place = Place(path=parts.path, line=line)
            message = f"unknown key '{key}'{near}"
            yield Problem(place=place, check="episode-unknown-key", severity=Severity.WARNING, message=message)


def _takes(key: str, node: Node) -> bool:
    """Whether what stands there can be the value of this key."""
    if key not in EPISODE_FIELDS:
        return not isinstance(node, Scalar)
    try:
        EPISODE_FIELDS[key](node)
    except FieldError:
        return False
    return True


def _transcript(parts: FrontMatter) -> tuple[Transcript | None, tuple[Problem, ...]]:
    node = parts.mapping.entries.get("transcript")
    if node is not None and not is_null(node):
        read = transcript_of_list(parts.path, node)
        return read.value, read.problems
    if parts.plain_lines:
        return parse_plain(parts.path, list(parts.plain_lines), parts.plain_first_line), ()
    return None, ()
