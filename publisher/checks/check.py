"""What a check is: a function that finds one kind of fault, with the name and the weight of that fault."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Final, Generic, Protocol, TypeVar

from publisher.model import Place, Problem, Severity

S = TypeVar("S")
T = TypeVar("T")

PROFILES: Final = ("apple", "spotify", "psp1", "podcasting2")  # whose rules there are

_SENTENCE_END: Final = re.compile(r"(?<=[.!?]) ")
_EXAMPLES: Final = re.compile(r"^(?P<what>.+?)\n\nBad: (?P<bad>.+?)\nGood: (?P<good>.+)$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault that a check found: where, what it is, and what to do about it."""

    place: Place
    message: str
    about: str = ""  # the piece of that line that is wrong, as it stands there


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A kind of fault, in words: what it is, and an example of it and of its remedy."""

    id: str
    severity: Severity
    what: str
    bad: str
    good: str
    profiles: tuple[str, ...] = ()  # those that ask for it; empty: everybody's business
    fixed: bool = False  # nobody may make less of it: nothing right could be published

    @property
    def summary(self) -> str:
        """The first sentence."""
        return _SENTENCE_END.split(" ".join(self.what.split()), maxsplit=1)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Explained, Generic[S]):
    """A kind of fault, and the function that finds it in a subject: a merged show, a feed, the answers of platforms."""

    find: Callable[[S], Iterator[Finding]]

    def problems(self, subject: S) -> Iterator[Problem]:
        """What the function finds, as problems of this kind."""
        for finding in self.find(subject):
            yield Problem(
                place=finding.place,
                check=self.id,
                severity=self.severity,
                message=finding.message,
                about=finding.about,
            )

    def also(self, find: Callable[[T], Iterator[Finding]]) -> Check[T]:
        """The same kind of fault in another subject, where another function finds it."""
        explained = {one.name: getattr(self, one.name) for one in fields(Explained)}
        return Check(**explained, find=find)


class Decorator(Protocol):
    """Makes a check of a function; a class of its own, as mypy forgets the S of an alias that it has in its cache."""

    def __call__(self, function: Callable[[S], Iterator[Finding]], /) -> Check[S]: ...


def check(id: str, severity: Severity, *profiles: str, fixed: bool = False) -> Decorator:  # noqa: A002
    """Makes a check of a function whose docstring says what is wrong, and ends with a Bad and a Good example.

    >>> @check("title-empty", Severity.ERROR)
    ... def empty(titles: list[str]) -> Iterator[Finding]:
    ...     '''A title without a word.
    ...
    ...     Bad: title: "-"
    ...     Good: title: Why we walk
    ...     '''
    ...     return (Finding(place=Place(path=""), message="say more") for title in titles if title == "-")
    >>> empty.summary, empty.bad, [problem.message for problem in empty.problems(["-"])]
    ('A title without a word.', 'title: "-"', ['say more'])
    """

    def decorate(function: Callable[[S], Iterator[Finding]]) -> Check[S]:
        what, bad, good = split_examples(inspect.getdoc(function) or "")
        return Check(
            id=id,
            severity=severity,
            what=what,
            bad=bad,
            good=good,
            profiles=profiles,
            fixed=fixed,
            find=function,
        )

    return decorate


def split_examples(text: str) -> tuple[str, str, str]:
    """What is wrong, the bad and the good example of an explanation.

    Raises ValueError where it has not these three.
    """
    parts = _EXAMPLES.match(text.strip())
    if parts is None:
        raise ValueError(f"no Bad: and Good: at the end of {text[:60]!r}")
    return parts["what"], parts["bad"].strip(), parts["good"].strip()
