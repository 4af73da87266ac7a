"""Names of people as transcripts have them, compared with full names: short forms, initials, accents, titles."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_WORD: Final = re.compile(r"\w+")
_APOSTROPHES: Final = re.compile("['’`]")
# Letters that are no letter with an accent, as Unicode sees them, but are left without one where names are typed.
_PLAIN: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_TITLES: Final = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "mx", "sir", "dame", "phd", "md", "jr", "sr"})
_PLACEHOLDERS: Final = frozenset(
    """
    all announcer anonymous audience both caller crosstalk everyone everybody guest guests host hosts interviewee
    interviewer man male female moderator music narrator participant person question speaker spk together unknown
    unidentified voice voiceover woman
    """.split()  # noqa: SIM905 - as a list it would fill a page
)
_BETWEEN: Final = re.compile(r"\s*(?:[,&/+]|\band\b|\bund\b|\bet\b|\by\b)\s*", re.IGNORECASE)
_ROLE: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")  # Ada (host)
_SHORT_FORM: Final = 3  # letters that tell a short form: Rob for Robert


def words_of_name(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents, titles and what stands in brackets.

    >>> words_of_name("Dr. Sławomir O’Brien (guest)"), words_of_name("Theo:")
    (('slawomir', 'obrien'), ('theo',))
    """
    plain = unicodedata.normalize("NFKD", _ROLE.sub("", name) or name).casefold().translate(_PLAIN)
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    words = tuple(word.strip("_") for word in _WORD.findall(_APOSTROPHES.sub("", plain)) if word.strip("_"))
    return tuple(word for word in words if word not in _TITLES) or words


def is_placeholder(name: str) -> bool:
    """Whether this stands for somebody whose name nobody gave, or for nobody at all.

    >>> [is_placeholder(name) for name in ("Speaker 1", "SPEAKER_00", "Interviewer", "Guest 2", "S1", "Ada")]
    [True, True, True, True, True, False]
    """
    words = re.findall(r"[^\W\d_]+", name.casefold())
    is_label = len(words) == 1 and len(words[0]) == 1 and any(character.isdigit() for character in name)
    return not words or is_label or all(word in _PLACEHOLDERS for word in words)


def people_in(name: str) -> list[str]:
    """The names in one: two people may say a line together.

    >>> people_in("Ada and Ben"), people_in("Sandy")
    (['Ada', 'Ben'], ['Sandy'])
    """
    return [one for one in _BETWEEN.split(name) if words_of_name(one)]


def may_be(spoken: str, full: str) -> bool:
    """Whether somebody who is called ``spoken`` may be who is called ``full``.

    >>> full = "Alexey Grigorev"
    >>> [may_be(name, full) for name in ("Alexey", "A. Grigorev", "AG", "Alex", "alexeygrigorev", "ALEXEY:")]
    [True, True, True, True, True, True]
    >>> [may_be(name, full) for name in ("Alexeyy", "Alexa", "Alexeyson", "Alexey Smith", "B. Grigorev")]
    [False, False, False, False, False]
    """
    one, other = words_of_name(spoken), words_of_name(full)
    if "".join(one) in {"".join(other), "".join(word[0] for word in other)}:
        return True
    if "".join(one).isascii() != "".join(other).isascii():
        return True  # two scripts: nobody can tell
    if len(one) > len(other) > 1:
        return set(other) <= set(one)  # somebody gave more than the name
    return len(one) <= len(other) and _are_parts(one, other)


def _are_parts(spoken: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether each word that is spoken may be another word of the full name."""
    left = list(full)
    for word in spoken:
        same = next((one for one in left if _is_one(word, one)), None)
        if same is None:
            return False
        left.remove(same)
    return True


def _is_one(spoken: str, full: str) -> bool:
    """The same word, the first letter of the other one, or its short form; one letter less is a slip of the key."""
    if spoken == full or (min(len(spoken), len(full)) == 1 and spoken[0] == full[0]):
        return True
    return len(spoken) >= _SHORT_FORM and len(full) - len(spoken) > 1 and full.startswith(spoken)
