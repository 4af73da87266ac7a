"""Episodes on Apple Podcasts: Lookup, one call for the whole show.

https://performance-partners.apple.com/search-api
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

from publisher.online.inquiry import Inquiry, host_of, json_of, title_in
from publisher.online.settings import Clock
from publisher.online.verdict import State, Target, Verdict
from publisher.platforms.known import read_url
from publisher.platforms.reference import address_of
from publisher.probe.answer import Answer

MOST_EPISODES: Final = 200  # that Lookup tells of; there is no way to ask for the next ones

_MOST_BYTES: Final = 8 * 1024 * 1024  # the show notes of every episode come along, twice
_TOO_MANY: Final = frozenset({403, 429})  # calls: there is no saying for how long
_OTHER_COUNTRIES: Final = ("us", "gb", "de")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An episode as Apple lists it."""

    id: str  # i= in its link
    title: str
    guid: str | None
    enclosure_url: str | None
    page_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A show as Apple lists it in one country: its newest episodes. ``failure`` is a phrase where it does not."""

    country: str
    host: str
    show_title: str | None = None
    episode_count: int | None = None  # that Apple has, listed or not
    episodes: Mapping[str, Listed] = field(default_factory=dict)
    failure: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether these are all the episodes that Apple has of the show."""
        count = len(self.episodes)
        return not self.failure and 0 < count < MOST_EPISODES and self.episode_count in range(1, count + 1)

    def has_heard_of(self, episode_id: str) -> bool:
        """Whether an episode of this id would be in the list: ids grow, and lists may be weeks old."""
        return episode_id.isdecimal() and int(episode_id) <= max(int(known) for known in self.episodes)


class Lookups:
    """Calls with enough time between them, and none any more once Apple has had enough."""

    def __init__(self, clock: Clock, between_s: float) -> None:
        self._clock = clock
        self._between_s = between_s
        self._next_at = clock.monotonic()
        self._refusal = ""
        self._lock = threading.Lock()

    def ask(self, show_id: str, country: str, inquiry: Inquiry) -> Listing:
        """What Apple lists of a show in a country. It waits for its turn."""
        host = host_of(inquiry.bases.of("apple"))
        with self._lock:
            if self._refusal:
                return Listing(country=country, host=host, failure=self._refusal)
            wait_s = self._next_at - self._clock.monotonic()
            if wait_s > 0:
                self._clock.wait(wait_s)
            answer = inquiry.ask(_url(show_id, country, inquiry), "GET", max_bytes=_MOST_BYTES)
            self._next_at = self._clock.monotonic() + self._between_s
            if answer.status in _TOO_MANY:
                self._refusal = answer.detail
        return listing_of(answer, country, host)


def country_of(url: str) -> str | None:
    """The country in a link, in lower case.

    >>> country_of("https://podcasts.apple.com/gb/podcast/a/id1?i=2"), country_of("https://podcasts.apple.com/podcast/id1")
    ('gb', None)
    """
    address = address_of(url)
    first = address.segment(0) if address else ""
    return first.lower() if len(first) == 2 and first.isascii() and first.isalpha() else None


def listing_of(answer: Answer, country: str, host: str) -> Listing:
    """The list in an answer of Lookup: the show first, then its episodes, the newest first."""
    if answer.failure is not None or answer.status != 200:
        return Listing(country=country, host=host, failure=answer.detail or "gives no answer")
    rows = _rows(json_of(answer))
    if rows is None:
        return Listing(country=country, host=host, failure="answers with something else than a list of episodes")
    show = next((row for row in rows if row.get("kind") == "podcast"), None)
    if show is None:
        return Listing(country=country, host=host, failure=f"lists nothing of this show in '{country}'")
    count = show.get("trackCount")
    return Listing(
        country=country,
        host=host,
        show_title=_text(show, "collectionName"),
        episode_count=count if isinstance(count, int) else None,
        episodes={one.id: one for row in rows if (one := _listed(row)) is not None},
    )


def look(targets: Sequence[Target], inquiry: Inquiry, lookups: Lookups) -> dict[Target, Verdict]:
    """A verdict for each link: one call for each show and country; the second look asks in another country.

    A link without a country is asked for where most of the others lead.
    """
    groups: dict[tuple[str, str], list[Target]] = {}
    usual = Counter(country for target in targets if (country := country_of(target.url))).most_common(1)
    for target in targets:
        reference = read_url(target.url)
        show_id = (reference.show or reference.id if reference else None) or ""
        country = country_of(target.url) or (usual[0][0] if usual else inquiry.settings.country)
        groups.setdefault((show_id, _elsewhere(country) if inquiry.is_second_look else country), []).append(target)
    verdicts: dict[Target, Verdict] = {}
    for (show_id, country), asked in groups.items():
        listing = lookups.ask(show_id, country, inquiry)
        verdicts |= {target: _verdict(target.url, listing) for target in asked}
    return verdicts


def _verdict(url: str, listing: Listing) -> Verdict:
    reference = read_url(url)
    if listing.failure or reference is None:
        return Verdict(url=url, state=State.UNKNOWN, why=listing.failure, host=listing.host)
    if reference.kind != "episode":
        return Verdict(url=url, state=State.OK, host=listing.host)
    episode = listing.episodes.get(reference.id or "")
    if episode is not None:
        return Verdict(url=url, state=State.OK, host=listing.host, title=episode.title)
    if listing.is_complete and listing.has_heard_of(reference.id or ""):
        why = "not among the episodes that Apple Podcasts has of this show"
        return Verdict(url=url, state=State.GONE, why=why, host=listing.host)
    why = f"not among the newest {len(listing.episodes)} episodes, and Apple tells of no others"
    return Verdict(url=url, state=State.UNKNOWN, why=why, host=listing.host)


def _url(show_id: str, country: str, inquiry: Inquiry) -> str:
    query = {"id": show_id, "entity": "podcastEpisode", "limit": str(MOST_EPISODES), "country": country.upper()}
    return f"{inquiry.bases.of('apple')}/lookup?{urlencode(query)}"


def _elsewhere(country: str) -> str:
    """Another country: the lists of each are kept for themselves, and may be weeks old."""
    return next(other for other in _OTHER_COUNTRIES if other != country)


def _rows(values: Any) -> list[dict[str, Any]] | None:
    rows = values.get("results") if isinstance(values, dict) else None
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else None


def _listed(row: dict[str, Any]) -> Listed | None:
    number = row.get("trackId")
    title = title_in({"title": row.get("trackName")})
    if row.get("kind") != "podcast-episode" or not isinstance(number, int) or number <= 0 or title is None:
        return None
    return Listed(
        id=str(number),
        title=title,
        guid=_text(row, "episodeGuid"),
        enclosure_url=_text(row, "episodeUrl"),
        page_url=_text(row, "trackViewUrl"),
    )


def _text(row: dict[str, Any], key: str) -> str | None:
    value = row.get(key)
    return value if isinstance(value, str) else None
