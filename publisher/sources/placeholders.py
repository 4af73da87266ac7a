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
# What templates and websites give as an example.
_NOUN: Final = r"(?:sub)?title|description|name|summary|notes|text|url|links?|bio|date|quote"
_OWNER: Final = r"(?:(?:your|the|an?|episode|show|podcast|guest)(?:['’]s)?[ ]+){0,3}"
_VERB: Final = r"(?:insert|enter|add|write|put|type|fill in)[ ]+"
SAMPLE: Final = (
    rf"[\[(<{{](?:{_VERB}{_OWNER}(?:{_NOUN})(?:[ ]+here)?|{_OWNER}(?:{_NOUN})[ ]+(?:goes[ ]+)?here)[\])>}}]"
    r"|lorem ipsum dolor\b[^\n]*"
)
_SAMPLE: Final = re.compile(rf"(?:{SAMPLE}|(?:{_VERB})?{_OWNER}(?:{_NOUN})[ ]+(?:goes[ ]+)?here)[.!…]*", re.IGNORECASE)
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


def is_sample(text: str) -> bool:
    """Whether all of a value is what a template gives as an example.

    >>> is_sample("Episode title here"), is_sample("[Insert description]"), is_sample("Lorem ipsum dolor sit amet")
    (True, True, True)
    >>> is_sample("Insert coin"), is_sample("How lorem ipsum came to be"), is_sample("What's in a name")
    (False, False, False)
    """
    return bool(_SAMPLE.fullmatch(text.strip()))


def is_empty(text: str) -> bool:
    """Whether nothing is written there, as YAML spells it."""
    return text.strip().casefold() in _NOTHING
