"""Labels of Audacity. https://manual.audacityteam.org/man/importing_and_exporting_labels.html"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from publisher.clock import parse_time_ms
from publisher.model import Chapter
from publisher.sources.spoken import Broken, clean_text

_LABEL: Final = re.compile(r"\s*(\d{1,9})(?:[.,](\d{1,20}))?\t\s*(\d{1,9})(?:[.,](\d{1,20}))?(?:\t(.*))?", re.ASCII)
_FREQUENCIES: Final = "\\"  # a line below its label that says where in the spectrum it lies


def is_label(line: str) -> bool:
    """Whether a line is a label: two numbers of seconds and a title, with tabs between."""
    return _LABEL.fullmatch(line) is not None


def read_labels(text: str) -> Iterator[tuple[int, Chapter] | Broken]:
    """A chapter for each label, with its line; a label of no length has no end."""
    for number, line in enumerate(text.split("\n"), start=1):
        match = _LABEL.fullmatch(line)
        if match:
            start_ms, end_ms = _time_ms(match[1], match[2]), _time_ms(match[3], match[4])
            end = end_ms if end_ms > start_ms else None
            yield number, Chapter(start_ms=start_ms, end_ms=end, title=clean_text(match[5] or ""))
        elif line.strip() and not line.startswith(_FREQUENCIES):
            yield Broken(line=number, message="this is no label; write start, end and title with tabs between")


def _time_ms(seconds: str, fraction: str | None) -> int:
    return parse_time_ms(f"{seconds}.{(fraction or '0')[:9]}")
