"""The fields of the table as items of iTunes, and items as fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from publisher.tags.mp4_boxes import Box, render
from publisher.tags.mp4_items import (
    FREE_FORM,
    Value,
    flag_item,
    key_of,
    pair_item,
    pair_of,
    picture_item,
    picture_value,
    text_item,
    values_of,
    with_items,
)
from publisher.tags.note import held_artwork
from publisher.tags.table import TABLE
from publisher.tags.wanted import Artwork, Wanted
from publisher.text import without_not_xml

NOTE_KEY: Final = f"{FREE_FORM}:com.apple.iTunes:PODCAST_PUBLISHER"
_CHAPTERS: Final = "chapters"
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    row.field: row.mp4 for row in TABLE if row.field != _CHAPTERS and row.mp4
}
_OURS: Final = frozenset({NOTE_KEY, "gnre", *(key for keys in _KEYS.values() for key in keys)})
_COVER: Final = "covr"
_FLAG: Final = "pcst"
_OLD_GENRE: Final = "gnre"  # a number of ID3v1, which some players prefer to the text
_PAIRS: Final = frozenset({"trkn", "disk"})
_MOST_NUMBER: Final = 65_535
_MOST_DIGITS: Final = 10


def fitted_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts that items can hold."""
    return {
        field: str(int(text)) if _is_number(field) else without_not_xml(text).strip()
        for field, text in texts.items()
        if field in _KEYS and not _is_too_great(field, text)
    }


def text_losses(texts: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each number that items cannot hold."""
    for field, text in texts.items():
        if _is_too_great(field, text):
            yield f"{field} {text} left out: in MP4 it is a number from 1 to {_MOST_NUMBER:,}"


def _is_too_great(field: str, text: str) -> bool:
    is_right = text.isdecimal() and text.isascii() and len(text) < _MOST_DIGITS and 1 <= int(text) <= _MOST_NUMBER
    return _is_number(field) and not is_right


def _is_number(field: str) -> bool:
    return _KEYS.get(field, ("",))[0] in _PAIRS


def held_fields(items: Sequence[Box]) -> Wanted:
    """What items say, without the chapters."""
    by_key: dict[str, list[Box]] = {}
    for item in items:
        by_key.setdefault(key_of(item), []).append(item)
    texts = {field: _text_of(keys[0], by_key.get(keys[0], [])) for field, keys in _KEYS.items() if keys[0] != _COVER}
    lyrics = texts.pop("lyrics")
    covers = _values_of(by_key.get(_COVER, []))
    artwork = held_artwork(covers[0].content, note_in(items), covers[0].mime_type) if covers else None
    return Wanted(texts={field: text for field, text in texts.items() if text}, artwork=artwork, lyrics=lyrics)


def _text_of(key: str, items: Sequence[Box]) -> str:
    if key in _PAIRS:
        number = pair_of(items[0])[0] if items else 0
        return str(number) if number else ""
    values = _values_of(items)
    if key == _FLAG:
        return "1" if any(any(value.content) for value in values) else ""
    return ", ".join(value.text for value in values if value.text.strip())


def _values_of(items: Iterable[Box]) -> list[Value]:
    return [value for item in items for value in values_of(item)]


def note_in(items: Iterable[Box]) -> bytes:
    """The note of what this program wrote; nothing if there is none."""
    values = _values_of(item for item in items if key_of(item) == NOTE_KEY)
    return values[0].content if values else b""


def with_note(items: Iterable[Box], note: str) -> list[Box]:
    """The items with another note, or with none."""
    return list(with_items(items, NOTE_KEY, [text_item(NOTE_KEY, note)] if note else []))


def with_field(items: Sequence[Box], field: str, wanted: Wanted) -> list[Box]:
    """The items with the value that a field should have; without it where it should have none."""
    for key in _KEYS.get(field, ()):
        old = [item for item in items if key_of(item) == key]
        items = list(with_items(items, key, _items_for(key, old, _value(field, wanted), wanted.artwork)))
    if field == "genre":
        items = list(with_items(items, _OLD_GENRE, []))
    return list(items)


def _value(field: str, wanted: Wanted) -> str:
    return (wanted.lyrics if field == "lyrics" else wanted.texts.get(field, "")).strip()


def _items_for(key: str, old: Sequence[Box], text: str, artwork: Artwork | None) -> list[Box]:
    if key == _COVER:
        covers = _values_of(old)[1:]
        if artwork:
            covers = [picture_value(artwork.content, artwork.mime_type), *covers]
        return [picture_item(key, covers)] if covers else []
    if key in _PAIRS:
        total = pair_of(old[0])[1] if old else 0
        return [pair_item(key, int(text or "0"), total)] if text or total else []
    if not text:
        return []
    return [flag_item(key, is_set=text == "1") if key == _FLAG else text_item(key, text)]


def foreign_items(items: Iterable[Box]) -> Iterator[tuple[str, bytes]]:
    """By name, the bytes of everything in the items that is in no field."""
    for item in items:
        key = key_of(item)
        if key not in _OURS:
            yield key, render(item)
        elif key in _PAIRS and pair_of(item)[1]:
            yield f"{key} (of how many)", str(pair_of(item)[1]).encode()
        elif key == _COVER:
            yield from ((f"{key} (another)", value.content) for value in values_of(item)[1:])
