"""Text that every reader can take: what XML allows, what fits a line, what a terminal may see."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# https://www.w3.org/TR/xml/#charsets: one such character would make the whole feed unreadable.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def find_not_xml(text: str) -> int:
    """The index of the first character that XML 1.0 forbids, or -1.

    >>> find_not_xml("fine\\tand\\nfine"), find_not_xml("a\\x0bb")
    (-1, 1)
    """
    match = _NOT_XML.search(text)
    return match.start() if match else -1


def without_not_xml(text: str) -> str:
    """The text without the characters that XML 1.0 forbids.

    >>> without_not_xml("a\\x00b\\x0bc")
    'abc'
    """
    return _NOT_XML.sub("", text)


def one_line(text: str) -> str:
    """The text on one line: every run of white space is one space, none at the ends.

    >>> one_line("  two\\n  lines ")
    'two lines'
    """
    return " ".join(text.split())


def same_name(name: str) -> str:
    """The name as file systems compare it: composed, and without case.

    >>> same_name("Cafe\\u0301") == same_name("café")
    True
    """
    return unicodedata.normalize("NFC", name).casefold()


def name_of_character(character: str) -> str:
    """A character as a message may show it.

    >>> name_of_character("\\x0b")
    'U+000B'
    """
    return f"U+{ord(character):04X}"


def for_terminal(text: str) -> str:
    """The text with every character that could steer a terminal shown instead of sent.

    Controls, escapes, line separators, surrogates and direction overrides: a title must not be able to repaint the
    screen, or to fake a line of output.

    >>> for_terminal("a\\x1b[31mb\\rc")
    'a\\\\x1b[31mb\\\\rc'
    """
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    # Joiners shape letters and emoji; they move nothing.
    if character.isprintable() or character in "\u200c\u200d" or unicodedata.category(character) == "Zs":
        return character
    return character.encode("unicode_escape").decode("ascii")
