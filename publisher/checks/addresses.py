"""What checks of links and ids look at: the values as their authors wrote them, published or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from publisher.merge.episode import MergedEpisode
from publisher.merge.show import MergedShow
from publisher.platforms.known import LABELS
from publisher.sources.placeholders import is_empty, is_no_address_yet
from publisher.sources.written import Written

_URL_KEYS: Final = {"url", "uri", "link", "web", "image", "picture", "account_url"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPlatform:
    """A link or an id of an episode, with its platform: the key in small letters."""

    platform: str
    written: Written
    episode: MergedEpisode

    @property
    def text(self) -> str:
        """The value without the spaces around it."""
        return self.written.text.strip()

    @property
    def label(self) -> str:
        """What people call the platform."""
        return label_of(self.platform)


def label_of(platform: str) -> str:
    """What people call a platform.

    >>> label_of("anchor"), label_of("deezer")
    ('Spotify for Creators', 'Deezer')
    """
    return LABELS.get(platform, platform[:1].upper() + platform[1:])


def name_of(written: Written) -> str:
    """The keys of a value with points between them; that one is the third of a list, its line says better."""
    return ".".join(key for key in written.keys if not key.isdigit())


def links_of(episode: MergedEpisode) -> dict[str, OnPlatform]:
    """The links under ``links:`` that are filled in, by platform."""
    return _filled_in(episode, "links")


def ids_of(episode: MergedEpisode) -> dict[str, OnPlatform]:
    """The ids under ``ids:`` that are filled in, by platform."""
    return _filled_in(episode, "ids")


def all_links(merged: MergedShow) -> Iterator[OnPlatform]:
    """Every link of every episode that is filled in."""
    for episode in merged.episodes:
        yield from links_of(episode).values()


def all_ids(merged: MergedShow) -> Iterator[OnPlatform]:
    """Every id of every episode that is filled in."""
    for episode in merged.episodes:
        yield from ids_of(episode).values()


def everything_written(merged: MergedShow) -> Iterator[Written]:
    """Every value of every file with keys."""
    if merged.inputs:
        yield from merged.inputs.show.written
        for person in merged.inputs.people:
            yield from person.written
    for episode in merged.episodes:
        yield from episode.known.file.written


def written_urls(merged: MergedShow) -> Iterator[Written]:
    """Every value that a key says is a URL, and that is one on its face; not those of the show itself."""
    for written in everything_written(merged):
        is_named = len(written.keys) > 1 and written.keys[0] == "links"
        if (is_named or _names_a_url(written)) and not is_no_address_yet(written.text):
            yield written


def _names_a_url(written: Written) -> bool:
    of_show_itself = written.keys == ("url",) and written.place.path == "show.yaml"
    return written.keys[-1] in _URL_KEYS and not of_show_itself


def _filled_in(episode: MergedEpisode, field: str) -> dict[str, OnPlatform]:
    found = {}
    for written in episode.known.file.written:
        if len(written.keys) == 2 and written.keys[0] == field and not _is_open(written.text):
            platform = written.keys[1].strip().casefold()
            found[platform] = OnPlatform(platform=platform, written=written, episode=episode)
    return found


def _is_open(text: str) -> bool:
    return is_empty(text) or is_no_address_yet(text)
