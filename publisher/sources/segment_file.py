"""Transcripts in JSON: the podcast namespace's segments, and what speech recognisers write in their likeness."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from publisher.sources.json_values import first_of, list_values, seconds_to_ms
from publisher.sources.spoken import Broken, Spoken, clean_text

_SEGMENTS: Final = re.compile(r'"segments"\s*:\s*\[|\A\s*\[')
_SENTENCE_ENDS: Final = (".", "!", "?", "…", "。", "！", "？")
_PAUSE_MS: Final = 2000  # where nobody writes full stops, a pause ends a sentence,
_SENTENCE_CHARACTERS: Final = 300  # or its length does
_WORD_CHARACTERS: Final = 20


def has_segments(text: str) -> bool:
    """Whether JSON holds a transcript at all."""
    return _SEGMENTS.search(text) is not None


def read_segments(text: str) -> Iterator[Spoken | Broken]:
    """The segments of a transcript in JSON; a file that breaks off is read up to there.

    https://github.com/Podcastindex-org/podcast-namespace (transcripts, JSON); ``start``, ``end`` and ``text`` are taken
    for startTime, endTime and body. Segments of one word each are joined into sentences.
    """
    found = [_segment(line, value) for line, value in _values(text)]
    yield from (part for part in found if isinstance(part, Broken))
    segments = [part for part in found if isinstance(part, Spoken) and part.text]
    one_word = sum(" " not in segment.text and len(segment.text) <= _WORD_CHARACTERS for segment in segments)
    yield from _sentences(segments) if one_word > 0.8 * len(segments) else segments


def _values(text: str) -> Iterator[tuple[int, Any]]:
    match = _SEGMENTS.search(text)
    if match is None:
        yield 1, Broken(line=1, message='there is no list of "segments"')
        return
    yield from list_values(text, match.end())


def _segment(line: int, value: Any) -> Spoken | Broken:
    if isinstance(value, Broken):
        return value
    body = first_of(value, "body", "text") if isinstance(value, dict) else None
    if not isinstance(body, str):
        return Broken(line=line, message="this segment has no body; give it one or delete it")
    speaker = value.get("speaker")
    return Spoken(
        text=clean_text(body),
        line=line,
        start_ms=seconds_to_ms(first_of(value, "startTime", "start")),
        end_ms=seconds_to_ms(first_of(value, "endTime", "end")),
        speaker=(clean_text(speaker) or None) if isinstance(speaker, str) else None,
    )


def _sentences(words: Sequence[Spoken]) -> Iterator[Spoken]:
    sentence: list[Spoken] = []
    characters = 0
    for word in words:
        if sentence and (_is_end(sentence[-1], word) or characters > _SENTENCE_CHARACTERS):
            yield _sentence(sentence)
            sentence, characters = [], 0
        sentence.append(word)
        characters += len(word.text) + 1
    if sentence:
        yield _sentence(sentence)


def _is_end(word: Spoken, following: Spoken) -> bool:
    if not any(character.isalnum() for character in following.text):
        return False  # a full stop of its own belongs to what stands before it
    until_ms = word.end_ms if word.end_ms is not None else word.start_ms
    pause_ms = following.start_ms - until_ms if following.start_ms is not None and until_ms is not None else 0
    return word.text.endswith(_SENTENCE_ENDS) or word.speaker != following.speaker or pause_ms > _PAUSE_MS


def _sentence(words: Sequence[Spoken]) -> Spoken:
    text = words[0].text
    for word in words[1:]:
        text += f" {word.text}" if any(character.isalnum() for character in word.text) else word.text
    return replace(words[0], text=text, end_ms=words[-1].end_ms)
