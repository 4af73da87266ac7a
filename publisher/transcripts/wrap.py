"""Words on lines: where a text may break, and how it fills lines of one width.

Widths are columns: a wide character takes two. Words are named by their number, so that a line is two numbers and
its width a subtraction: a show has millions of words.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Final, NamedTuple

from publisher.transcripts.pace import WIDE, count_wide

CLOSING_WIDE: Final = "、。，．：；！？」』）】〉》…"

# A line may break behind a space, before a wide character unless that closes something, and behind a wide stop.
_BREAKS: Final = re.compile(rf"(?<= )|(?:(?=[{WIDE}])|(?<=[、。，：；！？]))(?![{CLOSING_WIDE}])")
_JOINING: Final = frozenset({"Mn", "Me", "Mc", "Cf"})


class Words(NamedTuple):
    """A text cut wherever a line may break; word ``n`` is ``text[offsets[n]:offsets[n + 1]]``, its space included."""

    text: str
    offsets: list[int]  # where each word starts in the text, and where the last one ends
    columns: list[int]  # the same, if the text stood on one line
    stops: list[int]  # the column behind each word, without its space


def words_of(text: str, line_length: int, name: str = "") -> Words:
    """The words of a text that has no space at its ends, behind a name that stays whole if it fits a line.

    >>> words_of("one two", 6).stops, words_of("日本。語 ok", 9).stops, words_of("Yes.", 9, "Ada L.:").stops
    ([3, 7], [2, 6, 8, 11], [7, 12])
    """
    names = [name] if len(name) < line_length else name.split(" ")
    bare_words = [*names, *text.split(" ")] if name else text.split(" ")
    text = " ".join(bare_words)
    if count_wide(text) or max(map(len, bare_words)) > line_length:
        return _measured(_cut(name, text, line_length))
    starts = list(accumulate(map(len, bare_words), lambda start, length: start + length + 1, initial=0))
    starts[-1] -= 1
    return Words(text, starts, starts, [start - 1 for start in starts[1:-1]] + starts[-1:])


def lines_end(words: Words, first: int, line_length: int, line_count: int) -> int:
    """The word behind so many lines, filled one after the other from the first word; a line holds at least one word.

    >>> lines_end(words_of("one two three", 8), 0, 8, 1)
    2
    """
    columns, stops = words.columns, words.stops
    for _ in range(line_count):
        if first == len(stops):
            break
        first = bisect_right(stops, columns[first] + line_length, first + 1)
    return first


def balanced(words: Words, first: int, end: int, line_length: int) -> list[str]:
    """The words before ``end`` on as few lines as they need, the longest of them as short as can be.

    >>> balanced(words_of("one two three four", 14), 0, 4, 14)
    ['one two', 'three four']
    """
    text, offsets, columns, stops = words
    if stops[end - 1] - columns[first] <= line_length:
        return [text[offsets[first] : offsets[end]].rstrip()]
    ends = _line_ends(words, first, end, line_length)
    for narrower in range((columns[end] - columns[first]) // len(ends), line_length):
        narrow_ends = _line_ends(words, first, end, narrower)
        if len(narrow_ends) == len(ends):
            ends = narrow_ends
            break
    return [text[offsets[start] : offsets[after]].rstrip() for start, after in zip([first, *ends], ends, strict=False)]


def _line_ends(words: Words, first: int, end: int, line_length: int) -> list[int]:
    columns, stops = words.columns, words.stops
    ends: list[int] = []
    while first < end:
        first = bisect_right(stops, columns[first] + line_length, first + 1, end)
        ends.append(first)
    return ends


def _measured(words: list[str]) -> Words:
    offsets = list(accumulate(map(len, words), initial=0))
    columns = list(accumulate((len(word) + count_wide(word) for word in words), initial=0))
    stops = [column - word.endswith(" ") for word, column in zip(words, columns[1:], strict=True)]
    return Words("".join(words), offsets, columns, stops)


def _cut(name: str, text: str, line_length: int) -> list[str]:
    words: list[str] = []
    if name and len(name) < line_length:
        words.append(f"{name} ")
        text = text[len(name) + 1 :]
    for word in _BREAKS.split(text):
        if len(word) > line_length:
            words.extend(_parts(word, line_length))
        elif word:
            words.append(word)
    return words


def _parts(word: str, line_length: int) -> Iterator[str]:
    length = len(word.rstrip())
    start = 0
    while length - start > line_length:
        end = start + line_length
        while end > start + 1 and _holds_together(word[end - 1], word[end]):
            end -= 1
        yield word[start:end]
        start = end
    yield word[start:]


def _holds_together(before: str, after: str) -> bool:
    """Whether two characters make one sign: an accent with its letter, the parts of an emoji."""
    return unicodedata.category(after) in _JOINING or before == "\u200d"
