"""Text on lines: where it may break, and how it fills lines of one width.

A line breaks behind a space, and its width is its length: wrapping is a search for the last space. Wide characters,
which take two columns and have no spaces between them, are made to fit that by ``spaced``, and ``shown`` undoes it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from publisher.transcripts.pace import WIDE, count_wide

NO_BREAK: Final = "\N{NO-BREAK SPACE}"  # takes a column where no line breaks; texts have none of their own

_WIDE: Final = re.compile(f"([{WIDE}])")
_BETWEEN_SIGNS: Final = re.compile(rf"(?<=[{WIDE}]){NO_BREAK}(?=[{WIDE}\w])(?![、。，．：；！？」』）】〉》])")
_SPACED: Final = re.compile(rf"([{WIDE}])[ {NO_BREAK}]?")

# Scripts without spaces between words, beside the wide ones: https://www.unicode.org/reports/tr14/#SA, and Tibetan.
_UNSPACED: Final = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\uaa60-\uaadf]")
_LONGEST_WORD: Final = 200  # nobody reads what is longer
_JOINING: Final = frozenset({"Mn", "Me", "Mc", "Cf"})


def spaced(text: str) -> str:
    """The text with a space behind each wide character, one where no line breaks if what follows must not start one.

    >>> spaced("日本。語 ok").replace(NO_BREAK, "~")
    '日 本~。 語~ ok'
    """
    if not count_wide(text):
        return text
    return _BETWEEN_SIGNS.sub(" ", _WIDE.sub(rf"\1{NO_BREAK}", text))


def shown(text: str) -> str:
    """The text as it was before ``spaced``, or a part of it.

    >>> shown(spaced("日本。語 ok"))
    '日本。語 ok'
    """
    return _SPACED.sub(r"\1", text).replace(NO_BREAK, " ")


def lines_end(text: str, start: int, line_length: int, line_count: int) -> int:
    """Where so many lines end that are filled one after the other.

    A word that is longer than a line has a line of its own, and is cut only if it has no end or its script no spaces.

    >>> lines_end("one two three", 0, 8, 1)
    8
    """
    length = len(text)
    for _ in range(line_count):
        if length - start <= line_length:
            return length
        start = text.rfind(" ", start, start + line_length + 1) + 1 or long_word_end(text, start, line_length)
    return start


def balanced(text: str, line_length: int) -> tuple[str, ...]:
    """A text without space at its ends, on as few lines as it needs; two lines are about as long.

    >>> balanced("one two three four", 14)
    ('one two', 'three four')
    """
    length = len(text)
    if length <= line_length:
        return (text,)
    behind = text.find(" ", length // 2 + 1)
    space = text.rfind(" ", 0, length // 2 + 1)
    if behind >= 0 and (space < 0 or behind < length - space):
        space = behind
    if space <= line_length and length - space - 1 <= line_length:
        return text[:space].rstrip(), text[space + 1 :]
    return _filled(text, line_length)


def _filled(text: str, line_length: int) -> tuple[str, ...]:
    lines: list[str] = []
    start = 0
    while start < len(text):
        end = lines_end(text, start, line_length, 1)
        lines.append(text[start:end].rstrip())
        start = end
    return tuple(lines)


def long_word_end(text: str, start: int, line_length: int) -> int:
    """Where a line ends that starts inside a word, or with one, that does not fit it.

    >>> long_word_end("https://example.org ok", 0, 9), long_word_end("\u0e01" * 30, 0, 9)
    (20, 9)
    """
    first = max(text.rfind(" ", 0, start) + 1, start - _LONGEST_WORD)
    end = text.find(" ", start + line_length, start + line_length + _LONGEST_WORD) + 1
    end = end or min(len(text), start + line_length + _LONGEST_WORD)
    if end - first <= _LONGEST_WORD and not _UNSPACED.search(text, start, end):
        return end
    cut = start + line_length
    while cut > start and _holds_together(text[cut - 1], text[cut]):
        cut -= 1
    return cut if cut > start else start + line_length


def _holds_together(before: str, after: str) -> bool:
    """Whether two characters make one sign: an accent with its letter, the parts of an emoji."""
    return unicodedata.category(after) in _JOINING or before == "\u200d" or after == NO_BREAK
