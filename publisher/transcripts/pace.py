"""How long words take, and how a stretch of time is shared among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

# Characters that stand for a syllable or more: CJK, kana, Hangul. They also take two columns of a line.
# https://www.unicode.org/reports/tr11/
WIDE: Final = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003fffd"
)

_WIDE: Final = re.compile(f"[{WIDE}]")
_MS_PER_CHARACTER: Final = 70  # 150 words a minute, the pace of talk
_MS_PER_WIDE_CHARACTER: Final = 200
_SHORTEST_MS: Final = 1000


def count_wide(text: str) -> int:
    """How many characters of the text take two columns of a line.

    >>> count_wide("日本 ok")
    2
    """
    return 0 if text.isascii() else len(_WIDE.findall(text))


def speaking_ms(text: str) -> int:
    """How long it takes to say the text, roughly, in milliseconds; never less than a second.

    >>> speaking_ms("This is said in about two seconds."), speaking_ms("No.")
    (2380, 1000)
    """
    wide = count_wide(text)
    return max(_SHORTEST_MS, (len(text) - wide) * _MS_PER_CHARACTER + wide * _MS_PER_WIDE_CHARACTER)


def share(start_ms: int, end_ms: int, weights: Sequence[int]) -> list[int]:
    """The stretch divided in proportion to positive weights: one more bound than weights, each later than the last.

    >>> share(0, 1000, [1, 3])
    [0, 250, 1000]
    >>> share(0, 3, [1, 1000, 1])
    [0, 1, 2, 3]

    Raises ValueError for less than a millisecond a weight.
    """
    spare = end_ms - start_ms - len(weights)  # beyond the one millisecond that each part has at least
    if spare < 0:
        raise ValueError(f"{end_ms - start_ms} ms are too few for {len(weights)} parts")
    total = sum(weights)
    shares = accumulate(weights, initial=0)
    return [start_ms + part + spare * weight // total for part, weight in enumerate(shares)]
