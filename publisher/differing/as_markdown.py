"""A difference as a comment on a pull request, in GitHub's Markdown, where no text of an author's does anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from publisher.differing.as_text import NOTHING, build_stops, headline
from publisher.differing.changes import Change, Difference
from publisher.text import for_terminal, one_line

_OPEN_LINES: Final = 12  # a longer list is folded
_URL: Final = re.compile(r"[a-z][a-z0-9+.-]*://[^\s'\"…<>`]+", re.IGNORECASE)
_MARKS: Final = re.compile(r"([\\`*_{}\[\]|~$^])")
_CALLS: Final = re.compile(r"([@#]|\bGH(?=-)|://|\bwww\.)", re.IGNORECASE)


def report(difference: Difference) -> str:
    """A headline with counts, what stops a build, and a list for each kind of change."""
    return "\n\n".join(_parts(difference)) + "\n"


def escaped(text: str) -> str:
    """Text that is only text: no markup, no HTML, no link, nobody is called and no issue is named.

    URLs become code, which can be copied.

    >>> escaped("a|b <b>*hi*</b> @ada #1 at https://example.com/a_b")
    'a\\\\|b &lt;b&gt;\\\\*hi\\\\*&lt;/b&gt; @&#8203;ada #&#8203;1 at `https://example.com/a_b`'
    """
    line = for_terminal(one_line(text))
    parts, at = [], 0
    for match in _URL.finditer(line):
        parts += [_plain(line[at : match.start()]), f"`{match[0].replace('|', '%7C')}`"]
        at = match.end()
    return "".join([*parts, _plain(line[at:])])


def _plain(text: str) -> str:
    entities = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    marked = _MARKS.sub(r"\\\1", entities)
    # A space of no width, put behind what would call somebody or lead somewhere.
    return _CALLS.sub(r"\1&#8203;", marked)


def _parts(difference: Difference) -> Iterator[str]:
    if difference.is_nothing:
        yield f"**{NOTHING}**"
    elif difference.changes:
        yield f"**What the next build changes for subscribers: {headline(difference)}**"
    elif difference.is_told:
        yield f"**{NOTHING}**"
    if difference.errors:
        yield f"**{escaped(_sentence(build_stops(difference)))}**"
        yield _list([f"`{_code(str(one.place))}`: {escaped(one.message)}" for one in difference.errors])
    for kind, changes in groupby(difference.changes, key=lambda change: change.kind):
        listed = list(changes)
        yield f"**{_sentence(kind)}**"
        yield _list([_item(change) for change in listed])
    if difference.upcoming:
        yield "**Upcoming**"
        yield _list([_item(change) for change in difference.upcoming])
    yield from (f"{escaped(_sentence(sentence))}." for sentence in difference.unknown)
    if difference.is_told:
        yield f"<sub>Compared with {escaped(difference.against)}.</sub>"


def _item(change: Change) -> str:
    said = "; ".join(map(escaped, change.phrases))
    return ": ".join(part for part in (escaped(change.about), said) if part)


def _list(rows: Sequence[str]) -> str:
    text = "\n".join(f"- {row}" for row in rows)
    if len(rows) <= _OPEN_LINES:
        return text
    return f"<details><summary>all {len(rows)}</summary>\n\n{text}\n\n</details>"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _code(text: str) -> str:
    return for_terminal(text).replace("`", "'")
