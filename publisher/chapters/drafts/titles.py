"""Titles for chapters that nobody made, from the words at which they begin."""

from __future__ import annotations

import re
from typing import Final

from publisher.chapters.drafts.phrases import without_lead_in
from publisher.chapters.sentences import split_sentences
from publisher.text import one_line

_FEWEST_WORDS: Final = 3  # of a question that says what it is about
_PLAIN_WORDS: Final = 5  # of one that says it without the clause before it
_ASKING: Final = re.compile(
    r"(?:what|how|why|when|where|who|whom|whose|which|is|are|was|were|do|does|did|can|could|should|would|will|has|have"
    r"|isn't|aren't|don't|doesn't|wie|was|warum|wann|wo|wer|welche[rsmn]?)\b",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"(?:[,;:—–]| -) (?:and |or |but )?|,? and (?=(?:what|how|why|when|where|who|which)\b)")
_LEADING_CLAUSE: Final = re.compile(
    r"[^,?]{3,200}, (?=(?:what|how|why|when|where|who|which|is|are|do|does|did|should|can|could)\b)"
)
_NO_LAST_WORDS: Final = (
    "a an the and or but of in on at to for from with by as is are was were be that which who what how when where why "
    "your you i we they it their our his her its my this these those than if do does did can could would should"
)
_NO_LAST_WORD: Final = frozenset(_NO_LAST_WORDS.split())


def title_of_question(question: str, limit: int = 60) -> str:
    """A question as a title of at most ``limit`` characters: its own words, without what leads to them.

    Of several questions it is the first. One that is too long ends with its first clause, or else with "…".

    >>> title_of_question("So, before we start, could you tell us about your background?")
    'Your background'
    >>> title_of_question("You write a lot. What keeps you motivated? Is it the readers?")
    'What keeps you motivated?'
    """
    sentence = _asking_sentence(one_line(question))
    text = without_lead_in(sentence)
    if len(text) > limit:
        text = _without_leading_clause(text)
    if len(text) > limit:
        text = _shortened(text, limit)
    return _capitalised(_with_right_end(text))


def _asking_sentence(question: str) -> str:
    sentences = split_sentences(question)
    asking = [sentence for sentence in sentences if sentence.endswith(("?", "？"))]
    plain = [sentence for sentence in asking if len(sentence.split()) >= _FEWEST_WORDS]
    return next(iter(plain or asking or sentences), question)


def _without_leading_clause(text: str) -> str:
    match = _LEADING_CLAUSE.match(text)
    rest = without_lead_in(text[match.end() :]) if match else text
    return rest if len(rest.split()) >= _PLAIN_WORDS else text


def _shortened(text: str, limit: int) -> str:
    ends = [match.start() for match in _CLAUSE.finditer(text) if match.start() < limit]
    if ends and len(text[: ends[-1]].split()) > _FEWEST_WORDS:
        return text[: ends[-1]] + ("?" if _ASKING.match(text) else "")
    words = text[:limit].rsplit(" ", 1)[0].split(" ")
    while len(words) > _FEWEST_WORDS and words[-1].casefold().strip(",;:") in _NO_LAST_WORD:
        words.pop()
    return " ".join(words)[: limit - 1].rstrip(" ,;:–—-") + "…"


def _with_right_end(text: str) -> str:
    """With no mark at its end but those of a question, and of what is cut."""
    return text if text.endswith(("?", "？", "…")) else text.rstrip(" .!,;:–—-。！") or text


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
