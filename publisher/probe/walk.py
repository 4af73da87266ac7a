"""From a URL over its redirects to an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import httpx

from publisher.probe.answer import Answer, Failure, Hop, Request
from publisher.probe.exchange import Exchange
from publisher.probe.targets import redirect_target, target_of
from publisher.probe.trouble import Trouble

# Those that tell another server nothing of who asks.
_HARMLESS: Final = frozenset({"accept", "accept-language", "if-modified-since", "if-none-match", "if-range", "range"})
# What the connection needs is not for callers to say.
_OURS: Final = frozenset({"accept-encoding", "connection", "content-length", "host", "transfer-encoding", "user-agent"})


class Walk:
    """One link on its way. Every hop is a request of its own, checked like the first."""

    def __init__(
        self, request: Request, ask: Callable[[httpx.URL, Mapping[str, str]], Exchange], *, allow_private: bool
    ) -> None:
        self._request = request
        self._ask = ask
        self._allow_private = allow_private
        self._hops: list[Hop] = []
        self._url = request.url
        self._last: Exchange | None = None  # what that URL answered

    def answer(self) -> Answer:
        """What came of it."""
        try:
            self._follow()
        except Trouble as trouble:
            return self._answer(self._turned_away(trouble))
        return self._answer(None)

    def _follow(self) -> None:
        target = target_of(self._url, allow_private=self._allow_private)
        headers = _sendable(self._request.headers)
        while True:
            self._last = None
            self._last = self._ask(target, headers)
            if self._last.location is None:
                return
            following = self._checked(target, self._last.location)
            self._hops.append(Hop(url=self._url, status=self._last.status, location=str(following)))
            if _server(following) != _server(target):
                headers = {name: value for name, value in headers.items() if name in _HARMLESS}
            target, self._url = following, str(following)

    def _checked(self, target: httpx.URL, location: str) -> httpx.URL:
        if len(self._hops) >= self._request.max_hops:
            raise Trouble(Failure.TOO_MANY_REDIRECTS, f"redirects more than {self._request.max_hops} times")
        following = redirect_target(target, location, allow_private=self._allow_private)
        if str(following) in {self._request.url, self._url, *(hop.location for hop in self._hops)}:
            raise Trouble(Failure.TOO_MANY_REDIRECTS, "redirects in a circle")
        return following

    def _turned_away(self, trouble: Trouble) -> Trouble:
        """A redirect to a private address is the fault of the one that redirects: the other was not asked."""
        if trouble.failure is not Failure.NOT_PUBLIC or not self._hops:
            return trouble
        hop = self._hops.pop()
        self._url = hop.url
        self._last = Exchange(status=hop.status)
        return Trouble(Failure.BAD_REDIRECT, f"is redirected, and {trouble.detail}")

    def _answer(self, trouble: Trouble | None) -> Answer:
        last = self._last
        return Answer(
            request=self._request,
            hops=tuple(self._hops),
            url=self._url,
            status=last.status if last else None,
            headers=last.headers if last else {},
            body=last.body if last else b"",
            is_whole=last is not None and last.is_whole,
            failure=trouble.failure if trouble else last.failure if last else None,
            detail=trouble.detail if trouble else last.detail if last else "",
        )


def _sendable(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that can be sent at all: what a server gave earlier (an ETag) may hold anything."""
    return {
        name.lower(): value
        for name, value in headers.items()
        if name.lower() not in _OURS and f"{name}{value}".isascii() and f"{name}{value}".isprintable()
    }


def _server(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
