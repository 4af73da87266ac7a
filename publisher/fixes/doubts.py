"""Links and ids that may be of another episode: what stands there proves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from publisher.checks.addresses import ids_of, links_of
from publisher.checks.check import Check
from publisher.checks.ids import clips_of_another_video
from publisher.checks.link_names import strange_titles
from publisher.checks.links import no_page
from publisher.checks.platforms import one_show
from publisher.checks.settings import Silencer
from publisher.merge.show import MergedShow
from publisher.model import Place

# What is found by them stands at the link itself.
_OF_LINKS: Final[tuple[Check[MergedShow], ...]] = (strange_titles, one_show, no_page)

ONLINE_DOUBTS: Final = frozenset({"online-wrong-episode", "online-title", "online-gone"})


def doubted_offline(merged: MergedShow, is_silenced: Silencer) -> frozenset[Place]:
    """Where links and ids stand of which a check says that they may be wrong, if nobody has silenced it there."""
    found = {place for one in _OF_LINKS for place in _places(one, merged, is_silenced)}
    return frozenset({*found, *_videos(merged, is_silenced)})


def _videos(merged: MergedShow, is_silenced: Silencer) -> Iterator[Place]:
    """The id and the link of the video in episodes whose clips are of another one: either may be right."""
    strange = {place.path for place in _places(clips_of_another_video, merged, is_silenced)}
    for episode in merged.episodes:
        for values in (ids_of(episode), links_of(episode)):
            if episode.place.path in strange and "youtube" in values:
                yield values["youtube"].written.place


def _places(check: Check[MergedShow], merged: MergedShow, is_silenced: Silencer) -> Iterator[Place]:
    for finding in check.find(merged):
        if not is_silenced(check.id, finding.place.path):
            yield finding.place
