"""What chapters made from the words must beat: four ways to place boundaries that know less.

Each takes an episode and a number, and gives as many indexes of lines or fewer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import inf, lgamma, log
from typing import Final

from edited_episodes import EditedEpisode

from publisher.chapters.drafts.features import host_of
from publisher.chapters.drafts.passages import Passage, passages_of

_APART_MS: Final = 45_000
_BLOCK_WORDS: Final = 20  # TextTiling: a pseudo-sentence,
_BLOCKS: Final = 10  # and how many are compared on either side
_COMMON: Final = 0.25  # of the passages: a word in more of them says nothing of a topic
_PRIOR: Final = 0.1  # Dirichlet: each word of the vocabulary is taken to have been said so often in every chapter
_LENGTH_SHARE: Final = 4.0
_DEVIATION: Final = 0.75  # of the logarithm of a chapter's length
_SHORT_LETTERS: Final = 3


def even_spacing(episode: EditedEpisode, count: int) -> list[int]:
    """Boundaries at equal distances, each at the next line that has a time."""
    passages = passages_of(episode.lines)
    first_ms = passages[0].start_ms
    wanted = [first_ms + (episode.end_ms - first_ms) * number // (count + 1) for number in range(1, count + 1)]
    return sorted({min(passages, key=lambda one: abs(one.start_ms - at_ms)).index for at_ms in wanted})


def host_questions(episode: EditedEpisode, count: int) -> list[int]:
    """The longest turns of the host with a question mark, 45 seconds apart."""
    passages = passages_of(episode.lines)
    host = host_of(passages)
    asking = [passage for passage in passages[1:] if passage.speaker == host and passage.questions]
    chosen: list[Passage] = []
    for passage in sorted(asking, key=lambda one: -len(one.words)):
        if len(chosen) < count and all(abs(passage.start_ms - one.start_ms) >= _APART_MS for one in chosen):
            chosen.append(passage)
    return sorted(passage.index for passage in chosen)


def text_tiling(episode: EditedEpisode, count: int) -> list[int]:
    """The deepest valleys between blocks of words that are alike (Hearst 1997)."""
    passages = passages_of(episode.lines)
    content = _content(passages)
    words = [(word, number) for number, spoken in enumerate(content) for word in spoken]
    gaps = list(range(_BLOCK_WORDS, len(words) - _BLOCK_WORDS, _BLOCK_WORDS))
    alike = [_alike(words, gap) for gap in gaps]
    depths = {gap: _depth(alike, index) for index, gap in enumerate(gaps)}
    found: list[int] = []
    for gap in sorted(depths, key=lambda one: -depths[one]):
        index = passages[words[gap][1]].index
        if len(found) < count and index > 0 and index not in found:
            found.append(index)
    return sorted(found)


def dirichlet(episode: EditedEpisode, count: int) -> list[int]:
    """Chapters as bags of words from a Dirichlet-multinomial each, cut by dynamic programming, with a length prior.

    After Eisenstein and Barzilay (EMNLP 2008).
    """
    passages = passages_of(episode.lines)
    content = _content(passages)
    vocabulary = len({word for spoken in content for word in spoken})
    bounds_ms = [passage.start_ms for passage in passages] + [episode.end_ms]
    mean_ms = (bounds_ms[-1] - bounds_ms[0]) / (count + 1)
    likelihood = {
        (first, last): value + _length_prior(bounds_ms[last] - bounds_ms[first], mean_ms)
        for first in range(len(passages))
        for last, value in _likelihoods(content, first, vocabulary)
    }
    return [passages[cut].index for cut in _best_cuts(likelihood, len(passages), count)]


def _content(passages: Sequence[Passage]) -> list[list[str]]:
    frequency = Counter(word for passage in passages for word in set(passage.words))
    common = {word for word, number in frequency.items() if number > _COMMON * len(passages)}
    return [[w for w in passage.words if len(w) > _SHORT_LETTERS and w not in common] for passage in passages]


def _alike(words: Sequence[tuple[str, int]], gap: int) -> float:
    reach = _BLOCKS * _BLOCK_WORDS
    before = Counter(word for word, _ in words[max(0, gap - reach) : gap])
    after = Counter(word for word, _ in words[gap : gap + reach])
    product = sum(number * after[word] for word, number in before.items())
    squares = [sum(number * number for number in counts.values()) for counts in (before, after)]
    return float(product / (squares[0] * squares[1]) ** 0.5) if product else 0.0


def _depth(alike: Sequence[float], index: int) -> float:
    return _peak(alike[index::-1]) + _peak(alike[index:]) - 2 * alike[index]


def _peak(alike: Sequence[float]) -> float:
    """The height that similarity climbs to from here on, before it falls."""
    height = alike[0]
    for value in alike[1:]:
        if value < height:
            break
        height = value
    return height


def _likelihoods(content: Sequence[Sequence[str]], first: int, vocabulary: int) -> Iterator[tuple[int, float]]:
    """The log-likelihood of one chapter from a passage up to each later one."""
    counts: Counter[str] = Counter()
    total, value, mass = 0, 0.0, vocabulary * _PRIOR
    for last in range(first, len(content)):
        for word in content[last]:
            value += log(_PRIOR + counts[word])
            counts[word] += 1
        total += len(content[last])
        yield last + 1, value + lgamma(mass) - lgamma(mass + total)


def _length_prior(length_ms: int, mean_ms: float) -> float:
    return -_LENGTH_SHARE / 2 * (log(max(length_ms, 1000) / mean_ms) / _DEVIATION) ** 2


def _best_cuts(likelihood: dict[tuple[int, int], float], size: int, count: int) -> list[int]:
    best = [likelihood[0, last] if last else -inf for last in range(size + 1)]
    froms: list[list[int]] = []
    for _ in range(count):
        now, came_from = [-inf] * (size + 1), [0] * (size + 1)
        for last in range(1, size + 1):
            totals = [best[cut] + likelihood[cut, last] for cut in range(1, last)]
            if totals:
                now[last] = max(totals)
                came_from[last] = totals.index(now[last]) + 1
        froms.append(came_from)
        best = now
    cuts, place = [], size
    for came_from in reversed(froms):
        place = came_from[place]
        cuts.append(place)
    return cuts[::-1]
