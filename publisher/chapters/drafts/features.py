"""What of a passage predicts that a chapter starts with it: who asks, how long the answer is, what is talked about.

Each feature is a column of numbers, one for each passage. Their weights are in boundaries.json.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log1p
from typing import Final, TypeAlias

from publisher.chapters.drafts.cohesion import cohesion_columns
from publisher.chapters.drafts.passages import Passage

Columns: TypeAlias = Mapping[str, Sequence[float]]

_SHORT_WORDS: Final = 25  # a question with a shorter answer opens no chapter
_LONG_WORDS: Final = 150
_OPENING_MS: Final = 60_000
_MOST: Final = 4  # of one kind of phrase: more do not say more

_ASKING: Final = re.compile(
    r"\b(?:can you|could you|would you|tell us|tell me|do you|did you|have you|are you|is there|are there"
    r"|how (?:do|did|does|can|would|should|is|are|was|much|many|long)"
    r"|what (?:is|are|do|did|does|was|were|would|kind|about|should|if|have)|what's"
    r"|why (?:do|did|is|are|would)|which|who|when did|where do"
    r"|kannst du|können sie|erzähl|wie (?:ist|sind|hast|haben|kann)|was (?:ist|sind|hast|haben|war)|warum)\b",
    re.IGNORECASE,
)
_ASKING_WORD: Final = re.compile(r"\b(?:what|how|why|which|who|where|when|was|wie|warum|wer|wo|wann)\b", re.IGNORECASE)
_TURNING: Final = re.compile(
    r"\b(?:another|question from|we have (?:a|another|some|quite|one|two)|next question|last question|let'?s"
    r"|i (?:also )?want(?:ed)? to ask|i was wondering|i'm (?:also )?(?:curious|wondering)"
    r"|i have (?:a|another|one) question|i (?:see|noticed)|you (?:mentioned|said)|before we|speaking of"
    r"|talking about|going back|coming back|go back|interesting|by the way|maybe (?:the )?last|also|in general"
    r"|(?:is|are) asking|asks|background|introduc\w+|recommend\w*|advice|resources?|books?|thank(?:s| you)"
    r"|nächste frage|letzte frage|übrigens)\b",
    re.IGNORECASE,
)
_AGREEING: Final = re.compile(
    r"(?:okay|ok|yeah|yes|right|i see|great|cool|nice|interesting|wow|awesome|exactly|sure|thanks|thank you|alright"
    r"|all right|so|ja|genau|gut|spannend)\b",
    re.IGNORECASE,
)


def features_of(passages: Sequence[Passage], *, with_speakers: bool) -> dict[str, list[float]]:
    """The columns for passages, by name; without speakers, whoever asks counts as the host.

    Takes time in proportion to the number of words.
    """
    host = host_of(passages) if with_speakers else None
    by_host = [passage.speaker == host if with_speakers else passage.questions > 0 for passage in passages]
    asks = [float(passage.questions > 0) for passage in passages]
    columns = {
        **_columns_of_text(passages),
        **_columns_of_neighbours(passages),
        **_columns_of_answers(passages, by_host, asks),
        **cohesion_columns([passage.words for passage in passages]),
        **_columns_of_place(passages),
    }
    if with_speakers:
        columns |= _columns_of_host(passages, by_host, columns)
    return {name: list(column) for name, column in columns.items()}


def host_of(passages: Sequence[Passage]) -> str | None:
    """The speaker who asks most, speaks less, and speaks first."""
    questions: Counter[str | None] = Counter()
    words: Counter[str | None] = Counter()
    for passage in passages:
        questions[passage.speaker] += passage.questions
        words[passage.speaker] += len(passage.words)

    def likeness(speaker: str | None) -> float:
        asked = (questions[speaker] + 1) / (questions.total() + 2)
        return asked - words[speaker] / max(words.total(), 1) + 0.15 * (speaker == passages[0].speaker)

    return max(words, key=likeness, default=None)


def _columns_of_text(passages: Sequence[Passage]) -> dict[str, list[float]]:
    lengths = [log1p(len(passage.words)) for passage in passages]
    asking = [min(len(_ASKING.findall(passage.text)), _MOST) for passage in passages]
    return {
        "asks": [float(passage.questions > 0) for passage in passages],
        "questions": [float(min(passage.questions, 3)) for passage in passages],
        "asks twice": [float(passage.questions > 1) for passage in passages],
        "ends asking": [float(passage.ends_asking) for passage in passages],
        "length": lengths,
        "length squared": [length * length for length in lengths],
        "asking phrases": [float(count) for count in asking],
        "has an asking phrase": [float(count > 0) for count in asking],
        "asking words": [float(min(len(_ASKING_WORD.findall(passage.text)), _MOST)) for passage in passages],
        "turning phrases": [float(min(len(_TURNING.findall(passage.text)), _MOST)) for passage in passages],
        "starts agreeing": [float(bool(_AGREEING.match(passage.text))) for passage in passages],
    }


def _columns_of_neighbours(passages: Sequence[Passage]) -> dict[str, list[float]]:
    asks = [float(passage.questions > 0) for passage in passages]
    lengths = [log1p(len(passage.words)) for passage in passages]
    return {
        "one before asks": [0.0, *asks[:-1]],
        "one before ends asking": [0.0, *(float(passage.ends_asking) for passage in passages[:-1])],
        "one after asks": [*asks[1:], 0.0],
        "length of one before": [0.0, *lengths[:-1]],
        "length of one after": [*lengths[1:], 0.0],
    }


def _columns_of_answers(
    passages: Sequence[Passage], by_host: Sequence[bool], asks: Sequence[float]
) -> dict[str, list[float]]:
    """How much is said until the host speaks again, and since; until the host asks, and since."""
    counts = [len(passage.words) for passage in passages]
    asked = [host and asking > 0 for host, asking in zip(by_host, asks, strict=True)]
    after, before = _words_until(counts, by_host), _words_since(counts, by_host)
    return {
        "answer": [log1p(words) for words in after],
        "short answer": [float(words < _SHORT_WORDS) for words in after],
        "long answer": [float(words > _LONG_WORDS) for words in after],
        "answer begun": [log1p(min(words, 60)) for words in after],
        "asked and answered": [asking * log1p(words) for asking, words in zip(asks, after, strict=True)],
        "asked at length": [asking * log1p(words) for asking, words in zip(asks, counts, strict=True)],
        "answer before": [log1p(words) for words in before],
        "short answer before": [float(words < _SHORT_WORDS) for words in before],
        "since a question": [log1p(words) for words in _words_since(counts, asked)],
        "until a question": [log1p(words) for words in _words_until(counts, asked)],
    }


def _columns_of_place(passages: Sequence[Passage]) -> dict[str, list[float]]:
    return {
        "second": [float(number == 1) for number in range(len(passages))],
        "third": [float(number == 2) for number in range(len(passages))],
        "first minute": [float(passage.start_ms < _OPENING_MS) for passage in passages],
    }


def _columns_of_host(passages: Sequence[Passage], by_host: Sequence[bool], columns: Columns) -> dict[str, list[float]]:
    host = [float(is_host) for is_host in by_host]
    changes = [0.0, *(float(one.speaker != two.speaker) for one, two in pairwise(passages))]
    return {
        "host": host,
        "host asks": _product(host, columns["asks"]),
        "host, answer": _product(host, columns["answer"]),
        "host, length": _product(host, columns["length"]),
        "speaker changes": changes,
    }


def _product(one: Sequence[float], other: Sequence[float]) -> list[float]:
    return [first * second for first, second in zip(one, other, strict=True)]


def _words_until(counts: Sequence[int], stops: Sequence[bool]) -> list[int]:
    """How many words come behind each passage before the next stop."""
    return list(_words_since(counts[::-1], stops[::-1]))[::-1]


def _words_since(counts: Sequence[int], stops: Sequence[bool]) -> list[int]:
    """How many words stand between each passage and the last stop before it."""
    since = [0]
    for count, stop in zip(counts[:-1], stops[:-1], strict=True):
        since.append(0 if stop else since[-1] + count)
    return since
