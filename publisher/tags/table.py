"""Which frame, atom and comment carries which field: the one place that says it.

ID3: https://id3.org/id3v2.3.0 and the podcast frames of iTunes. MP4: the ilst atoms of iTunes; a star stands for
``----:com.apple.iTunes:``, free-form atoms. Vorbis: https://wiki.xiph.org/VorbisComment, and what other programs write.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from publisher.sources.audio_kind import Kind

_FREE_FORM: Final = "----:com.apple.iTunes:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A field, and where it stands in each kind of tag; every place listed is written, the first one is read."""

    field: str
    means: str
    id3: tuple[str, ...]
    mp4: tuple[str, ...]
    vorbis: tuple[str, ...]

    def places(self, kind: Kind) -> tuple[str, ...]:
        """The frames, atoms or comments that carry the field in this kind of file."""
        if kind in {Kind.MP3, Kind.WAV}:
            return self.id3
        return self.mp4 if kind is Kind.MP4 else self.vorbis


def _row(field: str, means: str, id3: str, mp4: str, vorbis: str) -> Row:
    atoms = tuple(name.replace("*", _FREE_FORM) for name in mp4.split())
    return Row(field=field, means=means, id3=tuple(id3.split()), mp4=atoms, vorbis=tuple(vorbis.split()))


TABLE: Final = (
    #    field          means                             ID3                 MP4             Vorbis comment
    _row("title",       "the episode's title",            "TIT2",             "©nam",         "TITLE"),
    _row("subtitle",    "its short title",                "TIT3",             "*SUBTITLE",    "SUBTITLE"),
    _row("show",        "the show's title",               "TALB",             "©alb",         "ALBUM"),
    _row("author",      "who makes the show",             "TPE1 TPE2",        "©ART aART",    "ARTIST ALBUMARTIST"),
    _row("guests",      "who is heard, beside the hosts", "TXXX:GUESTS",      "*GUESTS",      "PERFORMER"),
    _row("season",      "its season, as a disc",          "TPOS",             "disk",         "DISCNUMBER"),
    _row("number",      "its number, as a track",         "TRCK",             "trkn",         "TRACKNUMBER"),
    _row("date",        "the day on which it appeared",   "TDRC",             "©day",         "DATE"),
    _row("genre",       "Podcast",                        "TCON",             "©gen",         "GENRE"),
    _row("language",    "its language (ISO 639-2)",       "TLAN",             "*LANGUAGE",    "LANGUAGE"),
    _row("description", "what it is about, in short",     "TDES",             "desc",         "COMMENT"),
    _row("notes",       "the show notes as plain text",   "COMM",             "ldes",         "DESCRIPTION"),
    _row("keywords",    "topics and keywords",            "TKWD",             "keyw",         "KEYWORDS"),
    _row("link",        "its page",                       "WOAF",             "*WEBSITE",     "WEBSITE"),
    _row("links",       "its pages elsewhere",            "WXXX",             "*LINKS",       "LINKS"),
    _row("publisher",   "who publishes the show",         "TPUB",             "*LABEL",       "ORGANIZATION"),
    _row("copyright",   "who holds the rights",           "TCOP",             "cprt",         "COPYRIGHT"),
    _row("guid",        "its guid in the feed",           "TGID",             "egid",         "PODCASTID"),
    _row("feed_url",    "where the feed is",              "WFED",             "purl",         "PODCASTURL"),
    _row("show_guid",   "the show's podcast:guid",        "TXXX:PODCASTGUID", "*PODCASTGUID", "PODCASTGUID"),
    _row("podcast",     "that it is a podcast",           "PCST",             "pcst",         "PODCAST"),
    _row("artwork",     "its artwork, or the show's",     "APIC",             "covr",         "METADATA_BLOCK_PICTURE"),
    _row("lyrics",      "what is said, as text",          "USLT",             "©lyr",         "LYRICS"),
    _row("synced",      "the same with times (if asked)", "SYLT",             "",             "SYNCEDLYRICS"),
    _row("chapters",    "its chapters",                   "CHAP CTOC",        "chpl chap",    "CHAPTERxxx"),
)  # fmt: skip

FIELDS: Final = tuple(row.field for row in TABLE)
