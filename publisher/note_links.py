"""Links in show notes: URLs without brackets in Markdown, and where a link leads for those who read it in an app."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urljoin

from markdown_it.rules_inline import StateInline

from publisher.urls import ascii_url, http_url, mailto_url

_SCHEME_BEFORE: Final = re.compile(r"(?:^|[^a-z0-9.+-])(https?)$", re.IGNORECASE)
_URL_REST: Final = re.compile(r"://\w(?:(?!\]\()[^\s<>\"`]){,2000}")
_ENDS_SENTENCES: Final = frozenset("?!.,:;*_~'…“”„‘’‚«»‹›")
_WWW: Final = re.compile(r"www\.(?=[^\s/])", re.IGNORECASE)
# Quotes that editors and word processors make of straight ones; markdown-it has encoded those in its own links.
_QUOTES: Final = r"(?:[\"'“”„‘’‚«»‹›]|%22|%27|%E2%80%9[89A-F]|%C2%AB|%C2%BB|%E2%80%B[9A]){1,3}"
_FIRST_QUOTES: Final = re.compile(_QUOTES)
_LAST_QUOTES: Final = re.compile(rf"{_QUOTES}\Z")


def bare_url(state: StateInline, silent: bool) -> bool:
    """A rule of markdown-it: a link of a bare http or https URL; host names without a scheme stay text (README.md).

    linkify-it, which is made for this, took two minutes for 200 KB of ``http://`` in a row.
    """
    scheme = _SCHEME_BEFORE.search(state.pending[-6:])
    match = _URL_REST.match(state.src, state.pos)
    if silent or state.linkLevel or not scheme or not match:
        return False
    rest = _without_punctuation(match[0])
    state.pending = state.pending.removesuffix(scheme[1])
    state.push("link_open", "a", 1).attrSet("href", scheme[1] + rest)
    state.push("text", "", 0).content = scheme[1] + rest
    state.push("link_close", "a", -1)
    state.pos += len(rest)
    return True


def _without_punctuation(url: str) -> str:
    """The URL without what belongs to the sentence around it: its full stop, or the bracket that it stands in."""
    while url[-1] in _ENDS_SENTENCES or (url[-1] == ")" and url.count(")") > url.count("(")) or url[-1] == "]":
        url = url[:-1]
    return url


def absolute_link(href: str | None, base_url: str | None) -> str | None:
    """The link in ASCII, if it is one that works outside a page of ours; a relative one from ``base_url``.

    An address for mail or of a host is no file of ours, with or without its scheme.

    >>> absolute_link("a.html", "https://example.org/show/"), absolute_link("ada@example.org", "https://example.org/")
    ('https://example.org/show/a.html', 'mailto:ada@example.org')
    """
    if href is None:
        return None
    href = _without_quotes(href.strip())
    mail = mailto_url(href)
    if mail or href[:7].casefold() == "mailto:":
        return ascii_url(mail or href)
    if _WWW.match(href):
        return http_url(f"https://{href}")
    try:
        return http_url(urljoin(base_url, href) if base_url else href)
    except ValueError:  # of urljoin, at a bracket without its pair
        return None


def _without_quotes(href: str) -> str:
    """What stands in the quotes, where it begins with one; an apostrophe may end a URL."""
    first = _FIRST_QUOTES.match(href)
    return _LAST_QUOTES.sub("", href[first.end() :]).strip() if first else href
