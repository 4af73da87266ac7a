"""What belongs in the title of a show or of an episode, and what does not (podcasters.apple.com/support/823, PSP-1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.feed.document import Element, Feed
from publisher.checks.feed.rows import NOTE, each_or_once, quoted

_NUMBERED: Final = re.compile(
    r"(?:^|[\s(\[|:–-])(?:s\d{1,3}\s?[ex·:.-]?\s?e?\d{1,4}|(?:episode|ep\.?|folge|épisode|episodio)\s?#?\d{1,4}|#\d{1,4})(?=$|[\s:.,)\]|–-])",
    re.IGNORECASE,
)
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_SEPARATORS: Final = re.compile(r"\s*[|•·;]\s*|\s+/\s+")
_MANY_PARTS: Final = 4
_MANY_TIMES: Final = 4
_SHORT_WORD: Final = 4
_SHORT_NAME: Final = 4


@check("feed-title-stuffed", NOTE, "apple")
def stuffed_titles(feed: Feed) -> Iterator[Finding]:
    """A name full of words to be found by: Apple removes shows for that.

    Bad: <title>Walks | Hiking | Trails | Outdoor Podcast</title>
    Good: <title>Walks</title>
    """
    for name in ("title", "itunes:title", "itunes:author"):
        for element in feed.channel.each(name):
            if _is_stuffed(element.value):
                message = (
                    f"Apple may remove a show whose <{name}> is a list of words to be found by; write the name alone"
                )
                yield feed.finding(element, message, about=element.value)


@check("feed-title-numbered", NOTE, "apple", "psp1")
def numbered_titles(feed: Feed) -> Iterator[Finding]:
    """An episode's title that repeats its number, for which there are elements.

    Bad: <title>S2 E7: Why we walk</title>
    Good: <title>Why we walk</title> and <itunes:episode>7</itunes:episode>
    """
    numbered = {
        title: number
        for item in feed.items
        for title in item.each("title")
        if (number := _repeats_number(item, title.value))
    }
    for title, number in numbered.items():
        others = f" ({len(numbered)} titles do)" if len(numbered) == len(feed.items) > 1 else ""
        message = f"Apple and PSP-1 ask for titles without numbers{others}; leave out {quoted(number)}"
        yield feed.finding(title, message, about=number)
        if others:
            return


@check("feed-title-show", NOTE, "apple")
def show_in_titles(feed: Feed) -> Iterator[Finding]:
    """An episode's title that repeats the name of the show, which stands beside it anyway.

    Bad: <title>Walks: Why we walk</title>
    Good: <title>Why we walk</title>
    """
    show = feed.channel.value_of("title")
    if len(show) < _SHORT_NAME:
        return
    around = re.compile(rf"{re.escape(show)}\s*[:|–—-]\s.|.\s[|–—-]\s*{re.escape(show)}$", re.IGNORECASE)
    having = [title for item in feed.items for title in item.each("title") if _at_an_end(around, title.value, show)]
    one = f"Apple asks for titles without the name of the show; leave out {quoted(show)}"
    yield from each_or_once(feed, having, len(feed.items), one, f"{one} (every title has it)")


def _at_an_end(around: re.Pattern[str], title: str, show: str) -> bool:
    match = around.search(title)
    return match is not None and (match.start() == 0 or title.casefold().endswith(show.casefold()))


def _repeats_number(item: Element, title: str) -> str:
    """The number in a title that has more than it, and is that of the episode, or of an episode without any."""
    match = _NUMBERED.search(title)
    if not match or not _LETTERS.search(title[: match.start()] + title[match.end() :]):
        return ""
    number = item.value_of("itunes:episode")
    digits = [one.lstrip("0") for one in re.findall(r"\d+", match[0])]
    return match[0].strip(" ([|:–-") if not number or number in digits else ""


def _is_stuffed(name: str) -> bool:
    words = [word for word in re.findall(r"\w+", name.casefold()) if len(word) >= _SHORT_WORD]
    many_times = any(words.count(word) >= _MANY_TIMES for word in set(words))
    return many_times or len([part for part in _SEPARATORS.split(name) if part]) >= _MANY_PARTS


CHECKS: Final[tuple[Check[Feed], ...]] = (stuffed_titles, numbered_titles, show_in_titles)
