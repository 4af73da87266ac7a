"""Checks of links in Markdown that no reader of Markdown takes for one, in show notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.markdown_links import without_code
from publisher.checks.notes import Notes, notes_of
from publisher.merge.show import MergedShow
from publisher.model import Severity
from publisher.notes import to_html
from publisher.platforms.url_faults import whole_url
from publisher.sources.fields import quoted
from publisher.urls import mailto_url

_URL: Final = r"(?:https?://|www\.)[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*"
_WHOLE: Final = r"(?:https?://|www\.)[^\s\[\]<>]+"
_MAIL: Final = r"(?:mailto:)?[^\s\[\]<>@:/]+@[^\s\[\]<>@:/]+"
# Words in brackets, and no footnote, no box to tick, and no link that has its target behind its own brackets.
_SPACED: Final = re.compile(
    rf"(?<![\]\\])\[(?!\^|[ xX]?\])(?P<words>[^\[\]\n]+)\][ \t]+\((?P<url>{_URL})\)", re.IGNORECASE
)
_OPENED: Final = re.compile(rf"(?<!\\)\[(?P<words>[^\[\]\n]+)\]\((?P<url>{_URL})", re.IGNORECASE)
_TURNED: Final = re.compile(
    rf"(?<![\]\\])\((?P<words>[^()\[\]\n]+)\)\[(?P<url>{_WHOLE}|{_MAIL})\](?![(:\[])", re.IGNORECASE
)
_EXCHANGED: Final = re.compile(rf"(?<!\\)\[(?P<url>{_WHOLE})\]\((?P<words>[^()\[\]\n/.#:?]+)\)", re.IGNORECASE)
_WORDLESS: Final = re.compile(
    rf"(?<![!\\])\[[ \t]*\]\({_URL}\)|<a\s[^<>\n]*?href=[\"']https?:[^\"'<>\n]*[\"'][^<>\n]*>[ \t]*</a>", re.IGNORECASE
)
# Inside a paragraph Markdown takes no tag for one that has = in a value without quotes.
_UNQUOTED: Final = re.compile(r"<a\s+href=(?P<url>https?://[^\s\"'<>`=]+=[^\s\"'<>`]*)>", re.IGNORECASE)
_LONGEST: Final = 300  # characters of what may follow a URL in its brackets
_DEFINED: Final = re.compile(r"^ {0,3}\[([^\]\n]+)\]:", re.MULTILINE)
# The title of a link and its bracket may stand in the next line.
_CLOSED_BELOW: Final = re.compile(r"[ \t]*\n[ \t]*(?:\"[^\"\n]*\"|'[^'\n]*')?[ \t]*\)")


@check("notes-link", Severity.WARNING)
def no_links(merged: MergedShow) -> Iterator[Finding]:
    """A link in the show notes with a slip in its brackets: readers see the brackets and the URL, or nothing at all.

    Bad: "[the book] (https://example.com/book)"
    Good: "[the book](https://example.com/book)"
    """
    for notes in notes_of(merged):
        source = without_code(notes.text)
        slips = (*_spaced(source), *_unclosed(source), *_turned(source))
        for match, what, url in sorted(slips, key=lambda one: one[0].start()):
            text, words = notes.text[match.start() : match.end()], notes.text[slice(*match.span("words"))]
            message = f"{quoted(text)} is no link: {what}; write [{words.strip()}]({_target(url)})"
            place = notes.place_of_line(source.count("\n", 0, match.start()))
            yield Finding(place=place, message=message, about=text)
        for match, fault in sorted((*_wordless(source), *_unquoted(source, notes)), key=lambda one: one[0].start()):
            place = notes.place_of_line(source.count("\n", 0, match.start()))
            yield Finding(place=place, message=f"{quoted(match[0])} {fault}", about=match[0])


CHECKS: Final[tuple[Check[MergedShow], ...]] = (no_links,)


def _spaced(source: str) -> Iterator[tuple[re.Match[str], str, str]]:
    """Each with its words, what is wrong with it, and its URL."""
    defined = {match[1].casefold() for match in _DEFINED.finditer(source)}
    for match in _SPACED.finditer(source):
        if match["words"].casefold() not in defined:
            yield match, "there is a space between its brackets", match["url"]


def _unclosed(source: str) -> Iterator[tuple[re.Match[str], str, str]]:
    for match in _OPENED.finditer(source):
        line_end = source.find("\n", match.end())
        rest = source[match.end() : line_end if line_end >= 0 else len(source)][:_LONGEST]
        if not _is_closed(rest) and not _CLOSED_BELOW.match(source, match.end() + len(rest.rstrip())):
            yield match, "its last bracket is missing", match["url"].rstrip(".,;]}")


def _turned(source: str) -> Iterator[tuple[re.Match[str], str, str]]:
    for match in _TURNED.finditer(source):
        yield match, "its brackets are the wrong way round", match["url"]
    for match in _EXCHANGED.finditer(source):
        yield match, "its words and its URL have changed places", match["url"]


def _wordless(source: str) -> Iterator[tuple[re.Match[str], str]]:
    for match in _WORDLESS.finditer(source):
        yield match, "has no words, so nobody sees it; write some that say where it leads"


def _unquoted(source: str, notes: Notes) -> Iterator[tuple[re.Match[str], str]]:
    """Tags that readers see as text; where other HTML begins its line, the same is a link."""
    found = list(_UNQUOTED.finditer(source))
    try:
        html = to_html(notes.text) if found else ""
    except ValueError:  # which is said of the notes
        return
    for match in found:
        if f"&lt;{match[0][1:].partition('=')[0]}" in html:
            yield match, f'is shown as text, since its URL has no quotes; write <a href="{match["url"]}">'


def _target(url: str) -> str:
    return mailto_url(url) or whole_url(url if "://" in url else f"https://{url}") or url


def _is_closed(rest: str) -> bool:
    """Whether what follows an open bracket closes it."""
    depth = 1
    for character in rest:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            return True
    return False
