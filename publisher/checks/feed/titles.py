"""What belongs in the title of a show or of an episode, and what does not (podcasters.apple.com/support/823, PSP-1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.feed.document import Element, Feed
from publisher.checks.feed.rows import ITEMS, LONGEST_VALUE, NOTE, WARNING, quoted

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


@check("title-long", WARNING, "apple", "psp1")
def long_titles(feed: Feed) -> Iterator[Finding]:
    """Directories take titles of up to 255 characters, and apps show the first 60 or so.

    Bad: a title that is a paragraph
    Good: <title>Why we walk</title>
    """
    for title in feed.every("title", "itunes:title"):
        length = len(title.value)
        if title.parent in ITEMS and length > LONGEST_VALUE:
            message = f"Apple and PSP-1 allow {LONGEST_VALUE} characters in a title, not {length}; shorten it"
            yield feed.finding(title, message)


@check("title-numbered", NOTE, "apple", "psp1")
def numbered_titles(feed: Feed) -> Iterator[Finding]:
    """Apple wants no season, no episode number and no name of the show in a title: apps show those beside it.

    Bad: <title>S2 E7: Why we walk</title>
    Good: <title>Why we walk</title> and <itunes:episode>7</itunes:episode>
    """
    show = feed.channel.value_of("title")
    titles = [(item, title) for item in feed.items for title in item.each("title")]
    pieces = {title: _name_in(show, title.value) or _number_in(item, title.value) for item, title in titles}
    wrong = {title: piece for title, piece in pieces.items() if piece}
    everywhere = len(wrong) == len(feed.items) > 1
    for title, piece in list(wrong.items())[: 1 if everywhere else None]:
        others = f" (all {len(wrong)} titles have such)" if everywhere else ""
        message = (
            f"Apple and PSP-1 ask for titles without numbers and the show's name{others}; leave out {quoted(piece)}"
        )
        yield feed.finding(title, message, about=piece)


def _name_in(show: str, title: str) -> str:
    """The name of the show where it stands at an end of a title, apart from the rest."""
    name = re.escape(show)
    around = re.search(rf"^({name})\s*[:|–—-]\s.|.\s[|–—-]\s*({name})$", title, re.IGNORECASE)
    return (around[1] or around[2]) if around and len(show) >= _SHORT_NAME else ""


def _number_in(item: Element, title: str) -> str:
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


CHECKS: Final[tuple[Check[Feed], ...]] = (long_titles, numbered_titles, stuffed_titles)
