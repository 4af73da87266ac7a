"""Asks URLs, one after the other or many at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Self

import httpx

from publisher.probe.answer import Answer, Failure, Hop, Request


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
    """Asks URLs; several threads may share it. It raises nothing for what a server, a name or a URL does."""

    def __init__(
        self,
        settings: ProbeSettings,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        self.settings = settings
        self._clock = clock
        self._stopped = threading.Event()
        self._sleep = sleep or self._stopped.wait
        self._client = httpx.Client(trust_env=False, timeout=settings.read_timeout_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def stop(self) -> None:
        """Everything under way ends at once, as interrupted, and nothing more is asked."""
        self._stopped.set()

    def close(self) -> None:
        """Stops, and lets go of all connections."""
        self.stop()
        self._client.close()

    def ask(self, request: Request) -> Answer:
        """What the URL gives, redirects followed. It blocks, at most for the deadline of a link and its queue."""
        hops: list[Hop] = []
        url = request.url
        try:
            while True:
                headers = {"user-agent": self.settings.user_agent, "accept-encoding": "identity", **request.headers}
                with self._client.stream(request.method, url, headers=headers) as response:
                    if response.is_redirect and len(hops) < request.max_hops:
                        location = str(response.url.join(response.headers["location"]))
                        hops.append(Hop(url=url, status=response.status_code, location=location))
                        url = location
                        continue
                    body = b"".join(response.iter_raw())
                return Answer(
                    request=request,
                    hops=tuple(hops),
                    url=url,
                    status=response.status_code,
                    headers=dict(response.headers),
                    body=body[: request.max_bytes],
                    is_whole=len(body) <= request.max_bytes,
                    detail=f"answers {response.status_code}",
                )
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            failure = Failure.REFUSED if isinstance(error, httpx.ConnectError) else Failure.BAD_ANSWER
            return Answer(request=request, hops=tuple(hops), url=url, failure=failure, detail=type(error).__name__)
