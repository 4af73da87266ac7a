"""Checks of what is yet to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import Final

from publisher.checks.addresses import ids_of, label_of, links_of, name_of
from publisher.checks.check import Check, Finding, check
from publisher.checks.habits import full_episodes, nearly_all
from publisher.checks.known_published import known_value
from publisher.checks.settings import is_silenced
from publisher.checks.usual_platforms import TURN_OFF, usual_platforms
from publisher.merge.episode import MergedEpisode
from publisher.merge.show import MergedShow
from publisher.model import Place, Severity, Source
from publisher.platforms.known import bare_id, canonical_url, says_page
from publisher.sources.episode_file import EPISODE_FIELDS
from publisher.sources.placeholders import is_empty, is_no_address_yet, is_placeholder, is_sample
from publisher.sources.show_file import REQUIRED, SHOW_FIELDS
from publisher.sources.written import Written
from publisher.text import one_line

_ADDRESSES: Final = ("ids", "links", "link")
_NOTES: Final = ("description", "intro")
_BEGUN: Final = re.compile(r"(?:TODO|FIXME|TBD|TBA|TBC):\s")
_DATES: Final = ("date", "dateadded")
_OF_PEOPLE: Final = ("role", "picture", "image", "url", "web", "linkedin", "github", "twitter")
_ASKED_FOR: Final = ("season", "episode", "image", "chapters")  # of episodes without what nearly all have
# What an entry under these keys cannot be without.
_NEEDED: Final = {
    "alternate": {"url", "type"},
    "audio": {"url", "bytes", "type"},
    "chapters": {"start"},
    "checks": {"check", "severity", "reason"},
    "funding": {"url", "label"},
    "guests": {"name"},
    "license": {"name"},
    "location": {"name"},
    "people": {"name"},
    "quotableClips": {"startOffset"},
    "social": {"protocol"},
    "soundbites": {"start", "duration"},
    "trailer": {"title", "url", "date"},
    "txt": {"text"},
    "update_frequency": {"label"},
}
# Whoever reads show.yaml has said of these that they are missing.
_REPORTED: Final = {*REQUIRED, "guid"}


@check("link-todo", Severity.WARNING)
def open_links(merged: MergedShow) -> Iterator[Finding]:
    """A link or an id of an episode that is yet to be filled in: TODO, a template's gap, or nothing at all.

    Bad: apple: TODO
    Good: apple: https://podcasts.apple.com/us/podcast/my-show/id1541710331?i=1000552243668
    """
    usual = usual_platforms(merged)
    for episode in merged.episodes:
        needed = frozenset() if is_silenced(merged, "platform-missing", episode) else usual.keys()
        for written in episode.known.file.written:
            if written.keys[0] in _ADDRESSES and written.keys[0] not in episode.known.file.broken:
                message = _open(written, episode, needed)
                if message:
                    yield Finding(place=written.place, message=message, about=written.text.strip())


def _open(written: Written, episode: MergedEpisode, needed: Set[str]) -> str | None:
    if is_empty(written.text) and len(written.keys) == 2:
        state = f"{written.key} is empty"
    elif is_no_address_yet(written.text):
        state = f"{written.key} is still '{written.text.strip()}'"
    else:
        return None
    if len(written.keys) != 2:
        return f"{state}; write the URL of the episode's page, or delete the line"
    platform = written.keys[1].strip().casefold()
    known = _known_already(written.keys[0], platform, episode)
    if known:
        return f"{state}; write {known}"
    what = "id" if written.keys[0] == "ids" else "link"
    remedy = f"write the episode's {what} on {label_of(platform)}"
    if platform not in needed or not _is_last_way(written, platform, episode):
        return f"{state}; {remedy}, or delete the line"
    return f"{state}; {remedy}, or if it is not there, delete the line and {TURN_OFF}"


def _is_last_way(written: Written, platform: str, episode: MergedEpisode) -> bool:
    """Whether without this line nothing in the file would be a link to the platform, now or later."""
    if written.keys[0] == "links":
        return True
    others = (one.keys for one in episode.known.file.written if len(one.keys) == 2 and one.keys[0] == "links")
    return says_page(platform) and platform not in {keys[1].strip().casefold() for keys in others}


def _known_already(field: str, platform: str, episode: MergedEpisode) -> str | None:
    """The link that follows from the id beside it, or the id that stands in the link."""
    others = links_of(episode) if field == "ids" else ids_of(episode)
    if platform not in others:
        return None
    known = bare_id(platform, others[platform].text)
    return known if known is None or field == "ids" else canonical_url(platform, known)


@check("value-todo", Severity.WARNING)
def open_values(merged: MergedShow) -> Iterator[Finding]:
    """Any other value that is yet to be filled in: TODO is never published, and a template's gap should not be.

    Bad: short: TODO
    Good: short: A/B testing
    """
    missed = _missed(merged)
    for written in _others(merged):
        text = one_line(written.text)
        if _is_open(written, text) and not _is_reported(written.place, text, merged):
            remedy = f"{_filling(written, merged)}{_or_delete(written, missed)}"
            message = f"{name_of(written)} is still '{text}'; {remedy}"
            yield Finding(place=written.place, message=message, about=text)


def _filling(written: Written, merged: MergedShow) -> str:
    """What to do with the value; another date or guid than subscribers have would stop a build."""
    episode = next((one for one in merged.episodes if one.place.path == written.place.path), None)
    known = known_value(episode, written.key) if episode else None
    return f"write {known}, which subscribers have" if known else "fill it in"


def _is_open(written: Written, text: str) -> bool:
    """Whether it is a word for "not yet", or says what is to be done; in show notes each place is found by itself."""
    is_begun = written.keys[0] not in _NOTES and bool(_BEGUN.match(text))
    return is_begun or is_placeholder(text) or is_sample(text)


def _missed(merged: MergedShow) -> Set[str]:
    """The keys without which an episode is called after its file, or told that nearly all others have them."""
    full = full_episodes(merged)
    having = {key: sum(key in one.known.file.values for one in full) for key in _ASKED_FOR}
    return {"title", *(key for key, count in having.items() if nearly_all(count, len(full)))}


def _or_delete(written: Written, missed: Set[str]) -> str:
    return "" if len(written.keys) == 1 and written.key in missed else f", or delete {_without(written)}"


def _without(written: Written) -> str:
    """What can go where a value is not to come: an entry that lacks what it needs would be an error."""
    if written.keys[-1].isdigit():
        return "it"
    if len(written.keys) == 1 or written.keys[-1] not in _NEEDED.get(written.keys[0], ()):
        return "the line"
    is_one_of_many = written.keys[1].isdigit() or written.keys[0] == "people"
    return "the whole entry" if is_one_of_many else f"{written.keys[0]}: with all that is in it"


def _is_reported(place: Place, text: str, merged: MergedShow) -> bool:
    """Whether reading has said of this very value that it is none, as of a picture that is not there."""
    return any(one.place == place and text in one.message for one in merged.problems)


def _others(merged: MergedShow) -> Iterator[Written]:
    if merged.inputs:
        for written in merged.inputs.show.written:
            if written.keys[0] in SHOW_FIELDS.keys() - _REPORTED:
                yield written
        for person in merged.inputs.people:
            yield from (written for written in person.written if written.keys[0] in _OF_PEOPLE)
    for episode in merged.episodes:
        others = EPISODE_FIELDS.keys() - {*_ADDRESSES, *episode.known.file.broken, *_missing(episode)}
        yield from (written for written in episode.known.file.written if written.keys[0] in others)


def _missing(episode: MergedEpisode) -> Iterator[str]:
    """The keys of what no source has: that it is missing is said without asking why."""
    if "published_at" not in episode.values:
        yield from _DATES
    if episode.found["title"][0].source is Source.DERIVED:
        yield "title"


CHECKS: Final[tuple[Check[MergedShow], ...]] = (open_links, open_values)
