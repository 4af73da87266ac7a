"""What the tests of asking URLs share: a prober that never waits for real, and a name service of their own."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from publisher.probe.answer import Answer, Request
from publisher.probe.prober import Prober, ProbeSettings

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


@dataclass
class FakeTime:
    """A clock that only naps move."""

    now: float = 0.0
    naps: list[float] = field(default_factory=list)
    seconds_per_look: float = 0.0

    def clock(self) -> float:
        self.now += self.seconds_per_look
        return self.now

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += seconds


def prober(time: FakeTime | None = None, **changes: Any) -> Prober:
    """One that may ask this machine, and whose naps take no time."""
    time = time or FakeTime()
    settings: dict[str, Any] = {"user_agent": "tests", "allow_private": True, "read_timeout_s": 5.0}
    tls = changes.pop("tls", None)
    return Prober(
        ProbeSettings(**{**settings, **changes}), clock=time.clock, sleep=time.sleep, now=lambda: NOW, tls=tls
    )


def ask(url: str, method: Any = "GET", headers: Mapping[str, str] | None = None, **changes: Any) -> Answer:
    """What one URL gives to a prober of its own."""
    limits = {name: changes.pop(name) for name in ("max_bytes", "max_hops") if name in changes}
    with prober(**changes) as asking:
        return asking.ask(Request(url=url, method=method, headers=headers or {}, **limits))


class FakeNames:
    """A name service that knows these names: each has a list of addresses for every lookup, the last one for more.

    A name with no addresses is one whose lookup fails; all others do not exist.
    """

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, names: Mapping[str, Sequence[Sequence[str]]] | None = None
    ) -> None:
        self.names: dict[str, Sequence[Sequence[str]]] = dict(names or {})
        self.lookups: Counter[str] = Counter()
        self._real = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", self)

    def __call__(self, host: str, port: int, **how: Any) -> list[Any]:
        host.encode("idna")  # as the real one does: it raises UnicodeError for impossible names
        self.lookups[host] += 1
        if host not in self.names:
            try:
                return list(self._real(host, port, flags=socket.AI_NUMERICHOST, **how))
            except socket.gaierror:
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known") from None
        answers = self.names[host]
        addresses = answers[min(self.lookups[host], len(answers)) - 1]
        if not addresses:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return [found for address in addresses for found in self._real(address, port, **how)]
