"""What Apple lists of a show, for those who fill in links."""

from __future__ import annotations

from collections import Counter

from publisher.merge.show import MergedShow
from publisher.online.apple import Listed, Lookups, country_of
from publisher.online.asking import prober_of
from publisher.online.inquiry import Inquiry
from publisher.online.settings import OnlineSettings
from publisher.platforms.known import read_url


def episodes_on_apple(merged: MergedShow, settings: OnlineSettings) -> tuple[Listed, ...]:
    """The newest episodes of the show that most Apple links lead to, the newest first; none where nobody knows.

    One call of Lookup, at most.
    """
    known = most_common_show(merged)
    if known is None:
        return ()
    show_id, country = known
    with prober_of(settings) as prober:
        inquiry = Inquiry(prober=prober, settings=settings)
        lookups = Lookups(settings.clock, settings.between_lookups_s)
        listing = lookups.ask(show_id, country or settings.country, inquiry)
    return tuple(listing.episodes.values())


def most_common_show(merged: MergedShow) -> tuple[str, str | None] | None:
    """The id and the country of the show that most links of episodes to Apple Podcasts name."""
    counts: Counter[tuple[str, str | None]] = Counter()
    for episode in merged.episodes:
        for one in episode.known.file.written:
            reference = read_url(one.text) if one.key.casefold() == "links.apple" else None
            if reference and reference.platform == "apple" and reference.show:
                counts[reference.show, country_of(one.text)] += 1
    return counts.most_common(1)[0][0] if counts else None
