"""Words around a question that say nothing of what it asks: fillers before it, and polite ways to begin it."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"\w")
_FILLERS: Final = (
    "so|and|but|or|well|okay|ok|oh|ah|uh|um|umm|yeah|yes|yep|no|right|now|then|also|again|actually|basically|alright"
    "|all right|great|cool|nice|interesting|interestingly|thanks|thank you|i see|i mean|i guess|i think|i wonder"
    "|i was wondering|i'm wondering|i'm curious|i'm also curious|you know|by the way|anyway|first,|first of all|finally"
    "|maybe|perhaps|let's say|like|sure|exactly|absolutely|to start|to begin|to begin with|speaking of (?:which|that)"
    "|in that case|another question|one more question|just|the question is|my question is"
    "|also nun|und|aber|ja|nun|gut"
)
_FILLER: Final = re.compile(rf"(?:(?:{_FILLERS})(?!\w)[\s,.:;–—-]*)+", re.IGNORECASE)
_BEFORE: Final = re.compile(
    r"(?:before (?:we|i|you)|to (?:start|begin|kick)|as we (?:wrap|close|finish)|bevor wir)\b[^,?]*,\s+", re.IGNORECASE
)
_YOU: Final = (
    r"(?:can|could|would|will|may) (?:you|we|i)(?: (?:maybe|perhaps|please|also|just|briefly|quickly))*"
    r"|please|i(?:'d| would) (?:like|love) (?:you )?to|(?:do|would) you (?:want|mind|like)(?: to)?"
)
_TELL: Final = (
    r"(?:tell|give|share with|remind|show|teach) (?:us|me|our listeners|our audience)"
    r"|(?:talk|walk|take|guide) (?:us |me )?(?:a (?:little )?(?:bit|little) )?(?:more )?(?:through|about)"
    r"|(?:explain|describe|clarify|elaborate on|summarize|share|expand on|reflect on|provide|give)(?: to us| for us)?"
    r"|ask (?:you )?(?:about|if|whether)"
)
_POLITE: Final = re.compile(
    rf"(?:{_YOU})\s+(?:{_TELL})(?: just)?(?: a (?:little )?(?:bit|little))?(?: more)?(?: about| on| of)?\s+"
    r"(?:about\s+|an? (?:brief |quick |short )?(?:overview|summary|idea) of\s+)?",
    re.IGNORECASE,
)


def without_lead_in(sentence: str) -> str:
    """The sentence from where it says something: without fillers, "before we start", and "can you tell us about".

    What follows "can you tell us" asks no more, and has no question mark.

    >>> without_lead_in("So, before we start, can you maybe tell us a bit about your work?")
    'your work'
    >>> without_lead_in("Okay. What is a feed?"), without_lead_in("Well")
    ('What is a feed?', 'Well')
    """
    rest = sentence
    for pattern in (_FILLER, _BEFORE, _FILLER):
        rest = _after(pattern, rest) or rest
    polite = _after(_POLITE, rest)
    return polite.rstrip(" ?.") if polite else rest


def _after(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.match(text)
    return text[match.end() :] if match and _WORD.search(text, match.end()) else None
