"""Elements that no field of ours stands for, compared as they are written: nothing that changes goes unsaid."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from publisher.differing.changes import Detail, Kind
from publisher.differing.fields import list_detail, text_detail
from publisher.sources.feed_element import FeedElement
from publisher.text import one_line

_LABELS: Final = {
    "podcast:alternateEnclosure": "other versions of the recording",
    "podcast:block": "blocked services",
    "podcast:contentLink": "places to listen",
    "podcast:funding": "support links",
    "podcast:license": "license",
    "podcast:location": "locations",
    "podcast:locked": "locked",
    "podcast:medium": "medium",
    "podcast:person": "people",
    "podcast:socialInteract": "places for comments",
    "podcast:soundbite": "soundbites",
    "podcast:trailer": "trailers",
    "podcast:txt": "texts for other services",
    "podcast:updateFrequency": "how often it comes",
    "spotify:countryOfOrigin": "countries",
    "spotify:limit": "limit on Spotify",
}
_SEVERAL: Final = frozenset(
    {
        "podcast:alternateEnclosure",
        "podcast:block",
        "podcast:contentLink",
        "podcast:funding",
        "podcast:location",
        "podcast:person",
        "podcast:socialInteract",
        "podcast:soundbite",
        "podcast:trailer",
        "podcast:txt",
    }
)


def other_elements(kind: Kind, old: FeedElement, new: FeedElement, known: Collection[str]) -> Iterator[Detail]:
    """A detail for every name of elements that are not the same in both; ``known`` names are left out."""
    for name in dict.fromkeys((*new.names, *old.names)):
        if name in known:
            continue
        olds, news = [written(one) for one in old.each(name)], [written(one) for one in new.each(name)]
        if olds == news:
            continue
        shorts = [_short(one) for one in old.each(name)], [_short(one) for one in new.each(name)]
        label = _LABELS.get(name, f"<{name.rpartition('}')[2]}>")
        if name not in _SEVERAL and len(olds) <= 1 and len(news) <= 1:
            yield text_detail(kind, label, "".join(shorts[0]), "".join(shorts[1]))
        elif shorts[0] == shorts[1]:
            yield _of_attributes(kind, label, old, new, name)
        else:
            yield list_detail(kind, label, *shorts)


def names_that_differ(old: FeedElement, new: FeedElement) -> list[str]:
    """The names of elements that are written otherwise."""
    return [
        name
        for name in dict.fromkeys((*new.names, *old.names))
        if [written(one) for one in old.each(name)] != [written(one) for one in new.each(name)]
    ]


def written(element: FeedElement) -> str:
    """All that an element says, on one line: its text, its attributes, its children."""
    attributes = (f"{name.rpartition('}')[2]}={element.get(name)}" for name in sorted(map(str, element.node.attrib)))
    children = (f"{name}: {written(one)}" for name in element.names for one in element.each(name))
    return ", ".join(part for part in (one_line(element.text), *attributes, *children) if part)


def _short(element: FeedElement) -> str:
    """What people call an element by: a name, with a role where it has one; where it has no name, all of it."""
    role = element.get("role")
    if not element.text:
        return element.get("title") or written(element)
    return f"{one_line(element.text)} ({role})" if role else one_line(element.text)


def _of_attributes(kind: Kind, label: str, old: FeedElement, new: FeedElement, name: str) -> Detail:
    """They are called the same, and have other attributes: another picture, another link."""
    pairs = [(one, other) for one, other in zip(old.each(name), new.each(name), strict=True)]
    differing = [(written(one), written(other), _short(one)) for one, other in pairs if written(one) != written(other)]
    before, after, short = differing[0]
    detail = text_detail(kind, f"{label}: {short}:", before, after)
    return Detail(kind=kind, field=label, said=detail.said, old=before, new=after)
