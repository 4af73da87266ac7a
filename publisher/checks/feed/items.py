"""What the elements of an item say: guids, numbers, kinds (podcasters.apple.com/support/823 and 4115, PSP-1)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.feed.document import Element, Feed
from publisher.checks.feed.rows import ERROR, NOTE, WARNING, Shaped, Value, check_of_shape, one_of, quoted
from publisher.checks.feed.shapes import is_positive, is_url

_FULL: Final = "full"

_SHAPES: Final = (
    Shaped(
        "feed-number", WARNING, ("apple", "psp1"),
        (Value(("itunes:episode", "itunes:season"), is_positive, "a whole number from 1"),),
        "A season or an episode whose number is none: directories count from 1.",
        "<itunes:episode>0</itunes:episode>", "<itunes:episode>1</itunes:episode>",
    ),
    Shaped(
        "feed-episode-type", WARNING, ("apple", "psp1"),
        (Value(("itunes:episodeType",), one_of(_FULL, "trailer", "bonus"), "full, trailer or bonus"),),
        "A kind of episode that Apple does not know.",
        "<itunes:episodeType>Full</itunes:episodeType>", "<itunes:episodeType>full</itunes:episodeType>",
    ),
)  # fmt: skip


@check("guid-repeated", ERROR, "apple", "psp1")
def one_guid_each(feed: Feed) -> Iterator[Finding]:
    """Directories drop the second episode with a guid.

    Bad: two items with <guid>ep-1</guid>
    Good: a guid each
    """
    first: dict[str, Element] = {}
    for item in (*feed.items, *feed.channel.each("podcast:liveItem")):
        guid = item.first("guid")
        if guid and guid.value and first.setdefault(guid.value, guid) is not guid:
            place = feed.at(first[guid.value])
            message = (
                f"Apple and PSP-1 ask for a guid of its own, and {quoted(guid.value)} is that of {place} too; change it"
            )
            yield feed.finding(guid, message, about=guid.value)


@check("feed-guid-permalink", WARNING)
def permalinks(feed: Feed) -> Iterator[Finding]:
    """A guid that is no address, and does not say so: readers follow it.

    Bad: <guid>ep-1</guid>
    Good: <guid isPermaLink="false">ep-1</guid>
    """
    wrong = [guid for guid in feed.every("guid") if guid.value and _is_wrong_permalink(guid)]
    if wrong and len(wrong) == len(feed.items) > 1:
        message = (
            f'RSS takes a guid for an address unless it says otherwise; write isPermaLink="false" in all {len(wrong)}'
        )
        yield feed.finding(wrong[0], message)
        return
    for guid in wrong:
        message = f'RSS takes the guid {quoted(guid.value)} for an address; write <guid isPermaLink="false">'
        yield feed.finding(guid, message, about=guid.value)


@check("number-missing", WARNING, "apple", "psp1")
def numbers_of_a_serial(feed: Feed) -> Iterator[Finding]:
    """Apple orders a serial show by its numbers, so every full episode needs one.

    Bad: <itunes:type>serial</itunes:type>, and an item without <itunes:episode>
    Good: <itunes:episode>4</itunes:episode>
    """
    if feed.channel.value_of("itunes:type").casefold() != "serial":
        return
    for item in feed.items:
        if _kind(item) == _FULL and not item.value_of("itunes:episode"):
            message = "Apple and PSP-1 ask for a number in a serial show; write <itunes:episode> with it"
            yield feed.finding(item, message, field="itunes:episode")


@check("number-repeated", WARNING, "apple")
def one_number_each(feed: Feed) -> Iterator[Finding]:
    """Two full episodes with one season and number; a trailer or bonus may share the number of its episode.

    Bad: season 2, episode 7 twice
    Good: <itunes:episodeType>bonus</itunes:episodeType> in one of them, or another number
    """
    first: dict[Hashable, Element] = {}
    for item in feed.items:
        number = item.first("itunes:episode")
        if number is None or _kind(item) != _FULL or not is_positive(number.value):
            continue
        key = (item.value_of("itunes:season").lstrip("0"), number.value.lstrip("0"))
        if first.setdefault(key, number) is not number:
            season = f"season {key[0]}, " if key[0] else ""
            message = f"Apple shows two: {season}episode {key[1]} is {feed.at(first[key])} too; change one"
            yield feed.finding(number, message, about=number.value)


@check("feed-trailer-number", NOTE, "apple")
def numbered_trailers(feed: Feed) -> Iterator[Finding]:
    """A trailer with the number of an episode that there is not: Apple takes it for the trailer of that episode.

    Bad: a trailer of the season with <itunes:episode>99</itunes:episode>
    Good: <itunes:season>2</itunes:season> alone
    """
    numbers = {item.value_of("itunes:episode") for item in feed.items if _kind(item) == _FULL} - {""}
    for item in feed.items:
        number = item.first("itunes:episode")
        if numbers and number and number.value and _kind(item) == "trailer" and number.value not in numbers:
            message = f"Apple takes it for the trailer of episode {number.value}, which is not there; delete its number"
            yield feed.finding(number, message, about=number.value)


def _kind(item: Element) -> str:
    return item.value_of("itunes:episodeType").casefold() or _FULL


def _is_wrong_permalink(guid: Element) -> bool:
    says = guid.get("isPermaLink") or "true"
    return says != "false" and (says != "true" or not is_url(guid.value))


CHECKS: Final[tuple[Check[Feed], ...]] = (
    one_guid_each,
    permalinks,
    numbers_of_a_serial,
    one_number_each,
    numbered_trailers,
    *map(check_of_shape, _SHAPES),
)
