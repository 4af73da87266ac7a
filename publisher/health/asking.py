"""The few requests of this package to those who are told of a run or a feed. Each is soon over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from publisher import __version__
from publisher.probe.answer import Answer, Failure, Request
from publisher.probe.prober import Prober, ProbeSettings

_DEADLINE_S: Final = 20.0
_NONE: Final[Mapping[str, str]] = {}


def tell(
    url: str,
    *,
    allow_private: bool,
    content: bytes | None = None,
    headers: Mapping[str, str] = _NONE,
) -> str:
    """Ask with GET, or send ``content`` with POST; gives why it was not taken, and nothing where it was.

    What it gives holds nothing of the URL, which may be a secret as a whole. Redirects of a POST are not followed.
    """
    settings = ProbeSettings(
        user_agent=f"publish/{__version__}",
        allow_private=allow_private,
        link_deadline_s=_DEADLINE_S,
        run_deadline_s=_DEADLINE_S,
        retries=1,
    )
    with Prober(settings) as prober:
        if content is None:
            answer = prober.ask(Request(url=url, method="GET", headers=headers))
        else:
            answer = prober.ask(Request(url=url, method="POST", content=content, headers=headers, max_hops=0))
    return _fault(answer)


def _fault(answer: Answer) -> str:
    if answer.failure is Failure.TOO_MANY_REDIRECTS and answer.request.method == "POST":
        return "it redirects, which is not followed; write the address that it leads to"
    if answer.failure is None and answer.status is not None and 200 <= answer.status < 300:
        return ""
    return _without_hosts(answer)


def _without_hosts(answer: Answer) -> str:
    detail = answer.detail
    for url in (answer.request.url, answer.url, *(hop.location for hop in answer.hops)):
        try:
            host = urlsplit(url).hostname
        except ValueError:
            continue
        if host:
            detail = detail.replace(host, "the server")
    return detail
