"""people/*.md: who the guests are, one file a person."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from publisher.model import Found, Source
from publisher.sources import folder
from publisher.sources.fields import Converter, line_of_text, url
from publisher.sources.front_matter import file_problem, read_front_matter
from publisher.sources.records import convert_fields
from publisher.sources.shared_fields import PersonEntry
from publisher.sources.written import Written, written_in
from publisher.urls import http_url

_FIELDS: Final[dict[str, Converter]] = {
    "short": line_of_text,
    "title": line_of_text,
    "name": line_of_text,
    "role": line_of_text,
    "picture": line_of_text,
    "image": line_of_text,
    "url": url,
    "web": url,
    "linkedin": line_of_text,
    "github": line_of_text,
    "twitter": line_of_text,
}

# A handle becomes a page; the most personal page first.
_PAGES: Final = (
    ("web", "{}"),
    ("url", "{}"),
    ("linkedin", "https://www.linkedin.com/in/{}/"),
    ("github", "https://github.com/{}"),
    ("twitter", "https://twitter.com/{}"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFile:
    """One person with the id under which episodes name them."""

    id: str
    entry: Found[PersonEntry]
    written: tuple[Written, ...] = ()


def read_person(root: Path, path: str) -> folder.Read[PersonFile]:
    """A person of the show folder; the id is the key ``short``, or else the file's name."""
    parts = read_front_matter(root, path)
    if parts.value is None:
        return folder.Read(value=None, problems=parts.problems)
    values, problems, _ = convert_fields(parts.value.mapping, _FIELDS, path, Source.FILE, "person-field")
    name = values.get("title") or values.get("name")
    if name is None:
        message = "the name is missing; write title: and the name"
        return folder.Read(value=None, problems=(*parts.problems, *problems, file_problem(path, message, 1)))
    plain = {key: found.value for key, found in values.items()}
    image = plain.get("picture") or plain.get("image")
    entry = PersonEntry(name=name.value, role=plain.get("role"), url=_page(plain), image=image)
    person_id = plain.get("short") or PurePosixPath(path).stem
    found_entry = Found(value=entry, source=Source.FILE, place=name.place)
    person = PersonFile(id=person_id, entry=found_entry, written=written_in(path, parts.value.mapping))
    return folder.Read(value=person, problems=(*parts.problems, *problems))


def _page(values: dict[str, Any]) -> str | None:
    for key, pattern in _PAGES:
        handle = values.get(key)
        if handle:
            return http_url(handle) or http_url(pattern.format(handle.strip("/@")))
    return None
