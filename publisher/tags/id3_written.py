"""The frames that carry the fields of an episode."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from publisher.tags.id3_chapters import chapter_frames
from publisher.tags.id3_decoded import Decoded
from publisher.tags.id3_fields import LINK_PREFIX
from publisher.tags.id3_fitted import LINK
from publisher.tags.id3_frames import UNKNOWN_LANGUAGE, Frames
from publisher.tags.id3_raw import RawFrame
from publisher.tags.table import TABLE
from publisher.tags.wanted import Wanted

_ENGLISH: Final = "eng"
_COVER_NAMES: Final = ("", "Cover", "Front cover", "Episode")


def frames_of(wanted: Wanted, fields: Collection[str], version: int, others: Sequence[Decoded]) -> Iterator[RawFrame]:
    """The frames of these fields in the order of the table; ``others`` stay in the tag."""
    writer = _Writer(wanted, Frames(version), others)
    for row in TABLE:
        if row.field in fields:
            yield from writer.frames(row.field, row.id3)


class _Writer:
    def __init__(self, wanted: Wanted, make: Frames, others: Sequence[Decoded]) -> None:
        self._wanted = wanted
        self._make = make
        self._others = [one for one in others if one.frame is not None]

    def frames(self, field: str, places: Sequence[str]) -> Iterator[RawFrame]:
        """Those of one field."""
        wanted = self._wanted
        if field == "chapters":
            yield from chapter_frames(wanted.chapters, self._make.version)
        elif field == "artwork" and wanted.artwork:
            yield self._make.picture(wanted.artwork, description=self._cover_name())
        elif field == "lyrics":
            yield self._make.long_text("USLT", self._language(), wanted.lyrics)
        elif field == "synced":
            lines = [(cue.start_ms, cue.text) for cue in wanted.cues]
            yield self._make.timed_text(self._language(), lines)
        elif field in wanted.texts:
            for place in places:
                yield from self._text_frames(place, wanted.texts[field])

    def _text_frames(self, place: str, text: str) -> Iterator[RawFrame]:
        make = self._make
        if place == "WXXX":
            matches = (LINK.fullmatch(line) for line in text.split("\n"))
            yield from (make.user_url(LINK_PREFIX + match["label"], match["url"]) for match in matches if match)
        elif place == "TDRC":
            yield from self._date(text)
        elif place == "COMM":
            yield make.long_text(place, self._language(), text)
        elif place == "PCST":
            yield make.podcast()
        elif place == "WFED":
            yield make.feed(text)
        elif place.startswith("TXXX:"):
            yield make.user_text(place.removeprefix("TXXX:"), text)
        else:
            yield make.url(place, text) if place.startswith("W") else make.text(place, text)

    def _date(self, text: str) -> Iterator[RawFrame]:
        if self._make.version > 3:
            yield self._make.text("TDRC", text)
            return
        year, _, day = text.partition("-")
        yield self._make.text("TYER", year)
        if day:
            yield self._make.text("TDAT", f"{day[3:]}{day[:2]}")

    def _language(self) -> str:
        """English, or none in particular: so the frame is known for what it is whatever else stands in the tag.

        That of the episode stands in TLAN. A frame in a language of its own may be another program's.
        """
        return _ENGLISH if self._wanted.texts.get("language") == _ENGLISH else UNKNOWN_LANGUAGE

    def _cover_name(self) -> str:
        taken = {one.frame.desc for one in self._others if one.id == "APIC"}
        return next((name for name in _COVER_NAMES if name not in taken), _COVER_NAMES[-1])
