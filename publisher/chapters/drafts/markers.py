"""Phrases that say what somebody is doing: asking, turning to something else, taking leave.

English, with the commonest of German; in other languages question marks and the lengths of answers do without them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_START: Final = r"^\W*(?:\[\w+\]\W*)?"
_PRONOUNS_ARE_MANY: Final = 5  # words that are taken to be there: one pronoun of two words says little
_MOST: Final = 3  # of one kind: more do not say more


def _phrases(pattern: str, before: str = r"\b") -> re.Pattern[str]:
    return re.compile(rf"{before}(?:{pattern})\b")


_ASKING: Final = _phrases(
    r"(?:can|could|would) you|(?:tell|walk) (?:us|me)|talk about|describe|explain|share|ask you"
    r"|how (?:did|do|does|can|would|should|much|many|is|are|was)"
    r"|what (?:is|are|was|were|do|does|did|kind|about|made|would|should|if)|what['’]s"
    r"|why (?:do|did|is|are|not|would)|which|when (?:did|do|should)|where (?:did|do|can)"
    r"|do you (?:have|think|see|know|use|remember)|did you|have you|is there|are there"
    r"|i(?:['’]m| am) (?:\w+ )?(?:curious|wondering|interested)|i (?:was )?wonder"
    r"|(?:kannst|können|könnten) (?:du|sie)|erzähl\w*|wie (?:ist|sind|hast|haben|kann|war)"
    r"|was (?:ist|sind|hast|haben|heißt)|warum|wieso|welche[rsmn]?"
)
_TURNING: Final = _phrases(
    r"also|another|one more|next|(?:want|wanted) to (?:ask|talk|go back|come back|know)|(?:going|go|come|coming) back"
    r"|let['’]s (?:talk|go|start|move|say|imagine)|mov(?:e|ing) on|speaking of|talking about|you said|mentioned"
    r"|before we|by the way|in terms of|when it comes to|background|topic|other (?:thing|question)|curious"
    r"|interesting|maybe|außerdem|übrigens|nächste[rsn]?|noch eine|thema"
)
_LISTENERS: Final = _phrases(
    r"questions? (?:from|in|is)|(?:live )?chat|slido|audience|comment|ask(?:s|ed)|is asking"
    r"|have (?:a|a few|some|quite a few|many|a bunch of|another|one more|other|more) (?:\w+ )?questions?"
    r"|there(?:['’]s| is| are) (?:a|an|another|one|also|quite|some) (?:\w+ )?questions?"
    r"|fragen? (?:von|aus)|publikum|zuhörer\w*"
)
_LEAVING: Final = _phrases(
    r"thanks? (?:you )?(?:for|a lot|so much|again)|running out of time|wrap(?:ping)? up|all we have time"
    r"|last question|final(?:ly| question)?|before (?:we )?(?:finish|wrap|end)|find you|reach (?:out|you)|contact you"
    r"|get in touch|linkedin|recommend|books?|resources?|vielen dank|letzte frage|zum schluss|empfehlen"
)
_ENDING: Final = _phrases(
    r"time for today|wrap(?:ping)?[- ]?up|out of time|(?:last|final) question|have to (?:finish|go|stop)|one last"
    r"|anything else|letzte frage|zum schluss"
)
_AGREEING: Final = _phrases(
    r"okay|ok|yeah|yes|right|i see|interesting|cool|great|nice|mm-hmm|got it|makes sense|thanks|thank you|amazing"
    r"|awesome|sure|exactly|alright|all right|wow|understood|i understand|good|perfect|well|oh|ah|ja"
    r"|genau|gut|spannend",
    _START,
)
_GOING_ON: Final = _phrases(
    r"so|and|but|because|or|then|like|which|that|it|this|they|also|und|aber|weil|oder|dann|das|es", _START
)
_INTRODUCING: Final = _phrases(
    r"background|journey|about yourself|introduce yourself|your (?:career|story)|main topic"
    r"|how did you (?:get|become|start|end up)|werdegang|stell dich|stellen sie sich|hintergrund"
)
_SUMMING_UP: Final = _phrases(
    r"so you|you mean|from what i|if i understood|basically|so (?:it['’]s|this|that|they|we|if|in)|because"
    r"|du meinst|sie meinen|das heißt|also du|weil"
)
_PRONOUN: Final = _phrases(r"it|that|this|these|those|they|them|he|she|es|das|dies\w*|sie|er")
_ASIDE: Final = re.compile(r"\[(?:laugh|chuckl|cross|lach)")
_OPEN_QUESTION: Final = re.compile(
    r"(?:^|[.!?,–-]\s*)(?:(?:so|and|but|or|because|okay|und|aber|also)[, ]+){0,3}"
    r"(?:what|how|why|which|when|where|who|was|wie|warum|welche[rsmn]?|wann|wo|wer)\b[^.?!]*\?"
)
_TAG_QUESTION: Final = re.compile(
    r"(?:\b(?:right|correct|yeah|no|is it|okay|huh|true|isn['’]t it|richtig|oder|nicht wahr)\?)\W*$"
)


def markers_of(text: str, word_count: int) -> Mapping[str, float]:
    """What a passage does by its phrases, as numbers by the names of the features; most are 0 or 1.

    >>> marks = markers_of("Okay. Can you tell us about your background?", 8)
    >>> marks["asking phrase"], marks["agrees first"], marks["tag question"]
    (1.0, 1.0, 0.0)
    """
    text = text.lower()
    return {
        "asking phrase": _has(_ASKING, text),
        "open question": _has(_OPEN_QUESTION, text),
        "tag question": _has(_TAG_QUESTION, text),
        "turning phrases": _count(_TURNING, text),
        "listeners' phrases": _count(_LISTENERS, text),
        "leaving phrases": _count(_LEAVING, text),
        "ending phrase": _has(_ENDING, text),
        "introducing phrase": _has(_INTRODUCING, text),
        "agrees first": _has(_AGREEING, text),
        "goes on": _has(_GOING_ON, text),
        "sums up": _has(_SUMMING_UP, text),
        "aside": _has(_ASIDE, text),
        "pronouns": len(_PRONOUN.findall(text)) / (word_count + _PRONOUNS_ARE_MANY),
    }


def _has(pattern: re.Pattern[str], text: str) -> float:
    return float(pattern.search(text) is not None)


def _count(pattern: re.Pattern[str], text: str) -> float:
    return float(min(len(pattern.findall(text)), _MOST))
