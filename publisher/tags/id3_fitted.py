"""What an ID3 tag can hold of what is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from publisher.tags.digest import canonical, digests_of
from publisher.tags.held import Fitted, Options
from publisher.tags.id3_chapters import LAST_MS, MOST_IN_TABLE
from publisher.tags.shown import shown_of
from publisher.tags.wanted import TagChapter, Wanted
from publisher.text import one_line, without_not_xml
from publisher.urls import http_url

LINK: Final = re.compile(r"(?P<label>.+?): (?P<url>\S+)")

_LINES: Final = frozenset({"notes", "links"})  # the other texts stand on one line: ID3v2.3, 3.3
_NUMBERS: Final = frozenset({"season", "number"})
_URLS: Final = frozenset({"link", "feed_url"})
# What has another form would be read as something else.
_FORMS: Final = {
    "season": re.compile(r"\d{1,6}", re.ASCII),
    "number": re.compile(r"\d{1,6}", re.ASCII),
    "date": re.compile(r"\d{4}(-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?", re.ASCII),
    "genre": re.compile(r"(?!\(|(?:\d+|RX|CR)$).+"),  # these stand for genres of ID3v1
    "language": re.compile(r"[a-z]{3}"),
    "podcast": re.compile("1"),
}
# A player fetches the whole tag before it plays the first second.
_MOST_TEXT_BYTES: Final = 4_000_000
_MOST_PICTURES_BYTES: Final = 8_000_000


def fit(wanted: Wanted, _options: Options) -> Fitted:
    """The nearest to it that ID3 can hold: the same for both versions."""
    losses: list[str] = []
    texts = {field: _text(field, text, losses) for field, text in wanted.texts.items()}
    cues = tuple(
        replace(cue, text=one_line(without_not_xml(cue.text))) for cue in wanted.cues if cue.start_ms <= LAST_MS
    )
    fitting = replace(
        wanted,
        texts={field: text for field, text in texts.items() if text},
        lyrics=_cut("its transcript", canonical(without_not_xml(wanted.lyrics)), losses),
        cues=tuple(cue for cue in cues if cue.text),
        chapters=_chapters(wanted.chapters, losses),
    )
    return Fitted(wanted=fitting, digests=digests_of(fitting), shown=shown_of(fitting), losses=tuple(losses))


def _text(field: str, text: str, losses: list[str]) -> str:
    text = canonical(without_not_xml(text))
    if field in _FORMS:
        return _of_form(field, text)
    if field in _URLS:
        return http_url(text) or ""
    if field == "links":
        return "\n".join(sorted(_links(text.split("\n"))))
    text = text if field in _LINES else one_line(text)
    return _cut(f"its {field}", text, losses)


def _of_form(field: str, text: str) -> str:
    if not _FORMS[field].fullmatch(text):
        return ""
    return str(int(text)) if field in _NUMBERS else text


def _links(lines: list[str]) -> Iterator[str]:
    """Each with a label of its own: two frames of one description would be one."""
    seen: dict[str, int] = {}
    for line in lines:
        match = LINK.fullmatch(one_line(line))
        url = http_url(match["url"]) if match else None
        if match and url:
            label = match["label"]
            seen[label] = seen.get(label, 0) + 1
            yield f"{label}: {url}" if seen[label] == 1 else f"{label} {seen[label]}: {url}"


def _cut(what: str, text: str, losses: list[str]) -> str:
    content = text.encode()
    if len(content) <= _MOST_TEXT_BYTES:
        return text
    losses.append(f"{what} is longer than {_MOST_TEXT_BYTES // 1_000_000} MB: only its beginning is written")
    return content[:_MOST_TEXT_BYTES].decode(errors="ignore").rstrip()


def _chapters(chapters: tuple[TagChapter, ...], losses: list[str]) -> tuple[TagChapter, ...]:
    fitting = tuple(_chapter(one) for one in sorted(chapters, key=lambda one: one.start_ms) if one.start_ms < LAST_MS)
    losses += _chapter_losses(fitting)
    pictures_bytes = sum(len(content) for content in _pictures(fitting).values())
    if pictures_bytes > _MOST_PICTURES_BYTES:
        losses.append(
            "its chapters have more than 8 MB of pictures, which players would fetch first: they are left out"
        )
        fitting = tuple(replace(one, artwork=None) for one in fitting)
    return fitting


def _pictures(chapters: tuple[TagChapter, ...]) -> Mapping[int, bytes]:
    return {number: one.artwork.content for number, one in enumerate(chapters) if one.artwork}


def _chapter(chapter: TagChapter) -> TagChapter:
    return replace(
        chapter,
        end_ms=min(chapter.end_ms, LAST_MS),
        title=canonical(one_line(without_not_xml(chapter.title))),
        url=http_url(chapter.url) if chapter.url else None,
    )


def _chapter_losses(chapters: tuple[TagChapter, ...]) -> Iterator[str]:
    listed = sum(chapter.toc for chapter in chapters)
    if listed > MOST_IN_TABLE:
        yield (
            f"its {listed} chapters are more than the {MOST_IN_TABLE} of one table of contents: all are written, but "
            f"players that read only the first table list {MOST_IN_TABLE - 1} of them"
        )
    if listed < len(chapters):
        yield f"{len(chapters) - listed} chapters are silent: players that do not read the table of contents list them"
