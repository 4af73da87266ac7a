"""httpx's requests and responses over connections of ours."""

from __future__ import annotations

import ssl
from collections.abc import Iterator

import httpcore
import httpx

from publisher.probe.dialling import Dialler

_KEEP_IDLE_S = 15.0


class Transport(httpx.BaseTransport):
    """The connections to one host: at most so many, each used again while the server keeps it open.

    It is asked without an ``httpx.Client``: that keeps cookies, reads ``.netrc`` and proxies from the environment,
    writes full URLs to its log and chokes on odd redirects.
    """

    def __init__(self, dialler: Dialler, tls: ssl.SSLContext, *, max_connections: int) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls,
            network_backend=dialler,
            max_connections=max_connections,
            keepalive_expiry=_KEEP_IDLE_S,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The status and the headers; the body is read from its stream. Raises Trouble or httpcore's errors."""
        url = request.url
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions={"sni_hostname": url.raw_host.decode("ascii").rstrip(".")},
            )
        )
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response),
            extensions=response.extensions,
        )

    def close(self) -> None:
        """Let go of all connections; more can be made."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """The body of a response of httpcore, as httpx reads it."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        """Let go of the response: its connection is used again if the whole body was read."""
        self._response.close()
