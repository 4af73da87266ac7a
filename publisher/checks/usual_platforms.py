"""The platforms that nearly all episodes of a show are on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from publisher.checks.addresses import ids_of, links_of
from publisher.checks.habits import is_fresh, nearly_all
from publisher.merge.episode import MergedEpisode
from publisher.merge.show import MergedShow
from publisher.platforms.known import canonical_url

# What an author does about an episode that is not there.
TURN_OFF: Final = "turn platform-missing off for it under checks: in show.yaml"


def usual_platforms(merged: MergedShow) -> Mapping[str, int]:
    """How many of the settled episodes have a link to each of the platforms where nearly all have one."""
    out = settled_episodes(merged)
    having = Counter(platform for one in out for platform in linked_platforms(one))
    return {platform: count for platform, count in having.items() if nearly_all(count, len(out))}


def settled_episodes(merged: MergedShow) -> list[MergedEpisode]:
    """The episodes that are out, and for long enough to be on every platform."""
    waiting = {episode.place for episode in merged.show.upcoming} if merged.show else set()
    out = (one for one in merged.episodes if one.episode and one.place not in waiting)
    return [one for one in out if not is_fresh(one, merged)]


def linked_platforms(episode: MergedEpisode) -> set[str]:
    """The platforms that an episode has a link to, written or made from the id."""
    ids = ids_of(episode)
    return {*links_of(episode), *(platform for platform in ids if canonical_url(platform, ids[platform].text))}
