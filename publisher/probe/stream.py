"""A connection in which nothing outlasts the time of the request that it serves."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import httpcore

from publisher.probe.answer import Failure
from publisher.probe.attempt import CURRENT
from publisher.probe.trouble import Trouble


class Stream(httpcore.NetworkStream):
    """One connection; every step of it ends when the time of the request that it serves is over."""

    def __init__(
        self, connection: socket.socket, host: str, *, read_timeout_s: float, on_close: Callable[[Stream], None]
    ) -> None:
        self._socket = connection
        self._host = host
        self._read_timeout_s = read_timeout_s
        self._on_close = on_close

    def connect(self, address: tuple[Any, ...], limit_s: float) -> None:
        """Have the address take the connection. Raises Trouble where it does not."""
        attempt = CURRENT.get()
        try:
            self._socket.settimeout(attempt.timeout_s(limit_s))
            self._socket.connect(address)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except TimeoutError as error:
            raise attempt.too_slow(f"{self._host} took no connection within {limit_s:g} s") from error
        except ConnectionError as error:
            raise attempt.failed(Failure.REFUSED, f"{self._host} refuses connections") from error
        except OSError as error:
            raise attempt.failed(Failure.UNREACHABLE, f"{self._host} cannot be reached") from error

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """What came from the server; nothing once it has closed the connection between two answers."""
        attempt = CURRENT.get()
        try:
            self._socket.settimeout(attempt.timeout_s(self._read_timeout_s))
            received = self._socket.recv(max_bytes)
        except TimeoutError as error:
            raise attempt.too_slow(f"{self._host} was silent for {self._read_timeout_s:g} s") from error
        except (OSError, ValueError) as error:  # ValueError: TLS on a connection that was hung up
            raise attempt.failed(Failure.BAD_ANSWER, f"{self._host} broke the connection off") from error
        if not received and not attempt.received_bytes:
            raise attempt.failed(Failure.BAD_ANSWER, f"{self._host} closed the connection without an answer")
        self._count(received)
        return received

    def _count(self, received: bytes) -> None:
        attempt = CURRENT.get()
        attempt.received_bytes += len(received)
        if attempt.received_bytes > attempt.max_received_bytes:
            raise Trouble(Failure.BAD_ANSWER, f"{self._host} sends too much that is no answer")

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Send a request. Raises httpcore.WriteError where it does not get through: an answer may be there already."""
        attempt = CURRENT.get()
        try:
            self._socket.settimeout(attempt.timeout_s(self._read_timeout_s))
            self._socket.sendall(buffer)
        except TimeoutError as error:
            raise attempt.too_slow(f"{self._host} took no request") from error
        except (OSError, ValueError) as error:
            raise httpcore.WriteError from error

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> Stream:
        """The same connection, encrypted, with a server that has proven its name. Raises Trouble otherwise."""
        attempt = CURRENT.get()
        try:
            encrypted = ssl_context.wrap_socket(
                self._socket, server_hostname=server_hostname, do_handshake_on_connect=False
            )
            self._socket = encrypted
            encrypted.settimeout(attempt.timeout_s(self._read_timeout_s))
            encrypted.do_handshake()
        except TimeoutError as error:
            self.close()
            raise attempt.too_slow(f"{self._host} was silent for {self._read_timeout_s:g} s") from error
        except (OSError, ValueError) as error:
            self.close()
            raise attempt.failed(Failure.TLS, _tls_detail(self._host, error)) from error
        return self

    def hang_up(self) -> None:
        """End the conversation, so that a thread that waits in it goes on."""
        with suppress(OSError):
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)  # the one of TLS would confuse that thread

    def close(self) -> None:
        """Let go of the connection."""
        self._on_close(self)
        self._socket.close()

    def get_extra_info(self, info: str) -> object:
        """Whether there is something to read, which means that an idle connection is of no more use."""
        return self._is_readable() if info == "is_readable" else None

    def _is_readable(self) -> bool:
        try:
            self._socket.settimeout(0)
            socket.socket.recv(self._socket, 1, socket.MSG_PEEK)  # below TLS, which cannot peek
        except BlockingIOError:
            return False
        except (OSError, ValueError):
            return True
        return True


def _tls_detail(host: str, error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate of {host} is not valid: {error.verify_message}".rstrip(".")
    return f"no encrypted connection to {host} could be agreed"
