"""Words on lines: where a text may break, and how it fills lines of one width.

Widths are columns: a wide character takes two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from publisher.transcripts.pace import WIDE, count_wide

CLOSING_WIDE: Final = "、。，．：；！？」』）】〉》…"

# A line may break behind a space, and before a wide character unless that closes something.
_BREAKS: Final = re.compile(rf"(?<= )|(?=[{WIDE}])(?![{CLOSING_WIDE}])")
_JOINING: Final = frozenset({"Mn", "Me", "Mc", "Cf"})


class Word(NamedTuple):  # a show has millions: a dataclass takes several times as long to make
    """A stretch of text that stays on one line; words joined are the text."""

    text: str  # with the space behind it, if there is one
    width: int
    bare_width: int  # without that space


def words_of(text: str, line_length: int) -> list[Word]:
    """The text cut wherever a line may break; a word that is longer than a line is cut to lines.

    >>> [[word.text for word in words_of(text, 6)] for text in ("one two", "日本。語", "extraordinary!")]
    [['one ', 'two'], ['日', '本。', '語'], ['extrao', 'rdinar', 'y!']]
    """
    words: list[Word] = []
    for word in _BREAKS.split(text):
        if len(word) > line_length:
            words.extend(map(word_of, _parts(word, line_length)))
        elif word:
            words.append(word_of(word))
    return words


def word_of(text: str) -> Word:
    """The text as one word.

    >>> word_of("ok ")
    Word(text='ok ', width=3, bare_width=2)
    """
    width = len(text) + count_wide(text)
    return Word(text, width, width - 1 if text.endswith(" ") else width)


def width_of(words: Iterable[Word]) -> int:
    """How wide the words are on one line.

    >>> width_of(words_of("日本 ok", 9))
    7
    """
    return sum(word.width for word in words)


def count_lines(words: Iterable[Word], line_length: int) -> int:
    """How many lines the words fill, each filled before the next one starts.

    >>> count_lines(words_of("one two three", 8), 8)
    2
    """
    return len(_line_starts(words, line_length))


def balanced(words: Sequence[Word], line_length: int) -> list[str]:
    """The words on as few lines as they need, the longest of them as short as can be.

    >>> balanced(words_of("one two three four", 14), 14)
    ['one two', 'three four']
    """
    starts = _line_starts(words, line_length)
    for narrower in range(width_of(words) // max(1, len(starts)), line_length):
        narrow_starts = _line_starts(words, narrower)
        if len(narrow_starts) == len(starts):
            starts = narrow_starts
            break
    ends = [*starts[1:], len(words)]
    return ["".join(word.text for word in words[start:end]).rstrip() for start, end in zip(starts, ends, strict=True)]


def _line_starts(words: Iterable[Word], line_length: int) -> list[int]:
    starts: list[int] = []
    filled = line_length
    for index, (_, width, bare_width) in enumerate(words):
        if filled + bare_width > line_length:
            starts.append(index)
            filled = 0
        filled += width
    return starts


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
