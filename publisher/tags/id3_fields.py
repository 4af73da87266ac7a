"""Which frame of an ID3 tag carries which field, and what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from publisher.model import Cue
from publisher.tags.id3_chapters import chapters_of
from publisher.tags.id3_decoded import Decoded
from publisher.tags.id3_frames import FRONT_COVER, UNKNOWN_LANGUAGE
from publisher.tags.note import held_artwork
from publisher.tags.table import TABLE
from publisher.tags.wanted import Artwork, Wanted

NOTE: Final = "ours"  # in place of a field: the note of what this program wrote
NOTE_OWNER: Final = "podcast-publisher"
LINK_PREFIX: Final = "Episode: "  # so that links of other programs are told from ours
DATE_FRAMES: Final = ("TDRC", "TYER", "TDAT", "TIME")

_NO_LANGUAGES: Final = frozenset({"eng", "und", UNKNOWN_LANGUAGE.casefold(), "   ", "\0\0\0"})  # written without asking
_WITH_LANGUAGE: Final = {"COMM": "notes", "USLT": "lyrics", "SYLT": "synced"}
_IN_MILLISECONDS: Final = 2
_LINK_TO_PICTURE: Final = "-->"
_LEADING_NUMBER: Final = re.compile(r"\s*0*(\d+)", re.ASCII)


def _fields_by_frame() -> dict[str, str]:
    """Of the frames of which there is one, or TXXX with its description."""
    special = {*_WITH_LANGUAGE, "APIC", "WXXX"}
    plain = {place: row.field for row in TABLE for place in row.id3 if place not in special}
    return plain | dict.fromkeys(DATE_FRAMES, "date")


_FIELDS: Final[Mapping[str, str]] = _fields_by_frame()


def note_in(decoded: Sequence[Decoded]) -> bytes:
    """The note of what this program wrote; empty if it did not."""
    notes = (bytes(one.frame.data) for one in decoded if _field_of(one) == NOTE)
    return next(notes, b"")


def fields_of(decoded: Sequence[Decoded]) -> list[str]:
    """The field of each frame, in their order; "" for frames of other programs."""
    return [_field_of(one) for one in decoded]


def values_of(decoded: Sequence[Decoded], fields: Sequence[str], note: bytes) -> Wanted:
    """What the fields of a tag say."""
    by_id: dict[str, list[Any]] = {}
    for one, field in zip(decoded, fields, strict=True):
        if field and one.frame is not None:
            by_id.setdefault(_place(one), []).append(one.frame)
    texts = {row.field: _TEXTS.get(row.field, _plain)(by_id.get(row.id3[0], ())) for row in TABLE}
    texts["date"] = _date(by_id)
    pictures = by_id.get("APIC", ())
    timed = by_id.get("SYLT", ())
    return Wanted(
        texts={field: text for field, text in texts.items() if text},
        artwork=_artwork(pictures[0], note) if pictures else None,
        chapters=chapters_of(by_id.get("CHAP", ()), by_id.get("CTOC", ()), note),
        lyrics=_plain(by_id.get("USLT", ())),
        cues=tuple(Cue(start_ms=at, end_ms=at, speaker=None, text=text) for at, text in _timed(timed[0]))
        if timed
        else (),
    )


def _field_of(one: Decoded) -> str:
    if one.id in _WITH_LANGUAGE:
        return _WITH_LANGUAGE[one.id] if _is_neutral(one) else ""
    if one.id == "PRIV":
        return NOTE if getattr(one.frame, "owner", "") == NOTE_OWNER else ""
    if one.id == "APIC":
        return "artwork" if _is_cover(one) else ""
    if one.id == "WXXX":
        return "links" if one.frame is not None and one.frame.desc.startswith(LINK_PREFIX) else ""
    return _FIELDS.get(_place(one), "")


def _place(one: Decoded) -> str:
    """Where it stands, as the table names it."""
    return f"TXXX:{one.frame.desc.upper()}" if one.id == "TXXX" and one.frame is not None else one.id


def _is_neutral(one: Decoded) -> bool:
    """Without a description and in no language of its own: those that have one are of other programs."""
    if one.frame is None or one.frame.desc or one.frame.lang.casefold() not in _NO_LANGUAGES:
        return False
    return one.id != "SYLT" or bool(one.frame.format == _IN_MILLISECONDS)


def _is_cover(one: Decoded) -> bool:
    return one.frame is not None and one.frame.type == FRONT_COVER and one.frame.mime != _LINK_TO_PICTURE


def _plain(frames: Sequence[Any]) -> str:
    """The text of the first frame; several in it are divided by a comma."""
    if not frames:
        return ""
    text = getattr(frames[0], "text", "")
    return text if isinstance(text, str) else ", ".join(str(one) for one in text)


def _timed(frame: Any) -> list[tuple[int, str]]:
    return [(start_ms, text) for text, start_ms in frame.text]


def _number(frames: Sequence[Any]) -> str:
    """The first number of 3/12."""
    match = _LEADING_NUMBER.match(_plain(frames))
    return match[1] if match else _plain(frames)


def _genres(frames: Sequence[Any]) -> str:
    return ", ".join(frames[0].genres) if frames else ""


def _url(frames: Sequence[Any]) -> str:
    if not frames:
        return ""
    return str(getattr(frames[0], "url", "")).strip("\0") or _plain(frames)


def _links(frames: Sequence[Any]) -> str:
    """By their labels: programs that save frames by size leave them in another order."""
    return "\n".join(sorted(f"{frame.desc.removeprefix(LINK_PREFIX)}: {_url([frame])}" for frame in frames))


def _there(frames: Sequence[Any]) -> str:
    return "1" if frames else ""


def _nothing(_frames: Sequence[Any]) -> str:
    return ""


_TEXTS: Final[Mapping[str, Callable[[Sequence[Any]], str]]] = {
    "season": _number,
    "number": _number,
    "genre": _genres,
    "language": lambda frames: _plain(frames).casefold(),
    "link": _url,
    "links": _links,
    "feed_url": _url,
    "podcast": _there,
    # These are no texts.
    "artwork": _nothing,
    "lyrics": _nothing,
    "synced": _nothing,
    "chapters": _nothing,
}


def _date(by_id: Mapping[str, Sequence[Any]]) -> str:
    """The day, as far as it is there: TDRC, or TYER with TDAT (day and month)."""
    timestamp, year, day = (_plain(by_id.get(name, ())) for name in DATE_FRAMES[:3])
    if timestamp or len(day) != 4:
        return timestamp[:10] or year
    return f"{year}-{day[2:]}-{day[:2]}"


def _artwork(frame: Any, note: bytes) -> Artwork:
    return held_artwork(frame.data, note, frame.mime)
