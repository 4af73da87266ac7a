"""Where a URL stands in the files of a show folder, as it was written there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from publisher.merge.show import MergedShow
from publisher.model import Person, Place
from publisher.sources.written import Written
from publisher.urls import http_url

_HANDLES: Final = frozenset({"linkedin", "github", "twitter"})  # of people: the URL is made of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The values of all files: by file and URL, by line, and those that tell of people."""

    of_urls: Mapping[tuple[str, str], Place]
    texts: Mapping[Place, tuple[str, ...]]
    pages: Mapping[str, Place]  # of people, by URL or handle
    pictures: Mapping[str, Place]  # of people, by name

    @classmethod
    def of(cls, merged: MergedShow) -> Lines:
        """The lines of every file that was read."""
        of_urls: dict[tuple[str, str], Place] = {}
        texts: dict[Place, tuple[str, ...]] = {}
        pages: dict[str, Place] = {}
        for written in _everything(merged):
            texts[written.place] = (*texts.get(written.place, ()), written.text)
            if url := _url(written.text):
                of_urls.setdefault((written.place.path, url), written.place)
        for written in _of_people(merged):
            if written.keys[-1] in _HANDLES or _url(written.text):
                pages.setdefault(_url(written.text) or _handle(written.text), written.place)
        return cls(of_urls=of_urls, texts=texts, pages=pages, pictures=_pictures(merged))

    def placed(self, place: Place, url: str) -> Place:
        """The line of the same file on which a URL stands, or else ``place``."""
        if any(_url(text) == url for text in self.texts.get(place, ())):
            return place
        return self.of_urls.get((place.path, url), place)

    def page_of(self, person: Person, otherwise: Place) -> Place:
        """The line on which somebody's URL stands, or the handle that it was made of: in people/ or show.yaml."""
        url = person.url or ""
        handle = _handle(urlsplit(url).path.rstrip("/").rpartition("/")[2])
        return self.pages.get(url) or self.pages.get(handle, otherwise)

    def picture_of(self, person: Person, otherwise: Place) -> Place:
        """The line that names somebody's picture."""
        return self.pictures.get(person.name, otherwise)

    def about(self, place: Place, url: str) -> str:
        """The text on a line that names the URL; of a line with one value that value, whatever it is."""
        texts = self.texts.get(place, ())
        same = [text for text in texts if _url(text) == url]
        return (same or texts)[0] if same or len(texts) == 1 else ""


def _everything(merged: MergedShow) -> Iterator[Written]:
    for episode in merged.episodes:
        yield from episode.known.file.written
    if merged.inputs is not None:
        yield from merged.inputs.show.written
        for person in merged.inputs.people:
            yield from person.written


def _of_people(merged: MergedShow) -> Iterator[Written]:
    if merged.inputs is not None:
        for person in merged.inputs.people:
            yield from person.written
        yield from (one for one in merged.inputs.show.written if one.keys[0] == "people")


def _pictures(merged: MergedShow) -> dict[str, Place]:
    people = merged.inputs.people if merged.inputs is not None else ()
    return {
        person.entry.value.name: written.place
        for person in people
        for written in person.written
        if written.text == person.entry.value.image
    }


def _url(text: str) -> str | None:
    return http_url(text) if "://" in text else None


def _handle(text: str) -> str:
    return text.strip("/@").casefold()
