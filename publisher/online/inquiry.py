"""What a look at a URL may use, and what an answer means where no platform has a rule of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from publisher.online.settings import Bases, OnlineSettings
from publisher.online.verdict import State, Verdict
from publisher.probe.answer import Answer, Failure, Request
from publisher.probe.prober import Prober

GONE_STATUSES: Final = frozenset({404, 410})  # RFC 9110, 15.5.5 and 15.5.11: all others may pass
UNCHANGED: Final = 304

_LONGEST_ETAG: Final = 200
_MOST_BYTES: Final = 65_536
_LONGEST_TITLE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """Who asks, and how; ``before`` is a verdict that has run out, which its ETag may renew."""

    prober: Prober
    settings: OnlineSettings
    before: Verdict | None = None
    is_second_look: bool = False

    @property
    def bases(self) -> Bases:
        """Where the platforms are asked."""
        return self.settings.bases

    def ask(
        self,
        url: str,
        method: Literal["HEAD", "GET"] = "HEAD",
        headers: Mapping[str, str] | None = None,
        max_bytes: int = _MOST_BYTES,
    ) -> Answer:
        """What this URL answers."""
        return self.prober.ask(Request(url=url, method=method, headers=headers or {}, max_bytes=max_bytes))

    def ask_first(self, url: str, method: Literal["HEAD", "GET"] = "HEAD", max_bytes: int = _MOST_BYTES) -> Answer:
        """The same, and whether anything is new since last time: status 304 where not."""
        etag = self.before.etag if self.before else None
        return self.ask(url, method, {"if-none-match": etag} if etag else None, max_bytes)

    def renewed(self, answer: Answer) -> Verdict | None:
        """The verdict of last time where the answer says that it still holds."""
        is_asked = self.before is not None and self.before.etag is not None
        return self.before if is_asked and answer.status == UNCHANGED and answer.failure is None else None


def judged(url: str, answer: Answer, bases: Bases) -> Verdict:
    """What an answer means by the general rule: 2xx is there, 404 and 410 are gone, nobody knows what all others are.

    No host of that name is gone as well: the prober says it only where names can be looked up.
    """
    if answer.failure is Failure.NO_SUCH_HOST:
        return gone(url, answer)
    if answer.failure not in {None, Failure.ENCODED} or answer.status is None:  # compressed, and there
        return unknown(url, answer)
    if answer.status in GONE_STATUSES:
        return gone(url, answer)
    if 200 <= answer.status < 300:
        return alive(url, answer, bases)
    return unknown(url, answer)


def alive(url: str, answer: Answer, bases: Bases) -> Verdict:
    """It is there, or where permanent redirects lead."""
    permanent_url = answer.permanent_url
    moved_to = bases.meant(permanent_url, url) if permanent_url else None
    state = State.MOVED if moved_to and moved_to != url else State.OK
    return Verdict(
        url=url,
        state=state,
        why="redirects permanently" if state is State.MOVED else "",
        host=host_of(answer.url),
        moved_to=moved_to if state is State.MOVED else None,
        etag=etag_of(answer),
    )


def gone(url: str, answer: Answer, why: str = "") -> Verdict:
    """Certainly not there."""
    return Verdict(url=url, state=State.GONE, why=why or _why(answer), host=host_of(answer.url))


def unknown(url: str, answer: Answer, why: str = "") -> Verdict:
    """Nobody can say: it counts against nobody."""
    return Verdict(
        url=url,
        state=State.UNKNOWN,
        why=why or _why(answer),
        host=host_of(answer.url),
        is_asked=answer.failure is not Failure.NOT_ASKED,
    )


def is_interrupted(answer: Answer) -> bool:
    """Whether the run ended before there was an answer."""
    return answer.failure is Failure.INTERRUPTED


def host_of(url: str) -> str:
    """The host of a URL, with its port where it has one.

    >>> host_of("https://example.org/a?b"), host_of("http://127.0.0.1:80/")
    ('example.org', '127.0.0.1:80')
    """
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def etag_of(answer: Answer) -> str | None:
    """The answer's ETag, if it is one that can be sent back."""
    etag = answer.headers.get("etag", "")
    return etag if 2 < len(etag) <= _LONGEST_ETAG and etag.isascii() and etag.isprintable() else None


def json_of(answer: Answer) -> Any:
    """The JSON in an answer's body, whatever media type it claims; None where it is none, or not all of it came."""
    if not answer.is_whole:
        return None
    try:
        return json.loads(answer.body.decode("utf-8-sig").strip())
    except (ValueError, RecursionError):
        return None


def title_in(values: Any) -> str | None:
    """The title in an answer of oEmbed, of a sensible length."""
    title = values.get("title") if isinstance(values, dict) else None
    return title[:_LONGEST_TITLE] if isinstance(title, str) and title.strip() else None


def _why(answer: Answer) -> str:
    if answer.detail:
        return answer.detail
    return f"answers {answer.status}" if answer.status is not None else "gives no answer"
