"""Checks of the titles that links carry: Apple and Spotify for Creators put them into the path."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from publisher.checks.addresses import OnPlatform, all_links
from publisher.checks.alike import words_of
from publisher.checks.check import Check, Finding, check
from publisher.checks.habits import nearly_all
from publisher.merge.episode import MergedEpisode
from publisher.merge.people import entry_of
from publisher.merge.show import MergedShow
from publisher.model import Severity
from publisher.platforms import anchor
from publisher.platforms.known import id_in, read_url
from publisher.platforms.reference import address_of
from publisher.sources.fields import quoted

_SHORTEST: Final = 4  # letters of a word that tells one title from another
_STEM: Final = 4  # letters that stay in all its forms: walk, walking
_FEWEST: Final = 3  # words that have to be strange
_FEW: Final = 2
_COMMON_PERCENT: Final = 10  # of the episodes: what their titles share tells none from another
_DASHES: Final = re.compile(r"[-_+]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A link, the title in it, and the words of that title that tell it from others."""

    link: OnPlatform
    title: str
    stems: frozenset[str]


@check("link-title", Severity.NOTE)
def strange_titles(merged: MergedShow) -> Iterator[Finding]:
    """A link whose own words say nothing of this episode: it may be the link of another one.

    Titles that were changed after publication mostly keep a word of the old one; the guests and the name of the file
    count too, and so do the show notes.

    Bad: apple: https://podcasts.apple.com/us/podcast/why-we-sleep/id1541710331?i=1000552243668, in the talk about walks
    Good: apple: https://podcasts.apple.com/us/podcast/why-we-walk/id1541710331?i=1000552243672
    """
    named = list(_named(merged, _common(merged)))
    strange = [one for one in named if _is_strange(one)]
    if not nearly_all(len(named) - len(strange), len(named)):
        return
    repeated = Counter(_key(one.link) for one in named)
    for one in strange:
        if repeated[_key(one.link)] == 1:  # that of two episodes is reported as such
            message = (
                f"{one.link.written.key} has {quoted(one.title)} in it, which is not about this episode; "
                "open it, and correct it if it leads to another one"
            )
            yield Finding(place=one.link.written.place, message=message, about=one.link.text)


CHECKS: Final[tuple[Check[MergedShow], ...]] = (strange_titles,)


def _named(merged: MergedShow, common: frozenset[str]) -> Iterator[_Named]:
    for link in all_links(merged):
        title = _title_in(link)
        if title:
            yield _Named(link=link, title=title, stems=_stems(title) - common)


def _title_in(link: OnPlatform) -> str:
    reference, address = read_url(link.text), address_of(link.text)
    if reference is None or address is None or reference.kind != "episode" or reference.platform != link.platform:
        return ""
    if link.platform == "anchor":
        name = anchor.name_in(link.text) or ""
        return _DASHES.sub(" ", name.removesuffix(reference.id or "")).strip()
    segments = address.segments
    if link.platform == "apple" and "podcast" in segments[:-2]:
        return _DASHES.sub(" ", segments[-2])
    return ""


def _key(link: OnPlatform) -> tuple[str, str | None]:
    return link.platform, id_in(link.platform, link.text)


def _common(merged: MergedShow) -> frozenset[str]:
    counts = Counter(stem for episode in merged.episodes for stem in _names(episode))
    most = max(_FEW, len(merged.episodes) * _COMMON_PERCENT // 100)
    return frozenset(stem for stem, count in counts.items() if count > most)


def _names(episode: MergedEpisode) -> frozenset[str]:
    """The words of what names an episode, and of its guests."""
    file = episode.known.file
    texts = [file.stem, *(file.values[key].value for key in ("title", "short") if key in file.values)]
    texts += [recording.tags.title or "" for recording in episode.known.recordings]
    texts += [entry_of(guest.value, episode.known.around.people).name for guest in episode.known.value("guests", ())]
    return frozenset(stem for text in texts for stem in _stems(text))


def _is_strange(one: _Named) -> bool:
    """Whether nothing that names the episode has a word of the title, and its show notes have few."""
    if len(one.stems) < _FEWEST or one.stems & _names(one.link.episode):
        return False
    values = one.link.episode.known.file.values
    notes = [_stems(values[key].value) for key in ("description", "intro") if key in values]
    return len(one.stems.intersection(frozenset().union(*notes))) * 2 < len(one.stems)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in words_of(text) if len(word) >= _SHORTEST and not word.isdigit())
