"""Each host has its own queue: few requests at a time, none while it wants to be left alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Final

from publisher.probe.answer import Failure
from publisher.probe.deadline import Deadline
from publisher.probe.transport import Transport
from publisher.probe.trouble import Trouble

_MOST_MISSED: Final = 6  # a dead host that a hundred episodes link to would take up the time of the whole run
_NO_WAY_OUT: Final = frozenset({Failure.NAMES_UNAVAILABLE, Failure.UNREACHABLE})
_NOBODY_THERE: Final = _NO_WAY_OUT | {Failure.REFUSED, Failure.TIMEOUT}
# Words of somebody else; connections are refused by guards on this machine, too.
_WORDS: Final = frozenset({Failure.NO_SUCH_HOST, Failure.TLS, Failure.BAD_ANSWER})
_MOST_IDLE_HOSTS: Final = 32  # whose connections stay open: systems allow a program few hundred in all


class Host:
    """One server, its connections, and what it asked of us."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.at_work = 0
        self.not_before = 0.0  # on the clock of the hosts
        self.missed = 0  # how many requests in a row found nobody there
        self.closed = ""  # why it is not asked again in this run


class Hosts:
    """All servers that were asked, and the turns at each. Several threads may share it."""

    def __init__(
        self,
        connect: Callable[[], Transport],
        *,
        per_host: int,
        clock: Callable[[], float],
        sleep: Callable[[float], object],
    ) -> None:
        self._connect = connect
        self._per_host = per_host
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, Host] = {}  # the one that was asked last stands last
        self._changed = threading.Condition()
        self._stopped = False
        self._out_of_reach: dict[str, Trouble] = {}
        self._is_any_heard = False

    @contextmanager
    def turn(self, name: str, deadline: Deadline) -> Iterator[Host]:
        """The host, once it may be asked; the time until then is not counted as the link's.

        Raises Trouble where it may not be asked in this run.
        """
        with deadline.paused():
            host = self._take(name, deadline)
        try:
            yield host
        finally:
            with self._changed:
                host.at_work -= 1
                self._changed.notify_all()

    def _take(self, name: str, deadline: Deadline) -> Host:
        while True:
            with self._changed:
                host = self._host(name)
                self._changed.wait_for(partial(self._is_decided, host), deadline.run_left_s())
                self._check(host, deadline)
                wait_s = host.not_before - self._clock()
                if wait_s <= 0:
                    host.at_work += 1
                    return host
            self._sleep(min(wait_s, deadline.run_left_s()))

    def _is_decided(self, host: Host) -> bool:
        return self._stopped or bool(host.closed) or host.at_work < self._per_host

    def _check(self, host: Host, deadline: Deadline) -> None:
        if self._stopped:
            raise Trouble(Failure.INTERRUPTED, "the run was stopped")
        if host.closed:
            raise Trouble(Failure.NOT_ASKED, host.closed)
        if deadline.run_left_s() <= 0:
            raise Trouble(Failure.INTERRUPTED, "the time for the whole run is over")

    def _host(self, name: str) -> Host:
        host = self._hosts.pop(name, None) or Host(self._connect())
        self._hosts[name] = host
        idle = [other for other in self._hosts.values() if not other.at_work and other is not host]
        for other in idle[:-_MOST_IDLE_HOSTS]:
            other.transport.close()
        return host

    def leave_alone(self, host: Host, seconds: float) -> None:
        """Nobody asks the host for so long."""
        with self._changed:
            host.not_before = max(host.not_before, self._clock() + seconds)

    def close_host(self, host: Host, why: str) -> None:
        """Nobody asks the host again."""
        with self._changed:
            host.closed = why
            self._changed.notify_all()

    def answered(self, name: str) -> None:
        """The host is there."""
        with self._changed:
            self._host(name).missed = 0

    def missed(self, name: str, trouble: Trouble) -> None:
        """A request failed, for all patience; after a few of them the host is not asked again."""
        if trouble.failure not in _NOBODY_THERE:
            return
        with self._changed:
            host = self._host(name)
            host.missed += 1
        if host.missed >= _MOST_MISSED and not host.closed:
            self.close_host(host, f"is not asked, like all other links of this host: {trouble.detail}")

    def heard(self) -> None:
        """There was a word of some host: there is a network."""
        with self._changed:
            self._is_any_heard = True

    def not_heard(self, name: str, trouble: Trouble) -> None:
        """An attempt failed, which says something of the network, too."""
        with self._changed:
            self._is_any_heard = self._is_any_heard or trouble.failure in _WORDS
            if trouble.failure in _NO_WAY_OUT:
                self._out_of_reach.setdefault(name, trouble)

    def out_of_reach(self) -> Mapping[str, Trouble]:
        """The hosts to which there was no way, and why, as long as there is no word of any host at all."""
        with self._changed:
            return {} if self._is_any_heard else dict(self._out_of_reach)

    def stop(self) -> None:
        """Nobody has to wait any longer: all turns are over."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def close(self) -> None:
        """Let go of all connections."""
        with self._changed:
            for host in self._hosts.values():
                host.transport.close()
