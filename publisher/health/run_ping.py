"""A ping after each run, for a service that raises the alarm when none comes, in the way of https://healthchecks.io.

https://healthchecks.io/docs/http_api/ : a request to the URL says that all is well, one to URL/fail that it is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from publisher.health.asking import tell
from publisher.model import Problem, Severity

_MOST_LINES: Final = 20
_MOST_CHARACTERS: Final = 300  # of a line


def ping(url: str, report: str = "") -> str:
    """Tells the service that a run went well, or what a failed one reports; gives why it was not taken, or nothing.

    The URL is the user's own and no content of the show, so that it may lead into a private network.
    """
    if not report:
        return tell(url, allow_private=True)
    headers = {"content-type": "text/plain; charset=utf-8"}
    return tell(failure_url(url), allow_private=True, content=report.encode(), headers=headers)


def failure_url(url: str) -> str:
    """Where a failed run is reported.

    >>> failure_url("https://ping.example/0b1c/?create=1")
    'https://ping.example/0b1c/fail?create=1'
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # which whoever asks for it says
        return url
    return parts._replace(path=f"{parts.path.rstrip('/')}/fail").geturl()


def report_of(exit_code: int, problems: Iterable[Problem]) -> str:
    """What a failed run has to say, in a few lines."""
    errors = [one for one in problems if one.severity is Severity.ERROR]
    lines = [f"{one.place}: {one.message}"[:_MOST_CHARACTERS] for one in errors[:_MOST_LINES]]
    more = [f"and {len(errors) - _MOST_LINES} more"] if len(errors) > _MOST_LINES else []
    return "\n".join([f"publish build ended with {exit_code}; nothing was published by it", *lines, *more]) + "\n"
