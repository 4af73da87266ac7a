"""A field that changes, as a detail: from one value to another, or what came and what went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from publisher.differing.changes import Detail, Kind
from publisher.differing.words import contrasted, count_of, plain, quoted, shortened, targets

_LISTED = 3


def text_detail(kind: Kind, field: str, old: str, new: str, *, quote: bool = False, effect: str = "") -> Detail:
    """From one text to another; nothing is one, too."""
    before, after = contrasted(old, new)
    put = quoted if quote else str
    if not old:
        said = f"{field} added: {put(after)}"
    elif not new:
        said = f"{field} removed: {put(before)}"
    else:
        said = f"{field} {put(before)} → {put(after)}"
    said = f"{said} ({effect})" if effect else said
    return Detail(kind=kind, field=field, said=said, old=old or None, new=new or None)


def html_detail(kind: Kind, field: str, old: str, new: str) -> Detail | None:
    """From one text in HTML to another; None where they read the same and lead to the same places."""
    if plain(old) != plain(new):
        return _with_sources(text_detail(kind, field, plain(old), plain(new), quote=True), old, new)
    if targets(old) != targets(new):
        return _with_sources(list_detail(kind, f"links in the {field}", targets(old), targets(new)), old, new)
    return None


def _with_sources(detail: Detail, old: str, new: str) -> Detail:
    return Detail(kind=detail.kind, field=detail.field, said=detail.said, old=old or None, new=new or None)


def list_detail(kind: Kind, field: str, old: Sequence[str], new: Sequence[str]) -> Detail:
    """What came into a list, and what went; both lists may not be the same."""
    came, went = Counter(new) - Counter(old), Counter(old) - Counter(new)
    said = "; ".join(
        part for part in (_listed("added", list(came.elements())), _listed("removed", list(went.elements()))) if part
    )
    return Detail(
        kind=kind,
        field=field,
        said=f"{field}: {said or 'in another order'}",
        old=", ".join(old) or None,
        new=", ".join(new) or None,
    )


def _listed(word: str, values: Sequence[str]) -> str:
    if not values:
        return ""
    shown = ", ".join(shortened(value) for value in values[:_LISTED])
    rest = len(values) - _LISTED
    return f"{word} {shown}" + (f" and {count_of(rest, 'other')}" if rest > 0 else "")


def present(details: Iterable[Detail | None]) -> list[Detail]:
    """Those that are there."""
    return [one for one in details if one is not None]
