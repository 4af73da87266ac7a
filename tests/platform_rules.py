"""What Apple, Spotify and YouTube make of timestamps in a description, written from their rules and not from our code.

Each function gives the chapters that the platform would show, as seconds and title, and none where a rule is broken.
"""

from __future__ import annotations

import html
import re
import unicodedata
from itertools import pairwise

Chapters = list[tuple[int, str]]

_TAG_THAT_ENDS_A_LINE = re.compile(r"</?(?:p|li|ul|ol|div|h[1-6])\b[^>]*>|<br[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_HOURS = re.compile(r"(\()?(\d\d):(\d\d):(\d\d)(?(1)\))(?!\d)(.*)")
_MINUTES = re.compile(r"(\()?()(\d\d):(\d\d)(?(1)\))(?![:\d])(.*)")
_ANY = re.compile(r"\(?(?:(\d{1,2}):)?(\d{1,2}):(\d\d)\)?(?![:\d])(.*)")


def apple_chapters(text_or_html: str) -> Chapters:
    """Timestamps that begin at 00:00:00, three at least (podcasters.apple.com/support/5482); here, all with hours."""
    found = [match for line in _lines(text_or_html) if (match := _HOURS.fullmatch(line))]
    return _if_list([(_seconds(*match.groups()[1:4]), match[5].strip()) for match in found])


def spotify_chapters(text_or_html: str) -> Chapters:
    """One form of time throughout, one punctuation mark at most behind it, a title in plain text without emoji.

    https://support.spotify.com/creators/article/creating-and-managing-chapters/
    """
    lines = _lines(text_or_html)
    by_form = [[match for line in lines if (match := form.fullmatch(line))] for form in (_HOURS, _MINUTES)]
    if all(by_form):
        return []
    found = by_form[0] or by_form[1]
    if len({match[1] for match in found}) > 1 or any(_has_emoji(match[5]) for match in found):
        return []
    if any(_marks_in_front(match[5]) > 1 for match in found):
        return []
    return _if_list([(_seconds(*match.groups()[1:4]), match[5].strip()) for match in found])


def youtube_chapters(text_or_html: str, duration_s: int | None = None) -> Chapters:
    """Chapters of ten seconds at least, the last one too; plain text has no angle brackets.

    https://support.google.com/youtube/answer/9884579
    """
    if not _is_html(text_or_html) and re.search("[<>]", text_or_html):
        return []
    found = [match for line in _lines(text_or_html) if (match := _ANY.fullmatch(line))]
    chapters = [(_seconds(match[1] or "0", match[2], match[3]), match[4].strip()) for match in found]
    ends = [second for second, _ in chapters[1:]] + ([duration_s] if duration_s is not None else [])
    too_short = any(end - second < 10 for (second, _), end in zip(chapters, ends, strict=False))
    return [] if too_short else _if_list(chapters)


def _if_list(chapters: Chapters) -> Chapters:
    in_order = all(before[0] < after[0] for before, after in pairwise(chapters))
    titled = all(title for _, title in chapters)
    return chapters if len(chapters) >= 3 and chapters[0][0] == 0 and in_order and titled else []


def _lines(text_or_html: str) -> list[str]:
    if not _is_html(text_or_html):
        return text_or_html.split("\n")
    lines = _TAG_THAT_ENDS_A_LINE.sub("\n", text_or_html.replace("\n", " ")).split("\n")
    return [html.unescape(_TAG.sub("", line)).strip() for line in lines]


def _is_html(text: str) -> bool:
    return text.startswith("<")


def _seconds(hours: str, minutes: str, seconds: str) -> int:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)


def _marks_in_front(title: str) -> int:
    """How many punctuation marks stand between a time and the first letter or digit."""
    front = re.match(r"[\W_]*", title)
    return len(front[0].replace(" ", "")) if front else 0


def _has_emoji(title: str) -> bool:
    symbols = (char for char in title if unicodedata.category(char) in {"So", "Sk"} and ord(char) >= 0x2600)
    return "\ufe0f" in title or any(char not in "♭♮♯" for char in symbols)
