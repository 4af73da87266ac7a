"""A web server on this machine that plays any other: slow, lying, hostile. It counts what it is asked.

>>> with Loopback({"/a": Reply(body=b"hello")}) as server, urllib.request.urlopen(server.url("/a")) as response:
...     response.read(), server.count("/a")
(b'hello', 1)
"""

from __future__ import annotations

import re
import socket
import ssl
import threading
import urllib.request  # noqa: F401 - for the example
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final, Literal, Self, TypeAlias

_RANGE: Final = re.compile(r"bytes=(\d+)-(\d*)")
_DRIP_S: Final = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request, as the server saw it. The names of headers are lower-case."""

    method: str
    target: str
    headers: Mapping[str, str]
    connection: int  # which of the server's connections it came through
    body: bytes = b""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the server says, and how.

    ``ranges``: whether a Range is obeyed ("right"), ignored, or answered with other bytes than those asked for.
    ``length``: a Content-Length other than the body's; a body that ends early closes the connection.
    ``endless``: the body is repeated in chunks until the client has enough. ``drip``: a byte at a time.
    ``raw``: exactly these bytes, and the connection is closed. ``reset``: it is closed with a TCP reset.
    ``delay_s``: so long nothing is said. ``hold``: nothing is said before ``Loopback.let_go()``.
    """

    status: int = 200
    reason: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    ranges: Literal["right", "ignored", "wrong"] = "ignored"
    takes_head: bool = True
    body_after_head: bool = False
    length: int | str | None = None
    endless: bool = False
    drip: bool = False
    raw: bytes | None = None
    reset: bool = False
    delay_s: float = 0.0
    hold: bool = False
    keeps_alive: bool = True


def redirect(location: str, status: int = 302, headers: Mapping[str, str] | None = None) -> Reply:
    """A reply that leads elsewhere."""
    return Reply(status=status, headers={"Location": location, **(headers or {})})


Route: TypeAlias = Reply | Sequence[Reply] | Callable[[Asked], Reply]


class Loopback:
    """The server; its routes are found by path and query, else by path; what has no route is 404.

    A route is one reply, several (one for each request, the last one for all further ones), or a function.
    """

    def __init__(self, routes: Mapping[str, Route] | None = None, *, tls: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, Route] = dict(routes or {})
        self.asked: list[Asked] = []
        self.connections = 0  # all that were taken
        self.most_connections = 0  # at the same time
        self.most_at_work = 0  # requests at the same time
        self._tls = tls
        self._lock = threading.Lock()
        self._open: dict[int, socket.socket] = {}
        self._at_work = 0
        self._replies: Counter[str] = Counter()
        self._closing = threading.Event()
        self._let_go = threading.Event()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._listener.getsockname()[1]
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._let_go.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for connection in self._open.values():
                with suppress(OSError):
                    socket.socket.shutdown(connection, socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(timeout=10)

    @property
    def base(self) -> str:
        """The URL of the server, without a slash at its end."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    def url(self, target: str) -> str:
        """The URL of a path on it."""
        return f"{self.base}{target}"

    def count(self, path: str, method: str = "") -> int:
        """How often a path was asked."""
        with self._lock:
            return sum(asked.path == path and method in {"", asked.method} for asked in self.asked)

    def let_go(self) -> None:
        """The replies that were held back are sent."""
        self._let_go.set()

    def _start(self, run: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=run, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
                number = self.connections
                self._open[number] = connection
                self.most_connections = max(self.most_connections, len(self._open))
            self._start(self._serve, number, connection)

    def _serve(self, number: int, connection: socket.socket) -> None:
        try:
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
                with self._lock:
                    self._open[number] = connection
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with connection.makefile("rb") as stream:
                while (asked := _request(stream, number)) is not None and self._answer(asked, connection):
                    pass
        except OSError:
            pass
        finally:
            with self._lock:
                del self._open[number]
            connection.close()

    def _answer(self, asked: Asked, connection: socket.socket) -> bool:
        """Whether the connection stays."""
        with self._lock:
            self.asked.append(asked)
            self._at_work += 1
            self.most_at_work = max(self.most_at_work, self._at_work)
        try:
            reply = self._reply(asked)
            if reply.hold:
                self._let_go.wait()
            if reply.delay_s:
                self._closing.wait(reply.delay_s)
            pieces = list(_pieces(asked, reply)) if not reply.endless else _pieces(asked, reply)
        finally:
            with self._lock:
                self._at_work -= 1
        if reply.reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            return False
        for piece in pieces:
            connection.sendall(piece)
            if reply.drip:
                self._closing.wait(_DRIP_S)
        return reply.keeps_alive and reply.raw is None and reply.length is None

    def _reply(self, asked: Asked) -> Reply:
        key = asked.target if asked.target in self.routes else asked.path
        route = self.routes.get(key, Reply(status=404))
        if isinstance(route, Reply):
            return route
        if callable(route):
            return route(asked)
        with self._lock:
            self._replies[key] += 1
            return route[min(self._replies[key], len(route)) - 1]


def _request(stream: object, connection: int) -> Asked | None:
    """The next request on a connection; None at its end."""
    readline: Callable[[], bytes] = stream.readline  # type: ignore[attr-defined]
    words = readline().decode("latin-1").split()
    if len(words) != 3:
        return None
    headers: dict[str, str] = {}
    while (line := readline().decode("latin-1").strip()) != "":
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    read: Callable[[int], bytes] = stream.read  # type: ignore[attr-defined]
    body = read(int(headers.get("content-length", "0")))
    return Asked(method=words[0], target=words[1], headers=headers, connection=connection, body=body)


def _pieces(asked: Asked, reply: Reply) -> Iterator[bytes]:
    """All that is sent, in the pieces in which it is sent."""
    if reply.raw is not None:
        yield from ((bytes([byte]) for byte in reply.raw) if reply.drip else [reply.raw])
        return
    if asked.method == "HEAD" and not reply.takes_head:
        reply = Reply(status=405)
    status, headers, body = _ranged(asked, reply)
    reason = reply.reason if reply.reason is not None else _phrase(status)
    if reply.endless:
        headers["Transfer-Encoding"] = "chunked"
    else:
        headers["Content-Length"] = str(len(body) if reply.length is None else reply.length)
    if not reply.keeps_alive:
        headers["Connection"] = "close"
    head = f"HTTP/1.1 {status} {reason}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    yield f"{head}\r\n".encode("latin-1")
    if asked.method == "HEAD" and not reply.body_after_head:
        return
    while reply.endless:
        yield f"{len(body):x}\r\n".encode() + body + b"\r\n"
    yield from ((bytes([byte]) for byte in body) if reply.drip else [body])


def _ranged(asked: Asked, reply: Reply) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body, with the range that was asked for if the server takes ranges."""
    headers = dict(reply.headers)
    match = _RANGE.fullmatch(asked.headers.get("range", ""))
    if reply.ranges == "ignored" or match is None or reply.status != 200:
        return reply.status, headers, reply.body
    first, last = int(match[1]), int(match[2] or len(reply.body) - 1)
    if reply.ranges == "wrong":
        first, last = first + 1, last + 1
    part = reply.body[first : last + 1]
    headers["Content-Range"] = f"bytes {first}-{first + len(part) - 1}/{len(reply.body)}"
    return 206, headers, part


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Odd"
