"""Values as people read them: short, and where two differ, the place where they do."""

from __future__ import annotations

import html
import re
from datetime import datetime, tzinfo
from typing import Final

from publisher.sources.feed_item import FeedItem
from publisher.text import one_line

_LIMIT: Final = 80
_AROUND: Final = 24
_INLINE_TAG: Final = re.compile(
    r"</?(?:a|abbr|b|cite|code|em|i|q|s|small|span|strong|sub|sup|u)\b[^>]*>", re.IGNORECASE
)
_TAG: Final = re.compile(r"<[^>]*>")
_HREF: Final = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


def shortened(text: str, limit: int = _LIMIT) -> str:
    """The text on one line, its end cut off where it is long.

    >>> shortened("one two three", 9)
    'one two…'
    """
    line = one_line(text)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def contrasted(old: str, new: str, limit: int = _LIMIT) -> tuple[str, str]:
    """Both texts on one line; of long ones what differs, with a little of what stands around it.

    >>> contrasted("x" * 50 + " I met Ada. " + "y" * 50, "x" * 50 + " I met Bob. " + "y" * 50, 40)
    ('…xxxxxxxxxxxxxxxxx I met Ada. yyyyyyyyyyy…', '…xxxxxxxxxxxxxxxxx I met Bob. yyyyyyyyyyy…')
    """
    one, other = one_line(old), one_line(new)
    if max(len(one), len(other)) <= limit:
        return one, other
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = same - _AROUND if same > limit // 2 else 0
    return _window(one, start, limit), _window(other, start, limit)


def _window(text: str, start: int, limit: int) -> str:
    piece = text[start : start + limit]
    return ("…" if start else "") + piece.strip() + ("…" if start + limit < len(text) else "")


def quoted(text: str) -> str:
    """A text in quotes, for sentences."""
    return f"'{text}'"


def plain(markup: str) -> str:
    """What readers see of HTML, on one line. It takes any HTML.

    >>> plain("<p>A&amp;<b>B</b></p><p>c</p>")
    'A&B c'
    """
    return one_line(html.unescape(_TAG.sub(" ", _INLINE_TAG.sub("", markup))))


def targets(markup: str) -> tuple[str, ...]:
    """Where the links of HTML lead."""
    return tuple(html.unescape(match[1] or match[2] or "") for match in _HREF.finditer(markup))


def name_of(item: FeedItem) -> str:
    """An episode as people name it: ``'Title' (S2E7)``."""
    numbers = numbering(item.season, item.number)
    title = quoted(shortened(item.title or item.guid)) if item.title or item.guid else "an episode without a title"
    return f"{title} ({numbers})" if numbers else title


def numbering(season: int | None, number: int | None) -> str:
    """Season and number, as far as there are any.

    >>> numbering(2, 7), numbering(None, 7), numbering(2, None), numbering(None, None)
    ('S2E7', 'E7', 'S2', '')
    """
    return (f"S{season}" if season is not None else "") + (f"E{number}" if number is not None else "")


def day(moment: datetime | None, zone: tzinfo) -> str:
    """The day where the show is at home."""
    return f"{moment.astimezone(zone):%Y-%m-%d}" if moment else "no date"


def to_the_minute(moment: datetime | None, zone: tzinfo) -> str:
    """The day and the time where the show is at home, to the second where that matters."""
    if moment is None:
        return "no date"
    local = moment.astimezone(zone)
    return f"{local:%Y-%m-%d %H:%M:%S %Z}" if local.second else f"{local:%Y-%m-%d %H:%M %Z}"


def size(size_bytes: int | None) -> str:
    """A number of bytes.

    >>> size(12345678), size(None)
    ('12,345,678 bytes', 'no size')
    """
    return "no size" if size_bytes is None else f"{size_bytes:,} bytes"


def count_of(number: int, noun: str) -> str:
    """A number with its noun in the right form.

    >>> count_of(1, "chapter"), count_of(2, "chapter")
    ('1 chapter', '2 chapters')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
