"""Which URLs may be asked at all, before any name is looked up."""

from __future__ import annotations

import re
from typing import Final

import httpx

from publisher.probe.answer import Failure
from publisher.probe.trouble import Trouble

_HOST: Final = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?|[0-9a-f:.]*:[0-9a-f:.]*")
_WEB_PORTS: Final = frozenset({None, 80, 443})  # None: the one of the scheme


def target_of(url: str, *, allow_private: bool) -> httpx.URL:
    """The URL to ask.

    >>> target_of("https://example.org/a b", allow_private=False)
    URL('https://example.org/a%20b')

    Raises Trouble for what is no http or https URL, tells a password, or means another service than a web server's.
    """
    try:
        target = httpx.URL(url)
        str(target.host)  # httpx decodes it only here, and again wherever it is read
    except (httpx.InvalidURL, ValueError) as error:  # ValueError: half a character, a host that is no IDNA name
        raise Trouble(Failure.NOT_A_URL, "is no URL") from error
    if target.scheme not in {"http", "https"}:
        raise Trouble(Failure.NOT_A_URL, "is no http or https URL")
    if target.userinfo:
        raise Trouble(Failure.NOT_A_URL, "has a user name or a password in it")
    if not _HOST.fullmatch(target.raw_host.decode("ascii", "replace")):
        raise Trouble(Failure.NOT_A_URL, "has no name of a host in it")
    if target.port is not None and not 0 < target.port < 65_536:
        raise Trouble(Failure.NOT_A_URL, "has a port that cannot be")
    if target.port not in _WEB_PORTS and not allow_private:
        raise Trouble(Failure.NOT_PUBLIC, f"means port {target.port}, which is not that of public web servers")
    return target


def redirect_target(target: httpx.URL, location: str, *, allow_private: bool) -> httpx.URL:
    """The URL that a ``Location`` header leads to; it inherits the fragment (RFC 9110, 10.2.2).

    >>> redirect_target(httpx.URL("https://example.org/a/b#t=30"), "../c", allow_private=False)
    URL('https://example.org/c#t=30')

    Raises Trouble for one that may not be followed.
    """
    try:
        following = target.join(location.strip())
        if target.fragment and not following.fragment:
            following = following.copy_with(fragment=target.fragment)
        return target_of(str(following), allow_private=allow_private)
    except (httpx.InvalidURL, ValueError) as error:
        raise Trouble(Failure.BAD_REDIRECT, "redirects to something that is no URL") from error
    except Trouble as trouble:
        raise Trouble(Failure.BAD_REDIRECT, f"redirects to something that {trouble.detail}") from trouble


def politeness_key(url: httpx.URL) -> str:
    """The server that the URL belongs to: its host, on whichever of the two ports of the web.

    >>> politeness_key(httpx.URL("https://Example.org./x")), politeness_key(httpx.URL("http://127.0.0.1:8080/"))
    ('example.org', '127.0.0.1:8080')
    """
    host = url.raw_host.decode("ascii").rstrip(".")
    return host if url.port in _WEB_PORTS else f"{host}:{url.port}"
