"""Where a permanent redirect leads, and whether a link should follow it."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from publisher.platforms.known import read_url

# Links that are made to redirect: what they lead to is their owner's to change.
_SHORTENERS: Final = frozenset(
    """
    amzn.to apple.co bit.ly buff.ly cutt.ly dub.sh fb.me forms.gle g.co goo.gl is.gd lnk.to lnkd.in ow.ly pca.st
    pod.link podlink.to rb.gy rebrand.ly s.id short.io shorturl.at spoti.fi spotify.link spotify.app.link t.co t.ly t.me
    tiny.cc tiny.one tinyurl.com urlgeni.us v.gd w.wiki wp.me x.gd youtu.be
    """.split()  # noqa: SIM905 - as a list it would fill a page
)
_DOOR: Final = re.compile(
    r"(?:^|[/_.-])(?:log-?in|sign-?in|auth|authwall|consent|checkpoint|captcha)(?:[/_.-]|$)", re.I
)
_SECRET: Final = re.compile(
    r".*(?:token|secret|signature|passw|credential|session|jwt).*|(?:api_?|x-)?key(?:_?id)?|sig|auth|sid|pass|pwd|policy"
    r"|x-amz-.*|x-goog-.*",
    re.IGNORECASE,
)


def offered_url(url: str, moved_to: str) -> str | None:
    """What to write instead of a URL that redirects permanently; None where it is better left, or nobody knows.

    >>> offered_url("http://example.org/a", "https://example.org/a"), offered_url("https://bit.ly/a", "https://example.org/")
    ('https://example.org/a', None)

    Front pages, which send people on by their language; doors, which send everybody on who is not logged in; and
    URLs with something like a key to them are none.
    """
    old, new = urlsplit(url), urlsplit(moved_to)
    host = (old.hostname or "").removeprefix("www.")
    if host in _SHORTENERS or _is_within_front_page(url, moved_to) or is_front_page(url, moved_to):
        return None
    if _DOOR.search(new.path) or _DOOR.search(new.hostname or "") or has_secret(moved_to):
        return None
    old_kind, new_kind = read_url(url), read_url(moved_to)
    if old_kind and new_kind and old_kind.platform == new_kind.platform and old_kind.kind != new_kind.kind:
        return None
    return moved_to


def is_front_page(url: str, moved_to: str) -> bool:
    """Whether a page has moved to nothing but the front page: there is no such page any more, more often than not.

    >>> is_front_page("https://example.org/a", "https://example.org/"), is_front_page("http://a.example", "https://a.example/")
    (True, False)
    """
    return urlsplit(moved_to).path in {"", "/"} and not urlsplit(moved_to).query and _is_deep(url)


def is_same_site(url: str, other: str) -> bool:
    """Whether two URLs are on one host, with www. or without.

    >>> is_same_site("http://www.example.org/a", "https://example.org/b"), is_same_site("http://a.org", "http://b.org")
    (True, False)
    """
    one, another = ((urlsplit(each).hostname or "").removeprefix("www.") for each in (url, other))
    return one == another


def shown_url(url: str) -> str:
    """A URL as a message may show it: without the values of what looks like a key.

    >>> shown_url("https://example.org/a.mp3?v=2&token=abc#x")
    'https://example.org/a.mp3?v=2&token=…#x'
    """
    parts = urlsplit(url)
    pieces = [_without_secret(piece) for piece in parts.query.split("&")]
    netloc = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(query="&".join(pieces), netloc=netloc))


def has_secret(url: str) -> bool:
    """Whether a URL has something like a key in it."""
    return any(_SECRET.fullmatch(name) for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True))


def _without_secret(piece: str) -> str:
    name, equals, value = piece.partition("=")
    return f"{name}=…" if equals and value and _SECRET.fullmatch(name) else piece


def _is_within_front_page(url: str, moved_to: str) -> bool:
    """From the front page on to another of the same site."""
    return is_same_site(url, moved_to) and not _is_deep(url) and urlsplit(moved_to).path not in {"", "/"}


def _is_deep(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path not in {"", "/"} or bool(parts.query)
