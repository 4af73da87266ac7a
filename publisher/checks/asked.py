"""What the checks of online answers look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from publisher.checks.check import Finding
from publisher.merge.show import MergedShow
from publisher.online.answers import OnlineAnswers
from publisher.online.moves import shown_url
from publisher.online.uses import Use
from publisher.online.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A show, and what was said online of everything that it names."""

    merged: MergedShow
    answers: OnlineAnswers

    def answered(self) -> Iterator[tuple[Use, Verdict]]:
        """Every use of a URL of which something is known."""
        for use in self.answers.uses:
            verdict = self.answers.verdict(use)
            if verdict is not None:
                yield use, verdict


def quoted(use: Use) -> str:
    """The URL of a use, as a message quotes it."""
    return f"'{shown_url(use.target.url)}'"


def at(use: Use, message: str) -> Finding:
    """A finding at the line that names a URL."""
    return Finding(place=use.place, message=message, about=use.about)
