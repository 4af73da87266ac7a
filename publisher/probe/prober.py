"""Asks URLs: one thread or several, one prober, one run."""

from __future__ import annotations

import logging
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache, partial
from typing import Final, Self

import httpx
import stamina.instrumentation

from publisher.probe.answer import Answer, Failure, Request
from publisher.probe.attempt import Attempt
from publisher.probe.deadline import Deadline
from publisher.probe.dialling import Dialler
from publisher.probe.exchange import Exchange, exchange
from publisher.probe.hosts import Hosts
from publisher.probe.names import Names
from publisher.probe.patience import Busy, Patience
from publisher.probe.retry_after import retry_after_s
from publisher.probe.targets import politeness_key
from publisher.probe.transport import Transport
from publisher.probe.trouble import Trouble
from publisher.probe.walk import Walk

_BUSY: Final = frozenset({429, 503})
_TALKATIVE: Final = ("httpx", "httpcore")  # their logs name full URLs, passwords and tokens included


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeSettings:
    """How to ask; times are in seconds."""

    user_agent: str
    allow_private: bool = False  # one's own network, and any port
    per_host: int = 2
    link_deadline_s: float = 30.0
    run_deadline_s: float = 900.0
    retries: int = 2
    max_retry_after_s: float = 30.0
    connect_timeout_s: float = 10.0
    read_timeout_s: float = 10.0
    bases: Mapping[str, str] = field(default_factory=dict)  # of platforms, for those who ask them


class Prober:
    """Asks URLs; several threads may share it. It raises nothing for what a server, a name or a URL does.

    The time of the run begins when it is made. ``sleep`` ends early where the prober is stopped; ``now`` is the time
    that dates of servers are compared with.
    """

    def __init__(
        self,
        settings: ProbeSettings,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(tz=UTC),
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.settings = settings
        self._clock = clock
        self._now = now
        self._stopped = threading.Event()
        self._sleep = sleep or self._stopped.wait
        self._run_ends_at = clock() + settings.run_deadline_s
        self._names = Names()
        self._dialler = Dialler(
            self._names,
            allow_private=settings.allow_private,
            connect_timeout_s=settings.connect_timeout_s,
            read_timeout_s=settings.read_timeout_s,
        )
        self._tls = tls or _usual_tls()
        self._hosts = Hosts(self._connect, per_host=settings.per_host, clock=clock, sleep=self._sleep)
        self._own_headers = {"user-agent": _as_header(settings.user_agent), "accept-encoding": "identity"}
        stamina.instrumentation.set_on_retry_hooks(())  # it would log every retry
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.CRITICAL)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def stop(self) -> None:
        """Everything under way ends at once, as interrupted, and nothing more is asked."""
        self._stopped.set()
        self._hosts.stop()
        self._names.stop()
        self._dialler.hang_up()

    def close(self) -> None:
        """Stops, and lets go of all connections."""
        self.stop()
        self._hosts.close()
        self._dialler.close()

    @property
    def silence(self) -> Mapping[str, str]:
        """The hosts to which there was no way, and why, as long as there is no word of any: is there a network?

        Where names are found, one that could not be looked up says nothing of all others.
        """
        found = self._hosts.out_of_reach()
        is_working = self._names.finds_names
        return {
            name: trouble.detail
            for name, trouble in found.items()
            if not (is_working and trouble.failure is Failure.NAMES_UNAVAILABLE)
        }

    def ask(self, request: Request) -> Answer:
        """What the URL gives, redirects followed.

        It blocks, at most for the deadline of a link, and until it is the turn of the link at its host.
        """
        deadline = Deadline(clock=self._clock, link_s=self.settings.link_deadline_s, run_ends_at=self._run_ends_at)
        patience = Patience(retries=self.settings.retries, deadline=deadline, sleep=self._sleep)

        def ask(url: httpx.URL, headers: Mapping[str, str]) -> Exchange:
            sent = {"accept": "*/*", **headers, **self._own_headers}
            asked = httpx.Request(request.method, url, headers=sent, content=request.content or None)
            try:
                found = patience.ask(lambda: self._ask_in_turn(asked, request, deadline))
            except Trouble as trouble:
                self._hosts.missed(politeness_key(url), trouble)
                raise
            self._hosts.answered(politeness_key(url))
            return found

        return Walk(request, ask, allow_private=self.settings.allow_private).answer()

    def _ask_in_turn(self, asked: httpx.Request, request: Request, deadline: Deadline) -> Exchange:
        """One exchange, when the host may be asked. Raises Busy where it may be worth to come again later."""
        name = politeness_key(asked.url)
        with self._hosts.turn(name, deadline) as host:
            try:
                answered = self._ask_once(host.transport, asked, request, deadline)
            except Trouble as trouble:
                self._hosts.not_heard(name, trouble)
                raise
            self._hosts.heard()
            if answered.status not in _BUSY:
                return answered
            wait_s = retry_after_s(answered.headers, self._now()) or 0.0
            if wait_s > self.settings.max_retry_after_s:
                why = f"wants to be left alone for {wait_s:.0f} s"
                self._hosts.close_host(host, f"{asked.url.host} {why}")
                return replace(answered, detail=f"{answered.detail} and {why}")
        raise Busy(answered, wait_s, partial(self._hosts.leave_alone, host))

    def _ask_once(self, transport: Transport, asked: httpx.Request, request: Request, deadline: Deadline) -> Exchange:
        """One exchange; on a new connection where a kept one is of no use any more.

        Servers close such without a word, and some send a body after a HEAD, which would be read as the next answer.
        """
        for _ in range(self.settings.per_host):
            attempt = Attempt(deadline=deadline, stopped=self._stopped)
            try:
                return exchange(transport, asked, attempt, request)
            except Trouble as trouble:
                if attempt.dialled or trouble.failure is not Failure.BAD_ANSWER:
                    raise
        return exchange(transport, asked, Attempt(deadline=deadline, stopped=self._stopped), request)

    def _connect(self) -> Transport:
        return Transport(self._dialler, self._tls, max_connections=self.settings.per_host)


@cache
def _usual_tls() -> ssl.SSLContext:
    """The authorities that browsers trust; reading them takes a while."""
    return httpx.create_ssl_context(trust_env=False)


def _as_header(text: str) -> str:
    """The characters of a text that a header takes.

    >>> _as_header("publish (Häse & Igel)")
    'publish (Hse & Igel)'
    """
    return "".join(character for character in text if character.isascii() and character.isprintable())
