"""Names of people as transcripts have them, compared with full names: short forms, initials, accents, titles."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from publisher.checks.nicknames import FULL_NAMES
from publisher.checks.roles import BESIDE_ROLES, ROLES

_WORD: Final = re.compile(r"\w+")
_APOSTROPHES: Final = re.compile("['’`]")
# Letters that are no letter with an accent, as Unicode sees them, but are left without one where names are typed.
_PLAIN: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_TITLES: Final = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "mx", "sir", "dame", "phd", "md", "jr", "sr"})
_UNNAMED: Final = frozenset({"anonymous", "speaker", "speakers", "spk", "unidentified", "unknown", "unnamed"})
_BETWEEN: Final = re.compile(r"\s*(?:[,&/+]|\band\b|\bund\b|\bet\b|\by\b)\s*", re.IGNORECASE)
_ROLE: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")  # Ada (host)
_SHORT_FORM: Final = 3  # letters that tell a short form: Rob for Robert


def words_of_name(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents, titles and what stands in brackets.

    >>> words_of_name("Dr. Sławomir O’Brien (guest)"), words_of_name("Theo:")
    (('slawomir', 'obrien'), ('theo',))
    """
    plain = _APOSTROPHES.sub("", _without_accents(_ROLE.sub("", name) or name))
    words = tuple(word.strip("_") for word in _WORD.findall(plain) if word.strip("_"))
    return tuple(word for word in words if word not in _TITLES) or words


def is_placeholder(name: str) -> bool:
    """Whether this stands for somebody whose name nobody gave, for several, or for nobody at all.

    >>> [is_placeholder(name) for name in ("Speaker 1", "SPEAKER_00", "Interviewer", "Guest 2", "S1", "Ada")]
    [True, True, True, True, True, False]
    >>> [is_placeholder(name) for name in ("O-Ton", "Stimme aus dem Off", "Zuhörerin 2", "La Voz", "Frau Gast", "Di")]
    [True, True, True, True, True, False]
    """
    words = [word for word in _words(name) if word not in BESIDE_ROLES]
    is_label = len(words) == 1 and len(words[0]) == 1 and any(character.isdigit() for character in name)
    is_role = bool(words) and (all(word in ROLES for word in words) or "".join(words) in ROLES)
    return not _words(name) or is_label or is_role


def is_unnamed(name: str) -> bool:
    """Whether it is what a program puts where it does not know who speaks.

    >>> [is_unnamed(name) for name in ("Speaker 1", "SPEAKER_00", "Unknown", "Guest 2", "S1", "Audience", "Ada")]
    [True, True, True, True, True, False, False]
    """
    is_numbered = any(character.isdigit() for character in name)
    return is_placeholder(name) and (is_numbered or bool(_UNNAMED.intersection(_words(name))))


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", _without_accents(name))


def _without_accents(name: str) -> str:
    """In small letters; letters that are typed without their accents are without them."""
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_PLAIN)
    return "".join(character for character in plain if not unicodedata.combining(character))


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
    >>> may_be("Tom", "Thomas Blow"), may_be("Tom Blow", "Thomas Blow"), may_be("Tom", "Timothy Blow")
    (True, True, False)
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
    if full in FULL_NAMES.get(spoken, ()):
        return True
    return len(spoken) >= _SHORT_FORM and len(full) - len(spoken) > 1 and full.startswith(spoken)
