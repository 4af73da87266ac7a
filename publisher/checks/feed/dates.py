"""Dates and lengths of time in a feed: RFC 2822 (RSS), seconds (podcasters.apple.com/support/823, PSP-1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.feed.document import Element, Feed
from publisher.checks.feed.names import asks
from publisher.checks.feed.rows import ERROR, ITEMS, NOTE, WARNING, quoted
from publisher.checks.feed.shapes import as_rfc_2822, duration_s, is_integer
from publisher.sources.feed_dates import rfc_2822, wrong_weekday

_EXAMPLE: Final = "Fri, 26 Feb 2021 00:00:00 +0000"


@check("feed-date", ERROR, "apple", "psp1")
def episode_dates(feed: Feed) -> Iterator[Finding]:
    """The date of an episode in another form than RFC 2822: apps cannot read it, and put the episode anywhere.

    Bad: <pubDate>2021-02-26T00:00:00Z</pubDate>
    Good: <pubDate>Fri, 26 Feb 2021 00:00:00 +0000</pubDate>
    """
    dates = [date for date in feed.every("pubDate") if date.parent in ITEMS]
    yield from _unreadable(feed, dates, asks("apple", "psp1"))


@check("feed-build-date", WARNING)
def channel_dates(feed: Feed) -> Iterator[Finding]:
    """The date of the feed in another form than RFC 2822.

    Bad: <lastBuildDate>2021-02-26T00:00:00Z</lastBuildDate>
    Good: <lastBuildDate>Fri, 26 Feb 2021 00:00:00 +0000</lastBuildDate>
    """
    yield from _unreadable(feed, feed.channel.each("pubDate", "lastBuildDate"), asks())


@check("feed-date-weekday", WARNING)
def weekdays(feed: Feed) -> Iterator[Finding]:
    """A date whose weekday is another one.

    Bad: <pubDate>Thu, 26 Feb 2021 00:00:00 +0000</pubDate>
    Good: <pubDate>Fri, 26 Feb 2021 00:00:00 +0000</pubDate>
    """
    for element in feed.every("pubDate", "lastBuildDate"):
        right = wrong_weekday(element.value)
        if right:
            message = f"the weekday is wrong, and RSS asks for the right one; write {right}{element.value[3:]}"
            yield feed.finding(element, message, about=element.value[:3])


@check("date-future", NOTE)
def upcoming(feed: Feed) -> Iterator[Finding]:
    """An episode dated in the future: some apps show it at once, others when its day comes.

    Bad: nothing, if the day is meant
    Good: an item that appears in the feed on its day
    """
    for date in feed.every("pubDate"):
        moment = rfc_2822(date.value)
        if moment and feed.now and date.parent == "item" and moment > feed.now:
            message = (
                f"dated in the future, {moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC; apps differ in when they show it"
            )
            yield feed.finding(date, message, about=date.value)


@check("feed-duration", WARNING, "apple", "psp1")
def durations(feed: Feed) -> Iterator[Finding]:
    """A length that apps cannot read: it is whole seconds, or MM:SS or HH:MM:SS, and more than nothing.

    Bad: <itunes:duration>1801.5</itunes:duration>
    Good: <itunes:duration>1802</itunes:duration>
    """
    for element in feed.every("itunes:duration"):
        if element.value and not duration_s(element.value):
            message = f"Apple and PSP-1 ask for whole seconds, like 1801, not {quoted(element.value)}"
            yield feed.finding(element, message, about=element.value)


@check("feed-duration-seconds", NOTE, "psp1")
def durations_in_seconds(feed: Feed) -> Iterator[Finding]:
    """A length in hours and minutes, where PSP-1 has seconds.

    Bad: <itunes:duration>30:01</itunes:duration>
    Good: <itunes:duration>1801</itunes:duration>
    """
    written = [element for element in feed.every("itunes:duration") if duration_s(element.value)]
    clocks = [element for element in written if not is_integer(element.value)]
    if clocks:
        value = clocks[0].value
        others = f" ({len(clocks)} lengths are like that)" if len(clocks) > 1 else ""
        message = f"PSP-1 asks for seconds, not {quoted(value)}{others}; write {duration_s(value)}"
        yield feed.finding(clocks[0], message, about=value)


def _unreadable(feed: Feed, dates: Sequence[Element], asker: str) -> Iterator[Finding]:
    for date in dates:
        if date.value and rfc_2822(date.value) is None:
            example = as_rfc_2822(date.value) or f"like {_EXAMPLE}"
            message = f"{asker} for a date of RFC 2822, not {quoted(date.value)}; write {example}"
            yield feed.finding(date, message, about=date.value)


CHECKS: Final[tuple[Check[Feed], ...]] = (
    episode_dates,
    channel_dates,
    weekdays,
    upcoming,
    durations,
    durations_in_seconds,
)
