"""What is asked, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Literal, Protocol

_PERMANENT: Final = frozenset({301, 308})  # RFC 9110, 15.4: whoever keeps the URL should change it


class Failure(StrEnum):
    """Why there is no answer, or none that can be used."""

    NOT_A_URL = "not-a-url"  # nothing that could be asked
    NOT_PUBLIC = "not-public"  # an address of a private network, of this machine, or another port than the web's
    NO_SUCH_HOST = "no-such-host"  # a definite answer of the name service: there is none
    NAMES_UNAVAILABLE = "names-unavailable"  # the name service gave no answer
    UNREACHABLE = "unreachable"  # no way leads there from this machine
    REFUSED = "refused"  # nobody takes the connection
    TIMEOUT = "timeout"
    TLS = "tls"  # the certificate is not valid, or no encryption could be agreed
    TOO_MANY_REDIRECTS = "too-many-redirects"
    BAD_REDIRECT = "bad-redirect"  # to something that may not be asked
    BAD_ANSWER = "bad-answer"  # cut off, or no HTTP
    ENCODED = "encoded"  # compressed, which was not asked for: what it would become has no limit
    NOT_ASKED = "not-asked"  # the host wants to be left alone for longer than this run lasts
    INTERRUPTED = "interrupted"  # the run was stopped, or its time was over


class Receiver(Protocol):
    """Takes a body as it comes, where that is too large to be held.

    What it raises ends the request, and reaches whoever asked.
    """

    def begin(self, status: int, headers: Mapping[str, str]) -> bool:
        """Told of every answer that is no redirect: whether its body is wanted here."""

    def take(self, piece: bytes) -> bool:
        """The next piece of the body as it is sent: whether more is wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One URL to ask.

    The headers go along to the host of the URL; to other hosts that it redirects to go only those that tell nothing
    of who asks (Range, Accept, If-None-Match and the like). A body that the receiver takes is not in the answer.
    ``content`` is what is sent with a POST; give that no hops, unless another server may have it, too.
    """

    url: str
    method: Literal["HEAD", "GET", "POST"] = "HEAD"
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    max_bytes: int = 65_536  # of the body: the rest is never fetched
    max_hops: int = 10
    receiver: Receiver | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One redirect on the way."""

    url: str
    status: int
    location: str  # where it leads, as an absolute URL


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a request: a status at the least, or a failure; both where an answer cannot be used.

    The names of headers are lower-case, their values printable and cut to a sensible length; cookies are left out.
    """

    request: Request
    hops: tuple[Hop, ...] = ()
    url: str  # the last one that was asked
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    is_whole: bool = False  # whether that is all of the body
    failure: Failure | None = None
    detail: str = ""  # one phrase for people: names hosts, never a path, a query or a password

    @property
    def permanent_url(self) -> str | None:
        """Where nothing but permanent redirects (301, 308) lead; None without any, and where the way was not clear."""
        if not self.hops or self.failure is not None:
            return None
        return self.url if all(hop.status in _PERMANENT for hop in self.hops) else None
