"""Two lists of chapters: what changes, in a phrase."""

from __future__ import annotations

from collections.abc import Sequence

from publisher.clock import format_short
from publisher.differing.changes import Detail, Kind
from publisher.differing.words import count_of, quoted, shortened
from publisher.model import Chapter


def chapters_detail(old: Sequence[Chapter], new: Sequence[Chapter]) -> Detail | None:
    """What changes; None where the chapters are the same."""
    if tuple(map(_key, old)) == tuple(map(_key, new)):
        return None
    before, after = "\n".join(map(_line, old)), "\n".join(map(_line, new))
    return Detail(kind=Kind.CHAPTERS, field="chapters", said=_said(old, new), old=before or None, new=after or None)


def _said(old: Sequence[Chapter], new: Sequence[Chapter]) -> str:
    if not old:
        return f"chapters added: {len(new)}"
    if not new:
        return f"chapters removed: all {len(old)}"
    if len(old) == len(new):
        return _said_of_pairs(old, new)
    titles = {one.title for one in old}, {one.title for one in new}
    came, went = [one for one in new if one.title not in titles[0]], [one for one in old if one.title not in titles[1]]
    said = f"chapters {len(old)} → {len(new)}"
    parts = (_first("added", came), _first("removed", went))
    return "; ".join((said, *(part for part in parts if part)))


def _said_of_pairs(old: Sequence[Chapter], new: Sequence[Chapter]) -> str:
    pairs = zip(old, new, strict=True)
    differing = [(at, one, other) for at, (one, other) in enumerate(pairs, start=1) if _key(one) != _key(other)]
    at, one, other = differing[0]
    if _line(one) == _line(other):
        said = f"chapter {at} {quoted(shortened(one.title))} has {_other_parts(one, other)}"
    else:
        said = f"chapter {at} {_line(one)} → {_line(other)}"
    rest = len(differing) - 1
    return f"{said}, and {count_of(rest, 'other')} of {len(new)} changed" if rest else said


def _other_parts(one: Chapter, other: Chapter) -> str:
    parts = {
        "another link": one.url != other.url,
        "another picture": one.image != other.image,
        "another end": one.end_ms != other.end_ms,
        "another place in lists": one.toc != other.toc,
        "another start, by less than a second": one.start_ms != other.start_ms,
    }
    return " and ".join(said for said, differs in parts.items() if differs)


def _first(word: str, chapters: Sequence[Chapter]) -> str:
    if not chapters:
        return ""
    rest = len(chapters) - 1
    return f"{word} {_line(chapters[0])}" + (f" and {count_of(rest, 'other')}" if rest else "")


def _line(chapter: Chapter) -> str:
    return f"{format_short(chapter.start_ms)} {quoted(shortened(chapter.title))}"


def _key(chapter: Chapter) -> tuple[object, ...]:
    return chapter.start_ms, chapter.end_ms, chapter.title, chapter.url, chapter.image, chapter.toc
