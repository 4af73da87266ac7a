"""What can be done about a value that is missing or wrong: done, where it is proven; else offered."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.model import Place


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fix:
    """A value that is proven: what stands there becomes ``new``; ``old`` None means that the key is missing.

    ``why`` says what proves it, ``check`` finds what it mends, and ``source`` is the value that it was taken from, if
    from one of the same file. ``order`` is how keys like a missing one follow one another in other episodes, and
    ``sections`` how the keys do under which such keys stand; ``as_text`` asks for quotes around what other programs
    would read as a number.
    """

    place: Place
    keys: tuple[str, ...]
    old: str | None
    new: str
    why: str
    check: str
    source: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    as_text: bool = True

    @property
    def key(self) -> str:
        """The keys with points between them."""
        return ".".join(self.keys)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Candidate:
    """A value that may be the right one for these keys, and what speaks for it."""

    keys: tuple[str, ...]
    new: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Offer:
    """A value about which only the author can say what is right; nothing of it is changed until then.

    ``check`` finds what it is about.
    """

    place: Place
    keys: tuple[str, ...]
    old: str | None
    why: str
    check: str
    candidates: tuple[Candidate, ...]

    @property
    def key(self) -> str:
        """The keys with points between them."""
        return ".".join(self.keys)

    @property
    def disputed(self) -> frozenset[tuple[str, ...]]:
        """The keys of all values that it is about."""
        return frozenset({self.keys, *(candidate.keys for candidate in self.candidates)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that can be done, by file and line."""

    fixes: tuple[Fix, ...] = ()
    offers: tuple[Offer, ...] = ()
