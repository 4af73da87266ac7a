"""What stands for a value that is yet to come: TODO and its kin, and what a template left behind."""

from __future__ import annotations

import re
from typing import Final

from publisher.sources.fields import is_unknown

_WORDS: Final = re.compile(r"(?:to[ _-]?do|fixme|tbd|tba|tbc)[.:!?…]*", re.IGNORECASE)
_TEMPLATE: Final = re.compile(
    r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|<%[^<>]*%>|\$\{[^{}]*\}|__[A-Z_]+__|YOUR[_ -][A-Z_ -]+", re.DOTALL
)
_BEGUN: Final = re.compile(r"(?:TODO|FIXME|TBD|TBA|TBC)\b")
_NO_ADDRESS: Final = re.compile(r"x{3,}|\?+|\.{2,}|…|-+|_+|<[^<>:]*>|\[[^\[\]:]*\]", re.IGNORECASE)
_TEMPLATE_INSIDE: Final = re.compile(r"\{\{|\{%|<%|\$\{|YOUR[_-][A-Z]")
_NOTHING: Final = frozenset({"", "~", "null"})


def is_placeholder(text: str) -> bool:
    """Whether all of a value is a word for "not yet", or a template's gap.

    >>> is_placeholder("TODO"), is_placeholder("{{ title }}"), is_placeholder("TODO lists that work")
    (True, True, False)
    """
    text = text.strip()
    return bool(text) and (is_unknown(text) or bool(_WORDS.fullmatch(text) or _TEMPLATE.fullmatch(text)))


def is_no_address_yet(text: str) -> bool:
    """The same of a link or an id, which are no words: there ``xxx``, ``?`` and a template inside mean it too.

    >>> is_no_address_yet("xxx"), is_no_address_yet("https://youtu.be/{{ id }}"), is_no_address_yet("TODO: ask Ann")
    (True, True, True)
    """
    text = text.strip()
    found = _NO_ADDRESS.fullmatch(text) or _BEGUN.match(text) or _TEMPLATE_INSIDE.search(text)
    return is_placeholder(text) or bool(found)


def is_empty(text: str) -> bool:
    """Whether nothing is written there, as YAML spells it."""
    return text.strip().casefold() in _NOTHING
