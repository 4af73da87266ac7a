"""Show notes and transcripts as plain text, as tags have them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape
from itertools import groupby
from typing import Final

from publisher.model import Cue
from publisher.notes import to_text
from publisher.text import one_line

SHORTEST_CHARACTERS: Final = 60  # "Hi!" is a sentence, and no description

_LINK: Final = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_SENTENCE_END: Final = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?=\s|$)")
_SHORT_CHARACTERS: Final = 250


def notes_text(html: str) -> str:
    """Clean HTML as plain text, each link with its address behind it.

    >>> notes_text('<p>See <a href="https://example.org/">our page</a>.</p>')
    'See our page (https://example.org/).'
    """
    return to_text(_LINK.sub(_with_address, html))


def short_text(html: str) -> str:
    """The beginning of clean HTML on one line: its first paragraph, or whole sentences of it, at most 250 characters.

    >>> short_text("<p>One &amp; two.</p>")
    'One & two.'
    """
    first, *others = [one_line(paragraph) for paragraph in to_text(html).split("\n\n")]
    while others and len(first) < SHORTEST_CHARACTERS:
        first = f"{first} {others.pop(0)}"
    if len(first) <= _SHORT_CHARACTERS:
        return first
    start = first[:_SHORT_CHARACTERS]
    ends = [match.end() for match in _SENTENCE_END.finditer(first, 0, _SHORT_CHARACTERS + 1)]
    whole = [end for end in ends if SHORTEST_CHARACTERS <= end <= _SHORT_CHARACTERS]
    return start[: whole[-1]] if whole else (start[:-1].rpartition(" ")[0] or start[:-1]) + "…"


def transcript_text(cues: Iterable[Cue]) -> str:
    """What is said: a paragraph for each turn, with its speaker in front; a line for each cue where nobody is named.

    >>> times = ((0, 9, "Good"), (9, 12, "day."))
    >>> transcript_text(Cue(start_ms=at, end_ms=end, speaker="Ada", text=text) for at, end, text in times)
    'Ada: Good day.'
    """
    return "\n\n".join(_turn(speaker, list(turn)) for speaker, turn in groupby(cues, lambda cue: cue.speaker))


def _turn(speaker: str | None, cues: list[Cue]) -> str:
    texts = [one_line(cue.text) for cue in cues]
    return f"{one_line(speaker)}: {' '.join(texts)}" if speaker else "\n".join(texts)


def _with_address(match: re.Match[str]) -> str:
    address = unescape(match[1]).removeprefix("mailto:")
    text = unescape(_TAG.sub("", match[2])).strip()
    if address in {text, f"https://{text}", f"http://{text}", f"https://{text}/"}:
        return match[2]
    return f"{match[2]} ({escape(address, quote=False)})"
