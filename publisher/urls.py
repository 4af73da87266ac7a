"""URLs as podcast apps and directories take them: absolute, ASCII, http or https."""

from __future__ import annotations

import unicodedata
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

_PATH_SAFE: Final = "/-._~!$&'()*,;=:@"


def url_of_path(base_url: str, path: str) -> str:
    """The URL of a file below a base URL, percent-encoded from its composed (NFC) name.

    >>> url_of_path("https://example.org/show/feed.xml", "chapters/Häse & Igel #1.json")
    'https://example.org/show/chapters/H%C3%A4se%20&%20Igel%20%231.json'
    """
    encoded = quote(unicodedata.normalize("NFC", path), safe=_PATH_SAFE, errors="surrogateescape")
    return urljoin(base_url, f"./{encoded}")


def ascii_url(url: str) -> str:
    """The URL in ASCII: the host in its IDNA form, everything else percent-encoded; what is encoded stays as it is.

    >>> ascii_url("https://müller.example/ä b?q=ü#x")
    'https://xn--mller-kva.example/%C3%A4%20b?q=%C3%BC#x'

    Raises ValueError for a host that has no ASCII form.
    """
    parts = urlsplit(url)
    host = parts.netloc
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise ValueError(f"the host of {url[:60]!r} is no host name") from error
    safe = _PATH_SAFE + '%?+#[]"'
    return urlunsplit(
        (
            parts.scheme,
            host,
            quote(parts.path, safe=_PATH_SAFE + "%+"),
            quote(parts.query, safe=safe.replace("#", "").replace('"', "")),
            quote(parts.fragment, safe=_PATH_SAFE + "%?+"),
        )
    )


def is_http_url(text: str) -> bool:
    """Whether the text is an absolute http or https URL with a host.

    >>> is_http_url("https://example.org/a"), is_http_url("example.org"), is_http_url("https:///a")
    (True, False, False)
    """
    if any(character.isspace() for character in text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
