"""The spans of words that a chapter could be called by: of what is asked first, and of how the answer begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from publisher.chapters.drafts.title_words import (
    ASKING,
    FUNCTION,
    LAST_OF_QUESTIONS,
    NOT_FIRST,
    NOT_IN_QUESTIONS,
    NOT_INSIDE,
    NOT_LAST,
    VERBS,
    set_of,
)
from publisher.chapters.sentences import split_sentences
from publisher.transcripts.pace import count_wide

LONGEST_WORDS: Final = 9
_LONGEST_CHARACTERS: Final = 60
_QUESTION_WORDS: Final = 150
_ANSWER_WORDS: Final = 60
_LONG_WORD: Final = 9  # characters, of a word that may be a title alone
_WIDE_WORD: Final = 4

_CLAUSE_END: Final = re.compile(r"[,;:!?…()\[\]“”\"—–。？！、]|\.(?=\s|$)|\s-\s")
_MARKS: Final = "\"'“”‘’.,:;!?()–—-…[]|/&*"
_DOUBLED: Final = set_of("get put run set plan begin cut win stop ship hit sit swap drop quit fit bet map wrap split")
_SUBJECTS: Final = frozenset({"you", "i", "we", "they"})
_PEOPLE: Final = (["people"], ["someone"], ["somebody"])
_ADVERBS: Final = set_of("actually also always ever just never really usually")
_AUXILIARIES: Final = frozenset({"do", "can", "should", "could", "would", "did"})
_ASKING_VERBS: Final = set_of("is are was were do does did can could should would will has have")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word as it is written, and in lower case without marks; ``clause`` counts, ``part`` says where it is said."""

    text: str
    word: str
    clause: int
    part: str
    is_first: bool  # of its sentence
    is_asked: bool  # in a sentence that ends with a question mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Tokens from ``first`` to ``last``, and what they read as a title; ``kind`` is how it was changed for that."""

    first: int
    last: int
    text: str
    kind: str


def bare(text: str) -> str:
    """A word in lower case, without marks around it.

    >>> bare("“Don’t!"), bare("A/B"), bare("–"), bare("🎉")
    ("don't", 'a/b', '', '')
    """
    word = text.lower().replace("’", "'").strip(_MARKS)
    return word if word.isalpha() or any(letter.isalnum() for letter in word) else ""


def tokens_of(question: str, answer: str) -> list[Token]:
    """The words of what is asked where a chapter starts, and of how the answer begins."""
    asked = _question_sentences(question)
    answered = split_sentences(" ".join(answer[: _ANSWER_WORDS * 20].split()[:_ANSWER_WORDS]))
    tokens: list[Token] = []
    for text, part in (*zip(asked, _parts(asked), strict=True), *zip(answered, _answer_parts(), strict=False)):
        _add_sentence(tokens, text, part)
    return tokens


def _question_sentences(question: str) -> list[str]:
    """The last sentences of a long question, which ask; the first ones of what is none."""
    sentences = split_sentences(question)
    is_asking = any(sentence.endswith(("?", "？")) for sentence in sentences[-6:])
    kept: list[str] = []
    count = 0
    for sentence in reversed(sentences) if is_asking else sentences:
        kept.append(sentence)
        count += len(sentence.split())
        if count > _QUESTION_WORDS:
            break
    return kept[::-1] if is_asking else kept


def _parts(sentences: Sequence[str]) -> Iterator[str]:
    """Where each sentence stands: the first, the last or another question, or before or behind the last."""
    asking = [index for index, text in enumerate(sentences) if text.rstrip('"”’)]').endswith(("?", "？"))]
    for index in range(len(sentences)):
        if not asking:
            yield "talk"
        elif index in (asking[-1], asking[0]):
            yield "last question" if index == asking[-1] else "first question"
        elif index > asking[-1]:
            yield "behind questions"
        else:
            yield "question" if index in asking else "before question"


def _answer_parts() -> Iterator[str]:
    yield "first answer"
    while True:
        yield "answer"


def _add_sentence(tokens: list[Token], text: str, part: str) -> None:
    is_asked = text.rstrip('"”’)]').endswith(("?", "？"))
    clause = tokens[-1].clause + 1 if tokens else 0
    is_first = True
    for number, words in enumerate(_CLAUSE_END.split(text), start=clause):
        for word in words.split():
            tokens.append(
                Token(text=word, word=bare(word), clause=number, part=part, is_first=is_first, is_asked=is_asked)
            )
            is_first = False


