"""One request and what came back: no redirect followed, nothing tried again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

import httpcore
import httpx

from publisher.probe.answer import Failure, Receiver, Request
from publisher.probe.attempt import CURRENT, Attempt
from publisher.probe.transport import Transport
from publisher.probe.trouble import Trouble
from publisher.text import for_terminal

_MOST_HEADERS: Final = 100
_MOST_CHARACTERS: Final = 2_000  # of a header: longer than any URL or tag that works
_MOST_BESIDES_BODY: Final = 512 * 1024  # bytes of headers, chunk marks and the part of the body that is thrown away
_MOST_UNWANTED: Final = 65_536  # bytes of a body that the receiver does not take
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What a server said, and what is wrong with it."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    location: str | None = None  # where a redirect leads, as it stands there
    body: bytes = b""
    is_whole: bool = False
    failure: Failure | None = None
    detail: str = ""


def exchange(transport: Transport, request: httpx.Request, attempt: Attempt, wanted: Request) -> Exchange:
    """Ask, and read as much of the body as is wanted. Raises Trouble where there is not even a status."""
    attempt.max_received_bytes = wanted.max_bytes + _MOST_BESIDES_BODY
    token = CURRENT.set(attempt)
    try:
        response = transport.handle_request(request)
        try:
            return _read(response, request, wanted)
        finally:
            response.close()
    except httpcore.LocalProtocolError as error:
        raise Trouble(Failure.NOT_A_URL, "cannot be asked for") from error
    except httpcore.RemoteProtocolError as error:
        raise attempt.failed(
            Failure.BAD_ANSWER, f"{request.url.host} answers with something that is no HTTP"
        ) from error
    finally:
        CURRENT.reset(token)


def _read(response: httpx.Response, request: httpx.Request, wanted: Request) -> Exchange:
    host = request.url.host
    body, failure, detail = b"", None, _status_detail(response.status_code)
    location, headers = _location(response), _printable(response.headers)
    is_whole = False
    if request.method == "GET" and _is_encoded(response):
        if response.is_success:
            failure, detail = Failure.ENCODED, f"{host} sends a compressed body, which was not asked for"
    else:
        try:
            receiver = wanted.receiver if location is None else None
            if receiver is not None and receiver.begin(response.status_code, headers):
                is_whole = _hand_over(response, wanted.max_bytes, receiver)
            else:
                body, is_whole = _body(response, wanted.max_bytes if receiver is None else _MOST_UNWANTED)
        except Trouble as trouble:
            failure, detail = trouble.failure, trouble.detail
        except httpcore.RemoteProtocolError:
            failure, detail = Failure.BAD_ANSWER, f"the answer of {host} is cut off"
    return Exchange(
        status=response.status_code,
        headers=headers,
        location=location,
        body=body,
        is_whole=is_whole,
        failure=failure,
        detail=detail,
    )


def _body(response: httpx.Response, max_bytes: int) -> tuple[bytes, bool]:
    """The beginning of the body as it is sent, and whether that is all. Nothing is decoded."""
    received = bytearray()
    for piece in response.iter_raw():
        received += piece
        if len(received) > max_bytes:
            return bytes(received[:max_bytes]), False
    return bytes(received), True


def _hand_over(response: httpx.Response, max_bytes: int, receiver: Receiver) -> bool:
    """Whether the receiver has all of the body, which is handed to it as it is sent."""
    received_bytes = 0
    for piece in response.iter_raw():
        received_bytes += len(piece)
        if received_bytes > max_bytes or not receiver.take(piece):
            return False
    return True


def _is_encoded(response: httpx.Response) -> bool:
    names = response.headers.get("content-encoding", "").lower().split(",")
    return any(name.strip() not in {"", "identity"} for name in names)


def _location(response: httpx.Response) -> str | None:
    if response.status_code not in _REDIRECTS:
        return None
    return next(iter(response.headers.get_list("location")), None)


def _printable(headers: httpx.Headers) -> dict[str, str]:
    """The headers as a person may see them; without cookies."""
    shown: dict[str, str] = {}
    for name, value in headers.multi_items()[:_MOST_HEADERS]:
        if name != "set-cookie":
            text = for_terminal(value[:_MOST_CHARACTERS])
            shown[for_terminal(name)] = f"{shown[name]}, {text}" if name in shown else text
    return shown


def _status_detail(status: int) -> str:
    """The status in the words of the standard, not in those of the server.

    >>> _status_detail(404), _status_detail(799)
    ('answers 404 Not Found', 'answers 799')
    """
    try:
        return f"answers {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"answers {status}"
