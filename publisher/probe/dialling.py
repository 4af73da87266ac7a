"""Connections to nothing but addresses that were checked, and no longer than there is time."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterable
from contextlib import suppress
from itertools import zip_longest
from typing import Final

import httpcore

from publisher.probe.answer import Failure
from publisher.probe.attempt import CURRENT
from publisher.probe.names import Found, Names, public_only
from publisher.probe.stream import Stream
from publisher.probe.trouble import Trouble

_MOST_ADDRESSES: Final = 6  # of one host, tried one after the other


class Dialler(httpcore.NetworkBackend):
    """Looks a host up once, checks what it is told, and dials exactly that."""

    def __init__(self, names: Names, *, allow_private: bool, connect_timeout_s: float, read_timeout_s: float) -> None:
        self._names = names
        self._allow_private = allow_private
        self._connect_timeout_s = connect_timeout_s
        self._read_timeout_s = read_timeout_s
        self._open: set[Stream] = set()
        self._lock = threading.Lock()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the attempt knows how long it may take
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> Stream:
        """A connection to the host. Raises Trouble where there is none, or may be none."""
        attempt = CURRENT.get()
        attempt.dialled = True
        found = self._names.addresses(host, port, attempt, limit_s=self._connect_timeout_s)
        if not self._allow_private:
            public_only(host, found)
        *others, last = _by_turns(found)[:_MOST_ADDRESSES]
        for address in others:
            with suppress(Trouble):
                return self._connected(host, address, self._connect_timeout_s / 2)  # time for another one
        return self._connected(host, last, self._connect_timeout_s)

    def _connected(self, host: str, address: Found, limit_s: float) -> Stream:
        family, kind, protocol, _, where = address
        attempt = CURRENT.get()
        try:
            stream = Stream(
                socket.socket(family, kind, protocol), host, read_timeout_s=self._read_timeout_s, on_close=self._forget
            )
        except OSError as error:  # no IPv6 on this machine
            raise attempt.failed(Failure.UNREACHABLE, f"{host} cannot be reached from here") from error
        with self._lock:
            self._open.add(stream)
        try:
            stream.connect(where, limit_s)
        except Trouble:
            stream.close()
            raise
        return stream

    def hang_up(self) -> None:
        """End all conversations: whoever waits for a server, in whichever thread, waits no longer."""
        with self._lock:
            streams = list(self._open)
        for stream in streams:
            stream.hang_up()

    def close(self) -> None:
        """Let go of every connection, those too whose beginning was interrupted."""
        with self._lock:
            streams = list(self._open)
        for stream in streams:
            stream.close()

    def _forget(self, stream: Stream) -> None:
        with self._lock:
            self._open.discard(stream)


def _by_turns(found: list[Found]) -> list[Found]:
    """The addresses with those of IPv6 and of IPv4 by turns: on many a machine one of the two leads nowhere.

    >>> six, four = ((family, 1, 6, "", ()) for family in (socket.AF_INET6, socket.AF_INET))
    >>> [family.name for family, *_ in _by_turns([six, six, six, four])]
    ['AF_INET6', 'AF_INET', 'AF_INET6', 'AF_INET6']
    """
    one = [address for address in found if address[0] == found[0][0]]
    other = [address for address in found if address[0] != found[0][0]]
    return [address for pair in zip_longest(one, other) for address in pair if address is not None]