def spans_of(tokens: Sequence[Token], guest: str | None) -> list[Span]:
    """The spans that could be titles; "your" of a host is the guest's where the guest has a name."""
    bounds = [
        0,
        *(i for i, (one, two) in enumerate(pairwise(tokens), start=1) if one.clause != two.clause),
        len(tokens),
    ]
    return [span for start, stop in pairwise(bounds) for span in _spans_of_clause(tokens, start, stop, guest)]


def _spans_of_clause(tokens: Sequence[Token], start: int, stop: int, guest: str | None) -> Iterator[Span]:
    for first in range(start, stop):
        is_question = tokens[first].word in ASKING
        if not tokens[first].word or (tokens[first].word in NOT_FIRST and not is_question):
            continue
        for last in range(first, min(first + LONGEST_WORDS, stop)):
            if tokens[last].word in (NOT_IN_QUESTIONS if is_question else NOT_INSIDE):
                break
            is_whole = (
                _is_question(tokens, first, last, start, stop) if is_question else _is_phrase(tokens, first, last)
            )
            if is_whole:
                text, kind = _written(tokens, first, last, start, guest)
                if len(text) > _LONGEST_CHARACTERS:
                    break
                yield Span(first=first, last=last, text=text, kind=kind)


def _is_question(tokens: Sequence[Token], first: int, last: int, start: int, stop: int) -> bool:
    """Whether the words ask the whole question: half of one is no title."""
    word = tokens[last].word
    is_verb_first = tokens[first].word in {"is", "are", "does", "do", "can", "should"}
    is_end = bool(word) and (word not in NOT_LAST or word in LAST_OF_QUESTIONS)
    is_long = last > first + 1 + is_verb_first or "'" in tokens[first].word
    return is_long and last == stop - 1 and is_end and not (is_verb_first and first > start)


def _is_direct(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a question has its verb before who does it: "how is it", and not "how it is"."""
    if tokens[first].word not in ASKING:
        return False
    if tokens[first].word in _ASKING_VERBS or tokens[first].word in {"who", "what's", "how's"}:
        return True
    words = [token.word for token in tokens[first + 1 : last]]
    verb = next((index for index, word in enumerate(words[:4]) if word in _ASKING_VERBS), None)
    return verb is not None and FUNCTION.isdisjoint(words[:verb] if tokens[first].word != "how" else words[:verb][1:])


def _is_phrase(tokens: Sequence[Token], first: int, last: int) -> bool:
    word = tokens[last].word
    if not word or word in NOT_LAST or (last < first + 3 and "most" in (tokens[first].word, tokens[last - 1].word)):
        return False
    return last > first or is_name(tokens[first]) or len(word) >= _LONG_WORD or count_wide(word) >= _WIDE_WORD


def is_name(token: Token) -> bool:
    """Whether a word has capitals that are not due to the beginning of a sentence."""
    return token.text[1:] != token.text[1:].lower() or (token.text[:1].isupper() and not token.is_first)


def _written(tokens: Sequence[Token], first: int, last: int, start: int, guest: str | None) -> tuple[str, str]:
    texts = [token.text for token in tokens[first : last + 1]]
    if guest and last > first and tokens[first].word == "your" and "answer" not in tokens[first].part:
        return " ".join((f"{guest}’s", *texts[1:])), "of the guest"
    if last > first and _is_verb(tokens, first, start):
        return " ".join((with_ing(tokens[first].word), *texts[1:])), "doing"
    text = " ".join(texts).rstrip(" .'‘’*")
    return (f"{text}?" if tokens[last].is_asked and _is_direct(tokens, first, last) else text), "as said"


def _is_verb(tokens: Sequence[Token], first: int, start: int) -> bool:
    """Whether a word is a verb in its plain form, by the words before it: to, can you, should we."""
    if first == start or tokens[first].word not in VERBS:
        return False
    before = [token.word for token in tokens[start:first] if token.word not in _ADVERBS][-2:]
    is_said_of = bool(before) and before[-1] in _SUBJECTS
    return before[-1:] == ["to"] or is_said_of or (before[-1:] in _PEOPLE and before[0] in _AUXILIARIES)


def with_ing(verb: str) -> str:
    """The form of an English verb that names what is done.

    >>> [with_ing(verb) for verb in ("learn", "write", "get", "see", "lie")]
    ['learning', 'writing', 'getting', 'seeing', 'lying']
    """
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return f"{verb[:-1]}ing"
    return f"{verb}{verb[-1]}ing" if verb in _DOUBLED else f"{verb}ing"
