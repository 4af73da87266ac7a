"""Values of a feed, as its elements have them: read where they can be, and a problem at its line where they cannot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeVar

from publisher.model import Place, Problem, Severity
from publisher.sources.feed_dates import any_length_ms, any_moment
from publisher.sources.feed_element import FeedElement

T = TypeVar("T")

_EXPLICIT: Final = {"yes": True, "true": True, "explicit": True, "no": False, "false": False, "clean": False}
_SHOWN: Final = 40


class Values:
    """Reads values, and collects the problems of those that cannot be read."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def date(self, parent: FeedElement, *names: str) -> datetime | None:
        """A moment in UTC."""
        return self._read(parent.first(*names), any_moment, "a date with its time and its zone")

    def length_ms(self, parent: FeedElement, *names: str) -> int | None:
        """A length, None where it is nothing."""
        return self._read(parent.first(*names), any_length_ms, "a length of time") or None

    def explicit(self, parent: FeedElement) -> bool | None:
        """Whether it is explicit: Apple once took ``clean`` and ``yes``, too."""
        return self._read(parent.first("itunes:explicit"), lambda text: _EXPLICIT.get(text.casefold()), "true or false")

    def number(self, parent: FeedElement, *names: str) -> int | None:
        """A whole number from 0."""
        return self._read(parent.first(*names), whole_number, "a whole number")

    def _read(self, element: FeedElement | None, read: Callable[[str], T | None], what: str) -> T | None:
        if element is None or not element.text:
            return None
        value = read(element.text)
        if value is None:
            self.report(element, f"{element.text[:_SHOWN]!r} cannot be read as {what}, and is left out", element.text)
        return value

    def report(self, element: FeedElement, message: str, about: str = "") -> None:
        """Says what is wrong with an element."""
        problem = Problem(
            place=Place(path=self.path, line=element.line),
            check="value-unread",
            severity=Severity.WARNING,
            message=message,
            about=about if about.isprintable() else "",
        )
        self.problems.append(problem)


def whole_number(text: str) -> int | None:
    """A number from 0 in digits; ``7.0`` is one, too.

    >>> [whole_number(text) for text in ("12", "7.0", "7.5", "-1", "")]
    [12, 7, None, None, None]
    """
    whole, _, fraction = text.partition(".")
    readable = whole.isascii() and whole.isdigit() and len(whole) <= 18 and not fraction.strip("0")
    return int(whole) if readable else None
