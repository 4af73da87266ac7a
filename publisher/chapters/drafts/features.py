"""What of a passage predicts that a chapter starts with it: who asks, how long the answer is, what is talked about.

Each feature is a column of numbers, one for each passage. Their weights are in boundaries.json.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log1p
from typing import Final, TypeAlias

from publisher.chapters.drafts.cohesion import cohesion_columns
from publisher.chapters.drafts.markers import markers_of
from publisher.chapters.drafts.passages import Passage

Columns: TypeAlias = Mapping[str, Sequence[float]]

_BRIEF_WORDS: Final = 12
_SHORT_WORDS: Final = 25  # a question with a shorter answer opens no chapter
_LONG_WORDS: Final = 120
_OPENING_MS: Final = 240_000
_INTRODUCTION_MS: Final = 600_000
_LAST_MS: Final = 60_000
_ENDING_SHARE: Final = 0.7  # of a recording: "the last question" means nothing before

_OF_HOST: Final = ("ends asking", "open question", "turning phrases", "length of question", "short answer")


def features_of(passages: Sequence[Passage], end_ms: int, *, with_speakers: bool) -> dict[str, list[float]]:
    """The columns for passages, by name; without speakers, whoever asks counts as the host.

    ``end_ms`` is when the last passage ends. Takes time in proportion to the number of words.
    """
    host = host_of(passages) if with_speakers else None
    by_host = [passage.speaker == host if with_speakers else passage.questions > 0 for passage in passages]
    columns = {
        **_columns_of_text(passages),
        **_columns_of_neighbours(passages),
        **_columns_of_answers(passages, by_host),
        **_columns_of_time(passages, by_host, end_ms),
        **cohesion_columns([passage.words for passage in passages]),
    }
    columns |= _columns_bound_to_place(passages, columns, end_ms)
    return columns | _columns_of_host(passages, by_host, columns) if with_speakers else columns


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
    markers = [markers_of(passage.text, len(passage.words)) for passage in passages]
    return {
        **{name: [marks[name] for marks in markers] for name in (markers[0] if markers else ())},
        "ends asking": [float(passage.ends_asking) for passage in passages],
        "length of question": [log1p(passage.last_question_words) for passage in passages],
        "brief": [float(len(passage.words) < _BRIEF_WORDS) for passage in passages],
    }


def _columns_of_neighbours(passages: Sequence[Passage]) -> dict[str, list[float]]:
    counts = [len(passage.words) for passage in passages]
    lengths = [log1p(count) for count in counts]
    return {
        "questions before": [0.0, *(float(min(passage.questions, 2)) for passage in passages[:-1])],
        "length of one after": [*lengths[1:], 0.0],
        "length of second after": [*lengths[2:], 0.0, 0.0][: len(lengths)],
        "short one after": [*(float(count < _SHORT_WORDS) for count in counts[1:]), 0.0],
    }


def _columns_of_answers(passages: Sequence[Passage], by_host: Sequence[bool]) -> dict[str, list[float]]:
    """How much is said until the host speaks again, and since."""
    counts = [len(passage.words) for passage in passages]
    after, before = _words_until(counts, by_host), _words_since(counts, by_host)
    return {
        "short answer": [float(words < _SHORT_WORDS) for words in after],
        "long answer": [float(words > _LONG_WORDS) for words in after],
        "answer before": [log1p(words) for words in before],
    }


def _columns_of_time(passages: Sequence[Passage], by_host: Sequence[bool], end_ms: int) -> dict[str, list[float]]:
    starts_ms = [passage.start_ms for passage in passages]
    lasts_ms = [after - before for before, after in pairwise([*starts_ms, end_ms])]
    last_ms, since_ms = 0, []
    for start_ms, host in zip(starts_ms, by_host, strict=True):
        since_ms.append(start_ms - last_ms)
        last_ms = start_ms if host else last_ms
    asked = [passage.questions > 0 and index > 0 for index, passage in enumerate(passages)]
    first = asked.index(True) if any(asked) else -1
    return {
        "seconds": [log1p(max(last, 0) / 1000) for last in lasts_ms],
        "seconds since": [log1p(max(since, 0) / 1000) for since in since_ms],
        "opening": [float(start_ms < _OPENING_MS) for start_ms in starts_ms],
        "last minute": [float(end_ms - start_ms < _LAST_MS) for start_ms in starts_ms],
        "first question": [float(index == first) for index in range(len(passages))],
    }


def _columns_bound_to_place(passages: Sequence[Passage], columns: Columns, end_ms: int) -> dict[str, list[float]]:
    """An introduction counts at the beginning only, and an ending at the end."""
    early = [float(passage.start_ms < _INTRODUCTION_MS) for passage in passages]
    late = [float(passage.start_ms > end_ms * _ENDING_SHARE) for passage in passages]
    introducing = _product(columns["introducing phrase"], early)
    return {
        "introducing phrase": introducing,
        "introducing question": _product(introducing, [float(passage.questions > 0) for passage in passages]),
        "ending phrase": _product(columns["ending phrase"], late),
    }


def _columns_of_host(passages: Sequence[Passage], by_host: Sequence[bool], columns: Columns) -> dict[str, list[float]]:
    host = [float(is_host) for is_host in by_host]
    changes = [0.0, *(float(one.speaker != two.speaker) for one, two in pairwise(passages))]
    asked = [is_host and passage.questions > 0 for is_host, passage in zip(by_host, passages, strict=True)]
    answers = [0.0, *(float(asks and not is_host) for asks, is_host in zip(asked, by_host[1:], strict=False))]
    return {
        "host": host,
        "speaker changes": changes,
        "host takes over": _product(host, changes),
        "answers the host": answers,
        **{f"host, {name}": _product(host, columns[name]) for name in _OF_HOST},
    }


def _product(one: Sequence[float], other: Sequence[float]) -> list[float]:
    return [first * second for first, second in zip(one, other, strict=True)]


def _words_until(counts: Sequence[int], stops: Sequence[bool]) -> list[int]:
    """How many words come behind each passage before the next stop."""
    return _words_since(counts[::-1], stops[::-1])[::-1]


def _words_since(counts: Sequence[int], stops: Sequence[bool]) -> list[int]:
    """How many words stand between each passage and the last stop before it."""
    since = [0]
    for count, stop in zip(counts[:-1], stops[:-1], strict=True):
        since.append(0 if stop else since[-1] + count)
    return since
