"""URLs as podcast apps and directories take them: absolute, ASCII, http or https."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

_LONE_PERCENT: Final = re.compile("%(?![0-9A-Fa-f]{2})")
_HOST: Final = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?|[0-9a-f:.]*:[0-9a-f:.]*")
# A second @ is somebody on Mastodon, and @2x. the picture of a file for fine screens.
_MAIL: Final = re.compile(
    r"(?:e?mail[ -]?(?:to)?[ ]?[:;]/*[ ]*)?"
    r"(?P<address>[^\s/:;,@?#&<>()\[\]\"“”„‘’]+@(?![0-9]+x\.)(?:[\w-]+\.)+[^\W\d_]{2,})(?P<more>\?\S*)?",
    re.IGNORECASE,
)
_PATH_SAFE: Final = "/-._~!$&'()*,;=:@"


def url_of_path(base_url: str, path: str) -> str:
    """The URL of a file below a base URL, percent-encoded from its composed (NFC) name.

    >>> url_of_path("https://example.org/show/feed.xml", "chapters/Häse & Igel #1.json")
    'https://example.org/show/chapters/H%C3%A4se%20&%20Igel%20%231.json'
    """
    encoded = quote(unicodedata.normalize("NFC", path), safe=_PATH_SAFE, errors="surrogateescape")
    return urljoin(base_url, f"./{encoded}")


def as_folder(url: str) -> str:
    """The URL with a slash at the end of its path, so that names can be put behind it.

    >>> as_folder("https://example.com/podcast")
    'https://example.com/podcast/'
    """
    parts = urlsplit(url)
    return url if parts.path.endswith("/") else parts._replace(path=f"{parts.path}/").geturl()


def ascii_url(url: str) -> str:
    """The URL in ASCII: the host in its IDNA form, everything else percent-encoded; what is encoded stays as it is.

    >>> ascii_url("https://müller.example/ä b?q=ü#x"), ascii_url("https://example.org/100% %C3%A4")
    ('https://xn--mller-kva.example/%C3%A4%20b?q=%C3%BC#x', 'https://example.org/100%25%20%C3%A4')

    Raises ValueError for a host that has no ASCII form.
    """
    parts = urlsplit(_LONE_PERCENT.sub("%25", url))
    host = parts.netloc
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise ValueError(f"the host of {url[:60]!r} is no host name") from error
    path = quote(parts.path, safe=_PATH_SAFE + "%+")
    query = quote(parts.query, safe=_PATH_SAFE + "%+?[]")
    fragment = quote(parts.fragment, safe=_PATH_SAFE + "%+?")
    return urlunsplit((parts.scheme, host, path, query, fragment))


def http_url(text: str) -> str | None:
    """The text as an absolute http or https URL in ASCII, or None where it is none. A password in it is refused.

    >>> http_url("https://example.org/a b"), http_url("example.org"), http_url("https:///a"), http_url("http://[")
    ('https://example.org/a%20b', None, None, None)
    """
    try:
        url = ascii_url(text.strip())
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or parts.username is not None or parts.port == 0:
            return None
        if not _HOST.fullmatch(parts.hostname or ""):
            return None
    except ValueError:
        return None
    return None if any(character.isspace() or not character.isprintable() for character in url) else url


def mailto_url(text: str) -> str | None:
    """The mailto: URL (RFC 6068) that the target of a link is, or was meant as; None of anything else.

    >>> mailto_url("ada@example.org?subject=Hi"), mailto_url("mailto://ada@example.org"), mailto_url("@ada@example.org")
    ('mailto:ada@example.org?subject=Hi', 'mailto:ada@example.org', None)
    """
    match = _MAIL.fullmatch(text.strip())
    return f"mailto:{match['address']}{match['more'] or ''}" if match else None
