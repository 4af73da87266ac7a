"""What a URL refers to, and a URL in the parts that say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias
from urllib.parse import parse_qsl, urlsplit

Kind: TypeAlias = Literal["episode", "show", "playlist", "channel", "other"]

_WEB: Final = ("http", "https", "")  # nothing: //youtu.be/…, as players are embedded


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a URL of a platform refers to.

    An "episode" has the id by which the platform knows it, and the other kinds may have theirs. "other" is anything
    else on the platform's hosts: short links, whose target only the platform knows, and paths that it never made.
    """

    platform: str
    kind: Kind
    id: str | None = None
    show: str | None = None  # the platform's name or number of the episode's show, where its URL has it


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A URL in parts: the host in lower case, the path between its slashes, the first of each query parameter."""

    host: str
    segments: tuple[str, ...]
    parameters: Mapping[str, str]

    def segment(self, index: int) -> str:
        """The piece of the path at this position, or nothing where the path is shorter."""
        return self.segments[index] if index < len(self.segments) else ""


def address_of(url: str) -> Address | None:
    """The parts of an http or https URL, with or without the scheme before ``//``; None for anything else.

    >>> address_of("https://YouTu.be/0Gqx1LtqRZU?t=5&t=6")
    Address(host='youtu.be', segments=('0Gqx1LtqRZU',), parameters={'t': '5'})
    >>> address_of("youtu.be/0Gqx1LtqRZU"), address_of("https://[")
    (None, None)
    """
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in _WEB or not host:
        return None
    path = parts.path.removeprefix("/").removesuffix("/")
    parameters = dict(reversed(parse_qsl(parts.query, keep_blank_values=True)))
    return Address(host=host.rstrip("."), segments=tuple(path.split("/")) if path else (), parameters=parameters)
