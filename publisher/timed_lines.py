"""Lists of times in Markdown: each time stays on a line of its own, where podcast apps look for it."""

from __future__ import annotations

import re
from typing import Final

_STARTS_WITH_A_TIME: Final = re.compile(r"[ \t]*[\[(]?\d{1,3}:\d{2}\b")
_HARD_BREAK: Final = "  "  # CommonMark 6.7: two spaces at the end of a line


def keep_timed_lines(text: str) -> str:
    """The text with hard breaks before lines that begin with a time, where two of them follow each other.

    Markdown would join them into one line, and apps find no chapters in that.

    >>> keep_timed_lines("Chapters:\\n00:00 Start\\n00:20 Feeds\\nSee you at\\n18:30 today").split("\\n")
    ['Chapters:  ', '00:00 Start  ', '00:20 Feeds', 'See you at', '18:30 today']
    """
    lines = text.split("\n")
    timed = [bool(_STARTS_WITH_A_TIME.match(line)) for line in lines] + [False]
    for index, line in enumerate(lines[:-1]):
        in_a_list = timed[index + 1] and (timed[index] or timed[index + 2])
        if in_a_list and line.strip():
            lines[index] = line.rstrip() + _HARD_BREAK
    return "\n".join(lines)
