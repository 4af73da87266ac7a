"""Checks of links and ids among the episodes of a show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from difflib import get_close_matches
from typing import Final

from publisher.checks.addresses import OnPlatform, all_ids, all_links, label_of
from publisher.checks.check import Check, Finding, check
from publisher.checks.habits import nearly_all, place_of
from publisher.checks.usual_platforms import linked_platforms, settled_episodes, usual_platforms
from publisher.merge.episode import MergedEpisode
from publisher.merge.show import MergedShow
from publisher.model import Severity
from publisher.platforms.known import PLATFORMS, id_in, read_url, says_page
from publisher.platforms.tracking import without_tracking
from publisher.sources.fields import quoted
from publisher.sources.written import Written

# Other keys under which each episode has a page of its own. A link that three share is the show's.
_PAGES: Final = frozenset(
    {"web", "website", "amazon", "audible", "castbox", "castro", "deezer", "google", "iheart", "overcast"}
    | {"peertube", "pocketcasts", "podbean", "podcastaddict", "soundcloud", "stitcher", "tunein", "twitch", "vimeo"}
)
_LINKS: Final = ("links", "link")  # keys under link: are told where they are refused
_SHARED_BY_CHANCE: Final = 2
_ALIKE: Final = 0.8  # difflib: appel, you_tube, spotfy; no author


@check("id-repeated", Severity.ERROR)
def one_id_each(merged: MergedShow) -> Iterator[Finding]:
    """Two episodes with one id on a platform: one of them leads listeners to the other.

    Bad: youtube: 0Gqx1LtqRZU in two episodes
    Good: an id each
    """
    for one, first in _repeated((one, id_in(one.platform, one.text)) for one in all_ids(merged)):
        message = f"{one.written.key}: {quoted(one.text)} is the id of {first.written.place} too; correct one of them"
        yield Finding(place=one.written.place, message=message, about=one.text)


@check("link-repeated", Severity.ERROR)
def one_link_each(merged: MergedShow) -> Iterator[Finding]:
    """Two episodes with one link: one of them leads listeners to the other.

    Bad: youtube: https://youtu.be/0Gqx1LtqRZU in two episodes
    Good: a link each
    """
    links = list(all_links(merged))
    pages = Counter(_page(link) for link in links)
    keyed = ((link, _episode(link) or (pages[_page(link)] == _SHARED_BY_CHANCE and _page(link))) for link in links)
    for link, first in _repeated(keyed):
        message = f"{link.written.key} is the link of {first.written.place} too; correct one of them"
        yield Finding(place=link.written.place, message=message, about=link.text)


@check("link-show", Severity.WARNING)
def one_show(merged: MergedShow) -> Iterator[Finding]:
    """A link to Apple Podcasts that leads to another show than those of nearly all episodes.

    Bad: apple: https://podcasts.apple.com/us/podcast/another-show/id1200361736?i=1000552243668
    Good: apple: https://podcasts.apple.com/us/podcast/my-show/id1541710331?i=1000552243668
    """
    shows = {link.written.place: (link, show) for link in all_links(merged) if (show := _show(link))}
    for usual, count in Counter(show for _, show in shows.values()).most_common(1):
        if nearly_all(count, len(shows)):
            for link, show in shows.values():
                if show != usual:
                    message = f"{link.written.key} leads to the show id{show}, {count} others to id{usual}; correct it"
                    yield Finding(place=link.written.place, message=message, about=f"id{show}")


@check("platform-unknown", Severity.WARNING)
def misspelt(merged: MergedShow) -> Iterator[Finding]:
    """A key under ids: or links: that is nearly the name of a platform which the episode lacks there.

    Bad: "links: appel: https://podcasts.apple.com/us/podcast/my-show/id1541710331?i=1000552243668"
    Good: "links: apple: https://podcasts.apple.com/us/podcast/my-show/id1541710331?i=1000552243668"
    """
    for episode in merged.episodes:
        for field in ("ids", "links"):
            written = [one for one in episode.known.file.written if len(one.keys) == 2 and one.keys[0] == field]
            present = {_key(one) for one in written}
            for one in written:
                meant = _platform_meant(_key(one))
                if meant and meant not in present:
                    message = f"{field}: '{one.keys[1]}' is no platform that is known; did you mean {meant}:?"
                    yield Finding(place=one.place, message=message, about=one.keys[1])


@check("platform-missing", Severity.WARNING)
def missing(merged: MergedShow) -> Iterator[Finding]:
    """An episode that is out for three days or more, without the link to a platform that nearly all others have.

    Bad: links: without apple:, in a show that is on Apple Podcasts
    Good: apple: https://podcasts.apple.com/us/podcast/my-show/id1541710331?i=1000552243668
    """
    out = settled_episodes(merged)
    for platform, count in usual_platforms(merged).items():
        for one in out:
            if platform not in _named(one):
                message = f"no link to {label_of(platform)}, where {count} of {len(out)} episodes are"
                remedy = f"write links: {platform}: and its URL"
                yield Finding(place=place_of(one, "links"), message=f"{message}; {remedy}")


def _repeated(keyed: Iterable[tuple[OnPlatform, Hashable]]) -> Iterator[tuple[OnPlatform, OnPlatform]]:
    """Those whose key another episode has already, with the first of them; the file's name decides who that is."""
    first: dict[Hashable, OnPlatform] = {}
    for one, key in sorted(keyed, key=lambda pair: pair[0].written.place):
        other = first.setdefault((one.platform, key), one) if key else one
        if other.episode is not one.episode:
            yield one, other


def _key(written: Written) -> str:
    return written.keys[1].strip().casefold()


def _platform_meant(key: str) -> str | None:
    """The known platform whose key this nearly is; more than a slip, or another word, is a key of the author's own."""
    if key in PLATFORMS or key in _PAGES:
        return None
    letters = re.sub(r"[\W_]", "", key)
    near = get_close_matches(letters, PLATFORMS, n=1, cutoff=_ALIKE)
    return near[0] if near and abs(len(near[0]) - len(letters)) <= 1 else None


def _episode(link: OnPlatform) -> str | None:
    return id_in(link.platform, link.text) if link.platform in PLATFORMS else None


def _page(link: OnPlatform) -> tuple[str, str] | None:
    return (link.platform, without_tracking(link.text)) if link.platform in _PAGES else None


def _show(link: OnPlatform) -> str | None:
    reference = read_url(link.text) if link.platform == "apple" else None
    return reference.show if reference and reference.platform == "apple" else None


def _named(episode: MergedEpisode) -> set[str]:
    """The platforms that an episode names at all: what is still TODO is reported as that."""
    pairs = [one for one in episode.known.file.written if len(one.keys) == 2]
    fields = {_key(one) for one in pairs if one.keys[0] in _LINKS}
    ids = {key for one in pairs if one.keys[0] == "ids" and says_page(key := _key(one))}
    return fields | ids | linked_platforms(episode) | {meant for key in fields if (meant := _platform_meant(key))}


CHECKS: Final[tuple[Check[MergedShow], ...]] = (one_id_each, one_link_each, one_show, misspelt, missing)
